//! Types with their names and the modules from which they can be reached in, the modules that offer them beside their
//! own out.
//!
//! A type has its name in its home. Another module offers it under that name too, unless something there has it: what
//! a new operation brings into a module takes no name away. Types that are offered by the same modules are gathered in
//! one module of their home, from which the others take all: what is added to them changes no other file.

use super::casing::snake;
use super::scope::Scope;
use super::{Name, Names};
use crate::ir::visibility::Visibility;
use crate::ir::{Api, ChoiceId, EnumId, ModelId, ResourceId, Type};
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
pub(super) fn guests(api: &Api, names: &Names, offered: &Offered) -> Vec<Guests> {
    let models = (0..api.models.len()).map(|index| Type::Model(ModelId(index)));
    let choices = (0..api.choices.len()).map(|index| Type::Choice(ChoiceId(index)));
    let enums = (0..api.enums.len()).map(|index| Type::Enum(EnumId(index)));
    let mut groups: BTreeMap<(ResourceId, &BTreeSet<usize>), Vec<&Name>> = BTreeMap::new();
    for value in models.chain(choices).chain(enums) {
        if let Some(modules) = offered.get(&value) {
            let (home, name) = names.of(&value);
            groups.entry((home, modules)).or_default().push(name);
        }
    }
    let mut guests: Vec<Guests> = api.resources.iter().map(|_| Guests::default()).collect();
    let mut taken: HashMap<ResourceId, Scope> = HashMap::new();
    for ((home, modules), types) in groups {
        // The first one is what the others stand in.
        let group = taken.entry(home).or_default().claim([snake(types[0].as_str(), "types")]);
        for module in modules {
            guests[*module].invited.extend(types.iter().map(|name| ((home, (*name).clone()), group.clone())));
        }
        guests[home.0].shared.insert(group, types.into_iter().cloned().collect());
    }
    guests
}

/// What a module has of others, and they of it.
#[derive(Debug, Default)]
pub struct Guests {
    /// The types of other modules that it offers, and the group of their home's that each belongs to.
    pub invited: BTreeMap<(ResourceId, Name), Name>,
    /// By group, its own types that the same other modules offer.
    pub shared: BTreeMap<Name, BTreeSet<Name>>,
}
