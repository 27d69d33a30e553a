//! An operation with its parameters, body and responses in place.

use super::document_docs::{is_address, page_about, paragraphs};
use super::{Extensions, Resolver, SchemaId, extensions};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::media_type::{self, Decoded, Shape};
use crate::source::NodeId;
use openapiv3::{Content, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;
use std::collections::HashSet;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// The operation's own server, if it names one.
    pub server: Option<String>,
    /// The summary, the description, and the documentation of its `externalDocs` page.
    pub description: Option<String>,
    /// The address of the `externalDocs` page of its tag, if the operation names no page itself.
    pub page: Option<String>,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The path's parameters and the operation's, in document order.
    pub parameters: Vec<Parameter>,
    /// The request body in each of its media types, by their names.
    pub bodies: Vec<Body>,
    /// The description of the request body as a whole.
    pub body_description: Option<String>,
    /// The documentation of examples of its parameters and bodies.
    pub example_notes: Vec<String>,
    /// The responses by status.
    pub responses: Vec<Response>,
    /// `x-…` keys.
    pub extensions: Extensions,
    /// The location of the operation.
    pub place: NodeId,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
}

/// The style of a parameter that is not one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// A list repeats the name for each value (`style: form`, `explode: true`).
    Repeated,
    /// A list is one text with this separator between the values.
    Joined(&'static str),
    /// An object is a parameter for each property, `name[member]` (`style: deepObject`).
    DeepObject,
    /// The value is JSON (`content`).
    Json,
}

/// One parameter in the path, the query or a header.
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// The location in the request.
    pub location: ParameterLocation,
    /// True if it must be sent.
    pub required: bool,
    /// The description.
    pub description: Option<String>,
    /// `example` and `examples`, by name.
    pub examples: Vec<(String, Value)>,
    /// The schema.
    pub schema: SchemaId,
    /// The style.
    pub style: ParameterStyle,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// `x-…` keys.
    pub extensions: Extensions,
    /// The location.
    pub place: NodeId,
}

/// A body in one media type.
#[derive(Debug)]
pub struct Body {
    /// `application/json` and so on.
    pub media_type: String,
    /// The schema.
    pub schema: Option<SchemaId>,
    /// The kind of value that the schema describes.
    pub(crate) shape: Shape,
    /// True if every request must have it.
    pub required: bool,
    /// `example` and `examples`, by name.
    pub examples: Vec<(String, Value)>,
    /// The location.
    pub place: NodeId,
}

impl Body {
    /// Returns the media type and the shape, by which one of several bodies is selected.
    pub(crate) fn kind(&self) -> (&str, Shape) {
        (&self.media_type, self.shape)
    }
}

/// One response.
#[derive(Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The body in each of its media types.
    pub bodies: Vec<Body>,
    /// The description.
    pub description: String,
    /// The names of its headers.
    pub headers: Vec<String>,
    /// The location.
    pub place: NodeId,
}

impl Response {
    /// Returns the JSON body, if there are several media types.
    pub(crate) fn json(&self) -> Option<&Body> {
        let (index, _) = media_type::json(self.bodies.iter().map(Body::kind))?;
        Some(&self.bodies[index])
    }

    /// Returns the decoding of the body, if it can be decoded.
    pub(crate) fn decoding(&self) -> Option<Decoded> {
        Some(media_type::decoded(self.bodies.iter().map(Body::kind))?.1)
    }
}

impl Resolver<'_> {
    pub(super) fn operation(
        &mut self,
        method: &str,
        operation: &openapiv3::Operation,
        item: &openapiv3::PathItem,
        path_place: NodeId,
    ) -> Operation {
        let place = self.source.nearest(path_place, method);
        let mut parameters = self.parameters(&item.parameters, self.source.nearest(path_place, "parameters"));
        let own = self.parameters(&operation.parameters, self.source.nearest(place, "parameters"));
        // The case of a header's name makes no difference.
        let key = |parameter: &Parameter| match parameter.location {
            ParameterLocation::Header => (parameter.location, parameter.name.to_ascii_lowercase()),
            _ => (parameter.location, parameter.name.clone()),
        };
        let replaced: HashSet<_> = own.iter().map(key).collect();
        parameters.retain(|parameter| !replaced.contains(&key(parameter)));
        parameters.extend(own);
        self.requirements(place);
        let of_page = operation.external_docs.as_ref();
        let of_page = of_page.map(|page| page_about(&page.url, page.description.clone()));
        let description = paragraphs([operation.summary.as_ref(), operation.description.as_ref(), of_page.as_ref()]);
        let (bodies, body_description) =
            operation.request_body.as_ref().map(|body| self.request_body(body, place)).unwrap_or_default();
        let responses = self.responses(&operation.responses, self.source.nearest(place, "responses"));
        Operation {
            method: method.to_uppercase(),
            operation_id: operation.operation_id.clone(),
            server: operation.servers.first().map(super::server_url),
            description,
            page: self.page(operation),
            deprecated: operation.deprecated,
            parameters,
            bodies,
            body_description,
            example_notes: std::mem::take(&mut self.example_notes).into_iter().collect(),
            responses,
            extensions: extensions(&operation.extensions),
            place,
        }
    }

    /// Returns the page of one of the operation's tags, if the operation names no page itself.
    fn page(&self, operation: &openapiv3::Operation) -> Option<String> {
        if operation.external_docs.is_some() {
            return None;
        }
        let tags = self.openapi.tags.iter().filter(|tag| operation.tags.contains(&tag.name));
        let pages = tags.filter_map(|tag| tag.external_docs.as_ref()).next();
        pages.map(|page| page.url.clone()).filter(|url| is_address(url))
    }

    fn parameters(&mut self, items: &[ReferenceOr<openapiv3::Parameter>], list: NodeId) -> Vec<Parameter> {
        let openapi = self.openapi;
        let components = openapi.components.as_ref().map(|components| &components.parameters);
        let mut parameters = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let place = self.source.nearest(list, &index.to_string());
            let Some((parameter, place)) = self.follow(item, "parameters", components, place) else { continue };
            parameters.extend(self.parameter(parameter, place));
        }
        parameters
    }

    fn parameter(&mut self, parameter: &openapiv3::Parameter, place: NodeId) -> Option<Parameter> {
        let data = parameter.parameter_data_ref();
        let location = match parameter {
            openapiv3::Parameter::Path { .. } => ParameterLocation::Path,
            openapiv3::Parameter::Query { .. } => ParameterLocation::Query,
            openapiv3::Parameter::Header { .. } => ParameterLocation::Header,
            openapiv3::Parameter::Cookie { .. } => {
                self.unsupported_parameter(&data.name, "a cookie", place);
                return None;
            }
        };
        if let openapiv3::Parameter::Path {
            style: openapiv3::PathStyle::Label | openapiv3::PathStyle::Matrix, ..
        } = parameter
        {
            self.unsupported_parameter(&data.name, "written in another style than `simple`", place);
        }
        let mut style = match parameter {
            openapiv3::Parameter::Query { style, .. } => query_style(style, data.explode),
            _ => ParameterStyle::Repeated,
        };
        let mut media = None;
        let schema = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema(schema, self.source.nearest(place, "schema"))?,
            ParameterSchemaOrContent::Content(content) => {
                match content.iter().find(|(name, _)| media_type::is_json(name)) {
                    Some((media_type, openapiv3::MediaType { schema: Some(schema), .. })) => {
                        style = ParameterStyle::Json;
                        let node = self.source.nearest(self.source.nearest(place, "content"), media_type);
                        media = Some(node);
                        self.schema(schema, self.source.nearest(node, "schema"))?
                    }
                    Some(_) => {
                        self.unsupported_parameter(&data.name, "JSON without a `schema`", place);
                        return None;
                    }
                    None => {
                        self.unsupported_parameter(&data.name, "written in a media type other than JSON", place);
                        return None;
                    }
                }
            }
        };
        let of = format!("the parameter `{}`", data.name);
        let mut examples = self.examples(place, &of);
        examples.extend(media.into_iter().flat_map(|media| self.examples(media, &of)));
        Some(Parameter {
            name: data.name.clone(),
            location,
            required: data.required,
            description: data.description.clone(),
            examples,
            schema,
            style,
            deprecated: data.deprecated.unwrap_or_default(),
            extensions: extensions(&data.extensions),
            place,
        })
    }

    fn unsupported_parameter(&mut self, name: &str, what: &str, place: NodeId) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnsupportedParameter,
                format!("the parameter `{name}` is {what}, which is not supported"),
            )
            .at(self.source.locate(place))
            .help("path, query and header parameters with a `schema` are; an overlay can change or remove this one"),
        );
    }

    fn request_body(
        &mut self,
        item: &ReferenceOr<openapiv3::RequestBody>,
        operation: NodeId,
    ) -> (Vec<Body>, Option<String>) {
        let openapi = self.openapi;
        let components = openapi.components.as_ref().map(|components| &components.request_bodies);
        let place = self.source.nearest(operation, "requestBody");
        match self.follow(item, "requestBodies", components, place) {
            Some((body, place)) => {
                (self.bodies(&body.content, body.required, "the body", place), body.description.clone())
            }
            None => Default::default(),
        }
    }

    fn responses(&mut self, responses: &openapiv3::Responses, list: NodeId) -> Vec<Response> {
        let openapi = self.openapi;
        let components = openapi.components.as_ref().map(|components| &components.responses);
        let numbered = responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        let default = responses.default.iter().map(|response| ("default".to_owned(), response));
        let mut resolved: Vec<Response> = Vec::new();
        for (status, item) in numbered.chain(default) {
            let place = self.source.nearest(list, &status);
            if let Some((response, place)) = self.follow(item, "responses", components, place) {
                let bodies = self.bodies(&response.content, true, &format!("the response `{status}`"), place);
                let headers = self.response_headers(place);
                let description = response.description.clone();
                resolved.push(Response { status, bodies, description, headers, place });
            }
        }
        resolved.sort_by(|a, b| a.status.cmp(&b.status));
        resolved
    }

    fn bodies(&mut self, content: &Content, required: bool, of: &str, place: NodeId) -> Vec<Body> {
        let list = self.source.nearest(place, "content");
        let mut content: Vec<_> = content.iter().collect();
        content.sort_by_key(|(media_type, _)| *media_type);
        content
            .into_iter()
            .map(|(media_type, media)| {
                let place = self.source.nearest(list, media_type);
                if !media.encoding.values().all(is_default) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::IgnoredEncoding, "the `encoding` of single properties is not read")
                            .at(self.source.locate(self.source.nearest(place, "encoding")))
                            .help("lists repeat their name for each value, objects are JSON"),
                    );
                }
                let schema =
                    media.schema.as_ref().and_then(|schema| self.schema(schema, self.source.nearest(place, "schema")));
                let shape = media_type::shape(self.source, &mut self.targets, self.source.child(place, "schema"));
                let examples = self.examples(place, of);
                Body { media_type: media_type.clone(), schema, shape, required, examples, place }
            })
            .collect()
    }
}

/// Returns true if the encoding of a property is the default: a list repeats its name for each value.
fn is_default(encoding: &openapiv3::Encoding) -> bool {
    let style = encoding.style.as_ref().is_none_or(|style| *style == openapiv3::QueryStyle::Form);
    style && encoding.explode && encoding.content_type.is_none() && encoding.headers.is_empty()
}

/// Returns the style of a query parameter. `explode` defaults to true for `form`, and to false for other styles.
fn query_style(style: &openapiv3::QueryStyle, explode: Option<bool>) -> ParameterStyle {
    use openapiv3::QueryStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    match (style, explode) {
        (DeepObject, _) => ParameterStyle::DeepObject,
        (Form, Some(false)) => ParameterStyle::Joined(","),
        (SpaceDelimited, None | Some(false)) => ParameterStyle::Joined(" "),
        (PipeDelimited, None | Some(false)) => ParameterStyle::Joined("|"),
        (Form | SpaceDelimited | PipeDelimited, _) => ParameterStyle::Repeated,
    }
}
