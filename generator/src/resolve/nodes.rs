//! Reads nodes of the parts of a document that openapiv3 does not read.

use super::Resolver;
use crate::openapi::reference::{CHAIN_LIMIT, component_name, cyclic};
use crate::source::{Entry, Kind, NodeId, Source};
use serde_yaml::Value;

impl Resolver<'_> {
    /// Returns a node, or the target of its reference, in a section that openapiv3 does not read.
    pub(super) fn follow_node(&mut self, section: &'static str, start: NodeId) -> Option<NodeId> {
        let mut node = start;
        for _ in 0..CHAIN_LIMIT {
            let Some(reference) = self.text(node, "$ref") else { return Some(node) };
            self.followed.extend(component_name(&reference, section).map(|name| (section, name)));
            node = self.source.resolve_reference(&reference)?;
        }
        self.diagnostics.push(cyclic(self.source.locate(start)));
        None
    }

    /// Returns the scalar under a key, as text.
    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<String> {
        match self.source.kind(self.source.child(node, key)?) {
            Kind::Scalar(Value::String(text)) => Some(text.clone()),
            Kind::Scalar(Value::Null) => None,
            Kind::Scalar(value) => serde_yaml::to_string(value).ok().map(|text| text.trim().to_owned()),
            _ => None,
        }
    }
}

/// Returns the entries of a mapping; none for any other node.
pub(super) fn entries(source: &Source, node: NodeId) -> &[Entry] {
    match source.kind(node) {
        Kind::Mapping(entries) => entries,
        _ => &[],
    }
}
