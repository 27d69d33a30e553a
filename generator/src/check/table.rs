//! Which keys each object of OpenAPI 3.0 has, what stands under them, and what becomes of it.
//!
//! This is the one list of what the crate reads, what makes no difference for its callers, and what is left out
//! with a warning. A key that is not here is reported too.

use super::keys::Object as O;
use super::keys::Value::{
    self, Anything, Boolean, BooleanOr, Count, List, Map, MapOfTexts, Number, One, Requirement, Text, TextLists, Texts,
    Word,
};
use super::keys::{Key, KeySupport};

const fn read(name: &'static str, value: Value) -> Key {
    Key { name, value, meaning: KeySupport::Read }
}

const fn required(name: &'static str, value: Value) -> Key {
    Key { name, value, meaning: KeySupport::Required }
}

const fn documentation(name: &'static str, value: Value) -> Key {
    Key { name, value, meaning: KeySupport::Documentation }
}

const fn required_documentation(name: &'static str, value: Value) -> Key {
    Key { name, value, meaning: KeySupport::RequiredDocumentation }
}

const fn ignored(name: &'static str, value: Value, why: &'static str) -> Key {
    Key { name, value, meaning: KeySupport::Ignored(why) }
}

const fn newer(name: &'static str) -> Key {
    Key { name, value: Anything, meaning: KeySupport::Newer }
}

const CALLBACKS: &str = "what the API requests of its callers is no part of a client";
const LINKS: &str = "callers send what follows a response themselves";

pub(super) const DOCUMENT: &[Key] = &[
    required("openapi", Text),
    required("info", One(O::Info)),
    required("paths", One(O::Paths)),
    read("servers", List(O::Server)),
    read("components", One(O::Components)),
    read("security", Requirement),
    read("tags", List(O::Tag)),
    read("externalDocs", One(O::ExternalDocs)),
    newer("webhooks"),
    newer("jsonSchemaDialect"),
];

pub(super) const INFO: &[Key] = &[
    required("title", Text),
    // Most revisions change nothing else, and are to change nothing in the crate.
    required_documentation("version", Text),
    read("description", Text),
    read("termsOfService", Text),
    read("contact", One(O::Contact)),
    read("license", One(O::License)),
    newer("summary"),
];

pub(super) const CONTACT: &[Key] = &[read("name", Text), read("url", Text), read("email", Text)];

pub(super) const LICENSE: &[Key] = &[required("name", Text), read("url", Text), newer("identifier")];

pub(super) const SERVER: &[Key] =
    &[required("url", Text), read("description", Text), read("variables", Map(O::ServerVariable))];

pub(super) const SERVER_VARIABLE: &[Key] = &[
    required("default", Text),
    read("description", Text),
    ignored("enum", Texts, "a server's variables have their defaults; callers can set another base URL"),
];

pub(super) const TAG: &[Key] =
    &[required("name", Text), read("description", Text), read("externalDocs", One(O::ExternalDocs))];

pub(super) const EXTERNAL_DOCS: &[Key] = &[required("url", Text), read("description", Text)];

pub(super) const COMPONENTS: &[Key] = &[
    read("schemas", Map(O::Schema)),
    read("responses", Map(O::Response)),
    read("parameters", Map(O::Parameter)),
    read("examples", Map(O::Example)),
    read("requestBodies", Map(O::RequestBody)),
    read("securitySchemes", Map(O::SecurityScheme)),
    read("headers", Map(O::Header)),
    ignored("links", Map(O::Link), LINKS),
    ignored("callbacks", Map(O::Callback), CALLBACKS),
    newer("pathItems"),
];

pub(super) const PATH_ITEM: &[Key] = &[
    read("get", One(O::Operation)),
    read("post", One(O::Operation)),
    read("delete", One(O::Operation)),
    read("put", One(O::Operation)),
    read("patch", One(O::Operation)),
    read("head", One(O::Operation)),
    read("options", One(O::Operation)),
    read("trace", One(O::Operation)),
    read("description", Text),
    read("summary", Text),
    read("servers", List(O::Server)),
    read("parameters", List(O::Parameter)),
];

pub(super) const OPERATION: &[Key] = &[
    read("operationId", Text),
    read("description", Text),
    read("summary", Text),
    read("parameters", List(O::Parameter)),
    read("requestBody", One(O::RequestBody)),
    required("responses", One(O::Responses)),
    read("security", Requirement),
    read("deprecated", Boolean),
    read("servers", List(O::Server)),
    // The tree follows the paths; a tag may name a page.
    read("tags", Texts),
    read("externalDocs", One(O::ExternalDocs)),
    ignored("callbacks", Map(O::Callback), CALLBACKS),
];

/// The styles of parameters, wherever they are sent.
pub(super) const STYLES: [&str; 7] =
    ["simple", "form", "deepObject", "pipeDelimited", "spaceDelimited", "label", "matrix"];

pub(super) const PARAMETER: &[Key] = &[
    required("name", Text),
    required("in", Word(&["path", "query", "header", "cookie"])),
    read("required", Boolean),
    read("description", Text),
    read("schema", One(O::Schema)),
    read("content", Map(O::MediaType)),
    read("deprecated", Boolean),
    read("style", Word(&STYLES)),
    read("explode", Boolean),
    // An empty text is a value like any other.
    documentation("allowEmptyValue", Boolean),
    ignored("allowReserved", Boolean, "reserved characters are always escaped"),
    read("example", Anything),
    read("examples", Map(O::Example)),
];

pub(super) const REQUEST_BODY: &[Key] = &[
    required("content", Map(O::MediaType)),
    read("description", Text),
    // What the body requires says more.
    documentation("required", Boolean),
];

pub(super) const RESPONSE: &[Key] = &[
    // Where it says more than the name of the status.
    required_documentation("description", Text),
    read("content", Map(O::MediaType)),
    // What is said of them is documentation; callers find them in `.response().headers()`, declared or not.
    read("headers", Map(O::Header)),
    ignored("links", Map(O::Link), LINKS),
];

pub(super) const HEADER: &[Key] = &[
    read("description", Text),
    read("required", Boolean),
    read("deprecated", Boolean),
    documentation("allowEmptyValue", Boolean),
    documentation("style", Word(&["simple"])),
    documentation("explode", Boolean),
    documentation("allowReserved", Boolean),
    read("schema", One(O::Schema)),
    ignored("content", Map(O::MediaType), "headers are text in the crate"),
    read("example", Anything),
    read("examples", Map(O::Example)),
];

pub(super) const MEDIA_TYPE: &[Key] = &[
    read("schema", One(O::Schema)),
    read("example", Anything),
    read("examples", Map(O::Example)),
    // Told where bodies are read.
    read("encoding", Map(O::Encoding)),
];

pub(super) const ENCODING: &[Key] = &[
    read("contentType", Text),
    read("headers", Map(O::Header)),
    read("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
    read("explode", Boolean),
    read("allowReserved", Boolean),
];

pub(super) const EXAMPLE: &[Key] =
    &[read("value", Anything), read("summary", Text), read("description", Text), read("externalValue", Text)];

pub(super) const LINK: &[Key] = &[
    documentation("operationRef", Text),
    documentation("operationId", Text),
    documentation("parameters", Anything),
    documentation("requestBody", Anything),
    documentation("description", Text),
    documentation("server", One(O::Server)),
];

pub(super) const SCHEMA: &[Key] = &[
    // `type` is looked at more closely than by its kind.
    read("type", Anything),
    read("description", Text),
    read("nullable", Boolean),
    read("format", Text),
    read("pattern", Text),
    read("properties", Map(O::Schema)),
    read("items", One(O::Schema)),
    read("enum", Value::Values),
    read("minimum", Number),
    read("maximum", Number),
    read("minLength", Count),
    read("maxLength", Count),
    read("required", Texts),
    read("default", Anything),
    read("allOf", List(O::Schema)),
    read("oneOf", List(O::Schema)),
    read("anyOf", List(O::Schema)),
    read("additionalProperties", BooleanOr(O::Schema)),
    read("discriminator", One(O::Discriminator)),
    read("readOnly", Boolean),
    read("writeOnly", Boolean),
    read("deprecated", Boolean),
    read("example", Anything),
    read("title", Text),
    read("externalDocs", One(O::ExternalDocs)),
    ignored("xml", One(O::Xml), "what is sent and comes back is JSON or a form"),
    // Limits that the server checks.
    read("multipleOf", Number),
    read("minItems", Count),
    read("maxItems", Count),
    read("uniqueItems", Boolean),
    read("minProperties", Count),
    read("maxProperties", Count),
    read("exclusiveMinimum", Boolean),
    read("exclusiveMaximum", Boolean),
    ignored("not", One(O::Schema), "values that it forbids are accepted"),
    newer("const"),
    newer("$defs"),
    newer("patternProperties"),
    newer("prefixItems"),
    newer("contains"),
    newer("minContains"),
    newer("maxContains"),
    newer("propertyNames"),
    newer("if"),
    newer("then"),
    newer("else"),
    newer("dependentSchemas"),
    newer("dependentRequired"),
    newer("unevaluatedProperties"),
    newer("unevaluatedItems"),
    newer("contentEncoding"),
    newer("contentMediaType"),
    newer("contentSchema"),
    newer("examples"),
    newer("$id"),
    newer("$schema"),
    newer("$anchor"),
    newer("$dynamicRef"),
    newer("$dynamicAnchor"),
    newer("$vocabulary"),
    newer("$comment"),
];

pub(super) const DISCRIMINATOR: &[Key] = &[required("propertyName", Text), read("mapping", MapOfTexts)];

pub(super) const XML: &[Key] = &[
    documentation("name", Text),
    documentation("namespace", Text),
    documentation("prefix", Text),
    documentation("attribute", Boolean),
    documentation("wrapped", Boolean),
];

pub(super) const SECURITY_SCHEME: &[Key] = &[
    required("type", Word(&["http", "apiKey", "oauth2", "openIdConnect"])),
    read("scheme", Text),
    read("name", Text),
    read("in", Word(&["query", "header", "cookie"])),
    read("flows", One(O::Flows)),
    read("openIdConnectUrl", Text),
    read("description", Text),
    // A scheme that is not HTTP Basic is told where it is asked for.
    documentation("bearerFormat", Text),
];

pub(super) const FLOWS: &[Key] = &[
    documentation("implicit", One(O::Flow)),
    documentation("password", One(O::Flow)),
    documentation("clientCredentials", One(O::Flow)),
    documentation("authorizationCode", One(O::Flow)),
];

pub(super) const FLOW: &[Key] = &[
    documentation("authorizationUrl", Text),
    documentation("tokenUrl", Text),
    documentation("refreshUrl", Text),
    required_documentation("scopes", MapOfTexts),
];

pub(super) const TWILIO: &[Key] = &[
    read("parent", Text),
    read("mountName", Text),
    read("className", Text),
    read("pii", One(O::Pii)),
    read("conditional", TextLists),
    read("overrideType", Word(&["boolean", "integer", "number", "string"])),
    read("ignoreFormat", Boolean),
    // An operation is found where its path is, by its method.
    documentation("pathType", Text),
    // For Twilio's command line, helper libraries and pages.
    documentation("defaultOutputProperties", Anything),
    documentation("dependentProperties", Anything),
    documentation("shortDescription", Text),
    documentation("apiStandards", Anything),
    // Every enumeration may grow.
    documentation("isIEnum", Anything),
    // A form that is declared has its Content-Type even when it is empty.
    documentation("addContentTypeIfEmptyForm", Anything),
];

pub(super) const PII: &[Key] =
    &[read("handling", Word(&["standard", "sensitive"])), documentation("deleteSla", Anything)];
