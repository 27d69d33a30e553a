//! Follows references into the same document.

use super::{Kind, NodeId, Source};
use percent_encoding::percent_decode_str;
use serde_yaml::Value;
use std::collections::HashMap;

impl Source {
    /// The node behind a reference into this document (`#/components/schemas/a%2Eb`).
    pub fn resolve_reference(&self, reference: &str) -> Option<NodeId> {
        let pointer = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        self.resolve_pointer(&pointer)
    }

    /// Returns the text of its `$ref`, if the node is a reference.
    pub(crate) fn reference(&self, node: NodeId) -> Option<&str> {
        let Kind::Mapping(_) = self.kind(node) else { return None };
        match self.kind(self.child(node, "$ref")?) {
            Kind::Scalar(Value::String(reference)) => Some(reference),
            _ => None,
        }
    }
}

/// Follows references, each once, as long as the document stays as it is.
#[derive(Default)]
pub(crate) struct Follower {
    known: HashMap<NodeId, NodeId>,
}

impl Follower {
    /// Returns what a reference leads to, or the node itself if it is not one or leads nowhere.
    pub(crate) fn follow(&mut self, source: &Source, node: NodeId) -> NodeId {
        let mut chain = Vec::new();
        let mut end = node;
        while let Some(reference) = source.reference(end) {
            if let Some(known) = self.known.get(&end) {
                end = *known;
                break;
            }
            // It stands for itself until it is known to lead somewhere, so that a circle ends.
            self.known.insert(end, end);
            chain.push(end);
            let Some(next) = source.resolve_reference(reference) else { break };
            end = next;
        }
        if source.reference(end).is_some() {
            return node;
        }
        self.known.extend(chain.iter().map(|reference| (*reference, end)));
        end
    }

    /// Forgets what references lead to.
    pub(crate) fn forget(&mut self) {
        self.known.clear();
    }
}
