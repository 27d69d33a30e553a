//! Compares examples and defaults with their schemas.
//!
//! It compares types, enums, limits, `required`, and the formats that the crate reads. It does not compare `null`,
//! patterns and `not`: Twilio leaves `nullable` out, and shows SIDs with an X for each digit.

use super::Check;
use super::deduplicate::Repeated;
use super::value::{WireForm, as_text, fits, is_beyond, is_misread, is_sent_as};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::reference::Targets;
use crate::source::{DEPTH_LIMIT, Entry, Kind, NodeId, Source};
use serde_yaml::Value as Scalar;
use std::collections::{HashMap, HashSet};

/// The maximum number of values of a document that are compared. No real document has more; aliases could make more.
const COMPARISON_LIMIT: usize = 1_000_000;

/// The maximum number of values of one example or default.
const VALUE_LIMIT: usize = 100_000;

/// An example or a default, and the schema that it should be like.
pub struct Comparison {
    compared: Compared,
    schema: NodeId,
    value: NodeId,
    written: WireForm,
}

impl<'a> Check<'a> {
    /// Notes the `example` and `examples` of a parameter, header or media type beside its schema.
    pub(super) fn examples(&mut self, node: NodeId, entries: &'a [Entry], written: WireForm) {
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
    pub(super) fn compare(&mut self, compared: Compared, schema: NodeId, value: NodeId, written: WireForm) {
        self.comparisons.push(Comparison { compared, schema, value, written });
    }
}

/// Says which values are not what their schemas describe: of each kind, once for each schema.
pub fn compare(source: &Source, comparisons: &[Comparison]) -> Diagnostics {
    let targets = Targets::new(source);
    let mut comparing = Comparing {
        source,
        targets,
        total: 0,
        count: 0,
        under_way: HashSet::new(),
        fits: HashMap::new(),
        written: WireForm::AsJson,
    };
    let mut repeated = Repeated::default();
    for Comparison { compared: (code, what), schema, value, written } in comparisons {
        let mut contradictions = Vec::new();
        comparing.total += std::mem::take(&mut comparing.count);
        comparing.written = *written;
        comparing.compare(*schema, *value, &mut contradictions);
        for Contradiction { schema, value, about, message } in contradictions {
            // There is an API that writes all of its numbers as text, and callers do not notice.
            let is_number = |scalar: &Scalar| scalar.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
            let is_quoted = about == "type" && matches!(source.kind(value), Kind::Scalar(scalar) if is_number(scalar));
            let (about, first) = if is_quoted { ("a number in quotes", 0) } else { (about, schema.index()) };
            repeated.add((*code, about, first), || {
                let line = source.locate(source.nearest(schema, "type")).line;
                Diagnostic::new(*code, format!("the {what} contradicts its schema on line {line}: {message}"))
                    .at(source.locate(value))
                    .help("correct the one or the other, here or in an overlay")
            });
        }
    }
    let mut diagnostics = Diagnostics::default();
    repeated.report(&mut diagnostics);
    diagnostics
}

/// The state of comparing.
struct Comparing<'a> {
    source: &'a Source,
    targets: Targets<'a>,
    /// The number of values that were compared before this example.
    total: usize,
    count: usize,
    /// The schemas and values that are being compared. A base schema leads to its children, and they lead back to it.
    under_way: HashSet<(NodeId, NodeId)>,
    /// Which values were found to be, or not to be, what variants describe.
    fits: HashMap<(NodeId, NodeId), bool>,
    /// The form in which the current value is written.
    written: WireForm,
}

impl<'a> Comparing<'a> {
    /// Collects the contradictions between a value, with all that is in it, and a schema.
    fn compare(&mut self, schema: NodeId, value: NodeId, found: &mut Vec<Contradiction<'a>>) {
        self.count += 1;
        let is_enough = self.count > VALUE_LIMIT || self.total + self.count > COMPARISON_LIMIT;
        if is_enough || self.under_way.len() > DEPTH_LIMIT || !self.under_way.insert((schema, value)) {
            return;
        }
        self.compare_keywords(schema, value, found);
        self.under_way.remove(&(schema, value));
    }

    fn compare_keywords(&mut self, schema: NodeId, value: NodeId, found: &mut Vec<Contradiction<'a>>) {
        let (source, kind) = (self.source, self.source.kind(value));
        let Some(schema) = self.targets.follow(schema) else { return };
        let Kind::Mapping(keywords) = source.kind(schema) else { return };
        let is_unset = match kind {
            Kind::Scalar(Scalar::Null) => true,
            Kind::Scalar(Scalar::String(text)) => text.is_empty() && self.written == WireForm::AsSent,
            _ => false,
        };
        // What says that the type or the format is another.
        let is_other =
            |key: &str| source.child(schema, "x-twilio").is_some_and(|node| source.child(node, key).is_some());
        if is_unset || is_other("overrideType") || is_other("ignoreFormat") {
            return;
        }
        // Of another type, it is nothing else either.
        let own = |keyword: &'a Entry| self.contradiction(keyword, kind);
        let mistake = keywords.iter().filter(|keyword| keyword.key == "type").chain(keywords).find_map(own);
        if let Some((about, message)) = mistake {
            found.push(Contradiction { schema, value, about, message });
        }
        for keyword in keywords {
            match (keyword.key.as_str(), source.kind(keyword.value), kind) {
                ("required", Kind::Sequence(names), Kind::Mapping(_)) => {
                    let missing = self.missing(schema, value, names);
                    if let Some((first, others)) = missing.split_first() {
                        let what = match others.len() {
                            0 => format!("`{first}` is"),
                            1 => format!("`{first}` and `{}` are", others[0]),
                            count => format!("`{first}` and {count} others are"),
                        };
                        let message = format!("{what} required, and missing here");
                        found.push(Contradiction { schema, value, about: "required", message });
                    }
                }
                (key @ ("oneOf" | "anyOf"), Kind::Sequence(variants), _) if !variants.is_empty() => {
                    let is_wrong = |variant: &NodeId| {
                        if let Some(fits) = self.fits.get(&(*variant, value)) {
                            return !fits;
                        }
                        let mut found = Vec::new();
                        self.compare(*variant, value, &mut found);
                        self.fits.insert((*variant, value), found.is_empty());
                        !found.is_empty()
                    };
                    if variants.iter().all(is_wrong) {
                        let message = format!("this is none of the variants in `{key}`");
                        found.push(Contradiction { schema, value, about: key, message });
                    }
                }
                ("allOf", Kind::Sequence(parts), _) => {
                    parts.iter().for_each(|part| self.compare(*part, value, found));
                }
                ("items", _, Kind::Sequence(items)) => {
                    items.iter().for_each(|item| self.compare(keyword.value, *item, found));
                }
                ("items", _, Kind::Scalar(_)) if self.written == WireForm::AsSent => {
                    self.compare(keyword.value, value, found);
                }
                ("properties", Kind::Mapping(_), Kind::Mapping(members)) => {
                    for member in members {
                        if let Some(property) = source.child(keyword.value, &member.key) {
                            self.compare(property, member.value, found);
                        }
                    }
                }
                ("additionalProperties", Kind::Mapping(_), Kind::Mapping(members)) => {
                    let properties = source.child(schema, "properties");
                    let is_property = |key: &str| properties.is_some_and(|node| source.child(node, key).is_some());
                    for member in members.iter().filter(|member| !is_property(&member.key)) {
                        self.compare(keyword.value, member.value, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// Compares a value with one keyword of a schema; returns the contradiction, if there is one.
    fn contradiction(&self, keyword: &'a Entry, kind: &Kind) -> Option<(&'a str, String)> {
        let source = self.source;
        let key = keyword.key.as_str();
        let message = match (key, source.kind(keyword.value), kind) {
            ("type", Kind::Scalar(Scalar::String(name)), _)
                if !(fits(name, kind) || is_sent_as(name, kind, self.written)) =>
            {
                format!("the type is `{name}`, and this is {}", super::found(kind))
            }
            ("format", Kind::Scalar(Scalar::String(format)), Kind::Scalar(scalar)) if is_misread(format, scalar) => {
                format!("the format is `{format}`, and this is none")
            }
            ("enum", Kind::Sequence(values), Kind::Scalar(scalar)) => {
                let text = as_text(scalar);
                let is_value = |node: &NodeId| match source.kind(*node) {
                    Kind::Scalar(known) => {
                        known == scalar || self.written == WireForm::AsSent && as_text(known) == text
                    }
                    _ => false,
                };
                if values.iter().any(is_value) {
                    return None;
                }
                "this is none of the values in `enum`".to_owned()
            }
            (key, Kind::Scalar(limit), _) if is_beyond(key, limit, kind, self.written) => {
                let (line, limit) = (source.locate(keyword.value).line, as_text(limit).unwrap_or_default());
                format!("`{key}` is {limit} on line {line}, and this is beyond it")
            }
            _ => return None,
        };
        Some((key, message))
    }

    /// The names of the members that must be there and are not.
    fn missing(&mut self, schema: NodeId, value: NodeId, names: &'a [NodeId]) -> Vec<&'a str> {
        let source = self.source;
        self.count += names.len();
        let name = |name: &NodeId| match source.kind(*name) {
            Kind::Scalar(Scalar::String(name)) => Some(name.as_str()),
            _ => None,
        };
        let names = names.iter().filter_map(name).filter(|name| source.child(value, name).is_none());
        names.filter(|name| self.is_always_there(schema, name)).collect()
    }

    /// Returns true if the property can be neither null nor missing, in requests and in responses.
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
type Compared = (Code, &'static str);

/// An example that is compared.
pub(super) const EXAMPLE: Compared = (Code::ContradictingExample, "example");

/// A default that is compared.
pub(super) const DEFAULT: Compared = (Code::ContradictingDefault, "default");

/// A contradiction between a value and a schema.
struct Contradiction<'a> {
    schema: NodeId,
    value: NodeId,
    /// The keyword.
    about: &'a str,
    message: String,
}
