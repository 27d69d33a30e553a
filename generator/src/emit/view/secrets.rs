//! A type in, the wire names of its secrets out: those of its own fields and of all it holds.

use crate::ir::{Api, Type};
use std::collections::BTreeSet;

/// The names under which JSON of this type can hold a secret, at any depth.
pub(super) fn secret_fields<'a>(api: &'a Api, value: &'a Type) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut seen = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        let value = inside(value);
        if seen.contains(&value) {
            continue;
        }
        match value {
            Type::Model(id) => {
                for field in &api.models[id.0].fields {
                    if is_secret(&field.value) {
                        names.insert(field.wire_name.as_str());
                    }
                    waiting.push(&field.value);
                }
            }
            Type::Choice(id) => {
                waiting.extend(api.choices[id.0].alternatives.iter().map(|alternative| &alternative.value));
            }
            _ => continue,
        }
        seen.push(value);
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
