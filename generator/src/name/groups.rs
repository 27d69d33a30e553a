//! Types with their names in, what leads to which of them out: the types that are gathered beside each type that others
//! name.

use super::casing::snake;
use super::scope::Scope;
use super::{Name, Names};
use crate::ir::{Api, ResourceId, Type, visibility};
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The types that something leads to: those at home with it, and the first ones of others.
#[derive(Default)]
pub(super) struct Ways {
    pub(super) own: IndexSet<Type>,
    pub(super) others: IndexSet<Type>,
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
pub(super) fn named_elsewhere(api: &Api, names: &Names) -> (Vec<Ways>, IndexMap<Type, Ways>) {
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
pub(super) fn groups<'a>(types: impl Iterator<Item = &'a Type>, names: &Names) -> HashMap<Type, Name> {
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
pub(super) fn ambiguous<'a>(
    types: impl Iterator<Item = &'a Type>,
    api: &Api,
    names: &Names,
) -> BTreeMap<Name, IndexSet<Type>> {
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
pub(super) fn first_of_each(
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

/// What the operations of a module lead to, and by how many steps: the order of members makes no difference.
pub(super) fn steps(api: &Api, module: ResourceId) -> IndexMap<Type, usize> {
    let roots = visibility::mentioned(api, module);
    let mut steps: IndexMap<Type, usize> = roots.into_iter().map(|value| (value, 0)).collect();
    let mut next = 0;
    while let Some((value, step)) = steps.get_index(next) {
        let (inside, step) = (mentioned(api, value), step + 1);
        for value in inside {
            steps.entry(value).or_insert(step);
        }
        next += 1;
    }
    steps
}

/// Whether the type, or one that it leads to, is such a one.
pub(super) fn leads_to(root: &Type, api: &Api, is_such: impl Fn(&Type) -> bool) -> bool {
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
