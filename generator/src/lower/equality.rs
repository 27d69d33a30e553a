//! Decides whether two schemas make the same type. Limits, examples and documentation make no difference.

use super::schema::{may_have_members, plain_type};
use super::{Lowering, twilio};
use crate::ir::Pii;
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
use heck::ToSnakeCase;
use serde_json::Value;
use std::collections::BTreeSet;

/// The maximum depth at which two schemas are compared. Deeper schemas are another error.
const DEPTH_LIMIT: usize = 128;

impl Lowering<'_> {
    /// Returns true if two objects have the same properties, whatever the names of the objects.
    pub(super) fn hold_the_same(&self, one: SchemaId, other: SchemaId) -> bool {
        self.is_alike(self.document.schema(one), self.document.schema(other), 0)
    }

    /// Returns true if two values have the same type. Named objects are compared by name.
    fn are_the_same(&self, one: SchemaId, other: SchemaId, depth: usize) -> bool {
        let (first, second) = (self.document.schema(one), self.document.schema(other));
        let has_name = match (self.said_name(one), self.said_name(other)) {
            // Two components are two types.
            (Some((_, false)), Some((_, false))) => false,
            (Some((name, _)), Some((other, _))) => name == other,
            (Some((_, false)), None) | (None, Some((_, false))) => false,
            _ => true,
        };
        one == other || (depth < DEPTH_LIMIT && has_name && self.is_alike(first, second, depth + 1))
    }

    /// Returns the name that a component or an overlay gives to the type of an object, with true for an overlay.
    fn said_name(&self, id: SchemaId) -> Option<(String, bool)> {
        let schema = self.document.schema(id);
        // A schema without properties, parts and variants is no type of its own, even if it has a name.
        if schema.properties.is_empty() && schema.all_of.is_empty() && schema.one_of.is_empty() {
            return None;
        }
        let asked = twilio::type_name(&schema.extensions);
        let component = schema.component.as_deref().and_then(|name| name.rsplit('.').next());
        let name = asked.or(component).filter(|_| may_have_members(schema))?;
        Some((name.to_snake_case(), asked.is_some()))
    }

    /// Returns true if two properties have one type and the same use.
    pub(super) fn is_same_member(&self, one: SchemaId, other: SchemaId) -> bool {
        self.are_the_same(one, other, 0) && self.say_the_same(one, other)
    }

    fn say_the_same(&self, one: SchemaId, other: SchemaId) -> bool {
        let facts = |id: SchemaId| {
            let schema = self.document.schema(id);
            // Callers read a property of a response whether they could send it or not.
            (schema.write_only, twilio::rust_name(&schema.extensions))
        };
        facts(one) == facts(other)
    }

    fn is_alike(&self, one: &Schema, other: &Schema, depth: usize) -> bool {
        let same = |one: &SchemaId, other: &SchemaId| self.are_the_same(*one, *other, depth);
        // A property that may be null may also be absent. An item may not be absent, so `nullable` must be the same.
        let same_inside = |one: &SchemaId, other: &SchemaId| {
            self.document.schema(*one).nullable == self.document.schema(*other).nullable && same(one, other)
        };
        let same_each = |one: &[SchemaId], other: &[SchemaId]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_inside(one, other))
        };
        let is_secret = |schema: &Schema| twilio::pii(&schema.extensions) == Some(Pii::Sensitive);
        if is_secret(one) != is_secret(other) {
            return false;
        }
        let (plain, other_plain) = (plain_type(one), plain_type(other));
        if plain.is_some() || other_plain.is_some() {
            return plain == other_plain;
        }
        let property = |(name, id): (&String, &SchemaId)| {
            let is_alike = |other: &SchemaId| same(id, other) && self.say_the_same(*id, *other);
            other.properties.get(name).is_some_and(is_alike)
        };
        let additional = match (one.additional_properties, other.additional_properties) {
            (AdditionalProperties::Schema(one), AdditionalProperties::Schema(other)) => same_inside(&one, &other),
            (one, other) => one == other,
        };
        one.schema_type.as_deref().unwrap_or("object") == other.schema_type.as_deref().unwrap_or("object")
            && have_the_same_words(&one.enumeration, &other.enumeration)
            && one.properties.len() == other.properties.len()
            && one.properties.iter().all(property)
            && self.always_there(one) == self.always_there(other)
            && additional
            && match (one.items, other.items) {
                (Some(one), Some(other)) => same_inside(&one, &other),
                (one, other) => one.is_none() && other.is_none(),
            }
            // Parts make no types of their own, so their names make no difference.
            && one.all_of.len() == other.all_of.len()
            && depth < DEPTH_LIMIT
            && one.all_of.iter().zip(&other.all_of).all(|(one, other)| {
                one == other || self.is_alike(self.document.schema(*one), self.document.schema(*other), depth + 1)
            })
            && same_each(&one.one_of, &other.one_of)
            && one.is_any_of == other.is_any_of
            && is_told_alike(one, other)
    }

    /// Returns the properties that callers can rely on: those that are required, not nullable and not `writeOnly`.
    fn always_there<'s>(&self, schema: &'s Schema) -> BTreeSet<&'s String> {
        let may_be_null = |name: &String| {
            let property = schema.properties.get(name).map(|property| self.document.schema(*property));
            property.is_some_and(|property| property.nullable || property.write_only)
        };
        schema.required.iter().filter(|name| !may_be_null(name)).collect()
    }
}

/// Returns true if two unions have the same discriminator, with the same values for the same variants.
fn is_told_alike(one: &Schema, other: &Schema) -> bool {
    // The variants are compared elsewhere, so the index of a variant identifies it here.
    let rules = |schema: &Schema| {
        schema.discriminator.as_ref().map(|discriminator| {
            let place = |target: &SchemaId| schema.one_of.iter().position(|variant| variant == target);
            let mapping = discriminator.mapping.iter().map(|(word, target)| (word.clone(), place(target)));
            let mut mapping: Vec<_> = mapping.collect();
            mapping.sort();
            (discriminator.property.clone(), mapping)
        })
    };
    rules(one) == rules(other)
}

fn have_the_same_words(words: &[Value], others: &[Value]) -> bool {
    words.len() == others.len() && words.iter().all(|word| others.contains(word))
}
