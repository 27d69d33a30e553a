//! Checks that the value of a key has the right kind.

use super::keys::{Key, KeySupport, Object, Value};
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Kind, NodeId};
use crate::text::similar::similar;
use serde_yaml::Value as Scalar;

impl<'a> Check<'a> {
    /// Checks that the value of a key is what the key takes, and all that is in it.
    pub(super) fn value(&mut self, value: Value, place: Place<'a>) {
        let Place { entry, .. } = place;
        let (node, source) = (entry.value, self.source);
        let wanted = match (value, source.kind(node)) {
            (Value::Anything, _) => return,
            (Value::One(object), _) => return self.object(object, node, Some(place)),
            (Value::BooleanOr(_) | Value::Boolean, Kind::Scalar(Scalar::Bool(_))) => return,
            (Value::BooleanOr(object), Kind::Mapping(_)) => return self.object(object, node, Some(place)),
            (Value::Text, Kind::Scalar(Scalar::String(_))) => return,
            (Value::Word(words), Kind::Scalar(Scalar::String(text))) => {
                return self.word(words, text, place, Severity::Error);
            }
            (Value::Number, Kind::Scalar(Scalar::Number(number))) if number.as_f64().is_some_and(f64::is_finite) => {
                return;
            }
            (Value::Count, Kind::Scalar(Scalar::Number(number))) if number.is_u64() => return,
            (Value::Values, Kind::Sequence(_)) => return,
            (Value::List(object), Kind::Sequence(items)) => {
                match object {
                    Object::Parameter => self.duplicate_parameters(items),
                    Object::Server => self.servers(items),
                    _ => {}
                }
                return items.iter().for_each(|item| self.object(object, *item, None));
            }
            (Value::Map(object), Kind::Mapping(entries)) => {
                return entries
                    .iter()
                    .for_each(|entry| self.object(object, entry.value, Some(Place { mapping: node, entry })));
            }
            (Value::Texts, Kind::Sequence(items)) => return self.texts(&entry.key, items),
            (Value::TextLists, Kind::Sequence(items)) => return self.text_lists(&entry.key, items),
            (Value::MapOfTexts, Kind::Mapping(entries)) => {
                return entries.iter().for_each(|entry| self.value(Value::Text, Place { mapping: node, entry }));
            }
            (Value::Requirement, Kind::Sequence(items)) => return self.requirements(items, place),
            (Value::Boolean, _) => "`true` or `false`",
            (Value::BooleanOr(_), _) => "`true`, `false` or a mapping",
            (Value::Text | Value::Word(_), _) => "text",
            (Value::Number, Kind::Scalar(Scalar::Number(_))) => "a finite number",
            (Value::Number, _) => "a number",
            (Value::Count, _) => "a whole number from 0",
            (Value::Map(_) | Value::MapOfTexts, _) => "a mapping",
            (Value::List(_) | Value::Values | Value::Texts | Value::TextLists | Value::Requirement, _) => "a list",
        };
        self.wrong_kind(&format!("`{}`", entry.key), wanted, node);
    }

    /// Twilio may say more in its own keys than we know.
    pub(super) fn extension_value(&mut self, value: Value, place: Place<'a>) {
        match (value, self.source.kind(place.entry.value)) {
            (Value::Word(words), Kind::Scalar(Scalar::String(text))) => {
                self.word(words, text, place, Severity::Warning);
            }
            _ => self.value(value, place),
        }
    }

    /// Returns true if the key has no value, and this means the same as a missing key.
    pub(super) fn is_absent(&self, key: &Key, node: NodeId) -> bool {
        let is_optional = !matches!(key.meaning, KeySupport::Required | KeySupport::RequiredDocumentation);
        is_optional
            && matches!(key.value, Value::Text | Value::Number | Value::Count)
            && matches!(self.source.kind(node), Kind::Scalar(Scalar::Null))
    }

    fn word(&mut self, words: &[&'static str], text: &str, place: Place<'a>, severity: Severity) {
        if words.contains(&text) {
            return;
        }
        if severity == Severity::Error {
            self.unreadable.push(place.entry.value);
        }
        let key = &place.entry.key;
        let diagnostic = Diagnostic {
            severity,
            ..Diagnostic::new(Code::UnknownValue, format!("`{text}` is not a value of `{key}`"))
        };
        let help = match similar(words.iter().copied(), text) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("it is one of: {}", words.join(", ")),
        };
        self.diagnostics.push(diagnostic.at(self.source.locate(place.entry.value)).help(help));
    }

    pub(super) fn texts(&mut self, key: &str, items: &[NodeId]) {
        for item in items {
            if !matches!(self.source.kind(*item), Kind::Scalar(Scalar::String(_))) {
                self.wrong_kind(&format!("an item of `{key}`"), "text", *item);
            }
        }
    }

    fn text_lists(&mut self, key: &str, items: &[NodeId]) {
        for item in items {
            match self.source.kind(*item) {
                Kind::Sequence(items) => self.texts(key, items),
                _ => self.wrong_kind(&format!("an item of `{key}`"), "a list", *item),
            }
        }
    }

    /// Says that something else stands there, and what to do.
    pub(super) fn wrong_kind(&mut self, what: &str, wanted: &str, node: NodeId) {
        self.unreadable.push(node);
        let found = match self.source.kind(node) {
            Kind::Scalar(Scalar::Number(_)) if wanted.contains("number") => "another number",
            kind => found(kind),
        };
        let help = match (wanted, self.source.kind(node)) {
            (_, Kind::Scalar(Scalar::Null)) => Some("give it a value, or remove it"),
            ("text", Kind::Scalar(_)) => Some("put it into quotes"),
            ("text", Kind::Sequence(_)) => Some("what starts with a bracket is a list: put text into quotes"),
            ("text", Kind::Mapping(_)) => Some("what starts with a brace is a mapping: put text into quotes"),
            ("`true` or `false`", Kind::Scalar(Scalar::String(text))) if !["true", "false"].contains(&&**text) => {
                Some("write `true` or `false`: in YAML 1.2, `yes` and `no` are text")
            }
            ("a number" | "a whole number from 0", Kind::Scalar(Scalar::String(text)))
                if text.parse::<f64>().is_err() =>
            {
                Some("write digits")
            }
            ("`true` or `false`" | "a number" | "a whole number from 0", Kind::Scalar(Scalar::String(_))) => {
                Some("write it without quotes")
            }
            ("`true` or `false`", Kind::Scalar(Scalar::Number(_))) => {
                Some("in OpenAPI 3.0 the number is that of `minimum` or `maximum`, and this is `true` beside it")
                    .filter(|_| what.contains("exclusive"))
            }
            _ => None,
        };
        let mut diagnostic = Diagnostic::new(Code::WrongKind, format!("{what} must be {wanted}, not {found}"))
            .at(self.source.locate(node));
        diagnostic.help = help.map(str::to_owned);
        self.diagnostics.push(diagnostic);
    }
}

/// Names the kind of a node in a sentence.
pub(crate) fn found(kind: &Kind) -> &'static str {
    match kind {
        Kind::Scalar(Scalar::Null) => "nothing",
        Kind::Scalar(Scalar::Bool(_)) => "`true` or `false`",
        Kind::Scalar(Scalar::Number(_)) => "a number",
        Kind::Scalar(_) => "text",
        Kind::Sequence(_) => "a list",
        Kind::Mapping(_) => "a mapping",
    }
}
