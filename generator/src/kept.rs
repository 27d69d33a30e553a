//! Two APIs after naming in, an overlay for each new document out: the names that callers know and that the new
//! documents no longer say.
//!
//! A component that is written out where it was referred to, or an object that becomes a component, is the same thing
//! to callers; so is what has to give its name to something new, such as the parameter `type` to the parameter `Type`.
//! What the API calls otherwise on purpose, one component instead of another, is not kept.

mod boxes;
mod modules;
mod overlay;
mod walk;

use crate::File;
use crate::diff::Side;
use crate::ir::visibility::{Modules, Visibility};
use crate::ir::{ChoiceId, EnumId, ModelId, Type};
use crate::resolve::Resolved;
use crate::source::NodeId;
use boxes::boxes;
use indexmap::{IndexMap, IndexSet};
use modules::{moved, unoffered};
use std::collections::{BTreeMap, HashMap, HashSet};
use walk::Walk;

/// How the name of such an overlay ends: `twilio_accounts_v1.names.yaml`.
pub const ENDING: &str = ".names.yaml";

/// What such a file begins with, and nobody else's does.
const MARK: &str = "# Written by `cargo xtask update`";

/// Whether the overlay is one that an earlier update wrote.
pub fn is_kept(overlay: &File) -> bool {
    overlay.name.ends_with(ENDING) && overlay.text.starts_with(MARK)
}

/// The folder of the overlays in the folder of the documents.
pub(crate) fn overlays_in(folder: &str) -> String {
    if matches!(folder, "" | ".") { "overlays".to_owned() } else { format!("{folder}/overlays") }
}

/// The path of a file from a folder, or its name alone where it is not below it.
pub fn below<'a>(folder: &str, file: &'a str) -> &'a str {
    let relative = match folder {
        "" | "." => Some(file),
        folder => file.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
    };
    let is_below = |relative: &&str| relative.split('/').all(|part| part != "..");
    relative.filter(is_below).unwrap_or_else(|| file.rsplit('/').next().unwrap_or_default())
}

/// Names to keep in the documents of one input.
#[derive(Default)]
pub(crate) struct Kept {
    /// By document and by JSONPath.
    documents: BTreeMap<usize, IndexMap<String, Names>>,
}

/// The names that one target is to have.
#[derive(Default)]
struct Names {
    /// As a parameter or field.
    name: Option<String>,
    /// Of its type.
    type_name: Option<String>,
    /// What else its type is called.
    aliases: Vec<String>,
    /// Of its words.
    variants: BTreeMap<String, String>,
    /// The path of the resource that its type is at home with.
    home: Option<String>,
    /// Whether it is in a box.
    is_boxed: bool,
}

impl Kept {
    /// Adds what callers of the old API know and would not find in the new one; says whether there is anything.
    ///
    /// What stands in something that has got its old name back has got its own back by that, mostly: so `inside`, the
    /// names of what stands in what has moved, is for an API to which the first names were given.
    pub(crate) fn add(&mut self, old: &Side<'_>, new: &Side<'_>, inside: bool) -> bool {
        let Walk { pairs, known, fields, variants, displaced, .. } = Walk::all(old, new, inside);
        let mut is_new = false;
        for (document, place, word, name) in variants {
            is_new |= self.keep(new, document, place, |names| _ = names.variants.entry(word).or_insert(name));
        }
        for (document, place, name) in fields {
            is_new |= self.keep(new, document, place, |names| names.name = Some(name.clone()));
        }
        let found = found(new);
        let visibility = Visibility::new(new.api);
        let mut missing: Vec<(Type, Vec<&str>)> = Vec::new();
        for (value, wanted) in &known {
            let (name, aliases) = &found[value];
            let is_missing = |wanted: &&str| wanted != name && !aliases.contains(wanted);
            // What has one of the names keeps that.
            let has_name = wanted.contains(name) || is_named(new, value);
            let mut names: Vec<&str> = wanted.iter().copied().filter(is_missing).collect();
            // What cannot be given its name gets it where nothing else takes it.
            if is_several(new, value) {
                for name in names {
                    let modules = visibility.modules(value);
                    is_new |= modules.is_some_and(|modules| self.displace(new, name, modules, &visibility, &known));
                }
            } else if !names.is_empty() {
                if has_name {
                    names.insert(0, name);
                }
                missing.push((value.clone(), names));
            }
        }
        for (module, name) in displaced {
            is_new |= self.displace(new, &name, &Modules::from([module.0]), &visibility, &known);
        }
        for (value, name, module) in unoffered(old, new, &pairs, &visibility) {
            if is_several(new, value) {
                is_new |= self.displace(new, name.as_str(), &Modules::from([module.0]), &visibility, &known);
            } else {
                let (document, place, _) = places(new, value);
                is_new |= self.keep(new, document, place, |known| {
                    known.type_name.get_or_insert_with(|| name.as_str().to_owned());
                });
            }
        }
        for (value, home) in moved(old, new, &pairs) {
            let (document, place, _) = places(new, value);
            is_new |= self.keep(new, document, place, |names| names.home = Some(home.to_owned()));
        }
        for (document, place) in boxes(old, new, &pairs) {
            is_new |= self.keep(new, document, place, |names| names.is_boxed = true);
        }
        // One name for several types makes them one, if all of them are given it.
        let is_missing = |value: &Type| missing.iter().any(|(known, _)| known == value);
        let torn: HashSet<&Type> = pairs.iter().filter(|(_, value)| is_missing(value)).map(|(old, _)| old).collect();
        let others = pairs.iter().filter(|(old, value)| torn.contains(old) && !is_missing(value));
        let others = others.map(|(_, value)| value).collect::<IndexSet<_>>().into_iter();
        let given: HashSet<&str> = missing.iter().map(|(_, names)| names[0]).collect();
        let others = others.filter(|value| given.contains(found[*value].0) && !is_several(new, value));
        let others: Vec<_> = others.map(|value| (value.clone(), vec![found[value].0])).collect();
        missing.extend(others);
        for (value, names) in missing {
            let (document, place, copies) = places(new, &value);
            for place in copies.iter().chain(&[place]) {
                is_new |= self.keep(new, document, *place, |known| {
                    known.type_name.get_or_insert_with(|| names[0].to_owned());
                });
            }
            is_new |= self.keep(new, document, place, |known| {
                for name in &names[1..] {
                    if !known.aliases.iter().any(|known| known == name) {
                        known.aliases.push((*name).to_owned());
                    }
                }
            });
        }
        is_new
    }

    /// Calls a type otherwise that is new and takes the name of something else in these modules.
    fn displace(
        &mut self,
        new: &Side<'_>,
        name: &str,
        modules: &Modules,
        visibility: &Visibility,
        known: &IndexMap<Type, IndexSet<&str>>,
    ) -> bool {
        let found = found(new);
        let takes = |taker: &&Type| {
            let is_known = known.get(*taker).is_some_and(|names| names.contains(name));
            let is_there = || visibility.modules(taker).is_some_and(|there| !there.is_disjoint(modules));
            found[*taker].0 == name && !is_known && !is_several(new, taker) && is_there()
        };
        let Some(taker) = found.keys().filter(takes).min_by_key(|taker| format!("{taker:?}")) else { return false };
        let suffix = if matches!(taker, Type::Model(_)) { "Model" } else { "Choice" };
        let (document, place, _) = places(new, taker);
        self.keep(new, document, place, |known| _ = known.type_name.get_or_insert(format!("{name}{suffix}")))
    }

    fn keep(&mut self, new: &Side<'_>, document: usize, place: NodeId, set: impl FnOnce(&mut Names)) -> bool {
        let Some(target) = new.documents[document].source.json_path(place) else { return false };
        let names = self.documents.entry(document).or_default().entry(target).or_default();
        let size = |names: &Names| {
            let Names { name, type_name, aliases, variants, home, is_boxed } = names;
            (name.is_some(), type_name.is_some(), aliases.len(), variants.len(), home.is_some(), *is_boxed)
        };
        let before = size(names);
        set(names);
        before != size(names)
    }

    /// One overlay for each document that needs one.
    pub(crate) fn overlays(&self, documents: &[Resolved], folder: &str) -> Vec<File> {
        let document = |index: usize| below(folder, documents[index].source.name());
        self.documents.iter().filter_map(|(index, names)| overlay::overlay(document(*index), names)).collect()
    }
}

/// What each type is called, and what else.
fn found<'a>(side: &'a Side<'_>) -> HashMap<Type, (&'a str, HashSet<&'a str>)> {
    let Side { api, names, .. } = side;
    let models = (0..api.models.len()).map(|index| Type::Model(ModelId(index)));
    let choices = (0..api.choices.len()).map(|index| Type::Choice(ChoiceId(index)));
    let enums = (0..api.enums.len()).map(|index| Type::Enum(EnumId(index)));
    let mut found: HashMap<Type, (&str, HashSet<&str>)> = HashMap::new();
    for value in models.chain(choices).chain(enums) {
        let name = names.of(&value).1.as_str();
        found.insert(value, (name, HashSet::new()));
    }
    for (alias, name) in api.aliases.iter().zip(&names.aliases) {
        found.entry(alias.target.clone()).and_modify(|(_, aliases)| _ = aliases.insert(name.as_str()));
    }
    found
}

/// Whether the type is an enumeration of a component that is several: what one of them is called does not fit the others.
fn is_several(new: &Side<'_>, value: &Type) -> bool {
    let (document, place, _) = places(new, value);
    let twins = new.api.enums.iter().filter(|other| (other.document, other.place) == (document, place));
    matches!(value, Type::Enum(_)) && twins.count() > 1
}

/// The document and the place of a type, and where else it stands.
fn places<'a>(side: &'a Side<'_>, value: &Type) -> (usize, NodeId, &'a [NodeId]) {
    match value {
        Type::Model(id) => {
            let model = &side.api.models[id.0];
            (model.document, model.place, &model.copies)
        }
        Type::Choice(id) => {
            let choice = &side.api.choices[id.0];
            (choice.document, choice.place, &choice.copies)
        }
        Type::Enum(id) => (side.api.enums[id.0].document, side.api.enums[id.0].place, &[]),
        other => unreachable!("{other:?} is no type of its own"),
    }
}

fn is_named(side: &Side<'_>, value: &Type) -> bool {
    match value {
        Type::Model(id) => side.api.models[id.0].is_named,
        Type::Choice(id) => side.api.choices[id.0].is_named,
        Type::Enum(id) => side.api.enums[id.0].name.is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::source::Source;
    use serde_json_path::JsonPath;

    #[test]
    fn a_path_leads_back_to_its_node() {
        let text = "a.b: {'it''s \"so\"': [{x: 1}], '200': {}, 'é\\': 2}\npaths: {'/v1/{Sid}': {get: 1}}\n";
        let source = Source::read("a.yaml", text, &mut Diagnostics::default()).expect("YAML");
        let value = source.to_value(&mut Diagnostics::default()).expect("data");
        let value = serde_json::to_value(value).expect("JSON");
        let mut waiting = vec![source.root()];
        let mut count = 0;
        while let Some(node) = waiting.pop() {
            let path = source.json_path(node).expect("no path is long");
            let found = JsonPath::parse(&path).expect("a JSONPath").query_located(&value);
            let found: Vec<String> = found.locations().map(|location| location.to_json_pointer()).collect();
            assert_eq!(found, [source.pointer(node)], "{path}");
            waiting.extend(source.children(node));
            count += 1;
        }
        assert_eq!(count, 10);
    }
}
