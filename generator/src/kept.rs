//! Two APIs after naming in, an overlay for each new document out: the names that callers know and that the new
//! documents no longer say.
//!
//! A component that is written out where it was referred to, or an object that becomes a component, is the same thing
//! to callers; so is what has to give its name to something new, such as the parameter `type` to the parameter `Type`.
//! What the API calls otherwise on purpose, one component instead of another, is not kept.

mod overlay;
mod walk;

use crate::File;
use crate::diff::Side;
use crate::ir::{ChoiceId, EnumId, ModelId, Type};
use crate::resolve::Resolved;
use crate::source::NodeId;
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap, HashSet};
use walk::Walk;

/// How the name of such an overlay ends: `twilio_accounts_v1.names.yaml`.
pub const ENDING: &str = ".names.yaml";

/// Whether the overlay is one that an earlier update wrote.
pub fn is_kept(overlay: &File) -> bool {
    overlay.name.ends_with(ENDING)
}

/// Names to keep in the documents of one input.
#[derive(Default)]
pub(crate) struct Kept {
    /// By document and by JSONPath.
    documents: BTreeMap<usize, IndexMap<String, Names>>,
}

/// The names that one target is to have.
#[derive(Default, PartialEq, Eq)]
struct Names {
    /// The key of its name, and the name.
    name: Option<(&'static str, String)>,
    /// What else its type is called.
    aliases: Vec<String>,
}

impl Kept {
    /// Adds what callers of the old API know and would not find in the new one; says whether there is anything.
    ///
    /// What stands in something that has got its old name back has got its own back by that, mostly: so `inside`, the
    /// names of what stands in what has moved, is for an API to which the first names were given.
    pub(crate) fn add(&mut self, old: &Side<'_>, new: &Side<'_>, inside: bool) -> bool {
        let Walk { known, fields, .. } = Walk::all(old, new, inside);
        let mut is_new = false;
        for (document, place, name) in fields {
            // The name of a property would be that of every property that refers to the component.
            if !new.documents[document].source.is_component(place) {
                is_new |= self.keep(new, document, place, |names| names.name = Some(("x-rust-name", name.clone())));
            }
        }
        let found = found(new);
        for (value, mut wanted) in known {
            let (name, aliases) = &found[&value];
            let is_known = wanted.contains(name);
            wanted.retain(|wanted| wanted != name && !aliases.contains(wanted));
            let (document, place, copies) = places(new, &value);
            // One component may be several enumerations: what these are called does not fit all of them.
            let twins = new.api.enums.iter().filter(|other| (other.document, other.place) == (document, place));
            if wanted.is_empty() || (matches!(value, Type::Enum(_)) && twins.count() > 1) {
                continue;
            }
            // What has one of the names keeps that.
            let is_free = !is_known && !is_named(new, &value);
            let name = is_free.then(|| wanted.shift_remove_index(0)).flatten();
            if let Some(name) = name {
                for place in copies.iter().chain(&[place]) {
                    let name = Some(("x-rust-type-name", name.to_owned()));
                    is_new |= self.keep(new, document, *place, |names| names.name.clone_from(&name));
                }
            }
            let aliases = wanted.into_iter().map(str::to_owned);
            is_new |= self.keep(new, document, place, |names| names.aliases.extend(aliases));
        }
        is_new
    }

    fn keep(&mut self, new: &Side<'_>, document: usize, place: NodeId, set: impl FnOnce(&mut Names)) -> bool {
        let Some(target) = new.documents[document].source.json_path(place) else { return false };
        let names = self.documents.entry(document).or_default().entry(target).or_default();
        let before = (names.name.is_some(), names.aliases.len());
        set(names);
        before != (names.name.is_some(), names.aliases.len())
    }

    /// One overlay for each document that needs one.
    pub(crate) fn overlays(&self, documents: &[Resolved]) -> Vec<File> {
        self.documents
            .iter()
            .filter_map(|(index, names)| overlay::overlay(documents[*index].source.name(), names))
            .collect()
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
        let name = names.of(api, &value).1.as_str();
        found.insert(value, (name, HashSet::new()));
    }
    for (alias, name) in api.aliases.iter().zip(&names.aliases) {
        found.entry(alias.target.clone()).and_modify(|(_, aliases)| _ = aliases.insert(name.as_str()));
    }
    found
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
