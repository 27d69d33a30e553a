//! What values are.

use super::{EnumId, ModelId, ResourceId};
use crate::source::NodeId;

/// The type of a parameter, a field or a response.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Any number of values.
    List(Box<Type>),
    /// A value, or null where a list or map holds one.
    Nullable(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
    /// Anything.
    Json,
}

/// An object with known properties.
#[derive(Debug)]
pub struct Model {
    /// The document's name for it, `api.v2010.account.call`; `None` where it stands inline.
    pub component: Option<String>,
    /// The words that name it where the document does not.
    pub hint: Vec<String>,
    /// The first resource that uses it.
    pub home: ResourceId,
    /// What it is.
    pub description: Option<String>,
    /// In document order.
    pub fields: Vec<Field>,
    /// Where it stands.
    pub place: NodeId,
}

/// One property of a model.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire_name: String,
    /// The name that an overlay asks for (`x-rust-name`).
    pub rust_name: Option<String>,
    /// What it is.
    pub value: Type,
    /// Whether every response has it.
    pub required: bool,
    /// Whether it holds, directly, the model that it belongs to.
    pub recursive: bool,
    /// What it means.
    pub description: Option<String>,
    /// What else the document says about its values.
    pub constraints: Constraints,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// Where it stands.
    pub place: NodeId,
}

/// What a document says about values beyond their type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// `format`.
    pub format: Option<String>,
    /// The smallest and the greatest number.
    pub range: (Option<f64>, Option<f64>),
    /// The least and the most characters.
    pub length: (Option<usize>, Option<usize>),
    /// What holds when nothing is said, as JSON text.
    pub default: Option<String>,
    /// Whether it tells of a person.
    pub pii: Option<Pii>,
}

/// `x-twilio.pii.handling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pii {
    /// Personal, but printable.
    Standard,
    /// Never printed.
    Sensitive,
}

/// An open set of known words.
#[derive(Debug)]
pub struct Enum {
    /// The first resource that uses it.
    pub home: ResourceId,
    /// The property or parameter that first has it.
    pub property: String,
    /// The verb of the operation that first has it: a name apart where another set of words has the property's.
    pub verb: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// In document order.
    pub values: Vec<String>,
    /// Where it stands.
    pub place: NodeId,
}
