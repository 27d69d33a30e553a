//! Reads examples, which openapiv3 does not read.

use super::Resolver;
use super::document_docs::item;
use super::nodes::entries;
use crate::source::NodeId;
use serde::Deserialize;
use serde_json::Value as JsonValue;

impl Resolver<'_> {
    /// Returns the examples under `example` and `examples`, by name.
    pub(super) fn examples(&mut self, place: NodeId, of: &str) -> Vec<(String, JsonValue)> {
        let source = self.source;
        let read = |name: &str, node: Option<NodeId>| {
            let value = JsonValue::deserialize(source.reader(node?, ())).ok()?;
            Some((name.to_owned(), value))
        };
        let mut examples: Vec<_> = read("example", source.child(place, "example")).into_iter().collect();
        let list = source.child(place, "examples");
        for entry in list.into_iter().flat_map(|list| entries(source, list)) {
            let Some(example) = self.follow_node("examples", entry.value) else { continue };
            examples.extend(read(&entry.key, source.child(example, "value")));
            self.note_example(&entry.key, of, example);
        }
        examples
    }

    /// Collects the documentation of an example.
    fn note_example(&mut self, name: &str, of: &str, example: NodeId) {
        let texts = ["summary", "description", "externalValue"].map(|key| self.text(example, key));
        self.example_notes.extend(item(&format!("Example `{name}` of {of}"), &texts));
    }
}
