//! Types with their names and the modules from which they can be reached in, the modules that offer them beside their
//! own out.
//!
//! A type has its name in its home. Another module offers it under that name too, unless something there has it: what
//! a new operation brings into a module takes no name away. What a type leads to is gathered beside it, and others take
//! all of that: what is added to it changes no other file.

use super::casing::snake;
use super::scope::Scope;
use super::{Name, Names};
use crate::ir::visibility::{self, Visibility};
use crate::ir::{Api, ResourceId, Type};
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// By type, the modules that offer it beside its home.
pub(super) type Offered = HashMap<Type, BTreeSet<usize>>;

/// Takes the name of a type in every other module that leads to it and has nothing of that name; `scopes` are the types
/// of each module.
pub(super) fn offer(
    value: &Type,
    (home, name): (ResourceId, &Name),
    scopes: &mut [Scope],
    visibility: &Visibility,
    offered: &mut Offered,
) {
    for module in visibility.modules(value).into_iter().flatten().filter(|module| **module != home.0) {
        if scopes[*module].take(name) {
            offered.entry(value.clone()).or_default().insert(*module);
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
        guests[module].reexports = Reexports { types, groups };
    }
    guests
}

/// The types that something leads to: those at home with it, and the first ones of others.
#[derive(Default)]
struct Ways {
    own: IndexSet<Type>,
    others: IndexSet<Type>,
}

impl Ways {
    fn new(roots: impl IntoIterator<Item = Type>, home: ResourceId, api: &Api, names: &Names) -> Self {
        let mut ways = Self::default();
        let mut waiting: Vec<Type> = roots.into_iter().collect();
        while let Some(value) = waiting.pop() {
            if names.of(&value).0 != home {
                ways.others.insert(value);
            } else if ways.own.insert(value.clone()) {
                waiting.extend(mentioned(api, &value));
            }
        }
        ways
    }
}

/// What the operations of each module lead to, and each type that another module names.
fn named_elsewhere(api: &Api, names: &Names) -> (Vec<Ways>, IndexMap<Type, Ways>) {
    let resources = (0..api.resources.len()).map(ResourceId);
    let of_modules: Vec<Ways> =
        resources.map(|home| Ways::new(visibility::mentioned(api, home), home, api, names)).collect();
    let mut of_types: IndexMap<Type, Ways> = IndexMap::new();
    let mut waiting: Vec<Type> = of_modules.iter().flat_map(|ways| ways.others.iter().cloned()).collect();
    while let Some(value) = waiting.pop() {
        if !of_types.contains_key(&value) {
            let ways = Ways::new([value.clone()], names.of(&value).0, api, names);
            waiting.extend(ways.others.iter().cloned());
            of_types.insert(value, ways);
        }
    }
    (of_modules, of_types)
}

/// The name of the group of each type that another module names.
fn groups<'a>(types: impl Iterator<Item = &'a Type>, names: &Names) -> HashMap<Type, Name> {
    let mut types: Vec<&Type> = types.collect();
    types.sort_by_key(|value| names.of(value));
    let mut taken: HashMap<ResourceId, Scope> = HashMap::new();
    let group = |value: &Type| {
        let (home, name) = names.of(value);
        (value.clone(), taken.entry(home).or_default().claim([snake(name.as_str(), "types")]))
    };
    types.into_iter().map(group).collect()
}

/// The types of one name in several modules.
fn ambiguous<'a>(types: impl Iterator<Item = &'a Type>, api: &Api, names: &Names) -> BTreeMap<Name, IndexSet<Type>> {
    let mut ambiguous: BTreeMap<Name, IndexSet<Type>> = BTreeMap::new();
    let mut seen = IndexSet::new();
    let mut waiting: Vec<Type> = types.cloned().collect();
    while let Some(value) = waiting.pop() {
        if seen.insert(value.clone()) {
            waiting.extend(mentioned(api, &value));
            ambiguous.entry(names.of(&value).1.clone()).or_default().insert(value);
        }
    }
    ambiguous.retain(|_, types| types.len() > 1);
    ambiguous
}

/// Of the types that this one leads to and that have one name, those at home with it, or else the first.
fn first_of_each(
    root: &Type,
    api: &Api,
    names: &Names,
    ambiguous: &BTreeMap<Name, IndexSet<Type>>,
) -> Vec<(ResourceId, Name)> {
    let (mut seen, mut waiting) = (IndexSet::new(), vec![root.clone()]);
    let mut homes: BTreeMap<&Name, BTreeSet<ResourceId>> = BTreeMap::new();
    while let Some(value) = waiting.pop() {
        if seen.insert(value.clone()) {
            waiting.extend(mentioned(api, &value));
            let (home, name) = names.of(&value);
            if ambiguous.contains_key(name) {
                homes.entry(name).or_default().insert(home);
            }
        }
    }
    let (own, _) = names.of(root);
    let several = homes.into_iter().filter(|(_, homes)| homes.len() > 1 && !homes.contains(&own));
    several.filter_map(|(name, homes)| Some((*homes.first()?, name.clone()))).collect()
}

/// Whether the type, or one that it leads to, is such a one.
fn leads_to(root: &Type, api: &Api, is_such: impl Fn(&Type) -> bool) -> bool {
    let (mut seen, mut waiting) = (IndexSet::new(), vec![root.clone()]);
    while let Some(value) = waiting.pop() {
        if is_such(&value) {
            return true;
        }
        if seen.insert(value.clone()) {
            waiting.extend(mentioned(api, &value));
        }
    }
    false
}

/// The types of their own that a type mentions.
fn mentioned(api: &Api, value: &Type) -> Vec<Type> {
    match value {
        Type::Model(id) => api.models[id.0].values().filter_map(Type::own).cloned().collect(),
        Type::Choice(id) => {
            let alternatives = api.choices[id.0].alternatives.iter();
            alternatives.filter_map(|alternative| alternative.value.own()).cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// What a module has of others, and they of it.
#[derive(Debug, Default)]
pub struct Guests {
    /// The types of other modules that it offers.
    pub invited: BTreeSet<(ResourceId, Name)>,
    /// What it takes to offer them.
    pub reexports: Reexports,
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
