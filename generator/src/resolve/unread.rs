//! Reads the parts that openapiv3 does not read: response headers, examples and security requirements.

use super::Resolver;
use super::document_docs::{item, page_about, said};
use super::reference::{CHAIN_LIMIT, component_name, cyclic};
use crate::source::{Entry, Kind, NodeId, Source};
use serde::Deserialize;
use serde_json::Value as JsonValue;
use serde_yaml::Value;

/// The maximum depth of lists in a header.
const ITEM_DEPTH: usize = 4;

impl Resolver<'_> {
    /// Notes what is said of the headers of a response, and returns their names.
    pub(super) fn response_headers(&mut self, response: NodeId) -> Vec<String> {
        let source = self.source;
        let Some(headers) = source.child(response, "headers") else { return Vec::new() };
        let entries = entries(source, headers);
        for entry in entries {
            let Some(header) = self.follow_unread("headers", entry.value) else { continue };
            let schema = source.child(header, "schema").and_then(|schema| self.follow_unread("schemas", schema));
            let mut texts = vec![self.text(header, "description")];
            let is = |key: &str| self.text(header, key).is_some_and(|text| text == "true");
            texts.extend([is("required").then(|| "Always there.".to_owned())]);
            texts.extend([is("deprecated").then(|| "Deprecated upstream.".to_owned())]);
            for (_, example) in self.examples(header, &format!("the header `{}`", entry.key)) {
                let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
                texts.push(Some(format!("For example `{}`.", text.replace('`', "'"))));
            }
            texts.extend(schema.map(|schema| self.of_schema(schema, 0)).unwrap_or_default().into_iter().map(Some));
            if let Some(what) = said(&texts) {
                self.headers.insert((entry.key.to_ascii_lowercase(), what));
            }
        }
        entries.iter().map(|entry| entry.key.clone()).collect()
    }

    /// Describes the schema of a header, but not that it is text.
    fn of_schema(&mut self, schema: NodeId, depth: usize) -> Vec<String> {
        let source = self.source;
        let mut texts = Vec::new();
        for Entry { key, value, .. } in entries(source, schema) {
            let text = self.text(schema, key).map(|text| text.replace('`', "'"));
            match (key.as_str(), text) {
                ("type", Some(text)) if text == "string" => {}
                ("title" | "description", Some(_)) => texts.extend(self.text(schema, key)),
                ("example", Some(text)) => texts.push(format!("For example `{text}`.")),
                ("format", Some(text)) => texts.push(format!("Format: `{text}`.")),
                ("pattern", Some(text)) => texts.push(format!("Pattern: `{text}`.")),
                ("default", Some(text)) => texts.push(format!("Default: `{text}`.")),
                ("minimum", Some(text)) => texts.push(format!("At least {text}.")),
                ("maximum", Some(text)) => texts.push(format!("At most {text}.")),
                ("minLength", Some(text)) => texts.push(format!("At least {text} characters.")),
                ("maxLength", Some(text)) => texts.push(format!("At most {text} characters.")),
                ("multipleOf", Some(text)) => texts.push(format!("A multiple of {text}.")),
                ("externalDocs", None) => {
                    let [url, description] = ["url", "description"].map(|key| self.text(*value, key));
                    texts.extend(url.map(|url| page_about(&url, description)));
                }
                (key, Some(text)) if !key.starts_with("x-") => texts.push(format!("Its {key} is `{text}`.")),
                ("enum", None) => {
                    let words: Vec<String> = Vec::deserialize(source.reader(*value, ())).unwrap_or_default();
                    let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.replace('`', "'"))).collect();
                    texts.push(format!("One of {}.", words.join(", ")));
                }
                ("items", None) if depth < ITEM_DEPTH => {
                    let items = self.follow_unread("schemas", *value);
                    texts.extend(items.map(|items| self.of_schema(items, depth + 1)).unwrap_or_default());
                }
                _ => {}
            }
        }
        texts
    }

    /// Returns a node, or the target of its reference, in a section that openapiv3 does not read.
    pub(super) fn follow_unread(&mut self, section: &'static str, start: NodeId) -> Option<NodeId> {
        let mut node = start;
        for _ in 0..CHAIN_LIMIT {
            let Some(reference) = self.text(node, "$ref") else { return Some(node) };
            self.followed.extend(component_name(&reference, section).map(|name| (section, name)));
            node = self.source.resolve_reference(&reference)?;
        }
        self.diagnostics.push(cyclic(self.source.locate(start)));
        None
    }

    /// Notes what is said about an example, beside its value.
    fn note_example(&mut self, name: &str, of: &str, example: NodeId) {
        let texts = ["summary", "description", "externalValue"].map(|key| self.text(example, key));
        self.example_notes.extend(item(&format!("Example `{name}` of {of}"), &texts));
    }

    /// Notes which security schemes are asked for under `security`.
    pub(super) fn requirements(&mut self, node: NodeId) {
        let source = self.source;
        let Some(requirements) = source.child(node, "security") else { return };
        for entry in source.children(requirements).into_iter().flat_map(|schemes| entries(source, schemes)) {
            if self.followed.insert(("securitySchemes", entry.key.clone())) {
                let schemes = source.resolve_pointer("/components/securitySchemes");
                let scheme = schemes.and_then(|schemes| source.child(schemes, &entry.key));
                scheme.and_then(|scheme| self.follow_unread("securitySchemes", scheme));
            }
        }
    }

    /// The scalar under a key, as text.
    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<String> {
        match self.source.kind(self.source.child(node, key)?) {
            Kind::Scalar(Value::String(text)) => Some(text.clone()),
            Kind::Scalar(Value::Null) => None,
            Kind::Scalar(value) => serde_yaml::to_string(value).ok().map(|text| text.trim().to_owned()),
            _ => None,
        }
    }

    /// `example` and `examples`, by name. They are read where they stand: openapiv3 does not see them.
    pub(super) fn examples(&mut self, place: NodeId, of: &str) -> Vec<(String, JsonValue)> {
        let source = self.source;
        let read = |name: &str, node: Option<NodeId>| {
            let value = JsonValue::deserialize(source.reader(node?, ())).ok()?;
            Some((name.to_owned(), value))
        };
        let mut examples: Vec<_> = read("example", source.child(place, "example")).into_iter().collect();
        let list = source.child(place, "examples");
        for entry in list.into_iter().flat_map(|list| entries(source, list)) {
            let Some(example) = self.follow_unread("examples", entry.value) else { continue };
            examples.extend(read(&entry.key, source.child(example, "value")));
            self.note_example(&entry.key, of, example);
        }
        examples
    }
}

pub(super) fn entries(source: &Source, node: NodeId) -> &[Entry] {
    match source.kind(node) {
        Kind::Mapping(entries) => entries,
        _ => &[],
    }
}
