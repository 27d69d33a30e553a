//! Puts the types of one file into reading order: the type that the file is named after, then the types that it leads
//! to, then the others by name.

use super::Context;
use crate::ir::{EnumId, ModelId, Type, UnionId};
use std::collections::HashSet;

/// The types of one file, in reading order.
#[derive(Default)]
pub(super) struct Order {
    pub(super) models: Vec<ModelId>,
    pub(super) unions: Vec<UnionId>,
    pub(super) enums: Vec<EnumId>,
}

impl Order {
    /// Orders the types of a file. The file is named after the first type.
    pub(super) fn new(context: Context<'_>, types: &[Type]) -> Self {
        let Context { api, names, .. } = context;
        let own: HashSet<&Type> = types.iter().collect();
        let mut waiting: Vec<Type> = types.to_vec();
        waiting[1..].sort_by_key(|value| names.of(value));
        waiting.reverse();
        let (mut order, mut seen) = (Self::default(), HashSet::new());
        while let Some(value) = waiting.pop() {
            if !own.contains(&value) || !seen.insert(value.clone()) {
                continue;
            }
            match value {
                Type::Model(id) => {
                    order.models.push(id);
                    let values: Vec<Type> = api.models[id.0].values().filter_map(Type::own).cloned().collect();
                    waiting.extend(values.into_iter().rev());
                }
                Type::Union(id) => {
                    order.unions.push(id);
                    let variants = api.unions[id.0].variants.iter().rev();
                    waiting.extend(variants.filter_map(|variant| variant.value.own().cloned()));
                }
                Type::Enum(id) => order.enums.push(id),
                _ => {}
            }
        }
        order
    }
}
