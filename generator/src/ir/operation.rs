//! Operations, their parameters and their results.

use super::ModelId;
use super::constraints::Constraints;
use super::types::Type;
use crate::source::NodeId;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or an id made of method and path if the document has none.
    pub id: String,
    /// The verb: `create`, `fetch`, `list`, `update`, `delete` or another.
    pub verb: String,
    /// The name that an overlay asks for (`x-rust-name`), for the method of the operation.
    pub rust_name: Option<String>,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// `https://api.twilio.com`.
    pub server: String,
    /// `/2010-04-01/Accounts/{Sid}.json`.
    pub path: String,
    /// The description.
    pub description: Option<String>,
    /// The address of a page about it.
    pub page: Option<String>,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The path's keys, in the order of the path.
    pub keys: Vec<Parameter>,
    /// The parameters beside the keys of the path, in document order.
    pub parameters: Vec<Parameter>,
    /// The encoding of the request body.
    pub body: BodyEncoding,
    /// Groups of wire names. One parameter of each group must be set.
    pub conditional: Vec<Vec<String>>,
    /// The result.
    pub output: Output,
    /// The status of a success: the first one that the document names.
    pub status: u16,
    /// The status of a success without a body, if the document declares one beside a success with a body.
    pub empty_status: Option<u16>,
    /// The media types to ask for, if they are not `application/json` alone.
    pub accept: Option<String>,
    /// The models of error responses, by status.
    pub errors: Vec<(String, ModelId)>,
    /// The documentation of the request body as a whole.
    pub body_constraints: Constraints,
    /// The documentation of a result without a type of its own.
    pub output_constraints: Constraints,
    /// The meaning of statuses, if the document says more than HTTP does.
    pub answers: Vec<(String, String)>,
    /// The documentation of examples.
    pub example_notes: Vec<String>,
    /// The headers of responses that callers may look at, in order.
    pub response_headers: Vec<String>,
    /// Successful responses that the document shows.
    pub examples: Vec<Example>,
    /// The index of its document.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}

impl Operation {
    /// Returns the type of the result: the value, or an item of the list.
    pub fn result(&self) -> Option<&Type> {
        match &self.output {
            Output::Nothing | Output::Text | Output::Bytes => None,
            Output::Value(value) | Output::Page { item: value, .. } => Some(value),
        }
    }
}

/// The encoding of a request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyEncoding {
    /// No body.
    None,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// A JSON object whose properties are parameters, and its media type.
    JsonObject(String),
    /// A JSON object that is sent only if a property is set.
    OptionalJsonObject(String),
    /// JSON that one parameter holds, and its media type.
    Json(String),
}

/// The result of a successful response.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// One value.
    Value(Type),
    /// Text that is no JSON.
    Text,
    /// Bytes.
    Bytes,
    /// One page of a list.
    Page {
        /// The property that holds the items.
        items_key: String,
        /// The type of an item.
        item: Type,
        /// The query parameter that sets the number of items on a page.
        page_size: Option<PageSize>,
    },
}

/// The query parameter that sets the number of items on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSize {
    /// The name on the wire.
    pub name: String,
    /// The minimum number of items, at least 1.
    pub minimum: u16,
    /// The maximum number of items, or 1,000 if the document has no maximum.
    pub maximum: u16,
}

/// A response body that the document shows.
#[derive(Debug)]
pub struct Example {
    /// `200 success`.
    pub name: String,
    /// The body.
    pub body: serde_json::Value,
    /// The paths of properties of the body that the document does not declare.
    pub undeclared: Vec<String>,
    /// The model of an error response; a successful response has the operation's output.
    pub model: Option<ModelId>,
}

/// A parameter that a caller may or must set.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name on the wire.
    pub wire_name: String,
    /// The name that an overlay asks for (`x-rust-name`).
    pub rust_name: Option<String>,
    /// The location in the request.
    pub position: Position,
    /// True if it must be sent.
    pub required: bool,
    /// The type.
    pub value: Type,
    /// The style.
    pub style: Style,
    /// The description.
    pub description: Option<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The location.
    pub place: NodeId,
}

/// The style of a parameter that is not one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// A list repeats the name for each value, an object is JSON.
    Plain,
    /// A list is one text with this separator between the values.
    Joined(&'static str),
    /// An object is a parameter for each property. The names of these parameters start with this text.
    Members(MemberStyle, String),
    /// The value is JSON.
    Json,
}

/// The style of the names of an object's properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberStyle {
    /// `color=red`.
    Plain,
    /// `name[member]`.
    Brackets,
    /// `name.member`.
    Dots,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// In the form.
    Form,
    /// As a property of the JSON body.
    Json,
    /// As the whole JSON body.
    Body,
}
