//! Whether an example or a default is what its schema describes.
//!
//! Only what is certain counts: types, enumerations, limits, the formats that the crate reads, and what is required. Twilio
//! leaves `nullable` out and shows SIDs with an X for each digit, so null and patterns are not looked at; nor is `not`.

use super::Check;
use super::kind::found;
use super::reference::Targets;
use super::repeated::Repeated;
use super::value::{Written, as_text, fits, is_beyond, is_misread, is_sent_as};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{DEPTH_LIMIT, Entry, Kind, NodeId, Source};
use serde_yaml::Value as Scalar;

/// How many values of one document are compared: more than any has, and aliases cannot make it more.
const COMPARISON_LIMIT: usize = 1_000_000;

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
        let is_unset = match kind {
            Kind::Scalar(Scalar::Null) => true,
            Kind::Scalar(Scalar::String(text)) => text.is_empty() && written == Written::AsSent,
            _ => false,
        };
        // What says that the type or the format is another.
        let is_other =
            |key: &str| source.child(schema, "x-twilio").is_some_and(|node| source.child(node, key).is_some());
        if is_unset || is_other("overrideType") || is_other("ignoreFormat") {
            return None;
        }
        let found_here = |message: String| Contradiction { schema, value, message, is_type: false };
        keywords.iter().find_map(|keyword| match (keyword.key.as_str(), source.kind(keyword.value), kind) {
            ("type", Kind::Scalar(Scalar::String(name)), _)
                if !(fits(name, kind) || is_sent_as(name, kind, written)) =>
            {
                let message = format!("the type is `{name}`, and this is {}", found(kind));
                Some(Contradiction { schema, value, message, is_type: true })
            }
            ("format", Kind::Scalar(Scalar::String(format)), Kind::Scalar(Scalar::String(text)))
                if is_misread(format, text) =>
            {
                Some(found_here(format!("the format is `{format}`, and this is none")))
            }
            ("enum", Kind::Sequence(values), Kind::Scalar(scalar)) => {
                let text = as_text(scalar);
                let is_value = |node: &NodeId| match source.kind(*node) {
                    Kind::Scalar(known) => known == scalar || written == Written::AsSent && as_text(known) == text,
                    _ => false,
                };
                let is_none = !values.iter().any(is_value);
                is_none.then(|| found_here("this is none of the values in `enum`".to_owned()))
            }
            (key, Kind::Scalar(limit), _) if is_beyond(key, limit, kind, written) => {
                let (line, limit) = (source.locate(keyword.value).line, as_text(limit).unwrap_or_default());
                Some(found_here(format!("`{key}` is {limit} on line {line}, and this is beyond it")))
            }
            ("required", Kind::Sequence(names), Kind::Mapping(members)) => names.iter().find_map(|name| {
                let Kind::Scalar(Scalar::String(name)) = source.kind(*name) else { return None };
                let is_missing = !members.iter().any(|member| member.key == *name);
                (is_missing && self.is_always_there(schema, name))
                    .then(|| found_here(format!("`{name}` is required, and missing here")))
            }),
            (key @ ("oneOf" | "anyOf"), Kind::Sequence(alternatives), _) if !alternatives.is_empty() => {
                let mut is_wrong = |schema| self.contradiction(schema, value, written, depth + 1).is_some();
                alternatives
                    .iter()
                    .all(|alternative| is_wrong(*alternative))
                    .then(|| found_here(format!("this is none of the alternatives in `{key}`")))
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

    /// Whether the member may be null or missing in no direction.
    fn is_always_there(&mut self, schema: NodeId, name: &str) -> bool {
        let source = self.source;
        let property = source.child(schema, "properties").and_then(|properties| source.child(properties, name));
        let Some(property) = property.and_then(|property| self.targets.follow(property)) else { return false };
        let is_set = |key| {
            let value = source.child(property, key).map(|node| source.kind(node));
            matches!(value, Some(Kind::Scalar(Scalar::Bool(true))))
        };
        !["nullable", "readOnly", "writeOnly"].into_iter().any(is_set)
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
