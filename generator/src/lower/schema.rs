//! What a schema makes of a value: its type, its model, its enumeration.

use super::{Lowering, sid, twilio};
use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Constraints, Enum, EnumId, Field, Model, ModelId, Pii, Position, ResourceId, Type};
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
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
            Some("integer") if schema.format.as_deref() == Some("int32") => Type::Integer32,
            Some("integer") => Type::Integer64,
            Some("number") => match schema.format.as_deref() {
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
    fn inner_type(
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
        let value = self.schema_type(inner, resource, verb, words);
        self.holders.pop();
        match self.document.schema(inner).nullable {
            true => Type::Nullable(Box::new(value)),
            false => value,
        }
    }

    fn string_type(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> Type {
        let schema = self.document.schema(id);
        match schema.format.as_deref() {
            Some("date-time" | "date-time-rfc-2822") => return Type::Timestamp,
            Some("date") => return Type::Date,
            Some("decimal") => return Type::Decimal,
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
        if !schema.one_of.is_empty() {
            self.report(
                Diagnostic::warning("untyped-alternatives", "`oneOf` and `anyOf` are taken as free-form JSON"),
                schema.place,
            );
            return Type::Json;
        }
        if !schema.properties.is_empty() {
            return Type::Model(self.model(id, resource, verb, words));
        }
        match self.meaningful_parts(schema).as_slice() {
            [] => {}
            // The usual way to put a description or `nullable` beside a `$ref`.
            [part] => return self.inner_type(id, *part, resource, verb, words),
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
        match (schema.additional_properties, schema.format.as_deref()) {
            (AdditionalProperties::Schema(value), _) => {
                Type::Map(Box::new(self.inner_type(id, value, resource, verb, words)))
            }
            (_, Some("uri-map")) => Type::Map(Box::new(Type::String)),
            _ => Type::Json,
        }
    }

    /// The parts of an `allOf` that say more than a description.
    fn meaningful_parts(&self, schema: &Schema) -> Vec<SchemaId> {
        let says_more = |id: &&SchemaId| {
            let part = self.document.schema(**id);
            part.schema_type.is_some()
                || !part.properties.is_empty()
                || !part.all_of.is_empty()
                || !part.one_of.is_empty()
                || !part.enumeration.is_empty()
        };
        schema.all_of.iter().filter(says_more).copied().collect()
    }

    /// Whether the schema, or every part of its `allOf`, has properties.
    fn is_object(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> bool {
        let schema = self.document.schema(id);
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let parts = self.meaningful_parts(schema);
        matches!(schema.schema_type.as_deref(), None | Some("object"))
            && schema.one_of.is_empty()
            && (!schema.properties.is_empty() || !parts.is_empty())
            && parts.into_iter().all(|part| self.is_object(part, seen))
    }

    fn model(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> ModelId {
        if let Some(model) = self.models.get(&id) {
            return *model;
        }
        let schema = self.document.schema(id);
        let model = ModelId(self.api.models.len());
        self.models.insert(id, model);
        let hint = std::iter::once(self.resource_words(resource).to_owned()).chain(words.iter().cloned()).collect();
        self.api.models.push(Model {
            component: schema.component.clone(),
            hint,
            home: resource,
            description: schema.description.clone(),
            fields: Vec::new(),
            place: schema.place,
        });
        let mut fields = Vec::new();
        self.fields(id, resource, verb, words, &mut vec![id], &mut fields);
        self.api.models[model.0].fields = fields;
        model
    }

    /// The schema's own properties and those of its `allOf`.
    fn fields(
        &mut self,
        id: SchemaId,
        resource: ResourceId,
        verb: &str,
        words: &[String],
        seen: &mut Vec<SchemaId>,
        fields: &mut Vec<Field>,
    ) {
        let document = self.document;
        let schema = document.schema(id);
        for part in &schema.all_of {
            if seen.contains(part) {
                self.report(
                    Diagnostic::error("cyclic-all-of", "`allOf` leads back to the schema it stands in"),
                    schema.place,
                );
                return;
            }
            seen.push(*part);
            self.fields(*part, resource, verb, words, seen, fields);
        }
        let inline = schema.component.is_none() && !words.is_empty();
        for (name, property) in &schema.properties {
            let property_schema = document.schema(*property);
            let property_words: Vec<String> = words.iter().filter(|_| inline).cloned().chain([name.clone()]).collect();
            let value = self.schema_type(*property, resource, verb, &property_words);
            fields.retain(|field| field.wire_name != *name);
            fields.push(Field {
                wire_name: name.clone(),
                rust_name: twilio::rust_name(&property_schema.extensions),
                value,
                required: schema.required.contains(name) && !property_schema.nullable,
                recursive: false,
                description: property_schema.description.clone(),
                constraints: self.constraints(property_schema),
                deprecated: property_schema.deprecated,
                place: property_schema.place,
            });
        }
    }

    /// One enumeration for each property name and set of words in a resource, hoisted or not.
    fn enumeration(&mut self, id: SchemaId, resource: ResourceId, verb: &str, words: &[String]) -> EnumId {
        if let Some(known) = self.enums.get(&id) {
            return *known;
        }
        let schema = self.document.schema(id);
        let values: IndexSet<String> = schema.enumeration.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let values: Vec<String> = values.into_iter().collect();
        let property = words.join(" ").to_snake_case();
        let same = |known: &Enum| known.home == resource && known.property == property && known.values == values;
        let found = self.api.enums.iter().position(same).map(EnumId);
        let found = found.unwrap_or_else(|| {
            self.api.enums.push(Enum {
                home: resource,
                property,
                verb: Some(verb.to_owned()),
                description: schema.description.clone(),
                values,
                place: schema.place,
            });
            EnumId(self.api.enums.len() - 1)
        });
        self.enums.insert(id, found);
        found
    }

    /// What the schema says beyond the type.
    pub(super) fn constraints(&self, schema: &Schema) -> Constraints {
        Constraints {
            format: schema.format.clone(),
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
        Type::List(item) => Type::List(Box::new(as_argument(*item, Position::Form, None))),
        Type::Nullable(value) => as_argument(*value, position, pii),
        value => value,
    }
}

/// The value as a secret; objects stay what they are.
fn secret(open: Type) -> Type {
    match open {
        Type::List(item) => Type::List(Box::new(secret(*item))),
        Type::Map(item) => Type::Map(Box::new(secret(*item))),
        Type::Nullable(value) => Type::Nullable(Box::new(secret(*value))),
        Type::Model(_) | Type::Json => open,
        _ => Type::Secret,
    }
}

/// Marks the fields through which a model would contain itself.
pub(super) fn mark_recursion(api: &mut Api) {
    for index in 0..api.models.len() {
        for field in 0..api.models[index].fields.len() {
            if let Type::Model(target) = api.models[index].fields[field].value {
                api.models[index].fields[field].recursive = reaches(api, target, ModelId(index), &mut Vec::new());
            }
        }
    }
}

fn reaches(api: &Api, from: ModelId, to: ModelId, seen: &mut Vec<ModelId>) -> bool {
    if from == to {
        return true;
    }
    if seen.contains(&from) {
        return false;
    }
    seen.push(from);
    api.models[from.0].fields.iter().any(|field| match field.value {
        Type::Model(next) => reaches(api, next, to, seen),
        _ => false,
    })
}
