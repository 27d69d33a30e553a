//! A model in, the wire names of its secrets out: those of its own fields and of all it holds.

use crate::ir::{Api, ModelId, Type};
use std::collections::BTreeSet;

/// The names under which JSON of this model can hold a secret, at any depth.
pub(super) fn secret_fields(api: &Api, model: ModelId) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::from([model]);
    let mut waiting = vec![model];
    while let Some(model) = waiting.pop() {
        for field in &api.models[model.0].fields {
            match inside(&field.value) {
                Type::Secret => {
                    names.insert(field.wire_name.as_str());
                }
                Type::Model(inner) if seen.insert(*inner) => waiting.push(*inner),
                _ => {}
            }
        }
    }
    names
}

/// Whether values are secrets, themselves or one by one.
pub(super) fn is_secret(value: &Type) -> bool {
    *inside(value) == Type::Secret
}

/// What lists and maps hold.
fn inside(value: &Type) -> &Type {
    match value {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => inside(inner),
        value => value,
    }
}
