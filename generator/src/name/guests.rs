//! Types with their names and the modules from which they can be reached in, the modules that offer them beside their
//! own out.
//!
//! A type has its name in its home. Another module offers it under that name too, unless something there has it: what
//! a new operation brings into a module takes no name away. What a type leads to is gathered beside it, and others take
//! all of that: what is added to it changes no other file.

use super::groups::{Ways, ambiguous, first_of_each, groups, leads_to, named_elsewhere, steps};
use super::scope::Scope;
use super::{Name, Names};
use crate::ir::visibility::Visibility;
use crate::ir::{Api, ResourceId, Type};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// By type, the modules that offer it beside its home.
pub(super) type Offered = HashMap<Type, BTreeSet<usize>>;

/// Takes the names of types in all other modules that lead to them and have nothing of that name; `scopes` are the types
/// of each module. Of several types of one name, a module offers the one that its operations lead to by the fewest steps:
/// what is added far away takes nothing from it.
pub(super) fn offer(
    settled: &[(Type, (ResourceId, Name))],
    api: &Api,
    scopes: &mut [Scope],
    visibility: &Visibility,
    offered: &mut Offered,
) {
    let mut by_module: BTreeMap<usize, Vec<(&Type, &Name)>> = BTreeMap::new();
    for (value, (home, name)) in settled {
        for module in visibility.modules(value).into_iter().flatten().filter(|module| **module != home.0) {
            by_module.entry(*module).or_default().push((value, name));
        }
    }
    for (module, mut types) in by_module {
        let names: BTreeSet<&Name> = types.iter().map(|(_, name)| *name).collect();
        if names.len() < types.len() {
            let steps = steps(api, ResourceId(module));
            types.sort_by_key(|(value, _)| steps.get(*value));
        }
        for (value, name) in types {
            if scopes[module].take(name) {
                offered.entry(value.clone()).or_default().insert(module);
            }
        }
    }
}

/// What each module has of others.
pub(super) fn guests(api: &Api, names: &Names, offered: &Offered, visibility: &Visibility) -> Vec<Guests> {
    let mut guests: Vec<Guests> = api.resources.iter().map(|_| Guests::default()).collect();
    for (value, modules) in offered {
        let (home, name) = names.of(value);
        modules.iter().for_each(|module| _ = guests[*module].invited.insert((home, name.clone())));
    }
    let (of_modules, of_types) = named_elsewhere(api, names);
    let groups = groups(of_types.keys(), names);
    let ambiguous = ambiguous(of_types.keys(), api, names);
    let place = |value: &Type| (names.of(value).0, groups[value].clone());
    for (value, Ways { own, others }) in &of_types {
        let (home, name) = place(value);
        let named = |value: &Type| (names.of(value).0, names.of(value).1.clone());
        let mut reexports =
            Reexports { types: own.iter().map(named).collect(), groups: others.iter().map(place).collect() };
        if !ambiguous.is_empty() {
            reexports.types.extend(first_of_each(value, api, names, &ambiguous));
        }
        guests[home.0].shared.insert(name, reexports);
    }
    // Where a name is another type's already.
    let mut doubtful: BTreeSet<usize> = BTreeSet::new();
    for value in of_types.keys() {
        let home = names.of(value).0;
        let there = visibility.modules(value).into_iter().flatten().filter(|module| **module != home.0);
        doubtful.extend(there.filter(|module| !offered.get(value).is_some_and(|known| known.contains(module))));
    }
    for (module, ways) in of_modules.iter().enumerate() {
        let invited = guests[module].invited.iter();
        let is_doubtful = |(_, name): &&(ResourceId, Name)| {
            let known = ambiguous.get(name).into_iter().flatten();
            let seen = known.filter(|value| visibility.modules(value).is_some_and(|there| there.contains(&module)));
            seen.count() > 1
        };
        let types: BTreeSet<_> = invited.filter(is_doubtful).cloned().collect();
        let brings = |value: &Type| {
            let (home, name) = names.of(value);
            let key = (home, name.clone());
            guests[module].invited.contains(&key) && !types.contains(&key)
        };
        // A group of which the module has other types of all names brings nothing.
        let groups = ways.others.iter().filter(|value| leads_to(value, api, brings)).map(place).collect();
        let reexports = Reexports { types, groups };
        let may_overlap = reexports.groups.len() > 1 || !reexports.types.is_empty();
        guests[module].has_others = may_overlap || doubtful.contains(&module);
        guests[module].reexports = reexports;
    }
    guests
}

/// What a module has of others, and they of it.
#[derive(Debug, Default)]
pub struct Guests {
    /// The types of other modules that it offers.
    pub invited: BTreeSet<(ResourceId, Name)>,
    /// What it takes to offer them.
    pub reexports: Reexports,
    /// Whether some of these may bring nothing: what something else has the names of there, or another one brings.
    pub has_others: bool,
    /// By group, a type of its own that others name, and what that leads to.
    pub shared: BTreeMap<Name, Reexports>,
}

/// Types by their homes.
#[derive(Debug, Default)]
pub struct Reexports {
    /// Single ones.
    pub types: BTreeSet<(ResourceId, Name)>,
    /// All of a group.
    pub groups: BTreeSet<(ResourceId, Name)>,
}
