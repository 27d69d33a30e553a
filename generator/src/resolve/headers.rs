//! Reads the headers of responses, which openapiv3 does not read.

use super::Resolver;
use super::document_docs::{page_about, said};
use super::nodes::entries;
use crate::source::{Entry, NodeId};
use serde::Deserialize;

/// The maximum depth of lists in a header.
const ITEM_DEPTH: usize = 4;

impl Resolver<'_> {
    /// Collects the documentation of the headers of a response, and returns their names.
    pub(super) fn response_headers(&mut self, response: NodeId) -> Vec<String> {
        let source = self.source;
        let Some(headers) = source.child(response, "headers") else { return Vec::new() };
        let entries = entries(source, headers);
        for entry in entries {
            let Some(header) = self.follow_node("headers", entry.value) else { continue };
            let schema = source.child(header, "schema").and_then(|schema| self.follow_node("schemas", schema));
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

    /// Returns the documentation in the schema of a header, without `type: string`.
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
                    let items = self.follow_node("schemas", *value);
                    texts.extend(items.map(|items| self.of_schema(items, depth + 1)).unwrap_or_default());
                }
                _ => {}
            }
        }
        texts
    }
}
