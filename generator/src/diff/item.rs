//! One thing that callers of a generated crate see, without the crate around it.
//!
//! Knows neither documents nor types of the API: a comparison sees kinds, names and texts.

use super::Class;
use crate::source::NodeId;
use serde::Serialize;

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A method of the client: `client.api()`.
    Product,
    /// A module, a handle and a cargo feature: `client.api().v2010()`.
    Version,
    /// A collection handle or an instance handle, and the method that leads to it: `account(&sid)`.
    Resource,
    /// A method that starts a request, and its builder.
    Operation,
    /// A positional argument of the operation's method, or a method of the builder.
    Parameter,
    /// A group of parameters of which one must be set.
    Condition,
    /// The deprecation of an operation.
    Deprecation,
    /// A function that the document does not declare, such as `new`, `page_size` and `from_error`.
    Function,
    /// A struct, an enum, or a union of types.
    Type,
    /// A field of a struct.
    Field,
    /// A variant of a union, or a value of an enum.
    Variant,
    /// A kind of identifier: `CallSid`.
    Identifier,
}

impl Kind {
    /// Returns the noun for the kind in a sentence.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Version => "version",
            Self::Resource => "resource",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Condition => "condition",
            Self::Deprecation => "deprecation",
            Self::Function => "function",
            Self::Type => "type",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Identifier => "identifier",
        }
    }

    /// Returns true if an item of this kind exists only within its parent.
    pub(super) fn is_part(self) -> bool {
        use Kind::{Condition, Deprecation, Field, Function, Parameter, Variant};
        matches!(self, Parameter | Condition | Deprecation | Function | Field | Variant)
    }
}

/// A text that callers or the server rely on. A different text is a change.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// The end of the code of a change: `type` in `field-type`.
    pub(super) name: &'static str,
    /// The noun for the fact in a sentence.
    pub(super) noun: &'static str,
    /// The text as callers see it. Types are written from the root of the crate.
    pub(super) text: String,
    /// The class of a change of this fact.
    pub(super) class: Class,
}

impl Fact {
    /// Makes a fact about the code of callers. A difference is breaking.
    pub(super) fn of_callers(name: &'static str, noun: &'static str, text: impl Into<String>) -> Self {
        Self { name, noun, text: text.into(), class: Class::Breaking }
    }

    /// Makes a fact about what is sent or read, which callers do not write.
    pub(super) fn of_wire(text: impl Into<String>) -> Self {
        Self { name: "wire", noun: "wire form", text: text.into(), class: Class::Wire }
    }
}

/// An item that callers see.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// The index of the parent.
    pub(super) parent: Option<usize>,
    /// The identity, which does not depend on Rust names. It is unique among items of one kind, or within the parent.
    pub(super) wire: String,
    /// The last segment of the path.
    pub(super) name: String,
    /// The path from the root of the crate: `api::v2010::account::AccountResource::update`.
    pub(super) path: String,
    /// The module under which the item is listed.
    pub(super) module: String,
    /// The text that a sentence shows beside the name: `POST /v1/Things`.
    pub(super) detail: String,
    pub(super) facts: Vec<Fact>,
    /// The identities of the positional arguments, in order.
    pub(super) order: Vec<String>,
    /// The class of the change if the item is new.
    pub(super) added: Class,
    /// The class of the change if the item is removed.
    pub(super) removed: Class,
    pub(super) docs: String,
    /// The location: the index of the document, and the node in it.
    pub(super) place: Option<(usize, NodeId)>,
    /// The index of the type that this item is an alias of.
    pub(super) alias_of: Option<usize>,
}
