//! Locates a node: its JSON pointer, its path, its line and column.

use super::{Entry, Kind, NodeId, POINTER_LIMIT, Source, escaped};
use crate::diagnostic::Location;
use std::fmt::Write as _;

impl Source {
    /// The JSON pointer of a node. One that is very long is cut, and shows it by a `…`.
    pub fn pointer(&self, node: NodeId) -> String {
        // In what is left of a document, items have moved up.
        if let Some(whole) = &self.whole {
            return whole.pointer(node);
        }
        let mut segments = Vec::new();
        let mut current = node;
        let mut length = 0;
        while let Some(parent) = self.node(current).parent {
            let segment = match self.kind(parent) {
                // What a mapping takes over is in it, and not in the list under `<<`.
                Kind::Sequence(_) if self.is_in_mapping(parent) && self.entry(parent).is_none() => None,
                Kind::Sequence(items) => items.iter().position(|item| *item == current).map(|index| index.to_string()),
                _ => self.entry(current).map(|entry| escaped(&entry.key)),
            };
            length += segment.as_ref().map_or(0, String::len);
            segments.push(segment);
            if length > POINTER_LIMIT {
                segments.push(Some("…".to_owned()));
                break;
            }
            current = parent;
        }
        segments.iter().flatten().rev().fold(String::new(), |mut pointer, segment| {
            let _ = write!(pointer, "/{segment}");
            pointer
        })
    }

    /// Returns the location of a node, for a diagnostic.
    pub fn locate(&self, node: NodeId) -> Location {
        let node_data = self.node(node);
        self.location(node_data.file, node_data.span, self.pointer(node))
    }

    /// Returns the location of the key of a node; that of the node itself if it has no key.
    pub fn locate_key(&self, node: NodeId) -> Location {
        match self.entry(node) {
            Some(entry) => self.location(entry.file, entry.span, self.pointer(node)),
            None => self.locate(node),
        }
    }

    fn is_in_mapping(&self, node: NodeId) -> bool {
        self.node(node).parent.is_some_and(|parent| matches!(self.kind(parent), Kind::Mapping(_)))
    }

    /// The entry of a mapping that the node is the value of.
    pub(super) fn entry(&self, node: NodeId) -> Option<&Entry> {
        match self.kind(self.node(node).parent?) {
            Kind::Mapping(entries) => entries.iter().find(|entry| entry.value == node),
            _ => None,
        }
    }

    /// The nodes from the root to this one, both with it.
    pub(crate) fn way(&self, node: NodeId) -> Vec<NodeId> {
        let mut way: Vec<NodeId> = std::iter::successors(Some(node), |node| self.node(*node).parent).collect();
        way.reverse();
        way
    }

    /// The key that the node is the value of, if it is that of a mapping.
    pub(crate) fn key(&self, node: NodeId) -> Option<&str> {
        self.entry(node).map(|entry| entry.key.as_str())
    }

    /// Returns the location of a key in its mapping.
    pub(crate) fn locate_entry(&self, mapping: NodeId, entry: &Entry) -> Location {
        self.location(entry.file, entry.span, format!("{}/{}", self.pointer(mapping), escaped(&entry.key)))
    }
}
