//! A schema with its keywords beside each other and its sub-schemas as edges.

use super::document_docs::{page_about, paragraphs};
use super::keywords::Keywords;
use super::{Extensions, Resolver, extensions};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::reference::component_name;
use crate::source::NodeId;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

/// Identifies a schema of one resolved document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(super) usize);

/// One schema object.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The name under `components.schemas`; `None` for an inline schema.
    pub component: Option<String>,
    /// `title`, `description` and `externalDocs`.
    pub description: Option<String>,
    /// `type`.
    pub schema_type: Option<String>,
    /// `format`.
    pub format: Option<String>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `minimum` and `maximum`.
    pub range: (Option<f64>, Option<f64>),
    /// `exclusiveMinimum` and `exclusiveMaximum`.
    pub exclusive: (bool, bool),
    /// `minLength` and `maxLength`.
    pub length: (Option<usize>, Option<usize>),
    /// `minItems` and `maxItems`.
    pub item_count: (Option<usize>, Option<usize>),
    /// `minProperties` and `maxProperties`.
    pub member_count: (Option<usize>, Option<usize>),
    /// `multipleOf`.
    pub multiple_of: Option<f64>,
    /// `uniqueItems`.
    pub has_unique_items: bool,
    /// `enum`, in document order.
    pub enumeration: Vec<Value>,
    /// `default`.
    pub default: Option<Value>,
    /// `example`.
    pub example: Option<Value>,
    /// `properties`, in document order.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional_properties: AdditionalProperties,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf` and `anyOf`.
    pub one_of: Vec<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `nullable`.
    pub nullable: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// True if the variants are those of `anyOf` alone.
    pub is_any_of: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `x-…` keys.
    pub extensions: Extensions,
    /// The location of the schema.
    pub place: NodeId,
}

/// The property whose value selects a variant.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: the discriminator values, and the schemas that they select.
    pub mapping: Vec<(String, SchemaId)>,
}

impl Schema {
    /// Returns true if the schema is inline, and has no properties, items, parts or variants that make a type of their
    /// own.
    fn has_no_members(&self) -> bool {
        self.component.is_none()
            && self.properties.is_empty()
            && self.items.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.additional_properties == AdditionalProperties::Unspecified
    }

    /// Returns true if the schema only allows `null`.
    fn is_null(&self) -> bool {
        self.has_no_members() && self.nullable && self.schema_type.is_none() && self.enumeration.is_empty()
    }

    /// Takes over what a part of the `allOf` says about the whole, except the type.
    fn take_over(&mut self, part: &Self) {
        fn other<T: Clone>(own: &mut Option<T>, of_part: &Option<T>) {
            *own = own.take().or_else(|| of_part.clone());
        }
        self.description = paragraphs([self.description.as_ref(), part.description.as_ref()]);
        other(&mut self.default, &part.default);
        other(&mut self.example, &part.example);
        self.nullable |= part.nullable;
        self.read_only |= part.read_only;
        self.write_only |= part.write_only;
        self.deprecated |= part.deprecated;
        for (key, value) in &part.extensions {
            match (self.extensions.get_mut(key), value) {
                (None, _) => _ = self.extensions.insert(key.clone(), value.clone()),
                (Some(Value::Object(own)), Value::Object(of_part)) => {
                    for (key, value) in of_part {
                        own.entry(key).or_insert_with(|| value.clone());
                    }
                }
                _ => {}
            }
        }
    }
}

/// The maximum number of schemas that refer to one another in a chain.
const CHAIN_LIMIT: usize = 10_000;

/// The maximum number of schemas in a document. Those in shared responses and parameters count once for each use.
const SCHEMA_LIMIT: usize = 250_000;

/// The additional properties that an object may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// The schema does not mention additional properties, or forbids them.
    Unspecified,
    /// Anything.
    Anything,
    /// Values of one schema.
    Schema(SchemaId),
}

impl Resolver<'_> {
    /// Reads the schema, or the component that it refers to. A component is read only once.
    pub(super) fn schema(&mut self, item: &ReferenceOr<openapiv3::Schema>, place: NodeId) -> Option<SchemaId> {
        if self.schemas.len() >= SCHEMA_LIMIT {
            self.diagnostics.push(
                Diagnostic::new(Code::DocumentTooLarge, format!("this is more than {SCHEMA_LIMIT} schemas"))
                    .at(self.source.locate(place))
                    .help("schemas inside shared responses and parameters count wherever these are used: name them"),
            );
            return None;
        }
        let reference = match item {
            ReferenceOr::Item(schema) => return Some(self.new_schema(None, schema, place)),
            ReferenceOr::Reference { reference } => reference,
        };
        let name = component_name(reference, "schemas").unwrap_or_default();
        if let Some(id) = self.by_component.get(&name) {
            return Some(*id);
        }
        let openapi = self.openapi;
        let components = openapi.components.as_ref().map(|components| &components.schemas);
        let (schema, node) = self.follow(item, "schemas", components, place)?;
        if self.chain == CHAIN_LIMIT {
            let message = format!("schemas lead to one another over more than {CHAIN_LIMIT} steps");
            self.diagnostics.push(Diagnostic::new(Code::DocumentTooLarge, message).at(self.source.locate(node)));
            return None;
        }
        self.chain += 1;
        let schema = self.new_schema(Some(name), schema, node);
        self.chain -= 1;
        Some(schema)
    }

    fn boxed_schema(&mut self, item: &ReferenceOr<Box<openapiv3::Schema>>, place: NodeId) -> Option<SchemaId> {
        match item {
            ReferenceOr::Item(schema) => Some(self.new_schema(None, schema, place)),
            ReferenceOr::Reference { reference } => {
                self.schema(&ReferenceOr::Reference { reference: reference.clone() }, place)
            }
        }
    }

    fn new_schema(&mut self, component: Option<String>, schema: &openapiv3::Schema, place: NodeId) -> SchemaId {
        let id = SchemaId(self.schemas.len());
        self.schemas.push(None);
        if let Some(name) = &component {
            self.by_component.insert(name.clone(), id);
        }
        let data = &schema.schema_data;
        let keywords = Keywords::new(&schema.schema_kind);
        let properties_place = self.source.nearest(place, "properties");
        let properties = (keywords.properties.into_iter().flatten())
            .filter_map(|(name, property)| {
                let place = self.source.nearest(properties_place, name);
                Some((name.clone(), self.boxed_schema(property, place)?))
            })
            .collect();
        let additional_properties = match keywords.additional_properties {
            None | Some(openapiv3::AdditionalProperties::Any(false)) => AdditionalProperties::Unspecified,
            Some(openapiv3::AdditionalProperties::Any(true)) => AdditionalProperties::Anything,
            Some(openapiv3::AdditionalProperties::Schema(schema)) => {
                let place = self.source.nearest(place, "additionalProperties");
                self.schema(schema, place).map_or(AdditionalProperties::Anything, AdditionalProperties::Schema)
            }
        };
        let items_place = self.source.nearest(place, "items");
        let items = keywords.items.and_then(|items| self.boxed_schema(items, items_place));
        let discriminator = data.discriminator.as_ref().map(|discriminator| self.discriminator(discriminator, place));
        let mut variants = self.schemas_under(keywords.one_of, "oneOf", place);
        if keywords.one_of.is_empty() {
            variants.extend(self.schemas_under(keywords.any_of, "anyOf", place));
        }
        if let (Some(name), Some(_), true) = (&component, &discriminator, variants.is_empty()) {
            variants = self.made_of(name);
        }
        let mut schema = Schema {
            component,
            description: documentation(data),
            schema_type: keywords.schema_type.map(str::to_owned),
            format: keywords.format,
            pattern: keywords.pattern.cloned(),
            range: keywords.range,
            exclusive: keywords.exclusive,
            length: keywords.length,
            item_count: keywords.item_count,
            member_count: keywords.member_count,
            multiple_of: keywords.multiple_of,
            has_unique_items: keywords.has_unique_items,
            enumeration: keywords.enumeration,
            default: data.default.clone(),
            example: data.example.clone(),
            properties,
            required: keywords.required.to_vec(),
            additional_properties,
            items,
            all_of: self.schemas_under(keywords.all_of, "allOf", place),
            one_of: variants,
            discriminator,
            nullable: data.nullable,
            read_only: data.read_only,
            write_only: data.write_only,
            is_any_of: keywords.one_of.is_empty() && !keywords.any_of.is_empty(),
            deprecated: data.deprecated,
            extensions: extensions(&data.extensions),
            place,
        };
        for variant in schema.one_of.clone() {
            schema.nullable |= self.schemas[variant.0].as_ref().is_some_and(Schema::is_null);
        }
        for part in schema.all_of.clone() {
            if let Some(part) = self.schemas[part.0].as_ref().filter(|part| part.has_no_members()) {
                schema.take_over(part);
            }
        }
        self.schemas[id.0] = Some(schema);
        id
    }

    /// Returns the components whose `allOf` refers to the component, directly or through others. They are the variants
    /// of a base with a discriminator.
    fn made_of(&mut self, base: &str) -> Vec<SchemaId> {
        fn parts(item: &ReferenceOr<openapiv3::Schema>) -> &[ReferenceOr<openapiv3::Schema>] {
            item.as_item().map_or(&[], |schema| Keywords::new(&schema.schema_kind).all_of)
        }
        let components = self.openapi.components.iter().flat_map(|components| &components.schemas);
        let refers = |part: &ReferenceOr<openapiv3::Schema>, known: &[String]| match part {
            ReferenceOr::Reference { reference } => {
                component_name(reference, "schemas").is_some_and(|name| known.contains(&name))
            }
            ReferenceOr::Item(_) => false,
        };
        let with_parts: Vec<_> = components.map(|(name, item)| (name, parts(item))).collect();
        let mut known = vec![base.to_owned()];
        loop {
            let is_new =
                |name: &String, parts: &[_]| !known.contains(name) && parts.iter().any(|part| refers(part, &known));
            let new: Vec<String> = with_parts
                .iter()
                .filter(|(name, parts)| is_new(name, parts))
                .map(|(name, _)| (*name).clone())
                .collect();
            if new.is_empty() {
                break;
            }
            known.extend(new);
        }
        let reference = |name: &String| ReferenceOr::Reference { reference: format!("#/components/schemas/{name}") };
        let mut references: Vec<_> = known[1..].iter().map(reference).collect();
        references.sort_by_key(|reference| format!("{reference:?}"));
        references.iter().filter_map(|reference| self.schema(reference, self.source.root())).collect()
    }

    fn schemas_under(&mut self, items: &[ReferenceOr<openapiv3::Schema>], key: &str, place: NodeId) -> Vec<SchemaId> {
        let list = self.source.nearest(place, key);
        items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let place = self.source.nearest(list, &index.to_string());
                self.schema(item, place)
            })
            .collect()
    }

    fn discriminator(&mut self, discriminator: &openapiv3::Discriminator, place: NodeId) -> Discriminator {
        let mapping_place = self.source.nearest(self.source.nearest(place, "discriminator"), "mapping");
        let mut mapping = Vec::new();
        for (value, target) in &discriminator.mapping {
            // A bare name refers to a schema.
            let reference =
                if target.contains('/') { target.clone() } else { format!("#/components/schemas/{target}") };
            let place = self.source.nearest(mapping_place, value);
            if let Some(schema) = self.schema(&ReferenceOr::Reference { reference }, place) {
                mapping.push((value.clone(), schema));
            }
        }
        Discriminator { property: discriminator.property_name.clone(), mapping }
    }
}

/// Returns the description of a schema, and the link to its page.
fn documentation(data: &openapiv3::SchemaData) -> Option<String> {
    let page = data.external_docs.as_ref().map(|page| page_about(&page.url, page.description.clone()));
    paragraphs([data.title.as_ref(), data.description.as_ref(), page.as_ref()])
}
