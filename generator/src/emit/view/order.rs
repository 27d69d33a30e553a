//! A resource in, the types that are at home with it out, in the order of reading: as its operations lead to them, then
//! those that only others use, by their names.
//!
//! What other resources do must not show: their operations change their own files.

use super::Context;
use crate::ir::{ChoiceId, EnumId, ModelId, Operation, ResourceId, Type};
use std::collections::HashSet;

/// The types of one resource's file.
#[derive(Default)]
pub(super) struct Order {
    pub(super) models: Vec<ModelId>,
    pub(super) choices: Vec<ChoiceId>,
    pub(super) enums: Vec<EnumId>,
}

impl Order {
    pub(super) fn new(context: Context<'_>, home: ResourceId) -> Self {
        let Context { api, names, .. } = context;
        let resource = &api.resources[home.0];
        let operations = resource.sides().flat_map(|side| &resource.handle(side).operations);
        let key = resource.key.iter().filter_map(|key| key.value.own().cloned());
        let models = (0..api.models.len()).map(|index| Type::Model(ModelId(index)));
        let choices = (0..api.choices.len()).map(|index| Type::Choice(ChoiceId(index)));
        let enums = (0..api.enums.len()).map(|index| Type::Enum(EnumId(index)));
        let is_here = |value: &Type| names.of(value).0 == home;
        let mut others: Vec<Type> = models.chain(choices).chain(enums).filter(is_here).collect();
        others.sort_by_key(|value| names.of(value).1);
        let mut waiting: Vec<Type> = key.chain(operations.flat_map(mentioned)).chain(others).collect();
        waiting.reverse();
        let (mut order, mut seen) = (Self::default(), HashSet::new());
        while let Some(value) = waiting.pop() {
            if !is_here(&value) || !seen.insert(value.clone()) {
                continue;
            }
            match value {
                Type::Model(id) => {
                    order.models.push(id);
                    let values: Vec<Type> = api.models[id.0].values().filter_map(Type::own).cloned().collect();
                    waiting.extend(values.into_iter().rev());
                }
                Type::Choice(id) => {
                    order.choices.push(id);
                    let alternatives = api.choices[id.0].alternatives.iter().rev();
                    waiting.extend(alternatives.filter_map(|alternative| alternative.value.own().cloned()));
                }
                Type::Enum(id) => order.enums.push(id),
                _ => {}
            }
        }
        order
    }
}

/// The types that an operation names, in the order of reading.
fn mentioned(operation: &Operation) -> Vec<Type> {
    let parameters = operation.parameters.iter().filter_map(|parameter| parameter.value.own().cloned());
    let errors = operation.errors.iter().map(|(_, model)| Type::Model(*model));
    operation.result().and_then(Type::own).cloned().into_iter().chain(parameters).chain(errors).collect()
}
