//! Changes a document as overlays ask: merges values into it, and removes nodes.

use super::file::File;
use super::{Entry, Follower, INDEX_FROM, Kind, Node, NodeId, Source};
use serde_yaml::Value;
use std::collections::HashSet;

/// The keys of a property that stay beside its `$ref`.
const OF_PROPERTIES: [&str; 1] = ["x-rust-name"];

impl Source {
    /// Merges an overlay's `update` into nodes: mappings merge key by key, sequences grow, anything else is replaced.
    /// Merged nodes keep the overlay's location.
    ///
    /// A reference stands for what it leads to, so that is what changes, once for each value of the update. An update
    /// with a `$ref` changes the reference itself.
    pub(crate) fn merge(&mut self, targets: &[NodeId], overlay: &Source, update: NodeId) {
        let mut merge = Merge { source: self, overlay, follower: Follower::default(), done: HashSet::new() };
        for target in targets {
            merge.value(*target, update);
        }
    }

    /// Takes nodes out of the collections that they stand in. A reference goes, and what it leads to stays.
    pub(crate) fn remove(&mut self, nodes: &[NodeId]) {
        let gone: HashSet<NodeId> = nodes.iter().copied().collect();
        let parents: HashSet<NodeId> = nodes.iter().filter_map(|node| self.node(*node).parent).collect();
        for parent in parents {
            match &mut self.nodes[parent.index()].kind {
                Kind::Mapping(entries) => entries.retain(|entry| !gone.contains(&entry.value)),
                Kind::Sequence(items) => items.retain(|item| !gone.contains(item)),
                Kind::Scalar(_) => {}
            }
            self.index(parent);
            self.adopt(parent);
        }
    }

    pub(super) fn copy(&mut self, other: &Source, node: NodeId, parent: Option<NodeId>) -> NodeId {
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
        self.index(id);
        id
    }

    /// Notes where the keys of a large mapping are.
    fn index(&mut self, node: NodeId) {
        self.indices.remove(&node);
        if let Kind::Mapping(entries) = &self.nodes[node.index()].kind
            && entries.len() >= INDEX_FROM
        {
            let positions = entries.iter().enumerate().map(|(position, entry)| (entry.key.clone(), position));
            self.indices.insert(node, positions.collect());
        }
    }

    /// Points the children of a node that was replaced, or has lost a child, back at it.
    fn adopt(&mut self, node: NodeId) {
        for child in self.children(node) {
            self.nodes[child.index()].parent = Some(node);
        }
    }

    fn file_index(&mut self, file: &File) -> usize {
        if let Some(index) = self.files.iter().position(|known| known.name == file.name) {
            return index;
        }
        self.files.push(file.clone());
        self.files.len() - 1
    }
}

struct Merge<'a> {
    source: &'a mut Source,
    overlay: &'a Source,
    follower: Follower,
    /// The pairs of a changed node and the value that changed it.
    done: HashSet<(NodeId, NodeId)>,
}

impl Merge<'_> {
    fn value(&mut self, target: NodeId, update: NodeId) {
        let overlay = self.overlay;
        let referred = match overlay.reference(update) {
            Some(_) => target,
            None => self.follower.follow(self.source, target),
        };
        match (overlay.kind(update), self.source.kind(referred)) {
            (Kind::Mapping(updates), Kind::Mapping(_)) => {
                let is_property = target != referred && self.is_property(target);
                for entry in updates {
                    let is_beside = is_property && OF_PROPERTIES.contains(&entry.key.as_str());
                    self.entry(if is_beside { target } else { referred }, entry);
                }
            }
            _ if !self.done.insert((referred, update)) => {}
            (Kind::Sequence(items), Kind::Sequence(_)) => {
                for item in items {
                    let copy = self.source.copy(overlay, *item, Some(referred));
                    if let Kind::Sequence(existing) = &mut self.source.nodes[referred.index()].kind {
                        existing.push(copy);
                    }
                }
            }
            _ => self.replace(referred, update),
        }
    }

    fn entry(&mut self, target: NodeId, entry: &Entry) {
        if !self.done.insert((target, entry.value)) {
            return;
        }
        match self.source.child(target, &entry.key) {
            Some(existing) => self.value(existing, entry.value),
            None => {
                let value = self.source.copy(self.overlay, entry.value, Some(target));
                let file = self.source.node(value).file;
                if entry.key == "$ref" {
                    self.follower.forget();
                }
                let Kind::Mapping(entries) = &mut self.source.nodes[target.index()].kind else { return };
                entries.push(Entry { value, file, ..entry.clone() });
                let position = entries.len() - 1;
                match self.source.indices.get_mut(&target) {
                    Some(index) => _ = index.insert(entry.key.clone(), position),
                    None => self.source.index(target),
                }
            }
        }
    }

    fn replace(&mut self, target: NodeId, update: NodeId) {
        let may_be_reference = match self.source.kind(target) {
            Kind::Scalar(Value::String(text)) => text.starts_with('#'),
            _ => self.source.reference(target).is_some(),
        };
        if may_be_reference {
            self.follower.forget();
        }
        let parent = self.source.node(target).parent;
        let copy = self.source.copy(self.overlay, update, parent);
        self.source.nodes[target.index()] = self.source.node(copy).clone();
        self.source.indices.remove(&copy);
        self.source.index(target);
        self.source.adopt(target);
    }

    /// Returns true if the node is the schema of a property.
    fn is_property(&self, node: NodeId) -> bool {
        let parent = self.source.node(node).parent;
        parent.and_then(|parent| self.source.key(parent)) == Some("properties")
    }
}
