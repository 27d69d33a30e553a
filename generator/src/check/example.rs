//! Whether an example or a default is what its schema describes.
//!
//! Only what is certain counts: types, enumerations and limits. Twilio leaves `nullable` out and shows SIDs with an X for
//! each digit, so null and patterns are not looked at; nor is anything behind `oneOf`, `anyOf` or `not`.

use super::Check;
use super::kind::found;
use super::reference::Targets;
use super::repeated::Repeated;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{DEPTH_LIMIT, Entry, Kind, NodeId, Source};
use serde_yaml::Value as Scalar;

/// How many values of one document are compared: more than any has, and aliases cannot make it more.
const COMPARISON_LIMIT: usize = 1_000_000;

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As JSON has it.
    AsJson,
    /// As a form or a parameter has it: numbers and the like may be text, and a list may be one of its items.
    AsSent,
}

/// An example or a default, and the schema that it should be like.
pub struct Comparison {
    compared: Compared,
    schema: NodeId,
    value: NodeId,
    written: Written,
}

impl<'a> Check<'a> {
    /// Notes the `example` and `examples` of a parameter, header or media type beside its schema.
    pub(super) fn examples(&mut self, node: NodeId, entries: &'a [Entry], written: Written) {
        let Some(schema) = self.source.child(node, "schema") else { return };
        for entry in entries {
            match (entry.key.as_str(), self.source.kind(entry.value)) {
                ("example", _) => self.compare(EXAMPLE, schema, entry.value, written),
                ("examples", Kind::Mapping(examples)) => {
                    for example in examples {
                        let value = self.follow(example.value).and_then(|node| self.source.child(node, "value"));
                        if let Some(value) = value {
                            self.compare(EXAMPLE, schema, value, written);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes a value that is to be compared.
    pub(super) fn compare(&mut self, compared: Compared, schema: NodeId, value: NodeId, written: Written) {
        self.comparisons.push(Comparison { compared, schema, value, written });
    }
}

/// Says which values are not what their schemas describe: once for each schema.
pub fn compare(source: &Source, comparisons: &[Comparison]) -> Diagnostics {
    let mut comparing = Comparing { source, targets: Targets::new(source), count: 0 };
    let mut repeated = Repeated::default();
    for Comparison { compared: (code, what), schema, value, written } in comparisons {
        let Some(contradiction) = comparing.contradiction(*schema, *value, *written, 0) else { continue };
        let Contradiction { schema, value, message, is_type } = contradiction;
        // There is an API that writes all of its numbers as text, and callers do not notice.
        let is_number = |scalar: &Scalar| scalar.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
        let is_quoted = is_type && matches!(source.kind(value), Kind::Scalar(scalar) if is_number(scalar));
        let subject = if is_quoted { "a number in quotes" } else { "" };
        let first = if is_quoted { 0 } else { schema.index() };
        repeated.add((code, subject, first), || {
            let line = source.locate(source.nearest(schema, "type")).line;
            Diagnostic::warning(code, format!("the {what} contradicts its schema on line {line}: {message}"))
                .at(source.locate(value))
                .help("correct the one or the other, here or in an overlay")
        });
    }
    let mut diagnostics = Diagnostics::default();
    repeated.report(&mut diagnostics);
    diagnostics
}

/// What comparing needs.
struct Comparing<'a> {
    source: &'a Source,
    targets: Targets<'a>,
    /// How many values were compared.
    count: usize,
}

impl Comparing<'_> {
    fn contradiction(
        &mut self,
        schema: NodeId,
        value: NodeId,
        written: Written,
        depth: usize,
    ) -> Option<Contradiction> {
        self.count += 1;
        if self.count > COMPARISON_LIMIT || depth > DEPTH_LIMIT {
            return None;
        }
        let source = self.source;
        let (kind, schema) = (source.kind(value), self.targets.follow(schema)?);
        let Kind::Mapping(keywords) = source.kind(schema) else { return None };
        let is_free = |key: &str| ["oneOf", "anyOf", "not", "x-twilio"].contains(&key);
        let is_unset = match kind {
            Kind::Scalar(Scalar::Null) => true,
            Kind::Scalar(Scalar::String(text)) => text.is_empty() && written == Written::AsSent,
            _ => false,
        };
        if is_unset || keywords.iter().any(|keyword| is_free(&keyword.key)) {
            return None;
        }
        keywords.iter().find_map(|keyword| match (keyword.key.as_str(), source.kind(keyword.value), kind) {
            ("type", Kind::Scalar(Scalar::String(name)), _)
                if !(fits(name, kind) || is_sent_as(name, kind, written)) =>
            {
                let message = format!("the type is `{name}`, and this is {}", found(kind));
                Some(Contradiction { schema, value, message, is_type: true })
            }
            ("enum", Kind::Sequence(values), Kind::Scalar(scalar)) => {
                let text = as_text(scalar);
                let is_value = |node: &NodeId| match source.kind(*node) {
                    Kind::Scalar(known) => known == scalar || written == Written::AsSent && as_text(known) == text,
                    _ => false,
                };
                let message = || "this is none of the values in `enum`".to_owned();
                (!values.iter().any(is_value)).then(|| Contradiction {
                    schema,
                    value,
                    message: message(),
                    is_type: false,
                })
            }
            (key, Kind::Scalar(limit), _) if is_beyond(key, limit, kind, written) => {
                let (line, limit) = (source.locate(keyword.value).line, as_text(limit).unwrap_or_default());
                let message = format!("`{key}` is {limit} on line {line}, and this is beyond it");
                Some(Contradiction { schema, value, message, is_type: false })
            }
            ("allOf", Kind::Sequence(parts), _) => {
                parts.iter().find_map(|part| self.contradiction(*part, value, written, depth + 1))
            }
            ("items", _, Kind::Sequence(items)) => {
                items.iter().find_map(|item| self.contradiction(keyword.value, *item, written, depth + 1))
            }
            ("items", _, Kind::Scalar(_)) if written == Written::AsSent => {
                self.contradiction(keyword.value, value, written, depth + 1)
            }
            ("properties", Kind::Mapping(_), Kind::Mapping(members)) => members.iter().find_map(|member| {
                let property = source.child(keyword.value, &member.key)?;
                self.contradiction(property, member.value, written, depth + 1)
            }),
            _ => None,
        })
    }
}

/// A code, and what a sentence calls the value.
type Compared = (&'static str, &'static str);

/// An example that is compared.
pub(super) const EXAMPLE: Compared = ("contradicting-example", "example");

/// A default that is compared.
pub(super) const DEFAULT: Compared = ("contradicting-default", "default");

/// Where a value is not what a schema describes.
struct Contradiction {
    schema: NodeId,
    value: NodeId,
    message: String,
    /// Whether it is the type that does not fit.
    is_type: bool,
}

/// Whether a value is beyond a limit.
fn is_beyond(key: &str, limit: &Scalar, kind: &Kind, written: Written) -> bool {
    let Some(limit) = limit.as_f64() else { return false };
    let number = match kind {
        Kind::Scalar(Scalar::Number(number)) => number.as_f64(),
        Kind::Scalar(Scalar::String(text)) if written == Written::AsSent => text.parse().ok(),
        _ => None,
    };
    let length = match kind {
        Kind::Scalar(Scalar::String(text)) => Some(text.chars().count() as f64),
        _ => None,
    };
    let count = match kind {
        Kind::Sequence(items) => Some(items.len() as f64),
        _ => None,
    };
    match key {
        "minimum" => number.is_some_and(|number| number < limit),
        "maximum" => number.is_some_and(|number| number > limit),
        "minLength" => length.is_some_and(|length| length < limit),
        "maxLength" => length.is_some_and(|length| length > limit),
        "minItems" => count.is_some_and(|count| count < limit),
        "maxItems" => count.is_some_and(|count| count > limit),
        _ => false,
    }
}

/// Whether a form or a parameter writes the type like this.
fn is_sent_as(declared: &str, kind: &Kind, written: Written) -> bool {
    let Kind::Scalar(scalar) = kind else { return false };
    written == Written::AsSent
        && match (declared, scalar) {
            ("boolean", Scalar::String(text)) => ["true", "false"].contains(&&*text.to_ascii_lowercase()),
            ("integer", Scalar::String(text)) => text.parse::<i64>().is_ok(),
            ("number", Scalar::String(text)) => text.parse::<f64>().is_ok(),
            ("string", Scalar::Number(_) | Scalar::Bool(_)) => true,
            // One item of a list, a list with commas, an object as JSON.
            ("array" | "object", _) => true,
            _ => false,
        }
}

fn as_text(scalar: &Scalar) -> Option<String> {
    match scalar {
        Scalar::String(text) => Some(text.clone()),
        Scalar::Number(number) => Some(number.to_string()),
        Scalar::Bool(value) => Some(value.to_string()),
        _ => None,
    }
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
