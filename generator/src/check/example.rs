//! Whether an example or a default is what its schema describes.
//!
//! Only what is certain counts: types and enumerations. Twilio leaves `nullable` out and shows SIDs with an X for
//! each digit, so null and patterns are not looked at; nor is anything behind `oneOf`, `anyOf` or `not`.

use super::Check;
use super::kind::found;
use crate::diagnostic::Diagnostic;
use crate::source::{Entry, Kind, NodeId};
use serde_yaml::Value as Scalar;

/// How many values of one document are compared: more than any has, and aliases cannot make it more.
const COMPARISON_LIMIT: usize = 1_000_000;

impl<'a> Check<'a> {
    /// Compares the `example` and `examples` of a parameter, header or media type with its schema.
    pub(super) fn examples(&mut self, node: NodeId, entries: &'a [Entry]) {
        let Some(schema) = self.source.child(node, "schema") else { return };
        for entry in entries {
            match (entry.key.as_str(), self.source.kind(entry.value)) {
                ("example", _) => self.compare("contradicting-example", "example", schema, entry.value),
                ("examples", Kind::Mapping(examples)) => {
                    for example in examples {
                        let value = self.follow(example.value).and_then(|node| self.source.child(node, "value"));
                        if let Some(value) = value {
                            self.compare("contradicting-example", "example", schema, value);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Says so where the value is not what the schema describes: once for each schema.
    pub(super) fn compare(&mut self, code: &'static str, what: &str, schema: NodeId, value: NodeId) {
        let Some(Contradiction { schema, value, message }) = self.contradiction(schema, value, 0) else { return };
        let source = self.source;
        self.once((code, "", schema.index()), value, || {
            let line = source.locate(source.nearest(schema, "type")).line;
            Diagnostic::warning(code, format!("the {what} contradicts its schema on line {line}: {message}"))
                .help("correct the one or the other, here or in an overlay")
        });
    }

    fn contradiction(&mut self, schema: NodeId, value: NodeId, depth: usize) -> Option<Contradiction> {
        self.comparisons += 1;
        if self.comparisons > COMPARISON_LIMIT || depth > 100 {
            return None;
        }
        let source = self.source;
        let (kind, schema) = (source.kind(value), self.follow(schema)?);
        let Kind::Mapping(keywords) = source.kind(schema) else { return None };
        let is_free = |key: &str| ["oneOf", "anyOf", "not", "x-twilio"].contains(&key);
        if matches!(kind, Kind::Scalar(Scalar::Null)) || keywords.iter().any(|keyword| is_free(&keyword.key)) {
            return None;
        }
        let mut inner = None;
        for keyword in keywords {
            inner = match (keyword.key.as_str(), source.kind(keyword.value), kind) {
                ("type", Kind::Scalar(Scalar::String(name)), _) if !fits(name, kind) => {
                    let message = format!("the type is `{name}`, and this is {}", found(kind));
                    return Some(Contradiction { schema, value, message });
                }
                ("enum", Kind::Sequence(values), Kind::Scalar(scalar)) => {
                    let is_value = |node: &NodeId| matches!(source.kind(*node), Kind::Scalar(known) if known == scalar);
                    (!values.iter().any(is_value)).then(|| {
                        let message = "this is none of the values in `enum`".to_owned();
                        Contradiction { schema, value, message }
                    })
                }
                ("allOf", Kind::Sequence(parts), _) => {
                    parts.iter().find_map(|part| self.contradiction(*part, value, depth + 1))
                }
                ("items", _, Kind::Sequence(items)) => {
                    items.iter().find_map(|item| self.contradiction(keyword.value, *item, depth + 1))
                }
                ("properties", Kind::Mapping(properties), Kind::Mapping(members)) => {
                    members.iter().find_map(|member| {
                        let property = properties.iter().find(|property| property.key == member.key)?;
                        self.contradiction(property.value, member.value, depth + 1)
                    })
                }
                _ => None,
            };
            if inner.is_some() {
                break;
            }
        }
        inner
    }
}

/// Where a value is not what a schema describes.
struct Contradiction {
    schema: NodeId,
    value: NodeId,
    message: String,
}

/// Whether a value has the type. A number without a fraction is whole; types that there are not fit everything.
pub(super) fn fits(declared: &str, kind: &Kind) -> bool {
    match (declared, kind) {
        ("string", Kind::Scalar(Scalar::String(_))) => true,
        ("boolean", Kind::Scalar(Scalar::Bool(_))) => true,
        ("number", Kind::Scalar(Scalar::Number(_))) => true,
        ("integer", Kind::Scalar(Scalar::Number(number))) => {
            number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        ("array", Kind::Sequence(_)) => true,
        ("object", Kind::Mapping(_)) => true,
        (declared, _) => !super::schema::TYPES.contains(&declared),
    }
}
