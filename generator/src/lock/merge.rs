//! The joining of types: replaces types of an API by equal ones.

use crate::ir::{Api, EnumId, Field, Model, ModelId, Type, Union, UnionId};
use indexmap::IndexMap;

/// Replaces each first type by the second one, and removes the first. Fields that only the first has become optional
/// fields of the second.
pub(super) fn merge(api: &mut Api, copies: &[(Type, Type)]) {
    let mut target: IndexMap<Type, Type> = IndexMap::new();
    // The parts of equal types are equal, and are joined with them.
    for (copy, original) in copies {
        join(api, copy, original, &mut target);
    }
    let models = kept(api.models.len(), |id| target.contains_key(&Type::Model(ModelId(id))));
    let unions = kept(api.unions.len(), |id| target.contains_key(&Type::Union(UnionId(id))));
    let enums = kept(api.enums.len(), |id| target.contains_key(&Type::Enum(EnumId(id))));
    let renumber = |value: &Type| {
        let mut value = value;
        while let Some(next) = target.get(value) {
            value = next;
        }
        match value {
            Type::Model(id) => Type::Model(ModelId(models[id.0])),
            Type::Union(id) => Type::Union(UnionId(unions[id.0])),
            Type::Enum(id) => Type::Enum(EnumId(enums[id.0])),
            other => other.clone(),
        }
    };
    for (copy, _) in target.iter() {
        let original = last(&target, copy);
        if let (Type::Model(copy), Type::Model(original)) = (copy, original) {
            let (is_input, is_error) = (api.models[copy.0].is_input, api.models[copy.0].is_error);
            let fields = api.models[copy.0].fields.clone();
            let original = &mut api.models[original.0];
            original.is_input |= is_input;
            original.is_error |= is_error;
            add_fields(original, fields);
        } else if let (Type::Union(copy), Type::Union(original)) = (copy, original) {
            let is_input = api.unions[copy.0].is_input;
            api.unions[original.0].is_input |= is_input;
        }
    }
    api.for_each_type_mut(&mut |value| *value = renumber(value));
    for operation in api.operations_mut() {
        let models = operation.examples.iter_mut().filter_map(|example| example.model.as_mut());
        for id in operation.errors.iter_mut().map(|(_, id)| id).chain(models) {
            if let Type::Model(model) = renumber(&Type::Model(*id)) {
                *id = model;
            }
        }
    }
    remove(&mut api.models, |id| target.contains_key(&Type::Model(ModelId(id))));
    remove(&mut api.unions, |id| target.contains_key(&Type::Union(UnionId(id))));
    remove(&mut api.enums, |id| target.contains_key(&Type::Enum(EnumId(id))));
    replace_unions(api);
}

/// Replaces unions that are told apart by the status by what they hold, where that is one type for all statuses.
fn replace_unions(api: &mut Api) {
    let one_value = |union: &Union| {
        let (first, others) = union.variants.split_first()?;
        let is_one = others.iter().all(|other| other.value == first.value && !other.statuses.is_empty());
        (is_one && !others.is_empty() && !first.statuses.is_empty()).then(|| first.value.clone())
    };
    let values: Vec<Option<Type>> = api.unions.iter().map(one_value).collect();
    let unions = kept(values.len(), |id| values[id].is_some());
    api.for_each_type_mut(&mut |value| {
        while let Type::Union(id) = value {
            match &values[id.0] {
                Some(one) => *value = one.clone(),
                None => {
                    *value = Type::Union(UnionId(unions[id.0]));
                    break;
                }
            }
        }
    });
    remove(&mut api.unions, |id| values[id].is_some());
}

/// Adds the fields that a model does not have; a field is required if both have and require it.
fn add_fields(model: &mut Model, fields: Vec<Field>) {
    for known in &mut model.fields {
        known.required &= fields.iter().any(|field| field.wire_name == known.wire_name && field.required);
    }
    for mut field in fields {
        if model.fields.iter().all(|known| known.wire_name != field.wire_name) {
            field.required = false;
            model.fields.push(field);
        }
    }
}

/// Notes that a type, and the types in it, are to be replaced.
fn join(api: &Api, copy: &Type, original: &Type, target: &mut IndexMap<Type, Type>) {
    let (copy, original) = (last(target, copy).clone(), last(target, original).clone());
    if copy == original {
        return;
    }
    target.insert(copy.clone(), original.clone());
    let pairs: Vec<(Type, Type)> = match (&copy, &original) {
        (Type::Model(copy), Type::Model(original)) => {
            let (copy, original) = (&api.models[copy.0], &api.models[original.0]);
            let fields = copy.fields.iter().filter_map(|field| {
                let known = original.fields.iter().find(|known| known.wire_name == field.wire_name)?;
                Some((field.value.own()?.clone(), known.value.own()?.clone()))
            });
            let rest = copy.rest.iter().zip(&original.rest);
            fields
                .chain(rest.filter_map(|(copy, original)| Some((copy.own()?.clone(), original.own()?.clone()))))
                .collect()
        }
        (Type::Union(copy), Type::Union(original)) => {
            let pairs = api.unions[copy.0].variants.iter().zip(&api.unions[original.0].variants);
            let pairs = pairs.filter_map(|(one, other)| Some((one.value.own()?.clone(), other.value.own()?.clone())));
            pairs.collect()
        }
        _ => Vec::new(),
    };
    pairs.iter().for_each(|(copy, original)| join(api, copy, original, target));
}

fn last<'a>(target: &'a IndexMap<Type, Type>, value: &'a Type) -> &'a Type {
    let mut value = value;
    while let Some(next) = target.get(value) {
        value = next;
    }
    value
}

/// Returns the new index of each item, where some are removed.
fn kept(count: usize, is_removed: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut next = 0;
    let index = |id| {
        let index = next;
        next += usize::from(!is_removed(id));
        index
    };
    (0..count).map(index).collect()
}

fn remove<T>(items: &mut Vec<T>, is_removed: impl Fn(usize) -> bool) {
    let mut index = 0;
    items.retain(|_| {
        index += 1;
        !is_removed(index - 1)
    });
}
