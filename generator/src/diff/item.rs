//! One thing that callers of a generated crate see, without the crate around it.
//!
//! Knows neither documents nor types of the API: a comparison sees kinds, names and texts.

use super::Class;
use crate::source::NodeId;
use serde::Serialize;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A method of the client: `client.api()`.
    Product,
    /// A module, a handle and a cargo feature: `client.api().v2010()`.
    Version,
    /// Half of a resource, and the method that leads to it: `account(&sid)`.
    Resource,
    /// A method that starts a request, and its builder.
    Operation,
    /// An argument of that method, or a method of the builder.
    Parameter,
    /// Parameters of which one must be set.
    Condition,
    /// That callers should stop using something.
    Deprecation,
    /// A function beside what the document declares, such as `new`, `page_size` and `from_error`.
    Function,
    /// A struct, an enumeration, a union between types.
    Type,
    /// A field of a struct.
    Field,
    /// A variant of an enumeration or a union.
    Variant,
    /// A kind of identifier: `CallSid`.
    Identifier,
}

impl Kind {
    /// What a sentence calls it.
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

    /// Whether it is what it is only within its parent.
    pub(super) fn is_part(self) -> bool {
        use Kind::{Condition, Deprecation, Field, Function, Parameter, Variant};
        matches!(self, Parameter | Condition | Deprecation | Function | Field | Variant)
    }
}

/// Something that callers, or the server, rely on: if its text differs, something changed.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Ends the code of a change: `type` in `field-type`.
    pub(super) name: &'static str,
    /// What a sentence calls it.
    pub(super) noun: &'static str,
    /// As callers see it; types from the root of the crate.
    pub(super) text: String,
    /// What a difference means.
    pub(super) class: Class,
}

impl Fact {
    /// What callers write, or name.
    pub(super) fn of_callers(name: &'static str, noun: &'static str, text: impl Into<String>) -> Self {
        Self { name, noun, text: text.into(), class: Class::Breaking }
    }

    /// What is sent and read, which callers do not write.
    pub(super) fn of_wire(text: impl Into<String>) -> Self {
        Self { name: "wire", noun: "wire form", text: text.into(), class: Class::Wire }
    }
}

/// One thing that callers see.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// Index of what it belongs to.
    pub(super) parent: Option<usize>,
    /// What identifies it, whatever it is called in Rust: among all of its kind, or among its parent's parts.
    pub(super) wire: String,
    /// The last word of its path.
    pub(super) name: String,
    /// The path from the root of the crate: `api::v2010::account::AccountResource::update`.
    pub(super) path: String,
    /// The module that it is listed under.
    pub(super) module: String,
    /// How a sentence shows it: `POST /v1/Things` beside the name.
    pub(super) detail: String,
    pub(super) facts: Vec<Fact>,
    /// The positional arguments, by their identity.
    pub(super) order: Vec<String>,
    /// What it means that it is new, and that it is gone.
    pub(super) added: Class,
    pub(super) removed: Class,
    pub(super) docs: String,
    /// The document by its index, and the node in it.
    pub(super) place: Option<(usize, NodeId)>,
    /// Index of the type that it is another name of.
    pub(super) alias_of: Option<usize>,
}
