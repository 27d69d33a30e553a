//! Lowers a request body: to the parameters of a form or of a JSON object, or to one type.

use super::{Lowering, twilio};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{BodyEncoding, Parameter, Pii, Position, ResourceId, Style, Type};
use crate::openapi::media_type::{self, Sent};
use crate::resolve::{self, AdditionalProperties, ParameterStyle, SchemaId};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;
use std::collections::HashMap;

impl Lowering<'_> {
    /// Lowers the request body. Adds its parameters to `parameters`, and returns its encoding.
    pub(super) fn body(
        &mut self,
        operation: &resolve::Operation,
        resource: ResourceId,
        parameters: &mut Vec<Parameter>,
    ) -> BodyEncoding {
        if operation.bodies.is_empty() {
            return BodyEncoding::None;
        }
        let form = match sent(operation) {
            // There is no body that can be sent, or the check of the document has reported it as unsupported.
            None => return BodyEncoding::None,
            Some((json, Sent::Json(media_type))) => return self.json_body(json, media_type, resource, parameters),
            Some((form, Sent::Form)) => form,
        };
        let Some(schema) = form.schema else {
            let message = "the form has no `schema`, and nothing of it can be set";
            let help = "an overlay can declare what it is";
            self.report(Diagnostic::new(Code::UntypedForm, message).help(help), form.place);
            return BodyEncoding::Form;
        };
        let properties = self.body_properties(schema);
        self.body_parameters(&properties, &form.examples, Position::Form, resource, parameters);
        BodyEncoding::Form
    }

    /// Lowers a JSON body. The properties of an object become parameters; any other body is one parameter.
    fn json_body(
        &mut self,
        body: &resolve::Body,
        media_type: String,
        resource: ResourceId,
        parameters: &mut Vec<Parameter>,
    ) -> BodyEncoding {
        let is_closed = |id: &SchemaId| {
            let schema = self.document.schema(*id);
            self.is_object(*id, &mut Vec::new()) && !self.is_open(*id, &mut Vec::new()) && schema.one_of.is_empty()
        };
        let Some(id) = body.schema.filter(is_closed) else {
            parameters.push(self.whole_body(body, resource));
            return BodyEncoding::Json(media_type);
        };
        let properties = self.body_properties(id);
        self.body_parameters(&properties, &body.examples, Position::Json, resource, parameters);
        match body.required || parameters.iter().any(|known| known.required && known.position == Position::Json) {
            true => BodyEncoding::JsonObject(media_type),
            false => BodyEncoding::OptionalJsonObject(media_type),
        }
    }

    /// Returns the one parameter that is the whole body.
    fn whole_body(&mut self, body: &resolve::Body, resource: ResourceId) -> Parameter {
        let schema = body.schema.map(|id| self.document.schema(id));
        let value = body.schema.map_or(Type::Json, |id| self.schema_type(id, resource, &["Body".to_owned()]));
        let mut constraints = schema.map(|schema| self.constraints(schema)).unwrap_or_default();
        constraints.examples.extend(in_order(&body.examples).cloned());
        Parameter {
            wire_name: "body".to_owned(),
            rust_name: None,
            position: Position::Body,
            required: body.required,
            value: if value == Type::DecimalText { Type::String } else { value },
            style: Style::Plain,
            description: schema.and_then(|schema| schema.description.clone()),
            constraints,
            deprecated: false,
            place: schema.map_or(body.place, |schema| schema.place),
        }
    }

    fn body_parameters(
        &mut self,
        properties: &BodyProperties,
        examples: &[(String, Value)],
        position: Position,
        resource: ResourceId,
        parameters: &mut Vec<Parameter>,
    ) {
        // Lower in alphabetical order, so that the order of the mapping makes no difference.
        let order: HashMap<&String, usize> =
            properties.in_order().enumerate().map(|(index, (name, _))| (name, index)).collect();
        let (mut sorted, start) = (properties.schemas.iter().collect::<Vec<_>>(), parameters.len());
        sorted.sort_by_key(|(name, _)| *name);
        for (name, property) in sorted {
            let property_schema = self.document.schema(*property);
            // Twilio fills in read-only properties itself.
            if property_schema.read_only {
                self.check_read_only(properties.owners[name], name);
                continue;
            }
            let mut constraints = self.constraints(property_schema);
            constraints.examples.extend(in_order(examples).filter_map(|example| example.get(name).cloned()));
            if properties.is_secret {
                constraints.pii = Some(Pii::Sensitive);
            }
            self.taken.members.insert(property_schema.place);
            self.check_sent_format(*property);
            let value = self.schema_type(*property, resource, std::slice::from_ref(name));
            let rust_name = self.member_name(properties.owners[name], name);
            parameters.push(Parameter {
                wire_name: name.clone(),
                rust_name,
                position,
                required: properties.required.contains(name),
                value: match constraints.pii {
                    Some(Pii::Sensitive) => self.secret(value),
                    _ => super::schema::as_argument(value, position),
                },
                style: super::schema::style(property_schema, name, ParameterStyle::Repeated, false),
                description: property_schema.description.clone(),
                constraints,
                deprecated: property_schema.deprecated,
                place: property_schema.place,
            });
        }
        parameters[start..].sort_by_key(|parameter| order[&parameter.wire_name]);
    }

    /// Reports a `readOnly` property of an inline request body. A component is not reported, because responses may use
    /// it.
    fn check_read_only(&mut self, owner: SchemaId, name: &str) {
        let schema = self.document.schema(owner);
        if schema.component.is_none() {
            let place = self.document.schema(schema.properties[name]).place;
            let message = format!("`{name}` is `readOnly`, and left out of what is sent");
            self.report(Diagnostic::new(Code::LostProperty, message), place);
        }
    }

    /// Returns the properties of an object and of the parts of its `allOf`. Reports required names that are not
    /// properties.
    fn body_properties(&mut self, id: SchemaId) -> BodyProperties {
        let mut properties = BodyProperties::default();
        self.form_properties(id, &mut properties);
        self.check_required(id, &|name| properties.schemas.contains_key(name));
        properties
    }

    /// Collects the properties of a form and of the parts of its `allOf`. Reports content that cannot be set.
    fn form_properties(&mut self, id: SchemaId, properties: &mut BodyProperties) {
        if properties.seen.contains(&id) {
            return;
        }
        properties.seen.push(id);
        let schema = self.document.schema(id);
        for part in &schema.all_of {
            self.form_properties(*part, properties);
        }
        properties.is_secret |= twilio::pii(&schema.extensions) == Some(Pii::Sensitive);
        properties.required.extend(schema.required.iter().cloned());
        for (name, property) in &schema.properties {
            if let Some(before) = properties.schemas.get(name).copied() {
                let is_earlier = self.is_more_specific(before, *property);
                self.check_same_type(name, before, *property, is_earlier);
                if is_earlier {
                    continue;
                }
            }
            properties.owners.insert(name.clone(), id);
            properties.schemas.insert(name.clone(), *property);
        }
        let is_open = schema.additional_properties != AdditionalProperties::Unspecified;
        let is_object = matches!(schema.schema_type.as_deref(), None | Some("object"));
        let has_variants = !self.meaningful(&schema.one_of).is_empty();
        let (what, help) = match is_object {
            false => ("the body is no object, and nothing of it can be set", "an overlay can declare what it is"),
            true if has_variants || is_open => (
                "the body's variants and additional properties cannot be set",
                "its declared properties can; an overlay can declare more",
            ),
            true => return,
        };
        self.report(Diagnostic::new(Code::UntypedForm, what).help(help), schema.place);
    }
}

/// Returns the body that is sent, if there are several media types, and its encoding.
pub(super) fn sent(operation: &resolve::Operation) -> Option<(&resolve::Body, Sent)> {
    let (index, encoding) = media_type::sent(operation.bodies.iter().map(resolve::Body::kind))?;
    Some((&operation.bodies[index], encoding))
}

/// Returns `example`, and then the `examples` by name, because the order of a mapping has no meaning.
pub(super) fn in_order(examples: &[(String, Value)]) -> impl Iterator<Item = &Value> {
    let mut examples: Vec<_> = examples.iter().collect();
    examples.sort_by_key(|(name, _)| (name != "example", name));
    examples.into_iter().map(|(_, value)| value)
}

impl BodyProperties {
    /// Returns the required properties in the order of `required`, which is the order of the arguments, and then all
    /// others.
    fn in_order(&self) -> impl Iterator<Item = (&String, &SchemaId)> {
        let required: IndexSet<&String> = self.required.iter().collect();
        let first: Vec<_> = required.iter().filter_map(|name| self.schemas.get_key_value(*name)).collect();
        let others = self.schemas.iter().filter(move |(name, _)| !required.contains(name));
        first.into_iter().chain(others)
    }
}

/// The properties of a form or a JSON object.
#[derive(Default)]
struct BodyProperties {
    schemas: IndexMap<String, SchemaId>,
    /// The object, or the part of it, that has each property.
    owners: HashMap<String, SchemaId>,
    required: Vec<String>,
    /// True if the object, or a part of it, is a secret.
    is_secret: bool,
    seen: Vec<SchemaId>,
}
