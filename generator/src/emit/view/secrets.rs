//! Lists the wire names of the secrets in each type, at any depth.

use crate::ir::{Api, Type};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The name by which the runtime takes every property as a secret, because the secret is under no known name.
const EVERY_FIELD: &str = "*";

/// A model or a union: it holds types, and other types hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Holder {
    Model(usize),
    Union(usize),
}

/// The names of the properties that are secrets in the JSON of each type.
#[derive(Debug, Default)]
pub(crate) struct SecretFields<'a>(BTreeMap<Holder, BTreeSet<&'a str>>);

impl<'a> SecretFields<'a> {
    /// Collects the secrets. Each name is added to every type that holds the secret, at any depth.
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut held_by: BTreeMap<Holder, Vec<Holder>> = BTreeMap::new();
        let mut own: Vec<(Holder, &'a str)> = Vec::new();
        for (index, model) in api.models.iter().enumerate() {
            model.rest.iter().for_each(|rest| note(&mut held_by, rest, Holder::Model(index)));
            if model.rest.as_ref().is_some_and(is_secret) {
                own.push((Holder::Model(index), EVERY_FIELD));
            }
            for field in &model.fields {
                note(&mut held_by, &field.value, Holder::Model(index));
                if is_secret(&field.value) {
                    own.push((Holder::Model(index), &field.wire_name));
                }
            }
        }
        for (index, union) in api.unions.iter().enumerate() {
            for variant in &union.variants {
                note(&mut held_by, &variant.value, Holder::Union(index));
                if is_secret(&variant.value) {
                    own.push((Holder::Union(index), EVERY_FIELD));
                }
            }
        }
        let mut names = Self::default();
        for (owner, name) in own {
            let mut seen = HashSet::from([owner]);
            let mut waiting = vec![owner];
            while let Some(holder) = waiting.pop() {
                names.0.entry(holder).or_default().insert(name);
                let above = held_by.get(&holder).into_iter().flatten();
                waiting.extend(above.filter(|above| seen.insert(**above)));
            }
        }
        names
    }

    /// Returns the names for one type in alphabetical order.
    pub(crate) fn of(&self, value: &Type) -> impl Iterator<Item = &'a str> {
        holder(value).and_then(|holder| self.0.get(&holder)).into_iter().flatten().copied()
    }
}

/// Records that `above` holds a value.
fn note(held_by: &mut BTreeMap<Holder, Vec<Holder>>, value: &Type, above: Holder) {
    if let Some(held) = holder(value) {
        held_by.entry(held).or_default().push(above);
    }
}

fn holder(value: &Type) -> Option<Holder> {
    match inside(value) {
        Type::Model(id) => Some(Holder::Model(id.0)),
        Type::Union(id) => Some(Holder::Union(id.0)),
        _ => None,
    }
}

/// Returns true if a value, or each of its items, is a secret.
pub(super) fn is_secret(value: &Type) -> bool {
    matches!(value, Type::Secret | Type::Sensitive(_)) || value.inner().is_some_and(is_secret)
}

/// Returns the type inside all lists, maps and wrappers.
fn inside(value: &Type) -> &Type {
    value.inner().map_or(value, inside)
}
