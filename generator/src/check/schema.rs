//! Checks schemas for contradictions, and for values that cannot be right.

use super::example::{DEFAULT, EXAMPLE};
use super::keys::Value;
use super::value::{WireForm, fits};
use super::value_kind::found;
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::reference::component_name;
use crate::source::{Entry, Kind, NodeId};
use crate::text::similar::similar;
use serde_yaml::Value as Scalar;
use std::collections::HashSet;

/// The maximum length of a pattern that is checked, in bytes: parsing takes quadratic time.
const PATTERN_LIMIT: usize = 10_000;

/// The types of OpenAPI 3.0.
pub(super) const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// The keys under which documents name the values of an enumeration, in the order of `enum`.
pub(crate) const ENUM_NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

impl<'a> Check<'a> {
    pub(super) fn schema(&mut self, node: NodeId, entries: &'a [Entry]) {
        let source = self.source;
        let (mut declared, mut properties, mut required, mut has_items) = (None, None, None, false);
        for entry in entries {
            match (entry.key.as_str(), source.kind(entry.value)) {
                ("type", Kind::Scalar(Scalar::String(name))) if TYPES.contains(&&**name) => declared = Some(&**name),
                ("type", kind) => self.unknown_type(kind, entry.value),
                ("items", _) => has_items = true,
                ("properties", Kind::Mapping(entries)) => properties = Some(entries),
                ("required", Kind::Sequence(items)) => required = Some(items),
                ("pattern", Kind::Scalar(Scalar::String(pattern))) => self.pattern(pattern, entry.value),
                ("format", Kind::Scalar(Scalar::String(format))) => self.format(format, entry.value),
                ("default", _) => self.compare(DEFAULT, node, entry.value, WireForm::AsJson),
                ("example", _) => self.compare(EXAMPLE, node, entry.value, WireForm::AsJson),
                ("discriminator", _) => self.mapping(entry.value),
                _ => {}
            }
        }
        if let Some(entry) = entries.iter().find(|entry| entry.key == "enum") {
            let nullable = source.child(node, "nullable").map(|nullable| source.kind(nullable));
            let is_nullable = matches!(nullable, Some(Kind::Scalar(Scalar::Bool(true))));
            self.enumeration(declared, entry.value, is_nullable);
        }
        self.unread_keywords(declared, node, entries);
        if declared == Some("array") && !has_items {
            self.diagnostics.push(
                Diagnostic::new(Code::UntypedArray, "the list does not say what it holds, and is free-form JSON")
                    .at(source.locate(source.nearest(node, "type")))
                    .help("add `items`, here or in an overlay"),
            );
        }
        if let (Some(properties), Some(required)) = (properties, required) {
            self.required(properties, required);
        }
    }

    fn unknown_type(&mut self, kind: &Kind, node: NodeId) {
        let (message, help) = match kind {
            Kind::Scalar(Scalar::String(name)) => {
                let similar = similar(TYPES.into_iter(), name);
                let help = similar.map(|similar| format!("did you mean `{similar}`?"));
                let all = || format!("the types are: {}", TYPES.join(", "));
                (format!("`{name}` is not a type of OpenAPI 3.0"), help.unwrap_or_else(all))
            }
            Kind::Sequence(_) => (
                "a list of types is OpenAPI 3.1".to_owned(),
                "write the one type, and `nullable: true` in place of `null`; or `oneOf`".to_owned(),
            ),
            other => {
                (format!("`type` must be text, not {}", found(other)), format!("the types are: {}", TYPES.join(", ")))
            }
        };
        if !matches!(kind, Kind::Scalar(Scalar::String(_))) {
            self.unreadable.push(node);
        }
        self.diagnostics.push(Diagnostic::new(Code::UnknownType, message).at(self.source.locate(node)).help(help));
    }

    /// The names of the words of an enumeration (`x-rust-variants`).
    pub(super) fn variant_names(&mut self, entries: &'a [Entry], place: Place<'a>) {
        self.value(Value::MapOfTexts, place);
        let source = self.source;
        let words = entries.iter().find(|entry| entry.key == "enum").map(|entry| source.kind(entry.value));
        let (Some(Kind::Sequence(words)), Kind::Mapping(names)) = (words, source.kind(place.entry.value)) else {
            return self.ignored_key("it names the words of an enumeration", place);
        };
        let words: HashSet<String> = words.iter().filter_map(|word| text(source.kind(*word))).collect();
        for entry in names.iter().filter(|entry| !words.contains(&entry.key)) {
            self.ignored_key("it is none of the words in `enum`", Place { mapping: place.entry.value, entry });
        }
    }

    /// Reports names of the values of an enumeration (`x-enum-varnames`) of which there are more or fewer than values.
    pub(super) fn document_names(&mut self, entries: &'a [Entry], place: Place<'a>) {
        let values = entries.iter().find(|entry| entry.key == "enum").map(|entry| self.source.kind(entry.value));
        match (values, self.source.kind(place.entry.value)) {
            (Some(Kind::Sequence(values)), Kind::Sequence(names)) if values.len() == names.len() => {}
            _ => self.ignored_key("it must be a list with a name for each value in `enum`", place),
        }
    }

    /// Keywords that belong to a type, in a schema that has another or none.
    fn unread_keywords(&mut self, declared: Option<&str>, node: NodeId, entries: &'a [Entry]) {
        const TYPED: [&str; 8] = ["items", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"];
        const OF_OBJECTS: [&str; 7] =
            ["properties", "required", "additionalProperties", "discriminator", "allOf", "oneOf", "anyOf"];
        let has = |key: &str| entries.iter().any(|entry| entry.key == key && !self.is_off(entry.value));
        let (has_type, has_one_of) = (entries.iter().any(|entry| entry.key == "type"), has("oneOf"));
        for entry in entries {
            let why = match (declared, entry.key.as_str()) {
                (_, "anyOf") if has_one_of => "the variants are those of `oneOf`",
                (None, key) if !has_type && TYPED.contains(&key) => "the schema does not say its `type`",
                (Some("boolean" | "number" | "array" | "object"), "enum") => {
                    "only text and whole numbers have enumerations"
                }
                (Some("boolean" | "array"), "format") => "the `type` of the schema has no formats",
                (Some(declared), "items") if declared != "array" => "the `type` of the schema is no list",
                (Some(declared), key) if declared != "object" && OF_OBJECTS.contains(&key) => {
                    "the `type` of the schema is no object"
                }
                _ => continue,
            };
            if !self.is_off(entry.value) {
                self.ignored_key(why, Place { mapping: node, entry });
            }
        }
    }

    /// A format that is nearly one of those that make a type.
    fn format(&mut self, format: &'a str, node: NodeId) {
        const READ: [&str; 8] =
            ["date", "date-time", "date-time-rfc-2822", "decimal", "double", "float", "http-method", "uri-map"];
        if format == "uint64" {
            return self.once((Code::UnknownFormat, format, 0), node, || {
                let message =
                    "the format `uint64` makes no type: what is larger than 9,223,372,036,854,775,807 is an error";
                Diagnostic::new(Code::UnknownFormat, message).help("an overlay can make it `number`, or text")
            });
        }
        let is_near = |read: &&&str| format.len() <= read.len() + 2 && strsim::osa_distance(read, format) <= 2;
        let Some(read) = READ.iter().skip(1).find(is_near).filter(|_| !READ.contains(&format)) else { return };
        self.once((Code::UnknownFormat, format, 0), node, || {
            Diagnostic::new(Code::UnknownFormat, format!("the format `{format}` is unknown, and makes no type"))
                .help(format!("did you mean `{read}`?"))
        });
    }

    /// A pattern is in the words of ECMAScript.
    fn pattern(&mut self, pattern: &'a str, node: NodeId) {
        if pattern.len() > PATTERN_LIMIT {
            return self.once((Code::InvalidPattern, "", 0), node, || {
                let message = format!("a pattern of more than {PATTERN_LIMIT} bytes is not looked at");
                Diagnostic::new(Code::InvalidPattern, message)
            });
        }
        let is_regex = *self.patterns.entry(pattern).or_insert_with(|| regress::Regex::new(pattern).is_ok());
        if !is_regex {
            self.once((Code::InvalidPattern, pattern, 0), node, || {
                let why = regress::Regex::new(pattern).err().map(|error| format!(": {error}")).unwrap_or_default();
                Diagnostic::new(Code::InvalidPattern, format!("the pattern is not a regular expression{why}"))
            });
        }
    }

    fn enumeration(&mut self, declared: Option<&str>, list: NodeId, is_nullable: bool) {
        let (Some(declared), Kind::Sequence(values)) = (declared, self.source.kind(list)) else { return };
        for value in values {
            let kind = self.source.kind(*value);
            // A whole number may be written with a fraction of zero, or be larger than any that is read.
            let is_read = fits(declared, kind)
                && !matches!(kind, Kind::Scalar(Scalar::Number(number)) if declared == "integer" && !number.is_i64());
            let (what, help) = match kind {
                _ if is_read => continue,
                Kind::Scalar(Scalar::Null) if is_nullable => continue,
                Kind::Scalar(Scalar::Null) => ("nothing", "write `nullable: true`, or put the word into quotes"),
                Kind::Scalar(Scalar::Number(_)) if declared == "integer" => {
                    ("no whole number of 64 bits", "make it text, or leave it out")
                }
                Kind::Scalar(Scalar::String(_)) => (found(kind), "write it without quotes, or make the type `string`"),
                kind => (found(kind), "text such as `1` or `true` needs quotes"),
            };
            let message = format!("the type is `{declared}`, and this value is {what}, and left out");
            self.diagnostics
                .push(Diagnostic::new(Code::ContradictingEnum, message).at(self.source.locate(*value)).help(help));
        }
    }

    /// Names that are nearly those of properties. Others may be declared by another part of an `allOf`.
    fn required(&mut self, properties: &'a [Entry], required: &'a [NodeId]) {
        let source = self.source;
        let name = |node: &'a NodeId| match source.kind(*node) {
            Kind::Scalar(Scalar::String(name)) => Some((name.as_str(), *node)),
            _ => None,
        };
        let is_property = |name: &str| properties.iter().any(|property| property.key == name);
        let unknown: Vec<(&str, NodeId)> =
            required.iter().filter_map(name).filter(|(name, _)| !is_property(name)).collect();
        if unknown.is_empty() {
            return;
        }
        let names: HashSet<&str> = required.iter().filter_map(name).map(|(name, _)| name).collect();
        for (name, node) in unknown {
            let free = properties.iter().map(|property| property.key.as_str()).filter(|key| !names.contains(key));
            let similar = self.may_suggest().then(|| similar(free, name)).flatten();
            if let Some(similar) = similar {
                self.diagnostics.push(
                    Diagnostic::new(Code::UnknownRequired, format!("`{name}` is required, and is no property"))
                        .at(source.locate(node))
                        .help(format!("did you mean `{similar}`?")),
                );
            }
        }
    }

    /// The schemas that a discriminator's mapping names.
    fn mapping(&mut self, discriminator: NodeId) {
        let Some(mapping) = self.source.child(discriminator, "mapping") else { return };
        let Kind::Mapping(entries) = self.source.kind(mapping) else { return };
        for entry in entries {
            let Kind::Scalar(Scalar::String(target)) = self.source.kind(entry.value) else { continue };
            // A name alone is that of a schema.
            let reference = match target.contains('/') {
                true => target.clone(),
                false => format!("#/components/schemas/{target}"),
            };
            if component_name(&reference, "schemas").is_none() || self.source.resolve_reference(&reference).is_none() {
                self.unresolved(&reference, "schemas", entry.value);
            }
        }
    }
}

/// A word of an enumeration as it is sent.
fn text(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Scalar(Scalar::String(text)) => Some(text.clone()),
        Kind::Scalar(Scalar::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}
