//! A document as a tree of nodes with locations.
//!
//! Later stages refer to a location by [`NodeId`]; only this module knows lines and columns. It knows YAML, and so
//! JSON, and nothing of OpenAPI.

mod deserialize;
mod file;
mod json;
mod load;
mod location;
mod merge;
mod reference;
mod unalias;

use crate::diagnostic::{Diagnostics, Location, shortened};
pub(crate) use deserialize::Part;
use file::File;
pub(crate) use reference::Follower;
use serde_yaml::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// The deepest nesting that is read: the limit of serde's own readers.
pub(crate) const DEPTH_LIMIT: usize = 127;

/// The maximum size of a document after its aliases are expanded: nodes, and blocks of 64 bytes of text.
const EXPANSION_LIMIT: usize = 1_000_000;

/// The maximum size that aliases may add to a small document.
const ALIAS_LIMIT: usize = 200_000;

/// After how many bytes a pointer is cut: there may be as many pointers as nodes.
const POINTER_LIMIT: usize = 1_000;

/// In a mapping with more entries than this, keys are looked up in an index.
const INDEX_FROM: usize = 16;

/// Identifies one node of one [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// Its number in its source, below [`Source::node_count`].
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One document as a tree of marked nodes, with the overlays merged into it.
#[derive(Debug, Clone)]
pub struct Source {
    files: Vec<File>,
    nodes: Vec<Node>,
    root: NodeId,
    /// The index of each key in large mappings, until an overlay changes the mapping.
    indices: HashMap<NodeId, HashMap<String, usize>>,
    /// The document that this is a rest of.
    whole: Option<Arc<Source>>,
}

#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    file: usize,
    span: Span,
    /// The collection that it stands in, first where aliases make it several.
    parent: Option<NodeId>,
}

/// The value of a node.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A null, boolean, number or string.
    Scalar(Value),
    /// A sequence of nodes.
    Sequence(Vec<NodeId>),
    /// A mapping in document order.
    Mapping(Vec<Entry>),
}

/// One key of a mapping and the node under it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as text.
    pub key: String,
    span: Span,
    file: usize,
    /// The node under the key.
    pub value: NodeId,
}

/// A half-open range in one file: 1-based lines, 0-based columns, in characters.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: (usize, usize),
    end: (usize, usize),
}

impl Source {
    /// Reads one YAML or JSON document. `name` is the path that diagnostics show.
    pub fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        load::load(name, text, diagnostics)
    }

    /// A copy to take parts out of, in which what stays is where it was.
    pub(crate) fn to_rest(&self) -> Self {
        let whole = self.whole.clone().unwrap_or_else(|| Arc::new(self.clone()));
        Self { whole: Some(whole), ..self.clone() }
    }

    /// Returns true if recovery removed the value of the key.
    pub(crate) fn has_lost(&self, node: NodeId, key: &str) -> bool {
        let whole = self.whole.as_ref().and_then(|whole| Some(whole.kind(whole.child(node, key)?)));
        let is_empty = matches!(whole, Some(Kind::Sequence(items)) if items.is_empty());
        whole.is_some() && !is_empty
    }

    /// The path of the document as diagnostics show it.
    pub fn name(&self) -> &str {
        &self.files[0].name
    }

    /// The node that holds the whole document.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// Returns the content of a node.
    pub fn kind(&self, node: NodeId) -> &Kind {
        &self.node(node).kind
    }

    /// The child under `key`, if the node is a mapping that has it.
    pub fn child(&self, node: NodeId, key: &str) -> Option<NodeId> {
        match self.kind(node) {
            Kind::Mapping(entries) => match self.indices.get(&node) {
                Some(index) => index.get(key).map(|position| entries[*position].value),
                None => entries.iter().find(|entry| entry.key == key).map(|entry| entry.value),
            },
            Kind::Sequence(items) => items.get(key.parse::<usize>().ok()?).copied(),
            Kind::Scalar(_) => None,
        }
    }

    /// The child under `key`, or the node itself where the child is missing: the nearest place there is.
    pub fn nearest(&self, node: NodeId, key: &str) -> NodeId {
        self.child(node, key).unwrap_or(node)
    }

    /// The node behind a JSON pointer (`/paths/~1v1~1Keys/get`).
    pub fn resolve_pointer(&self, pointer: &str) -> Option<NodeId> {
        let mut segments = pointer.split('/');
        if segments.next() != Some("") {
            return None;
        }
        segments.try_fold(self.root, |node, segment| self.child(node, &segment.replace("~1", "/").replace("~0", "~")))
    }

    /// Returns the number of nodes, with those that overlays have replaced.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The file and the 1-based line of the key above a node; of the node itself when it has none.
    pub fn line(&self, node: NodeId) -> (&str, usize) {
        let own = self.node(node);
        let (file, span) = self.entry(node).map_or((own.file, own.span), |entry| (entry.file, entry.span));
        (&self.files[file].name, span.start.0)
    }

    /// Makes a mapping without entries of a node.
    pub(crate) fn empty(&mut self, node: NodeId) {
        self.indices.remove(&node);
        self.nodes[node.index()].kind = Kind::Mapping(Vec::new());
    }

    pub(crate) fn children(&self, node: NodeId) -> Vec<NodeId> {
        match self.kind(node) {
            Kind::Scalar(_) => Vec::new(),
            Kind::Sequence(items) => items.clone(),
            Kind::Mapping(entries) => entries.iter().map(|entry| entry.value).collect(),
        }
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId((self.nodes.len() - 1) as u32)
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }

    fn location(&self, file: usize, span: Span, pointer: String) -> Location {
        let file = &self.files[file];
        let (shown, cut) = file.around(span.start.0, span.start.1);
        let line_end = cut + shown.chars().count();
        let end = if span.end.0 == span.start.0 { span.end.1 } else { line_end };
        Location {
            file: file.name.clone(),
            line: span.start.0,
            column: span.start.1 + 1,
            length: end.min(line_end).saturating_sub(span.start.1).max(1),
            source_line: shown.to_owned(),
            cut,
            pointer,
        }
    }
}

/// A key as a JSON pointer has it.
fn escaped(key: &str) -> String {
    shortened(key.to_owned(), POINTER_LIMIT).replace('~', "~0").replace('/', "~1")
}
