//! The types of two APIs in, those that a module no longer offers under the name that it had for them out.

use crate::diff::Side;
use crate::emit::view::Written;
use crate::ir::visibility::Visibility;
use crate::ir::{ResourceId, Type, VersionId};
use crate::name::Name;
use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};

/// The types that are called as before, and that a module which leads to them does not offer any more, because another
/// one has the name there; with the names and the modules.
pub(super) fn unoffered<'a>(
    old: &'a Side<'_>,
    new: &Side<'_>,
    pairs: &'a IndexSet<(Type, Type)>,
    visibility: &Visibility,
) -> Vec<(&'a Type, &'a Name, ResourceId)> {
    let (before, after) = (paths(old), paths(new));
    let modules: HashMap<&String, ResourceId> = after.iter().map(|(module, path)| (path, *module)).collect();
    let mut unoffered = Vec::new();
    for (known, value) in pairs {
        let name = old.names.of(known).1;
        if name != new.names.of(value).1 {
            continue;
        }
        let leads_to_it =
            |module: &ResourceId| visibility.modules(value).is_some_and(|modules| modules.contains(&module.0));
        let offering = before.iter().filter(|(module, _)| is_offered(old, *module, known));
        let there = offering.filter_map(|(_, path)| modules.get(path).copied()).filter(leads_to_it);
        let missing = there.filter(|module| !is_offered(new, *module, value));
        unoffered.extend(missing.map(|module| (value, name, module)));
    }
    unoffered
}

/// The components that would be at home with another resource, where that of before is there still; with its path.
pub(super) fn moved<'a>(
    old: &'a Side<'_>,
    new: &Side<'_>,
    pairs: &'a IndexSet<(Type, Type)>,
) -> Vec<(&'a Type, &'a str)> {
    let resources = new.api.resources.iter();
    let there: HashSet<(&str, VersionId)> = resources.map(|known| (&*known.path, known.version)).collect();
    let mut moved = Vec::new();
    for (known, value) in pairs {
        let (before, after) =
            (&old.api.resources[old.names.of(known).0.0], &new.api.resources[new.names.of(value).0.0]);
        let is_component = !matches!(value, Type::Enum(_)) && {
            let (document, place, _) = super::places(new, value);
            new.documents[document].source.pointer(place).starts_with("/components/schemas/")
        };
        if is_component && before.path != after.path && there.contains(&(&before.path, after.version)) {
            moved.push((value, &*before.path));
        }
    }
    moved
}

/// The module of each resource.
fn paths(side: &Side<'_>) -> Vec<(ResourceId, String)> {
    let written = Written::new(side.api, side.names);
    let resources = (0..side.api.resources.len()).map(ResourceId);
    resources.map(|resource| (resource, written.module(resource))).collect()
}

fn is_offered(side: &Side<'_>, module: ResourceId, value: &Type) -> bool {
    let (home, name) = side.names.of(value);
    home == module || side.names.resources[module.0].guests.invited.contains(&(home, name.clone()))
}
