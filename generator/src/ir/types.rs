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
    /// A number where binary fractions are not good enough, such as money.
    Decimal,
    /// A decimal that is written as text.
    DecimalText,
    /// A timestamp.
    Timestamp,
    /// A calendar day.
    Date,
    /// A date or a timestamp, by which a list can be filtered.
    DateOrTimestamp,
    /// `GET`, `POST` and so on.
    HttpMethod,
    /// A Twilio identifier: one of the prefixes and 32 hexadecimal digits.
    Sid(Vec<String>),
    /// A value of an enum.
    Enum(EnumId),
    /// An object with known properties.
    Model(ModelId),
    /// One of several types.
    Union(UnionId),
    /// Any number of values.
    List(Box<Type>),
    /// A value, or null in a list or map.
    Nullable(Box<Type>),
    /// A value with structure that must not be printed.
    Sensitive(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
    /// Anything.
    Json,
}

impl Type {
    /// Returns the model, union or enum of a value, or of the values in a list or map.
    pub fn own(&self) -> Option<&Self> {
        let innermost = std::iter::successors(Some(self), |value| value.inner()).last()?;
        matches!(innermost, Self::Model(_) | Self::Union(_) | Self::Enum(_)).then_some(innermost)
    }

    /// Returns the innermost type of lists, maps and other wrappers, as a mutable reference.
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
    /// The component name, `api.v2010.account.call`; `None` for an inline schema.
    pub component: Option<String>,
    /// The words that name it if the document does not: those of its owner, or the subject of the operations that
    /// return it.
    pub hint: Vec<String>,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The words that qualify its name if another type of the version has the same name. They are the words before the
    /// last one of the component name, or the path of the resource whose operations return it.
    pub qualifiers: Vec<String>,
    /// The subject of its operation, or its owner, in snake case. It names the file of a type without a name of its
    /// own.
    pub subject: String,
    /// The location of the enclosing named schema, whose type shares a file with this one.
    pub within: Option<NodeId>,
    /// The description.
    pub description: Option<String>,
    /// True if callers should stop using it.
    pub deprecated: bool,
    /// The constraints of the object, and of its additional properties.
    pub constraints: Constraints,
    /// The fields, in document order.
    pub fields: Vec<Field>,
    /// The type of additional properties.
    pub rest: Option<Type>,
    /// True if callers send it.
    pub is_input: bool,
    /// True if error responses have it.
    pub is_error: bool,
    /// The index of its document.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}

impl Model {
    /// Returns the types of all fields and of additional properties.
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
    /// The position among the required properties, which is the order of arguments. It is `usize::MAX` if the property
    /// is not required.
    pub rank: usize,
    /// True if callers cannot set it.
    pub read_only: bool,
    /// The discriminator value that selects the model. It is the default value of the field.
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
    /// Returns the model that the field holds directly.
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
    /// The component name; `None` for an inline schema.
    pub component: Option<String>,
    /// The words that name it if the document does not.
    pub hint: Vec<String>,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The words that qualify its name if another type of the version has the same name. They are the words before the
    /// last one of the component name, or the path of the resource whose operations return it.
    pub qualifiers: Vec<String>,
    /// The subject of its operation, or its owner, in snake case. It names the file of a type without a name of its
    /// own.
    pub subject: String,
    /// The location of the enclosing named schema, whose type shares a file with this one.
    pub within: Option<NodeId>,
    /// The description.
    pub description: Option<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
    /// The property that selects the variant.
    pub discriminator: Option<String>,
    /// The variants, in document order.
    pub variants: Vec<Variant>,
    /// True if callers send it.
    pub is_input: bool,
    /// The index of its document.
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
    /// The statuses of the responses that hold it, `200` or `2XX`, if the status selects the variant.
    pub statuses: Vec<String>,
    /// The constraints of its values.
    pub constraints: Constraints,
}

/// An open set of known values.
#[derive(Debug)]
pub struct Enum {
    /// The owner: the last word of an object's name, an operation, or a resource.
    pub owner: String,
    /// True if the owner is a component or the object of a response.
    pub is_component: bool,
    /// The version that it belongs to.
    pub version: VersionId,
    /// The subject of its operation, or its owner, in snake case. It names the file of an enum that is in no other
    /// type.
    pub subject: String,
    /// The location of the enclosing named schema, whose type shares a file with this one.
    pub within: Option<NodeId>,
    /// The id of the first of several operations that share it. It names the enum if `owner` also names another one.
    pub operation: Option<String>,
    /// The property or parameter that has it.
    pub property: String,
    /// The name that an overlay asks for (`x-rust-type-name`).
    pub name: Option<String>,
    /// True if its values are HTTP methods (`format: http-method`).
    pub is_http_method: bool,
    /// The description.
    pub description: Option<String>,
    /// The values, in document order.
    pub values: Vec<String>,
    /// The location of each value.
    pub value_places: Vec<NodeId>,
    /// The names that an overlay gives to values (`x-rust-variants`), by value.
    pub variant_names: BTreeMap<String, String>,
    /// The names that the document gives to values (`x-enum-varnames`, `x-enumNames`), by value.
    pub document_names: BTreeMap<String, String>,
    /// True if the values are integers.
    pub is_integer: bool,
    /// The enums that parameters of this type took before their values differed.
    pub accepted: Vec<EnumId>,
    /// The index of its document.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}
