//! The keys of `x-twilio` that carry meaning, and our own, which start with
//! `x-rust`.

use crate::check::ENUM_NAMES;
use crate::ir::Pii;
use crate::resolve::{Extensions, Schema};
use serde_json::Value;

fn text<'a>(extensions: &'a Extensions, key: &str) -> Option<&'a str> {
    extensions.get("x-twilio")?.get(key)?.as_str()
}

/// Returns the path of the declared parent of a path, such as `/Accounts/{Sid}.json`.
pub(super) fn parent(extensions: &Extensions) -> Option<&str> {
    text(extensions, "parent")
}

/// Returns the name of a resource in Twilio's own libraries.
pub(super) fn mount_name(extensions: &Extensions) -> Option<&str> {
    text(extensions, "mountName")
}

/// Returns the name of the type of a resource in Twilio's own libraries.
pub(super) fn class_name(extensions: &Extensions) -> Option<&str> {
    text(extensions, "className")
}

/// Returns the type that replaces the declared one.
pub(super) fn override_type(extensions: &Extensions) -> Option<&str> {
    text(extensions, "overrideType")
}

/// Returns the format, or `None` if `ignoreFormat` is true.
pub(super) fn format(schema: &Schema) -> Option<&str> {
    let ignores = schema.extensions.get("x-twilio").and_then(|twilio| twilio.get("ignoreFormat"));
    schema.format.as_deref().filter(|_| ignores != Some(&Value::Bool(true)))
}

/// Returns the kind of personal data that a value is.
pub(super) fn pii(extensions: &Extensions) -> Option<Pii> {
    match extensions.get("x-twilio")?.get("pii")?.get("handling")?.as_str()? {
        "sensitive" => Some(Pii::Sensitive),
        _ => Some(Pii::Standard),
    }
}

/// Returns groups of parameters, in snake case. One parameter of each group must be set.
pub(super) fn conditional(extensions: &Extensions) -> Vec<Vec<String>> {
    let groups = extensions.get("x-twilio").and_then(|twilio| twilio.get("conditional"));
    let names = |group: &Value| -> Vec<String> {
        group.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    groups.and_then(Value::as_array).into_iter().flatten().map(names).collect()
}

/// Returns the Rust name that an overlay gives to the type of a schema.
pub(super) fn type_name(extensions: &Extensions) -> Option<&str> {
    extensions.get("x-rust-type-name")?.as_str().filter(|name| !name.is_empty())
}

/// Returns the Rust names that an overlay gives to the values of an enum, by value.
pub(super) fn variant_names(extensions: &Extensions) -> impl Iterator<Item = (&str, &str)> {
    let names = extensions.get("x-rust-variants").and_then(Value::as_object);
    names.into_iter().flatten().filter_map(|(word, name)| Some((word.as_str(), name.as_str()?)))
}

/// Returns the names that the document gives to the values of an enum, in the order of `enum`.
pub(super) fn document_names(extensions: &Extensions) -> Option<&Vec<Value>> {
    ENUM_NAMES.iter().find_map(|key| extensions.get(*key)?.as_array())
}

/// Returns the Rust name that an overlay asks for.
pub(super) fn rust_name(extensions: &Extensions) -> Option<String> {
    Some(extensions.get("x-rust-name")?.as_str()?.to_owned())
}
