//! The equality of types: two types of an API are equal if callers could use one for the other.

use crate::ir::{Api, Field, Model, Type, Variant};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Returns true if two named types have the same parts, at any depth. Names, documentation and limits do not count.
pub(super) fn are_equal(api: &Api, one: &Type, other: &Type) -> bool {
    Comparison { api, assumed: HashSet::new() }.named(one, other)
}

/// Returns true if two inline objects that are only returned could be one type, which has the fields of both: fields that
/// both have are equal, and at least half of the fields are in both.
pub(super) fn are_compatible(api: &Api, one: &Type, other: &Type) -> bool {
    let (Type::Model(one), Type::Model(other)) = (one, other) else { return false };
    let (one, other) = (&api.models[one.0], &api.models[other.0]);
    let is_plain =
        |model: &Model| !model.is_input && !model.is_error && model.rest.is_none() && model.constraints.pii.is_none();
    let are_components = one.component.is_some() && other.component.is_some();
    let mut comparison = Comparison { api, assumed: HashSet::new() };
    let known: BTreeMap<&str, &Field> = other.fields.iter().map(|field| (field.wire_name.as_str(), field)).collect();
    let shared: Vec<_> =
        one.fields.iter().filter_map(|field| Some((field, *known.get(field.wire_name.as_str())?))).collect();
    let all = one.fields.len() + other.fields.len() - shared.len();
    let is_same =
        |(one, other): (&Field, &Field)| one.rust_name == other.rust_name && comparison.value(&one.value, &other.value);
    !are_components
        && one.document == other.document
        && one.version == other.version
        && is_plain(one)
        && is_plain(other)
        && 2 * shared.len() >= all
        && shared.into_iter().all(is_same)
}

struct Comparison<'a> {
    api: &'a Api,
    /// The pairs that are compared already: a recursive type is equal to another if nothing else differs.
    assumed: HashSet<(Type, Type)>,
}

impl Comparison<'_> {
    fn named(&mut self, one: &Type, other: &Type) -> bool {
        if one == other || !self.assumed.insert((one.clone(), other.clone())) {
            return true;
        }
        let api = self.api;
        match (one, other) {
            (Type::Model(one), Type::Model(other)) => {
                let (one, other) = (&api.models[one.0], &api.models[other.0]);
                let fields = |fields: &[Field]| -> BTreeMap<String, usize> {
                    fields.iter().enumerate().map(|(index, field)| (field.wire_name.clone(), index)).collect()
                };
                let (known, found) = (fields(&one.fields), fields(&other.fields));
                known.keys().eq(found.keys())
                    && known.values().zip(found.values()).all(|(known, found)| {
                        let (known, found) = (&one.fields[*known], &other.fields[*found]);
                        known.required == found.required
                            && known.said == found.said
                            && known.rust_name == found.rust_name
                            && self.value(&known.value, &found.value)
                    })
                    && self.optional(one.rest.as_ref(), other.rest.as_ref())
                    && one.version == other.version
            }
            (Type::Union(one), Type::Union(other)) => {
                let (one, other) = (&api.unions[one.0], &api.unions[other.0]);
                let same = |(one, other): (&Variant, &Variant)| {
                    one.wire_values == other.wire_values && one.statuses == other.statuses
                };
                one.version == other.version
                    && one.discriminator == other.discriminator
                    && one.variants.len() == other.variants.len()
                    && one.variants.iter().zip(&other.variants).all(same)
                    && one.variants.iter().zip(&other.variants).all(|(one, other)| self.value(&one.value, &other.value))
            }
            (Type::Enum(one), Type::Enum(other)) => {
                let (one, other) = (&api.enums[one.0], &api.enums[other.0]);
                let values = |values: &[String]| values.iter().cloned().collect::<BTreeSet<_>>();
                one.version == other.version
                    && one.is_integer == other.is_integer
                    && one.variant_names == other.variant_names
                    && values(&one.values) == values(&other.values)
            }
            _ => false,
        }
    }

    fn value(&mut self, one: &Type, other: &Type) -> bool {
        match (one, other) {
            (Type::List(one), Type::List(other))
            | (Type::Map(one), Type::Map(other))
            | (Type::Nullable(one), Type::Nullable(other))
            | (Type::Sensitive(one), Type::Sensitive(other)) => self.value(one, other),
            (Type::Model(_) | Type::Union(_) | Type::Enum(_), _) => self.named(one, other),
            (one, other) => one == other,
        }
    }

    fn optional(&mut self, one: Option<&Type>, other: Option<&Type>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => self.value(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}
