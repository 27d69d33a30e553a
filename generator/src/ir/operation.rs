//! What can be asked of a resource.

use super::types::{Constraints, Type};
use crate::source::NodeId;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or one made of method and path where the document has none.
    pub id: String,
    /// The word that says what it does: `create`, `fetch`, `list`, `update`, `delete` or another.
    pub verb: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// `https://api.twilio.com`.
    pub server: String,
    /// `/2010-04-01/Accounts/{Sid}.json`.
    pub path: String,
    /// What it does.
    pub description: Option<String>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What callers may say beside the path's keys, in document order.
    pub parameters: Vec<Parameter>,
    /// How the request body is written.
    pub body: BodyEncoding,
    /// Groups of wire names; one of each must be set.
    pub conditional: Vec<Vec<String>>,
    /// What comes back.
    pub output: Output,
    /// Where it stands.
    pub place: NodeId,
}

/// How a request body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEncoding {
    /// There is none.
    None,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// JSON, handed over as one value.
    Json,
}

/// What a successful response holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// One value.
    Value(Type),
    /// One page of a list.
    Page {
        /// The property that holds the items.
        items_key: String,
        /// What each item is.
        item: Type,
        /// The query parameter that sets how many items a page has.
        page_size: Option<String>,
    },
}

/// Something a caller may or must say.
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub wire_name: String,
    /// The name that an overlay asks for (`x-rust-name`).
    pub rust_name: Option<String>,
    /// Where it is sent.
    pub position: Position,
    /// Whether it must be said.
    pub required: bool,
    /// What it is.
    pub value: Type,
    /// What it means.
    pub description: Option<String>,
    /// What else the document says about its values.
    pub constraints: Constraints,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// Where it stands.
    pub place: NodeId,
}

/// Where a parameter is sent.
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
}
