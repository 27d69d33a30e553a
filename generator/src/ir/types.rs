//! Types, models, unions and enums.

use super::{Constraints, EnumId, ModelId, UnionId, VersionId};
use crate::source::NodeId;
use std::collections::BTreeMap;

/// The type of a parameter, a field or a response.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text.
    String,
    /// Text that must not be printed (`x-twilio.pii.handling: sensitive`).
    Secret,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer64,
    /// A number where binary fractions are good enough.
    Float,
    /// A number where they are not: money.
    Decimal,
    /// A decimal that is written as text.
    DecimalText,
    /// A moment.
    Timestamp,
    /// A day.
    Date,
    /// A day or a moment: what a list can be filtered by.
    DateOrTimestamp,
    /// `GET`, `POST` and so on.
    HttpMethod,
    /// A Twilio identifier: one of the prefixes and 32 hexadecimal digits.
    Sid(Vec<String>),
    /// One of some known words.
    Enum(EnumId),
    /// An object with known properties.
    Model(ModelId),
    /// One of several types.
    Union(UnionId),
    /// Any number of values.
    List(Box<Type>),
    /// A value, or null where a list or map holds one.
    Nullable(Box<Type>),
    /// A value with structure that must not be printed.
    Sensitive(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
    /// Anything.
    Json,
}

impl Type {
    /// The model, union or enumeration that a value is, or that a list or map holds.
    pub fn own(&self) -> Option<&Self> {
        let innermost = std::iter::successors(Some(self), |value| value.inner()).last()?;
        matches!(innermost, Self::Model(_) | Self::Union(_) | Self::Enum(_)).then_some(innermost)
    }

    /// Returns the innermost type of lists, maps and other wrappers, to be changed.
    pub(super) fn innermost_mut(&mut self) -> &mut Self {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Sensitive(inner) => {
                inner.innermost_mut()
            }
            value => value,
        }
    }

    /// Returns the type in a list, a map or another wrapper.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Sensitive(inner) => Some(inner),
            _ => None,
        }
    }
}

/// An object with known properties.
#[derive(Debug)]
pub struct Model {
    /// The document's name for it, `api.v2010.account.call`; `None` where it stands inline.
    pub component: Option<String>,
    /// The words that name it where the document does not: what it stands in, or what the operations are about that
    /// answer with it.
    pub hint: Vec<String>,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The words that qualify its name where another type of the version has the same: those before the last one of the
    /// document's name for it, or the path of the resource whose operations answer with it.
    pub qualifiers: Vec<String>,
    /// The subject of its operation, or its owner, in snake case. It names the file of a type without a name of its
    /// own.
    pub subject: String,
    /// The schema with a name of its own that it stands in, and whose type it shares a file with.
    pub within: Option<NodeId>,
    /// The description.
    pub description: Option<String>,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The constraints of the object, and of its additional properties.
    pub constraints: Constraints,
    /// In document order.
    pub fields: Vec<Field>,
    /// The type of additional properties.
    pub rest: Option<Type>,
    /// True if callers send it.
    pub is_input: bool,
    /// True if error responses have it.
    pub is_error: bool,
    /// Index of the document in which it stands.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}

impl Model {
    /// The types of all that it holds.
    pub fn values(&self) -> impl Iterator<Item = &Type> {
        self.fields.iter().map(|field| &field.value).chain(&self.rest)
    }
}

/// One property of a model.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name on the wire.
    pub wire_name: String,
    /// The name that an overlay asks for (`x-rust-name`).
    pub rust_name: Option<String>,
    /// The type.
    pub value: Type,
    /// True if every response has it.
    pub required: bool,
    /// Its place among what the model requires: the order of arguments. The last one of all where it is not required.
    pub rank: usize,
    /// True if callers cannot set it.
    pub read_only: bool,
    /// The default value: the discriminator value that selects the model.
    pub said: Option<String>,
    /// True if an unset field is sent as `null`.
    pub null_if_absent: bool,
    /// True if the field is boxed, because it leads back to its model.
    pub recursive: bool,
    /// The description.
    pub description: Option<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The location.
    pub place: NodeId,
    /// The location of the property in the model or in a part of it.
    pub member: NodeId,
}

impl Field {
    /// The model that it holds directly.
    pub fn held(&self) -> Option<ModelId> {
        match &self.value {
            Type::Model(target) => Some(*target),
            Type::Sensitive(value) => match **value {
                Type::Model(target) => Some(target),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns true if the field is an argument of the constructor.
    pub fn is_argument(&self) -> bool {
        self.required && self.said.is_none()
    }
}

/// A value of one of several types (`oneOf`, `anyOf`).
#[derive(Debug)]
pub struct Union {
    /// The document's name for it; `None` where it stands inline.
    pub component: Option<String>,
    /// The words that name it where the document does not.
    pub hint: Vec<String>,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The words that qualify its name where another type of the version has the same: those before the last one of the
    /// document's name for it, or the path of the resource whose operations answer with it.
    pub qualifiers: Vec<String>,
    /// The subject of its operation, or its owner, in snake case. It names the file of a type without a name of its
    /// own.
    pub subject: String,
    /// The schema with a name of its own that it stands in, and whose type it shares a file with.
    pub within: Option<NodeId>,
    /// The description.
    pub description: Option<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
    /// The property that says which it is.
    pub discriminator: Option<String>,
    /// In document order.
    pub variants: Vec<Variant>,
    /// True if callers send it.
    pub is_input: bool,
    /// Index of the document in which it stands.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}

/// One of the types of a [`Union`].
#[derive(Debug)]
pub struct Variant {
    /// The type.
    pub value: Type,
    /// The discriminator values that select it.
    pub wire_values: Vec<String>,
    /// The statuses of the responses that hold it, `200` or `2XX`, where these say which it is.
    pub statuses: Vec<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
}

/// An open set of known words.
#[derive(Debug)]
pub struct Enum {
    /// The owner: the last word of an object, an operation, or a resource.
    pub owner: String,
    /// True if the owner is a component or the object of a response.
    pub is_component: bool,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The subject of its operation, or its owner, in snake case. It names the file of an enum that is in no other
    /// type.
    pub subject: String,
    /// The schema with a name of its own that it stands in, and whose type it shares a file with.
    pub within: Option<NodeId>,
    /// The id of the first of several operations that share it, which names it where `owner` does so for another.
    pub operation: Option<String>,
    /// The property or parameter that has it.
    pub property: String,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// True if its values are HTTP methods (`format: http-method`).
    pub is_http_method: bool,
    /// The description.
    pub description: Option<String>,
    /// In document order.
    pub values: Vec<String>,
    /// The location of each value.
    pub value_places: Vec<NodeId>,
    /// The names of words that an overlay asks for (`x-rust-variants`), by word.
    pub variant_names: BTreeMap<String, String>,
    /// The names of words that the document gives (`x-enum-varnames`, `x-enumNames`), by word.
    pub document_names: BTreeMap<String, String>,
    /// True if the values are integers.
    pub is_integer: bool,
    /// The enums that parameters of this type took before their values differed.
    pub accepted: Vec<EnumId>,
    /// Index of the document in which it stands.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}
