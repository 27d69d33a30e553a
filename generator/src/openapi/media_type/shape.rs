//! The kind of value that a schema describes, as far as the selection of a media type depends on it.

use crate::openapi::reference::Targets;
use crate::source::{Kind, NodeId, Source};
use serde_yaml::Value as Scalar;

/// The maximum number of schemas that are read to find the shape of one schema.
const SCHEMA_LIMIT: usize = 200;

/// The kind of value that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No schema, or a schema that describes nothing.
    Unknown,
    /// An object whose properties are declared.
    Members,
    /// An object that may have undeclared properties, or a union.
    Open,
    /// A list.
    List,
    /// Text.
    Text,
    /// Text of `format: binary`.
    Bytes,
    /// A number or a boolean.
    Scalar,
}

/// Returns the kind of value that the schema describes.
pub(crate) fn shape(source: &Source, targets: &mut Targets<'_>, schema: Option<NodeId>) -> Shape {
    schema.map_or(Shape::Unknown, |schema| of(source, targets, schema, &mut 0))
}

fn of(source: &Source, targets: &mut Targets<'_>, schema: NodeId, count: &mut usize) -> Shape {
    *count += 1;
    let Some(schema) = targets.follow(schema).filter(|_| *count < SCHEMA_LIMIT) else { return Shape::Unknown };
    let text = |key: &str| match source.child(schema, key).map(|node| source.kind(node)) {
        Some(Kind::Scalar(Scalar::String(text))) => Some(text.as_str()),
        _ => None,
    };
    let has = |key: &str| source.child(schema, key).is_some();
    match text("type") {
        Some("array") => return Shape::List,
        Some("string") if text("format") == Some("binary") => return Shape::Bytes,
        Some("string") => return Shape::Text,
        Some("integer" | "number" | "boolean") => return Shape::Scalar,
        None if has("items") => return Shape::List,
        _ => {}
    }
    let parts = source.child(schema, "allOf").map(|parts| source.children(parts)).unwrap_or_default();
    let parts: Vec<Shape> = parts.into_iter().map(|part| of(source, targets, part, count)).collect();
    let is_object = text("type") == Some("object") || has("properties");
    match parts.iter().copied().find(|part| ![Shape::Unknown, Shape::Members].contains(part)) {
        Some(part) if !is_object => part,
        Some(_) => Shape::Open,
        None if has("oneOf") || has("anyOf") => {
            let variants = ["oneOf", "anyOf"].into_iter().filter_map(|key| source.child(schema, key));
            let variants: Vec<NodeId> = variants.flat_map(|list| source.children(list)).collect();
            let mut shapes = variants.into_iter().map(|one| of(source, targets, one, count));
            let first = shapes.next().filter(|first| [Shape::Text, Shape::Bytes].contains(first));
            first.filter(|first| !is_object && shapes.all(|other| other == *first)).unwrap_or(Shape::Open)
        }
        None if has("additionalProperties") && !is_false(source, schema) => Shape::Open,
        None if has("properties") || parts.contains(&Shape::Members) => Shape::Members,
        None if is_object => Shape::Open,
        None => Shape::Unknown,
    }
}

/// Returns true if the schema forbids additional properties.
fn is_false(source: &Source, schema: NodeId) -> bool {
    let node = source.child(schema, "additionalProperties").map(|node| source.kind(node));
    matches!(node, Some(Kind::Scalar(Scalar::Bool(false))))
}
