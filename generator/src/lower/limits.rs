//! The limits of values, and their descriptions where no type has one.

use super::schema::{is_own_type, plain_type};
use super::{Lowering, twilio};
use crate::ir::{Constraints, Type};
use crate::resolve::{AdditionalProperties, Schema, SchemaId, paragraphs};
use serde_json::Value;
use std::collections::HashSet;

impl Lowering<'_> {
    /// Returns the constraints of a value, with the description unless its type has one.
    pub(super) fn described(&self, id: SchemaId) -> Constraints {
        self.described_once(id, &mut Vec::new())
    }

    fn described_once(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> Constraints {
        let schema = self.document.schema(id);
        if is_own_type(schema) && schema.enumeration.is_empty() || seen.contains(&id) {
            return Constraints::default();
        }
        seen.push(id);
        // An enum documents itself.
        let description = schema.description.clone().filter(|_| !is_own_type(schema));
        let deprecated = schema.deprecated.then(|| "Deprecated upstream.".to_owned());
        let description = paragraphs([description.as_ref(), deprecated.as_ref()]);
        Constraints { description, ..self.constraints_once(schema, seen) }
    }

    /// Returns the constraints of a schema beyond its type.
    pub(super) fn constraints(&self, schema: &Schema) -> Constraints {
        self.constraints_with_parts(schema, &mut Vec::new())
    }

    /// Returns the constraints of the schema and of the parts of its `allOf` that are not objects. Object parts
    /// describe a type of their own.
    fn constraints_with_parts(&self, schema: &Schema, parts: &mut Vec<SchemaId>) -> Constraints {
        let mut constraints = self.constraints_once(schema, &mut Vec::new());
        for part in schema.all_of.iter().filter(|_| schema.properties.is_empty()) {
            let part_schema = self.document.schema(*part);
            // A part without a `type` is a requirement on objects, unless it only joins parts of its own.
            let is_plain = match part_schema.schema_type.as_deref() {
                None => part_schema.properties.is_empty() && !part_schema.all_of.is_empty(),
                Some(schema_type) => schema_type != "object",
            };
            if is_plain && !parts.contains(part) {
                parts.push(*part);
                constraints = constraints.and(self.constraints_with_parts(part_schema, parts));
            }
        }
        constraints
    }

    fn constraints_once(&self, schema: &Schema, seen: &mut Vec<SchemaId>) -> Constraints {
        let additional = match schema.additional_properties {
            AdditionalProperties::Schema(value) => Some(value),
            _ => None,
        };
        let inner = schema.items.or(additional).map(|inner| self.described_once(inner, seen));
        // Variants that all have one type are several ways to write it, not variants of a union.
        let plain = schema.one_of.iter().map(|one| plain_type(self.document.schema(*one)));
        let plain: Option<HashSet<Type>> = plain.collect();
        let ways = plain.filter(|types| types.len() == 1).map(|_| {
            let ways = schema.one_of.iter().map(|one| self.described_once(*one, seen));
            ways.reduce(Constraints::or).unwrap_or_default()
        });
        let own = Constraints {
            variants: Vec::new(),
            description: None,
            format: twilio::format(schema).map(str::to_owned),
            range: schema.range,
            exclusive: schema.exclusive,
            length: schema.length,
            pattern: schema.pattern.clone(),
            item_count: schema.item_count,
            member_count: schema.member_count,
            required_members: if is_own_type(schema) { Vec::new() } else { schema.required.clone() },
            multiple_of: schema.multiple_of,
            has_unique_items: schema.has_unique_items,
            item: inner.filter(|inner| *inner != Constraints::default()).map(Box::new),
            default: schema.default.as_ref().map(Value::to_string),
            examples: schema.example.iter().cloned().collect(),
            pii: twilio::pii(&schema.extensions),
        };
        ways.map_or(own.clone(), |ways| own.and(ways))
    }
}
