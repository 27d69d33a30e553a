//! Describes a key of an OpenAPI 3.0 object: the kind of its value, and whether the crate supports it.
//!
//! The keys themselves are in [`super::table`].

use super::table;
use crate::openapi::reference::PATH_ITEMS;
use Object as O;

/// The objects of OpenAPI 3.0, and Twilio's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Object {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Callback,
    Parameter,
    RequestBody,
    Responses,
    Response,
    Header,
    MediaType,
    Encoding,
    Example,
    Link,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
    Twilio,
    Pii,
}

/// The kind of value that a key has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    Anything,
    Text,
    /// A list of anything.
    Values,
    /// One of these texts.
    Word(&'static [&'static str]),
    Boolean,
    Number,
    /// A whole number from zero.
    Count,
    One(Object),
    BooleanOr(Object),
    List(Object),
    Map(Object),
    Texts,
    TextLists,
    MapOfTexts,
    Requirement,
}

/// The support for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeySupport {
    /// The crate follows it.
    Read,
    /// The crate follows it, and the object is nothing without it.
    Required,
    /// It makes no difference for callers: it is for readers of the document, for other formats than JSON and forms,
    /// or a limit that the server checks.
    Documentation,
    /// Documentation that OpenAPI requires.
    RequiredDocumentation,
    /// The crate would be another if it were read; why it is not, or what is done instead.
    Ignored(&'static str),
    /// It came with OpenAPI 3.1.
    Newer,
}

/// One key of an object.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) value: Value,
    pub(super) meaning: KeySupport,
}

impl Object {
    /// As a sentence names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            O::Document => "the document",
            O::Info => "`info`",
            O::Contact => "`contact`",
            O::License => "`license`",
            O::Server => "a server",
            O::ServerVariable => "a server variable",
            O::Tag => "a tag",
            O::ExternalDocs => "`externalDocs`",
            O::Components => "`components`",
            O::Paths => "`paths`",
            O::PathItem => "a path",
            O::Operation => "an operation",
            O::Callback => "a callback",
            O::Parameter => "a parameter",
            O::RequestBody => "a request body",
            O::Responses => "`responses`",
            O::Response => "a response",
            O::Header => "a header",
            O::MediaType => "a media type",
            O::Encoding => "an encoding",
            O::Example => "an example",
            O::Link => "a link",
            O::Schema => "a schema",
            O::Discriminator => "a discriminator",
            O::Xml => "`xml`",
            O::SecurityScheme => "a security scheme",
            O::Flows => "`flows`",
            O::Flow => "a flow",
            O::Twilio => "`x-twilio`",
            O::Pii => "`pii`",
        }
    }

    /// Returns the section of `components` to which a `$ref` in place of the object leads: `#/components/schemas/…`.
    /// Other objects cannot be replaced by a `$ref`.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            O::Schema => "schemas",
            O::Response => "responses",
            O::Parameter => "parameters",
            O::Example => "examples",
            O::RequestBody => "requestBodies",
            O::Header => "headers",
            O::SecurityScheme => "securitySchemes",
            O::Link => "links",
            O::Callback => "callbacks",
            O::PathItem => PATH_ITEMS,
            _ => return None,
        })
    }

    /// The keys of the object; those of a map are the document's own.
    pub(super) fn keys(self) -> &'static [Key] {
        match self {
            O::Document => table::DOCUMENT,
            O::Info => table::INFO,
            O::Contact => table::CONTACT,
            O::License => table::LICENSE,
            O::Server => table::SERVER,
            O::ServerVariable => table::SERVER_VARIABLE,
            O::Tag => table::TAG,
            O::ExternalDocs => table::EXTERNAL_DOCS,
            O::Components => table::COMPONENTS,
            O::Paths | O::Callback | O::Responses => &[],
            O::PathItem => table::PATH_ITEM,
            O::Operation => table::OPERATION,
            O::Parameter => table::PARAMETER,
            O::RequestBody => table::REQUEST_BODY,
            O::Response => table::RESPONSE,
            O::Header => table::HEADER,
            O::MediaType => table::MEDIA_TYPE,
            O::Encoding => table::ENCODING,
            O::Example => table::EXAMPLE,
            O::Link => table::LINK,
            O::Schema => table::SCHEMA,
            O::Discriminator => table::DISCRIMINATOR,
            O::Xml => table::XML,
            O::SecurityScheme => table::SECURITY_SCHEME,
            O::Flows => table::FLOWS,
            O::Flow => table::FLOW,
            O::Twilio => table::TWILIO,
            O::Pii => table::PII,
        }
    }
}
