//! Checks that each `$ref` leads to an object of the expected kind.

use super::Check;
use crate::openapi::reference::{component_name, text, unresolved};
use crate::source::{Kind, NodeId, Source};
use crate::text::similar::similar;
use serde_yaml::Value as Scalar;

/// For how many names of one document similar ones are looked for among all others.
const SUGGESTION_LIMIT: usize = 50;

impl<'a> Check<'a> {
    /// Checks the text of a `$ref` in the place of what `#/components/{section}/…` holds.
    pub(super) fn reference(&mut self, section: &str, node: NodeId) {
        let Kind::Scalar(Scalar::String(reference)) = self.source.kind(node) else {
            self.wrong_kind("`$ref`", "text", node);
            return;
        };
        if component_name(reference, section).is_none() || self.targets.target(reference).is_none() {
            self.unresolved(reference, section, node);
        }
    }

    /// Says that a reference leads nowhere. `node` is its text.
    pub(super) fn unresolved(&mut self, reference: &str, section: &str, node: NodeId) {
        let similar = self.may_suggest().then(|| similar_component(self.source, reference)).flatten();
        self.diagnostics.push(unresolved(self.source, reference, section, similar, node));
    }

    /// Returns true if another search for a similar name is allowed. Each search takes time, and a document may have
    /// any number of wrong names.
    pub(super) fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTION_LIMIT
    }

    /// The node, or what its `$ref` leads to.
    pub(super) fn follow(&mut self, node: NodeId) -> Option<NodeId> {
        self.targets.follow(node)
    }

    /// The text under a key.
    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<&'a str> {
        text(self.source, node, key)
    }
}

fn similar_component<'s>(source: &'s Source, reference: &str) -> Option<&'s str> {
    let (section, name) = reference.rsplit_once('/')?;
    let Kind::Mapping(entries) = source.kind(source.resolve_reference(section)?) else { return None };
    similar(entries.iter().map(|entry| entry.key.as_str()), name)
}
