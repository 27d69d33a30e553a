//! Text in, a tree of marked nodes out: what the document says and where it says it.
//!
//! Every later stage refers to a place by [`NodeId`]; only this module knows lines and columns.
//! It knows YAML (and so JSON), and nothing of OpenAPI.

mod data;
mod file;
mod json;
mod load;
mod place;
mod share;

use crate::diagnostic::{Diagnostics, Location, shortened};
pub(crate) use data::Part;
use file::File;
use percent_encoding::percent_decode_str;
use serde_yaml::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// The deepest nesting that is read: the limit of serde's own readers.
pub(crate) const DEPTH_LIMIT: usize = 127;

/// How much a document may have once its aliases are expanded: nodes, and blocks of 64 bytes of text.
const EXPANSION_LIMIT: usize = 1_000_000;

/// How much of that aliases may add to a document that is small itself.
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
    /// Where the keys of large mappings are among their entries, until an overlay changes the mapping.
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

    /// Whether what stood under the key is gone, in what is left of a document.
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

    /// What the node holds.
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

    /// The node behind a reference into this document (`#/components/schemas/a%2Eb`).
    pub fn resolve_reference(&self, reference: &str) -> Option<NodeId> {
        let pointer = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        self.resolve_pointer(&pointer)
    }

    /// How many nodes there are, counting what overlays have replaced.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The file and the 1-based line of the key above a node; of the node itself when it has none.
    pub fn line(&self, node: NodeId) -> (&str, usize) {
        let own = self.node(node);
        let (file, span) = self.entry(node).map_or((own.file, own.span), |entry| (entry.file, entry.span));
        (&self.files[file].name, span.start.0)
    }

    /// Merges `other`'s subtree into `target` as an overlay's `update` does: mappings merge key by
    /// key, sequences grow, anything else is replaced. Merged nodes keep the overlay's place.
    pub(crate) fn merge(&mut self, target: NodeId, other: &Source, update: NodeId) {
        self.indices.remove(&target);
        match (other.kind(update), self.kind(target)) {
            (Kind::Mapping(updates), Kind::Mapping(_)) => {
                for entry in updates {
                    match self.child(target, &entry.key) {
                        Some(existing) => self.merge(existing, other, entry.value),
                        None => self.insert(target, other, entry),
                    }
                }
            }
            (Kind::Sequence(items), Kind::Sequence(_)) => {
                for item in items {
                    let copy = self.copy(other, *item, Some(target));
                    if let Kind::Sequence(existing) = &mut self.nodes[target.index()].kind {
                        existing.push(copy);
                    }
                }
            }
            _ => {
                let parent = self.node(target).parent;
                let copy = self.copy(other, update, parent);
                self.nodes[target.index()] = self.node(copy).clone();
                self.adopt(target);
            }
        }
    }

    /// Makes a mapping without entries of a node.
    pub(crate) fn empty(&mut self, node: NodeId) {
        self.indices.remove(&node);
        self.nodes[node.index()].kind = Kind::Mapping(Vec::new());
    }

    /// Takes a node out of its parent, as an overlay's `remove` does.
    pub(crate) fn remove(&mut self, node: NodeId) {
        let Some(parent) = self.node(node).parent else { return };
        self.indices.remove(&parent);
        match &mut self.nodes[parent.index()].kind {
            Kind::Mapping(entries) => entries.retain(|entry| entry.value != node),
            Kind::Sequence(items) => items.retain(|item| *item != node),
            Kind::Scalar(_) => {}
        }
        self.adopt(parent);
    }

    fn insert(&mut self, target: NodeId, other: &Source, entry: &Entry) {
        let value = self.copy(other, entry.value, Some(target));
        let file = self.node(value).file;
        if let Kind::Mapping(entries) = &mut self.nodes[target.index()].kind {
            entries.push(Entry { value, file, ..entry.clone() });
        }
    }

    fn copy(&mut self, other: &Source, node: NodeId, parent: Option<NodeId>) -> NodeId {
        let file = self.file_index(&other.files[other.node(node).file]);
        let span = other.node(node).span;
        let id = self.push(Node { kind: Kind::Scalar(Value::Null), file, span, parent });
        let kind = match other.kind(node) {
            Kind::Scalar(value) => Kind::Scalar(value.clone()),
            Kind::Sequence(items) => {
                Kind::Sequence(items.iter().map(|item| self.copy(other, *item, Some(id))).collect())
            }
            Kind::Mapping(entries) => {
                let copy =
                    |entry: &Entry| Entry { value: self.copy(other, entry.value, Some(id)), file, ..entry.clone() };
                Kind::Mapping(entries.iter().map(copy).collect())
            }
        };
        self.nodes[id.index()].kind = kind;
        id
    }

    /// Points the children of a node that was replaced, or has lost a child, back at it.
    fn adopt(&mut self, node: NodeId) {
        for child in self.children(node) {
            self.nodes[child.index()].parent = Some(node);
        }
    }

    pub(crate) fn children(&self, node: NodeId) -> Vec<NodeId> {
        match self.kind(node) {
            Kind::Scalar(_) => Vec::new(),
            Kind::Sequence(items) => items.clone(),
            Kind::Mapping(entries) => entries.iter().map(|entry| entry.value).collect(),
        }
    }

    fn file_index(&mut self, file: &File) -> usize {
        if let Some(index) = self.files.iter().position(|known| known.name == file.name) {
            return index;
        }
        self.files.push(file.clone());
        self.files.len() - 1
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

/// A key as a step of a JSONPath.
fn step(key: &str) -> String {
    let is_plain = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    match is_plain {
        true => format!(".{key}"),
        // A string of JSON is one of JSONPath too.
        false => format!("[{}]", serde_json::Value::from(key)),
    }
}
