//! What a schema makes of a value: its type, its model, its enumeration.

use super::{Lowering, sid, twilio};
use crate::diagnostic::Diagnostic;
use crate::ir::{Constraints, Enum, EnumId, MemberStyle, Pii, Position, ResourceId, Style, Type};
use crate::resolve::{AdditionalProperties, ParameterStyle, Schema, SchemaId};
use heck::ToSnakeCase;
use indexmap::IndexSet;
use serde_json::Value;

impl Lowering<'_> {
    /// The type of a schema's values. `words` name an inline model or enumeration.
    pub(super) fn schema_type(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> Type {
        let document = self.document;
        let schema = document.schema(id);
        if twilio::pii(&schema.extensions) == Some(Pii::Sensitive) {
            let open = self.open_type(id, resource, verb, words);
            return self.as_secret(open, schema);
        }
        self.open_type(id, resource, verb, words)
    }

    /// The same value, never printed.
    fn as_secret(&mut self, open: Type, schema: &Schema) -> Type {
        let secret = secret(open.clone());
        if secret == open && !matches!(open, Type::Secret) {
            self.report(
                Diagnostic::warning(
                    "unsupported-secret",
                    "an object cannot be a secret as a whole: its properties will be printed",
                )
                .help("mark the properties with `x-twilio.pii.handling: sensitive` instead"),
                schema.place,
            );
        }
        secret
    }

    /// The type of a schema's values, as if they were no secret.
    fn open_type(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> Type {
        let document = self.document;
        let schema = document.schema(id);
        if twilio::override_type(&schema.extensions) == Some("string") {
            return Type::String;
        }
        match schema.schema_type.as_deref() {
            Some("boolean") => Type::Boolean,
            Some("integer") if !schema.enumeration.is_empty() => {
                Type::Enum(self.enumeration(id, resource, verb, words))
            }
            Some("integer") if twilio::format(schema) == Some("int32") => Type::Integer32,
            Some("integer") => Type::Integer64,
            Some("number") => match twilio::format(schema) {
                Some("float" | "double") => Type::Float,
                _ => Type::Decimal,
            },
            Some("string") => self.string_type(id, resource, verb, words),
            Some("array") => {
                let item = schema.items.map(|items| self.inner_type(id, items, resource, verb, words));
                Type::List(Box::new(item.unwrap_or(Type::Json)))
            }
            Some("object") | None => self.object_type(id, resource, verb, words),
            Some(_) => Type::Json,
        }
    }

    /// The type of what a list or map holds. A schema that holds only itself is free-form JSON.
    pub(super) fn inner_type(
        &mut self,
        holder: SchemaId,
        inner: SchemaId,
        resource: ResourceId,
        verb: &str,
        words: &[String],
    ) -> Type {
        if self.holders.contains(&holder) {
            let place = self.document.schema(holder).place;
            self.report(
                Diagnostic::warning(
                    "endless-schema",
                    "the schema holds nothing but itself, and is taken as free-form JSON",
                ),
                place,
            );
            return Type::Json;
        }
        self.holders.push(holder);
        let value = match self.schema_type(inner, resource, verb, words) {
            // The runtime writes a decimal as a number; one by one they can be written otherwise.
            Type::DecimalText => Type::String,
            value => value,
        };
        self.holders.pop();
        match self.document.schema(inner).nullable {
            true => Type::Nullable(Box::new(value)),
            false => value,
        }
    }

    fn string_type(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> Type {
        let schema = self.document.schema(id);
        match twilio::format(schema) {
            Some("date-time" | "date-time-rfc-2822") => return Type::Timestamp,
            Some("date") => return Type::Date,
            Some("decimal") => return Type::DecimalText,
            Some("http-method") => return Type::HttpMethod,
            _ => {}
        }
        if !schema.enumeration.is_empty() {
            return Type::Enum(self.enumeration(id, resource, verb, words));
        }
        schema.pattern.as_deref().and_then(sid::prefixes).map_or(Type::String, Type::Sid)
    }

    fn object_type(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> Type {
        let schema = self.document.schema(id);
        if self.is_merged(schema) {
            return Type::Model(self.model(id, resource, verb, words));
        }
        let has_choice = schema.properties.is_empty() || schema.discriminator.is_some();
        if has_choice && !self.meaningful(&schema.one_of).is_empty() {
            return self.choice(id, resource, verb, words);
        }
        if !schema.properties.is_empty() {
            return Type::Model(self.model(id, resource, verb, words));
        }
        match self.meaningful_parts(schema).as_slice() {
            [] => {}
            // The usual way to put a description or `nullable` beside a `$ref`.
            [part]
                if !self.adds_required(schema, *part)
                    && schema.additional_properties == AdditionalProperties::Unspecified =>
            {
                return self.inner_type(id, *part, resource, verb, words);
            }
            parts if parts.iter().all(|part| self.is_object(*part, &mut Vec::new())) => {
                return Type::Model(self.model(id, resource, verb, words));
            }
            _ => {
                self.report(
                    Diagnostic::warning(
                        "untyped-all-of",
                        "`allOf` of other things than objects is taken as free-form JSON",
                    ),
                    schema.place,
                );
                return Type::Json;
            }
        }
        match (schema.additional_properties, twilio::format(schema)) {
            (AdditionalProperties::Schema(value), _) => {
                Type::Map(Box::new(self.inner_type(id, value, resource, verb, words)))
            }
            (_, Some("uri-map")) => Type::Map(Box::new(Type::String)),
            _ => Type::Json,
        }
    }

    /// One enumeration for each property name and set of words in a resource, hoisted or not.
    fn enumeration(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> EnumId {
        let schema = self.document.schema(id);
        let is_integer = schema.schema_type.as_deref() == Some("integer");
        let word = |value: &Value| match value {
            Value::String(text) if !is_integer => Some(text.clone()),
            Value::Number(number) if is_integer => Some(number.as_i64()?.to_string()),
            _ => None,
        };
        let values: IndexSet<String> = schema.enumeration.iter().filter_map(word).collect();
        let values: Vec<String> = values.into_iter().collect();
        let property = words.join(" ").to_snake_case();
        let of_the_property = self.enums.entry((resource, property.clone())).or_default();
        // The order of the words means nothing.
        let same = |known: &&EnumId| {
            let known = &self.api.enums[known.0].values;
            known.len() == values.len() && values.iter().all(|value| known.contains(value))
        };
        let found = of_the_property.iter().find(same).copied();
        found.unwrap_or_else(|| {
            self.api.enums.push(Enum {
                home: resource,
                property,
                verb: Some(verb.to_owned()),
                description: schema.description.clone(),
                values,
                is_integer,
                document: self.index,
                place: schema.place,
            });
            let new = EnumId(self.api.enums.len() - 1);
            of_the_property.push(new);
            new
        })
    }

    /// What the schema says beyond the type.
    pub(super) fn constraints(&self, schema: &Schema) -> Constraints {
        Constraints {
            format: twilio::format(schema).map(str::to_owned),
            range: schema.range,
            length: schema.length,
            default: schema.default.as_ref().map(Value::to_string),
            pii: twilio::pii(&schema.extensions),
        }
    }
}

/// What a caller hands over where a response would carry `value`.
pub(super) fn as_argument(value: Type, position: Position, pii: Option<Pii>) -> Type {
    match value {
        value if pii == Some(Pii::Sensitive) => secret(value),
        Type::Timestamp if position == Position::Query => Type::DateOrTimestamp,
        // Written with commas between the values.
        Type::List(_) if position == Position::Header => Type::String,
        // Objects keep what they hold, and JSON has no day in place of a moment.
        value if position == Position::Json => value,
        Type::List(item) => Type::List(Box::new(as_argument(*item, Position::Form, None))),
        Type::Nullable(value) => as_argument(*value, position, pii),
        value => value,
    }
}

/// How a parameter is written.
pub(super) fn style(schema: &Schema, name: &str, declared: ParameterStyle) -> Style {
    const PREFIXED: &str = "prefixed-collapsible-map-";
    let prefix = twilio::format(schema).and_then(|format| format.strip_prefix(PREFIXED));
    match (prefix, declared) {
        (Some(prefix), _) => Style::Members(MemberStyle::Dots, prefix.to_owned()),
        (None, ParameterStyle::DeepObject) => Style::Members(MemberStyle::Brackets, name.to_owned()),
        (None, ParameterStyle::Joined(separator)) => Style::Joined(separator),
        (None, ParameterStyle::Json) => Style::Json,
        (None, ParameterStyle::Repeated) => Style::Plain,
    }
}

/// The value as a secret; objects stay what they are.
fn secret(open: Type) -> Type {
    match open {
        Type::List(item) => Type::List(Box::new(secret(*item))),
        Type::Map(item) => Type::Map(Box::new(secret(*item))),
        Type::Nullable(value) => Type::Nullable(Box::new(secret(*value))),
        Type::Model(_) | Type::Choice(_) | Type::Json => open,
        _ => Type::Secret,
    }
}
