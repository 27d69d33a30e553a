//! Lowers the parameters of a path, a query and headers: to parameters of an operation, and to keys of resources.

use super::body::in_order;
use super::{Lowering, paging, twilio};
use crate::check::STANDARD_HEADERS;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Endpoint, Field, Parameter, Pii, Position, ResourceId, Type};
use crate::openapi::path_template::placeholders;
use crate::resolve::{self, ParameterLocation, ParameterStyle, SchemaId, paragraphs};
use heck::ToSnakeCase;
use serde_json::Value;
use std::collections::HashSet;

impl Lowering<'_> {
    /// Lowers the query and header parameters. The parameters of the path become keys of resources.
    pub(super) fn parameters(
        &mut self,
        operation: &resolve::Operation,
        is_page: bool,
        resource: ResourceId,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for parameter in &operation.parameters {
            let position = match parameter.location {
                ParameterLocation::Path => continue,
                ParameterLocation::Query if is_page && paging::is_paging(self.document, parameter) => continue,
                ParameterLocation::Query => Position::Query,
                // OpenAPI says that these headers are not parameters.
                ParameterLocation::Header if is_standard_header(&parameter.name) => continue,
                ParameterLocation::Header => Position::Header,
            };
            parameters.push(self.parameter(parameter, position, resource));
        }
        parameters
    }

    /// Makes the parameters of the path the keys of the instances that lead to the resource, and returns them.
    pub(super) fn keys(
        &mut self,
        operation: &resolve::Operation,
        path: &str,
        resource: ResourceId,
        endpoint: Endpoint,
    ) -> Vec<Parameter> {
        let mut keys = Vec::new();
        let mut names: Vec<&str> = placeholders(path).collect();
        let mut next = Some((resource, endpoint));
        while let Some((resource, endpoint)) = next {
            if endpoint == Endpoint::Instance {
                let name = names.pop().unwrap_or_default();
                let is_key = |parameter: &&resolve::Parameter| {
                    parameter.location == ParameterLocation::Path && parameter.name == name
                };
                let parameter = operation.parameters.iter().find(is_key);
                if let Some(parameter) = parameter {
                    let mut key = self.parameter(parameter, Position::Path, resource);
                    if is_object(&key.value) {
                        let message = format!("the parameter `{name}` is an object, which a path has no place for");
                        let diagnostic = Diagnostic::new(Code::UnsupportedParameter, message);
                        self.report(diagnostic.help("make it text, here or in an overlay"), parameter.place);
                    }
                    in_one_segment(&mut key);
                    keys.insert(0, key.clone());
                    match &mut self.api.resources[resource.0].key {
                        Some(known) if known.value == key.value => {}
                        // A less specific type does not make another key.
                        Some(known) if matches!((&known.value, &key.value), (Type::Sid(_), Type::String)) => {}
                        Some(known) if matches!((&known.value, &key.value), (Type::String, Type::Sid(_))) => {
                            *known = key
                        }
                        // The paths disagree about the type of the key, and every key is sent as text.
                        Some(known) => known.value = Type::String,
                        none => *none = Some(key),
                    }
                }
            }
            next = self.api.resources[resource.0].parent;
        }
        keys
    }

    fn parameter(&mut self, parameter: &resolve::Parameter, position: Position, resource: ResourceId) -> Parameter {
        let schema = self.document.schema(parameter.schema);
        self.check_sent_format(parameter.schema);
        let value = self.schema_type(parameter.schema, resource, std::slice::from_ref(&parameter.name));
        let is_object =
            position == Position::Query && (is_object(&value) || schema.schema_type.as_deref() == Some("object"));
        // OpenAPI has only this style for headers.
        let style = match (position, parameter.style) {
            (Position::Header, ParameterStyle::Repeated) if value.inner().is_some() || self::is_object(&value) => {
                ParameterStyle::Joined(",")
            }
            (_, style) => style,
        };
        // A parameter that is written as JSON has the types of JSON, wherever it is sent.
        let shape = if parameter.style == ParameterStyle::Json { Position::Json } else { position };
        let pii = twilio::pii(&parameter.extensions);
        let mut constraints = self.constraints(schema);
        constraints.examples = in_order(&parameter.examples).cloned().chain(constraints.examples).collect();
        constraints.pii = pii.or(constraints.pii);
        Parameter {
            wire_name: parameter.name.clone(),
            rust_name: twilio::rust_name(&parameter.extensions),
            position,
            required: parameter.required,
            value: match constraints.pii {
                Some(Pii::Sensitive) => self.secret(value),
                _ => super::schema::as_argument(value, shape),
            },
            style: super::schema::style(schema, &parameter.name, style, is_object),
            description: paragraphs([parameter.description.as_ref(), schema.description.as_ref()]),
            constraints,
            deprecated: parameter.deprecated || schema.deprecated,
            place: parameter.place,
        }
    }
}

impl Lowering<'_> {
    /// Reports a timestamp in the RFC 2822 format, because every timestamp is sent as RFC 3339.
    pub(super) fn check_sent_format(&mut self, id: SchemaId) {
        let schema = self.document.schema(id);
        let schema = schema.items.map_or(schema, |items| self.document.schema(items));
        if twilio::format(schema) == Some("date-time-rfc-2822") {
            let source = &self.document.source;
            let place = source.locate_key(source.nearest(schema.place, "format"));
            let message = "`format` is not read: what is sent is written as RFC 3339, as `date-time` is";
            let diagnostic = Diagnostic::new(Code::IgnoredKey, message).at(place);
            self.diagnostics.push(diagnostic.help("an overlay can make it text without a format"));
        }
    }
}

/// Changes a list in a path to one text, `a,b,c`, which is OpenAPI's `simple` style.
fn in_one_segment(key: &mut Parameter) {
    if let Type::List(_) = key.value {
        key.value = Type::String;
        for example in &mut key.constraints.examples {
            let Value::Array(items) = example else { continue };
            let text = |item: &Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
            *example = items.iter().map(text).collect::<Vec<_>>().join(",").into();
        }
    }
}

/// Marks parameters as personal data if the response property of the same name is. Documents mark only the response.
pub(super) fn mark_personal(parameters: &mut [Parameter], fields: &[Field]) {
    let personal = fields.iter().filter(|field| field.constraints.pii == Some(Pii::Standard));
    let names: HashSet<String> = personal.map(|field| field.wire_name.to_snake_case()).collect();
    for parameter in parameters.iter_mut().filter(|parameter| parameter.position != Position::Path) {
        if parameter.constraints.pii.is_none() && names.contains(&parameter.wire_name.to_snake_case()) {
            parameter.constraints.pii = Some(Pii::Standard);
        }
    }
}

/// Returns true for an object. A query has a parameter for each of its properties, unless the document says otherwise.
fn is_object(value: &Type) -> bool {
    match value {
        Type::Sensitive(value) => is_object(value),
        value => matches!(value, Type::Model(_) | Type::Union(_) | Type::Map(_)),
    }
}

fn is_standard_header(name: &str) -> bool {
    STANDARD_HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header))
}
