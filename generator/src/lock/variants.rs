//! The keys of union variants: what tells one variant of a union from the others.

use crate::ir::{Api, Type, Union};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the key of each variant, in the order of the union: its discriminator values or statuses, else the component
/// or kind of its type. Objects without a name are told apart by the properties that they require.
pub(super) fn keys(api: &Api, union: &Union) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut key = |variant: &crate::ir::Variant| {
        let key = match (variant.wire_values.as_slice(), variant.statuses.as_slice()) {
            ([], []) => kind(api, &variant.value),
            ([], statuses) => statuses.join(","),
            (values, _) => values.join(","),
        };
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key} {count}") }
    };
    union.variants.iter().map(&mut key).collect()
}

fn kind(api: &Api, value: &Type) -> String {
    match value {
        Type::Model(id) => {
            let model = &api.models[id.0];
            let required = || {
                let required = model.fields.iter().filter(|field| field.required);
                required.map(|field| field.wire_name.as_str()).collect::<BTreeSet<_>>()
            };
            match &model.component {
                Some(component) => component.clone(),
                None => format!("object({})", required().into_iter().collect::<Vec<_>>().join(",")),
            }
        }
        Type::Union(id) => api.unions[id.0].component.clone().unwrap_or_else(|| "union".to_owned()),
        Type::Enum(_) => "enum".to_owned(),
        Type::List(item) => format!("{}[]", kind(api, item)),
        Type::Map(item) => format!("{}{{}}", kind(api, item)),
        Type::Nullable(value) | Type::Sensitive(value) => kind(api, value),
        plain => format!("{plain:?}").to_lowercase(),
    }
}

/// Returns for each variant of a union the key under which the lock knows it: the same key, or else the known key of
/// which most is left. `known` has the keys of the lock with the wire names of the fields of their objects.
pub(super) fn known_keys(api: &Api, union: &Union, known: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Option<String>> {
    let keys = keys(api, union);
    let mut found: Vec<Option<String>> =
        keys.iter().map(|key| known.contains_key(key.as_str()).then(|| key.clone())).collect();
    let mut left: BTreeMap<&str, &BTreeSet<&str>> = known.iter().map(|(key, fields)| (*key, fields)).collect();
    left.retain(|key, _| !found.iter().any(|found| found.as_deref() == Some(*key)));
    // The pairs with the most fields in common come first.
    let mut pairs = Vec::new();
    for (index, variant) in union.variants.iter().enumerate().filter(|(index, _)| found[*index].is_none()) {
        for (key, fields) in &left {
            let own = fields_of(api, &variant.value);
            let shared = own.intersection(fields).count();
            let all = own.union(fields).count();
            if all > 0 && 2 * shared >= all {
                pairs.push((std::cmp::Reverse(1000 * shared / all), *key, index));
            }
        }
    }
    pairs.sort();
    for (_, key, index) in pairs {
        if found[index].is_none() && left.remove(key).is_some() {
            found[index] = Some(key.to_owned());
        }
    }
    found
}

fn fields_of<'a>(api: &'a Api, value: &Type) -> BTreeSet<&'a str> {
    match value {
        Type::Model(id) => api.models[id.0].fields.iter().map(|field| field.wire_name.as_str()).collect(),
        value => value.inner().map(|inner| fields_of(api, inner)).unwrap_or_default(),
    }
}
