//! Names the models, unions and enumerations of each version. A name is unique in its version.
//!
//! Names that an overlay asks for come first, then those of components, then those of objects that stand inline in what
//! operations answer, and last what is named by what it stands in. Each group is in the order of the alphabet, so that the
//! order of a document does not show.

use super::Name;
use super::casing::{asked_camel, camel, enum_property, snake};
use super::naming::in_order;
use super::scope::{MODULE_TYPES, Scope};
use crate::ir::{Api, Enum, EnumId, Model, ModelId, Type, Union, UnionId, VersionId};
use crate::lock::{KnownName, Recognised};
use crate::source::NodeId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The names of all types, indexed as the [`Api`] is.
pub(super) struct TypeNames {
    pub(super) models: Vec<Name>,
    pub(super) unions: Vec<Name>,
    pub(super) enums: Vec<Name>,
    /// Further names that callers know.
    pub(super) aliases: Vec<(Type, Name)>,
}

impl TypeNames {
    /// Returns the name of a model, union or enumeration.
    ///
    /// # Panics
    /// The type is none that the API defines.
    pub(super) fn of(&self, value: &Type) -> &Name {
        match value {
            Type::Model(id) => &self.models[id.0],
            Type::Union(id) => &self.unions[id.0],
            Type::Enum(id) => &self.enums[id.0],
            other => unreachable!("{other:?} is no type of its own"),
        }
    }
}

/// The location of a schema: its version, the index of its document, and its node.
type Place = (VersionId, usize, NodeId);

/// Names every type; `conflicts` gets the names of the lock that something else has.
pub(super) fn type_names<'a>(
    api: &Api,
    sids: &BTreeMap<Vec<String>, Name>,
    known: &Recognised<'a>,
    conflicts: &mut Vec<KnownName<'a>>,
) -> TypeNames {
    let mut claims = Claims { api, sids, scopes: HashMap::new(), words: HashMap::new(), names: HashMap::new() };
    let types: Vec<Type> = api.types().collect();
    claims.hold(&types, known);
    let (asked, others): (Vec<Type>, Vec<Type>) =
        types.iter().cloned().partition(|value| asked_name(api, value).is_some());
    claims.asked(&asked, known);
    let (settled, others): (Vec<Type>, Vec<Type>) =
        others.into_iter().partition(|value| known.named_type(value).is_some());
    claims.known(&settled, known, conflicts);
    let aliases = claims.aliases(&types, known, conflicts);
    let (named, inline): (Vec<Type>, Vec<Type>) = others.into_iter().partition(|value| is_named(api, value));
    let (components, answers): (Vec<Type>, Vec<Type>) =
        named.into_iter().partition(|value| component(api, value).is_some());
    claims.qualified(&components, false);
    claims.qualified(&answers, true);
    claims.inline(&inline);
    let mut names = claims.names;
    let mut take = |value: Type| names.remove(&value).expect("every type is in one of the groups");
    TypeNames {
        models: (0..api.models.len()).map(|index| take(Type::Model(ModelId(index)))).collect(),
        unions: (0..api.unions.len()).map(|index| take(Type::Union(UnionId(index)))).collect(),
        enums: (0..api.enums.len()).map(|index| take(Type::Enum(EnumId(index)))).collect(),
        aliases,
    }
}

/// The names that are taken so far.
struct Claims<'a> {
    api: &'a Api,
    sids: &'a BTreeMap<Vec<String>, Name>,
    scopes: HashMap<VersionId, Scope>,
    /// The words of each schema that name its inline types.
    words: HashMap<Place, String>,
    names: HashMap<Type, Name>,
}

impl Claims<'_> {
    fn claim<const N: usize>(&mut self, value: &Type, candidates: [String; N]) {
        let name = self.scope(self.api.version_of(value)).claim(candidates);
        self.names.insert(value.clone(), name);
    }

    fn scope(&mut self, version: VersionId) -> &mut Scope {
        self.scopes.entry(version).or_insert_with(|| {
            let mut scope = Scope::new(MODULE_TYPES);
            scope.reserve(self.sids.values());
            scope
        })
    }

    /// Holds the names that callers know.
    fn hold(&mut self, types: &[Type], known: &Recognised<'_>) {
        for value in types {
            let scope = self.scope(self.api.version_of(value));
            known.named_type(value).into_iter().chain(known.aliases(value)).for_each(|name| scope.hold(Some(name)));
        }
    }

    /// Gives types the names that callers know.
    fn known<'a>(&mut self, types: &[Type], known: &Recognised<'a>, conflicts: &mut Vec<KnownName<'a>>) {
        for value in types {
            let Some(known) = known.named_type(value) else { continue };
            let scope = self.scope(self.api.version_of(value));
            let name = scope.claim_known(Some(known), || [known.name.to_owned()], conflicts);
            self.note_words(value, name.as_str().to_owned());
            self.names.insert(value.clone(), name);
        }
    }

    /// Claims the further names of types.
    fn aliases<'a>(
        &mut self,
        types: &[Type],
        known: &Recognised<'a>,
        conflicts: &mut Vec<KnownName<'a>>,
    ) -> Vec<(Type, Name)> {
        let mut aliases = Vec::new();
        for value in types {
            for known in known.aliases(value) {
                let scope = self.scope(self.api.version_of(value));
                aliases.push((value.clone(), scope.claim_known(Some(known), || [known.name.to_owned()], conflicts)));
            }
        }
        aliases
    }

    /// Names what an overlay asks a name for.
    fn asked(&mut self, types: &[Type], known: &Recognised<'_>) {
        let api = self.api;
        in_order(
            types,
            |value| asked_name(api, value),
            |_, value| {
                let words = asked_name(api, value).unwrap_or_default();
                let name = asked_camel(&words, "Model");
                self.note_words(value, words);
                let scope = self.scope(api.version_of(value));
                let name =
                    scope.claim_asked(known.named_type(value), [name.clone(), format!("{name}{}", suffix(value))]);
                self.names.insert(value.clone(), name);
            },
        );
    }

    /// Names what has a name of its own by its last word, with as many of the words before it as tell it from others
    /// (`Book.jsonld` and `Author.jsonld` are `BookJsonld` and `AuthorJsonld`) and from known types, and from what else is
    /// taken if `gives_way`.
    fn qualified(&mut self, types: &[Type], gives_way: bool) {
        let api = self.api;
        let texts: Vec<Vec<String>> = types.iter().map(|value| texts(api, value)).collect();
        let mut chosen = vec![0; types.len()];
        let known: HashSet<(VersionId, String)> =
            self.names.iter().map(|(value, name)| (api.version_of(value), name.as_str().to_owned())).collect();
        loop {
            let mut same: HashMap<(VersionId, String), Vec<usize>> = HashMap::new();
            for (index, value) in types.iter().enumerate() {
                let name = camel(&texts[index][chosen[index]], suffix(value));
                same.entry((api.version_of(value), name)).or_default().push(index);
            }
            let mut is_done = true;
            for ((version, name), indices) in same {
                let is_taken = gives_way && !self.scope(version).is_free(&name);
                if indices.len() > 1 || is_taken || known.contains(&(version, name)) {
                    for index in indices {
                        let can_grow = chosen[index] + 1 < texts[index].len();
                        chosen[index] += usize::from(can_grow);
                        is_done &= !can_grow;
                    }
                }
            }
            if is_done {
                break;
            }
        }
        let indices: Vec<usize> = (0..types.len()).collect();
        // What needs fewer words than others has its name before them.
        in_order(
            &indices,
            |index| (chosen[*index], texts[*index].clone()),
            |_, index| {
                let (value, texts, text) = (&types[*index], &texts[*index], &texts[*index][chosen[*index]]);
                let name = camel(text, suffix(value));
                let full = camel(&texts[texts.len() - 1], suffix(value));
                self.note_words(value, text.clone());
                self.claim(value, [name.clone(), format!("{name}{}", suffix(value)), full]);
            },
        );
    }

    /// Names everything else by what it stands in.
    fn inline(&mut self, types: &[Type]) {
        let api = self.api;
        let key = |value: &Type| match value {
            Type::Model(id) => {
                let hint = &api.models[id.0].hint;
                // What is named by its position gives way to what is called like that.
                let is_number = |word: &str| word.parse::<usize>().is_ok();
                let is_numbered = hint.last().is_some_and(|word| word.rsplit(' ').next().is_some_and(is_number));
                (0, is_numbered, hint.clone(), Vec::new())
            }
            Type::Union(id) => (1, false, api.unions[id.0].hint.clone(), Vec::new()),
            Type::Enum(id) => {
                let Enum { owner, is_component, property, values, .. } = &api.enums[id.0];
                (2, !is_component, vec![owner.clone(), property.clone()], values.clone())
            }
            _ => Default::default(),
        };
        in_order(types, key, |_, value| {
            if let Type::Enum(id) = value {
                let Enum { owner, operation, property, .. } = &api.enums[id.0];
                let name = property_name(&self.owner(value, owner), property);
                // What several operations share is called after one of them where another has the name.
                let otherwise = operation.as_ref().map(|operation| property_name(operation, property));
                let suffixed = format!("{name}{}", suffix(value));
                return self.claim(value, [name, otherwise.unwrap_or_else(|| suffixed.clone()), suffixed]);
            }
            let hint = hint(api, value);
            let words = [&[self.owner(value, &hint[0])], &hint[1..]].concat();
            let name = camel(&words.join(" "), suffix(value));
            self.claim(value, [name.clone(), format!("{name}{}", suffix(value))]);
        });
    }

    /// Returns the words that name the schema in which an inline type stands, or else those that the document has.
    fn owner(&self, value: &Type, otherwise: &str) -> String {
        let (document, _, within) = place(self.api, value);
        let known = within.and_then(|node| self.words.get(&(self.api.version_of(value), document, node)));
        known.cloned().unwrap_or_else(|| otherwise.to_owned())
    }

    fn note_words(&mut self, value: &Type, words: String) {
        let (document, node, _) = place(self.api, value);
        self.words.insert((self.api.version_of(value), document, node), words);
    }
}

/// Returns the name that an overlay asks for.
fn asked_name(api: &Api, value: &Type) -> Option<String> {
    match value {
        Type::Model(id) => api.models[id.0].name.clone(),
        Type::Union(id) => api.unions[id.0].name.clone(),
        Type::Enum(id) => api.enums[id.0].name.clone(),
        _ => None,
    }
}

/// Returns true if the type is called what a component or an answer is called, and not by what it stands in.
pub(super) fn is_named(api: &Api, value: &Type) -> bool {
    !matches!(value, Type::Enum(_)) && hint(api, value).len() == 1
}

fn component<'a>(api: &'a Api, value: &Type) -> Option<&'a str> {
    match value {
        Type::Model(id) => api.models[id.0].component.as_deref(),
        Type::Union(id) => api.unions[id.0].component.as_deref(),
        _ => None,
    }
}

fn hint<'a>(api: &'a Api, value: &Type) -> &'a [String] {
    match value {
        Type::Model(id) => &api.models[id.0].hint,
        Type::Union(id) => &api.unions[id.0].hint,
        _ => &[],
    }
}

/// Returns the texts that can name a type, the shortest first: the last word of its own name, and more and more of the
/// words before it. That of a version comes in where nothing else tells types apart: they are in one.
fn texts(api: &Api, value: &Type) -> Vec<String> {
    let qualifiers = match value {
        Type::Model(id) => &*api.models[id.0].qualifiers,
        Type::Union(id) => &*api.unions[id.0].qualifiers,
        _ => &[],
    };
    let is_version =
        |word: &String| word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let own = hint(api, value).join(" ");
    let before = |words: Vec<&String>| -> Vec<String> {
        let starts = (0..words.len()).rev();
        starts.map(|start| words[start..].iter().fold(String::new(), |text, word| text + word + " ") + &own).collect()
    };
    let plain = before(qualifiers.iter().filter(|word| !is_version(word)).collect());
    let all = before(qualifiers.iter().collect());
    let has_version = plain.len() < all.len();
    std::iter::once(own.clone()).chain(plain).chain(all.into_iter().filter(|_| has_version)).collect()
}

/// Returns what the operation of a type that stands inline is about, or what has the type.
pub(super) fn subject<'a>(api: &'a Api, value: &Type) -> &'a str {
    match value {
        Type::Model(id) => &api.models[id.0].subject,
        Type::Union(id) => &api.unions[id.0].subject,
        Type::Enum(id) => &api.enums[id.0].subject,
        other => unreachable!("{other:?} is no type of its own"),
    }
}

/// Returns the document and the node of a type, and the schema that it stands in.
pub(super) fn place(api: &Api, value: &Type) -> (usize, NodeId, Option<NodeId>) {
    match value {
        Type::Model(id) => {
            let Model { document, place, within, .. } = &api.models[id.0];
            (*document, *place, *within)
        }
        Type::Union(id) => {
            let Union { document, place, within, .. } = &api.unions[id.0];
            (*document, *place, *within)
        }
        Type::Enum(id) => {
            let Enum { document, place, within, .. } = &api.enums[id.0];
            (*document, *place, *within)
        }
        other => unreachable!("{other:?} is no type of its own"),
    }
}

/// Returns what is appended to a name that is taken, and what something without a name is called.
fn suffix(value: &Type) -> &'static str {
    if matches!(value, Type::Model(_)) { "Model" } else { "Choice" }
}

/// Returns the name of the type of what an owner has under this name.
fn property_name(owner: &str, property: &str) -> String {
    let owner = snake(owner, "owner");
    camel(&format!("{owner} {}", enum_property(&owner, property)), "Choice")
}
