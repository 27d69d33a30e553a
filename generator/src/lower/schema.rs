//! Lowers a schema to a type.

use super::{Lowering, sid, twilio};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Enum, EnumId, MemberStyle, Pii, Position, ResourceId, Style, Type};
use crate::resolve::{AdditionalProperties, ParameterStyle, Schema, SchemaId};
use crate::source::{Kind, NodeId, Source};
use heck::ToSnakeCase;
use indexmap::IndexSet;
use serde_json::Value;
use serde_yaml::Value as Scalar;
use std::collections::{BTreeMap, HashMap};

/// The maximum depth of nested lists and maps. Rust's types and their JSON have limits too.
const HOLDER_LIMIT: usize = 64;

impl Lowering<'_> {
    /// Returns the type of a schema's values. `words` name an inline model or enum.
    pub(super) fn schema_type(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> Type {
        let document = self.document;
        let id = self.namesake(id);
        let schema = document.schema(id);
        // A schema that is not an object is named after its use, even if it is a component. So are the inline schemas
        // in it.
        let is_owner = self.own_name(id).is_some() && may_have_members(schema);
        let before = self.component;
        let words = if is_owner { &[] } else { words };
        self.component = if is_owner { Some(id) } else { before };
        let open = self.open_type(id, resource, words);
        self.component = before;
        match twilio::pii(&schema.extensions) {
            Some(Pii::Sensitive) => self.secret(open),
            _ => open,
        }
    }

    /// Returns the type of a schema's values, as if they were not secret.
    fn open_type(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> Type {
        let document = self.document;
        let schema = document.schema(id);
        if let Some(plain) = plain_type(schema) {
            return plain;
        }
        match schema.schema_type.as_deref() {
            Some("integer" | "string") => Type::Enum(self.enumeration(id, resource, words)),
            Some("array") => {
                let item = schema.items.map(|items| self.inner_type(id, items, resource, words));
                Type::List(Box::new(item.unwrap_or(Type::Json)))
            }
            _ => self.object_type(id, resource, words),
        }
    }

    /// Returns the type of the values that a list or map holds. A schema that holds only itself is free-form JSON.
    pub(super) fn inner_type(
        &mut self,
        holder: SchemaId,
        inner: SchemaId,
        resource: ResourceId,
        words: &[String],
    ) -> Type {
        if self.holders.contains(&holder) {
            let place = self.document.schema(holder).place;
            self.report(
                Diagnostic::new(
                    Code::EndlessSchema,
                    "the schema holds nothing but itself, and is taken as free-form JSON",
                ),
                place,
            );
            return Type::Json;
        }
        if self.holders.len() >= HOLDER_LIMIT {
            let message = format!("schemas without properties are nested more than {HOLDER_LIMIT} levels deep");
            let diagnostic = Diagnostic::new(Code::NestingTooDeep, message);
            let help = "leave lists, maps and parts of `allOf` out that hold but one another";
            self.report(diagnostic.help(help), self.document.schema(holder).place);
            return Type::Json;
        }
        self.holders.push(holder);
        let value = match self.schema_type(inner, resource, words) {
            // The runtime writes a decimal as a number by default. Only a single field can be written as text.
            Type::DecimalText => Type::String,
            value => value,
        };
        self.holders.pop();
        match self.document.schema(inner).nullable {
            true => Type::Nullable(Box::new(value)),
            false => value,
        }
    }

    fn object_type(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> Type {
        let schema = self.document.schema(id);
        if self.is_merged(schema) {
            return Type::Model(self.model(id, resource, words));
        }
        let has_union = schema.properties.is_empty() || schema.discriminator.is_some();
        if has_union && !self.meaningful(&schema.one_of).is_empty() {
            return self.union(id, resource, words);
        }
        if !schema.properties.is_empty() {
            return Type::Model(self.model(id, resource, words));
        }
        match self.meaningful_parts(schema).as_slice() {
            [] => {}
            // The schema is a variant of its base, which has a discriminator.
            [part] if self.document.schema(*part).one_of.contains(&id) => {
                return Type::Model(self.model(id, resource, words));
            }
            // This is the usual way to put a description or `nullable` beside a `$ref`.
            [part]
                if !self.adds_required(schema, *part)
                    && schema.additional_properties == AdditionalProperties::Unspecified =>
            {
                return self.inner_type(id, *part, resource, words);
            }
            parts
                if parts.iter().all(|part| self.is_object(*part, &mut vec![id]))
                    && parts.iter().any(|part| self.is_object(*part, &mut Vec::new())) =>
            {
                return Type::Model(self.model(id, resource, words));
            }
            parts if let Some(part) = self.most_specific(parts) => {
                return self.inner_type(id, part, resource, words);
            }
            _ => {
                self.report(
                    Diagnostic::new(
                        Code::UntypedAllOf,
                        "`allOf` of other things than objects is taken as free-form JSON",
                    ),
                    schema.place,
                );
                return Type::Json;
            }
        }
        match (schema.additional_properties, twilio::format(schema)) {
            (AdditionalProperties::Schema(value), _) => {
                Type::Map(Box::new(self.inner_type(id, value, resource, words)))
            }
            (_, Some("uri-map")) => Type::Map(Box::new(Type::String)),
            _ => Type::Json,
        }
    }

    /// Returns the most specific of several scalar schemas of one type.
    fn most_specific(&self, parts: &[SchemaId]) -> Option<SchemaId> {
        let schemas = || parts.iter().map(|part| (*part, self.document.schema(*part)));
        let (_, first) = schemas().next()?;
        let is_scalar = matches!(first.schema_type.as_deref(), Some("string" | "integer" | "number" | "boolean"));
        let is_one_type = schemas().all(|(_, schema)| schema.schema_type == first.schema_type);
        let says =
            |schema: &Schema| (!schema.enumeration.is_empty(), schema.format.is_some(), schema.pattern.is_some());
        let most = schemas().rev().max_by_key(|(_, schema)| says(schema));
        most.map(|(id, _)| id).filter(|_| is_scalar && is_one_type)
    }

    /// Returns the enum of a schema. A component, or else a resource, has one enum for each property name and set of
    /// values, whether the schema is named or inline.
    fn enumeration(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> EnumId {
        let schema = self.document.schema(id);
        let is_integer = schema.schema_type.as_deref() == Some("integer");
        let values: IndexSet<String> = words_of(schema).collect();
        let values: Vec<String> = values.into_iter().collect();
        let property = words.join(" ").to_snake_case();
        let owner = self.owner_words(resource).to_owned();
        let is_component = self.component.is_some();
        let version = self.api.resources[resource.0].version;
        let within = self.within();
        let subject = self.subject(resource);
        let index = self.index;
        let name = twilio::type_name(&schema.extensions).map(str::to_owned);
        let same = |known: &Enum| {
            let is_named_so = known.name.is_some() && known.name == name;
            let is_one_place = !is_component || (known.document, known.within) == (index, within);
            let is_one = (known.is_component, &known.owner, &known.property) == (is_component, &owner, &property);
            (is_named_so || is_one && is_one_place) && known.version == version && are_the_same(&known.values, &values)
        };
        if let Some(known) = self.api.enums.iter().position(same).map(EnumId) {
            if self.api.enums[known.0].name == name {
                self.taken.types.insert(schema.place);
            }
            self.name_variants(known, schema);
            return known;
        }
        self.taken.types.insert(schema.place);
        self.api.enums.push(Enum {
            owner,
            is_component,
            version,
            subject,
            within,
            operation: None,
            property,
            name,
            is_http_method: twilio::format(schema) == Some("http-method"),
            description: schema.description.clone(),
            value_places: self.value_places(schema.place, &values),
            values,
            variant_names: BTreeMap::new(),
            document_names: BTreeMap::new(),
            is_integer,
            accepted: Vec::new(),
            document: self.index,
            place: schema.place,
        });
        let enumeration = EnumId(self.api.enums.len() - 1);
        self.name_variants(enumeration, schema);
        enumeration
    }

    /// Returns the location of each value of an enum.
    fn value_places(&self, schema: NodeId, values: &[String]) -> Vec<NodeId> {
        let source = &self.document.source;
        let list = source.nearest(schema, "enum");
        let word = |node: NodeId| Some((word_at(source, node)?, node));
        let places: HashMap<String, NodeId> = source.children(list).into_iter().filter_map(word).collect();
        values.iter().map(|value| places.get(value).copied().unwrap_or(list)).collect()
    }

    /// Records the names that an overlay or the document gives to the values.
    fn name_variants(&mut self, id: EnumId, schema: &Schema) {
        let names = &mut self.api.enums[id.0].variant_names;
        for (word, name) in twilio::variant_names(&schema.extensions) {
            names.entry(word.to_owned()).or_insert_with(|| name.to_owned());
        }
        let source = &self.document.source;
        let words = source.children(source.nearest(schema.place, "enum"));
        let given = twilio::document_names(&schema.extensions).filter(|names| names.len() == words.len());
        for (node, name) in words.iter().zip(given.into_iter().flatten()) {
            if let (Some(word), Some(name)) = (word_at(source, *node), name.as_str().filter(|name| !name.is_empty())) {
                self.api.enums[id.0].document_names.entry(word).or_insert_with(|| name.to_owned());
            }
        }
    }

    /// Returns the secret form of a type. Lists and maps hold their secrets one by one.
    pub(super) fn secret(&self, open: Type) -> Type {
        match open {
            Type::List(item) => Type::List(Box::new(self.secret(*item))),
            Type::Map(item) => Type::Map(Box::new(self.secret(*item))),
            Type::Nullable(value) => Type::Nullable(Box::new(self.secret(*value))),
            Type::Model(_) | Type::Union(_) | Type::Json => Type::Sensitive(Box::new(open)),
            // These values are not text in JSON.
            Type::Boolean | Type::Integer32 | Type::Integer64 | Type::Float | Type::Decimal => {
                Type::Sensitive(Box::new(open))
            }
            Type::Enum(id) if self.api.enums[id.0].is_integer => Type::Sensitive(Box::new(open)),
            Type::Sensitive(_) => open,
            _ => Type::Secret,
        }
    }
}

/// Returns the value of an enum at a node.
fn word_at(source: &Source, node: NodeId) -> Option<String> {
    match source.kind(node) {
        Kind::Scalar(Scalar::String(text)) => Some(text.clone()),
        Kind::Scalar(Scalar::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the values of an enum, without values of another type than the schema's.
fn words_of(schema: &Schema) -> impl Iterator<Item = String> {
    let is_integer = schema.schema_type.as_deref() == Some("integer");
    let word = move |value: &Value| match value {
        Value::String(text) if !is_integer => Some(text.clone()),
        Value::Number(number) if is_integer => Some(number.as_i64()?.to_string()),
        _ => None,
    };
    schema.enumeration.iter().filter_map(word)
}

/// Returns true if the schema becomes a model, a union or an enum, which have documentation of their own.
pub(super) fn is_own_type(schema: &Schema) -> bool {
    let has_parts = !schema.properties.is_empty() || !schema.all_of.is_empty() || !schema.one_of.is_empty();
    plain_type(schema).is_none() && (has_parts || !schema.enumeration.is_empty())
}

/// Returns true if the schema may be an object or a union.
pub(super) fn may_have_members(schema: &Schema) -> bool {
    schema.enumeration.is_empty() && matches!(schema.schema_type.as_deref(), None | Some("object"))
}

/// Returns the type of a value that is not an object, a list or an enum.
pub(super) fn plain_type(schema: &Schema) -> Option<Type> {
    match twilio::override_type(&schema.extensions) {
        Some("string") => return Some(Type::String),
        Some("boolean") => return Some(Type::Boolean),
        Some("integer") => return Some(Type::Integer64),
        Some("number") => return Some(Type::Decimal),
        _ => {}
    }
    let has_words = words_of(schema).next().is_some();
    Some(match (schema.schema_type.as_deref()?, twilio::format(schema)) {
        ("array" | "object", _) => return None,
        ("boolean", _) => Type::Boolean,
        ("number", Some("float" | "double")) => Type::Float,
        ("number", _) => Type::Decimal,
        // Enums may have the format of a timestamp, a date, a number or a method.
        ("integer" | "string", _) if has_words => return None,
        ("string", Some("http-method")) => Type::HttpMethod,
        ("integer", Some("int32")) => Type::Integer32,
        ("integer", _) => Type::Integer64,
        ("string", Some("date-time" | "date-time-rfc-2822")) => Type::Timestamp,
        ("string", Some("date")) => Type::Date,
        ("string", Some("decimal")) => Type::DecimalText,
        ("string", _) => schema.pattern.as_deref().and_then(sid::prefixes).map_or(Type::String, Type::Sid),
        _ => Type::Json,
    })
}

/// Returns the type of an argument whose type in a response would be `value`.
pub(super) fn as_argument(value: Type, position: Position) -> Type {
    match value {
        Type::Timestamp if position == Position::Query => Type::DateOrTimestamp,
        // The properties of an object do not change type, and JSON does not allow a date in place of a timestamp.
        value if position == Position::Json => value,
        Type::List(item) => Type::List(Box::new(as_argument(*item, Position::Form))),
        Type::Nullable(value) => as_argument(*value, position),
        value => value,
    }
}

/// Returns the style of a parameter.
pub(super) fn style(schema: &Schema, name: &str, declared: ParameterStyle, is_object: bool) -> Style {
    const PREFIXED: &str = "prefixed-collapsible-map-";
    let prefix = twilio::format(schema).and_then(|format| format.strip_prefix(PREFIXED));
    match (prefix, declared) {
        (Some(prefix), _) => Style::Members(MemberStyle::Dots, prefix.to_owned()),
        (None, ParameterStyle::DeepObject) => Style::Members(MemberStyle::Brackets, name.to_owned()),
        (None, ParameterStyle::Joined(separator)) => Style::Joined(separator),
        (None, ParameterStyle::Json) => Style::Json,
        (None, ParameterStyle::Repeated) if is_object => Style::Members(MemberStyle::Plain, name.to_owned()),
        (None, ParameterStyle::Repeated) => Style::Plain,
    }
}

/// Returns true if two lists have the same values, in any order.
fn are_the_same(words: &[String], others: &[String]) -> bool {
    words.len() == others.len() && words.iter().all(|word| others.contains(word))
}
