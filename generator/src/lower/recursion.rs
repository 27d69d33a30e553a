//! Marks the fields that make a model recursive.
//!
//! It visits models in the order in which operations reach them. So a new recursive reference marks the new field,
//! and no field that was there before.

use crate::ir::{Api, Field, Model, Operation, Type};

/// Marks the fields through which a model would contain itself.
pub(crate) fn mark_recursion(api: &mut Api) {
    let fields: Vec<Vec<(usize, usize)>> = api.models.iter().map(inside).collect();
    // `None` is not visited, `Some(false)` is on the current path, and `Some(true)` is done.
    let mut is_done: Vec<Option<bool>> = vec![None; api.models.len()];
    for root in in_order_of_use(api) {
        let mut way = vec![(root, 0)];
        while let Some((model, next)) = way.last_mut() {
            let model = *model;
            is_done[model].get_or_insert(false);
            let Some((field, target)) = fields[model].get(*next) else {
                is_done[model] = Some(true);
                way.pop();
                continue;
            };
            *next += 1;
            match is_done[*target] {
                None => way.push((*target, 0)),
                Some(true) => {}
                Some(false) => api.models[model].fields[*field].recursive = true,
            }
        }
    }
}

/// Returns the fields that hold another model directly, and that model. They are sorted by name, so the order of the
/// document makes no difference.
fn inside(model: &Model) -> Vec<(usize, usize)> {
    let fields = model.fields.iter().enumerate();
    let mut inside: Vec<(usize, usize)> = fields.filter_map(|(index, field)| Some((index, field.held()?.0))).collect();
    inside.sort_by_key(|(index, _)| &model.fields[*index].wire_name);
    inside
}

/// Returns every model, in the order in which operations reach them.
fn in_order_of_use(api: &Api) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = (vec![false; api.models.len()], vec![false; api.unions.len()]);
    let errors: Vec<Type> =
        api.operations().flat_map(|operation| &operation.errors).map(|(_, id)| Type::Model(*id)).collect();
    let values = api.operations().flat_map(|operation| {
        operation.parameters.iter().map(|parameter| &parameter.value).chain(Operation::result(operation))
    });
    for value in values.chain(&errors) {
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Type::Model(id) if !std::mem::replace(&mut seen.0[id.0], true) => {
                    order.push(id.0);
                    let model = &api.models[id.0];
                    let mut fields: Vec<&Field> = model.fields.iter().collect();
                    fields.sort_by_key(|field| std::cmp::Reverse(&field.wire_name));
                    waiting.extend(model.rest.iter().chain(fields.into_iter().map(|field| &field.value)));
                }
                Type::Union(id) if !std::mem::replace(&mut seen.1[id.0], true) => {
                    let variants = api.unions[id.0].variants.iter().rev();
                    waiting.extend(variants.map(|variant| &variant.value));
                }
                value => waiting.extend(value.inner()),
            }
        }
    }
    order
}
