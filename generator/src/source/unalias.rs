//! Copies aliased nodes, so that every place has nodes of its own.

use super::{Kind, Source};
use crate::diagnostic::Diagnostics;

impl Source {
    /// Copies what aliases and `<<` have put into several places, so that what is changed in one stays as it is in the
    /// others. A document that aliases make too large stays as it is, and reading it says so.
    pub(crate) fn unshare(&mut self) {
        let children = |kind: &Kind| match kind {
            Kind::Scalar(_) => 0,
            Kind::Sequence(items) => items.len(),
            Kind::Mapping(entries) => entries.len(),
        };
        let places: usize = self.nodes.iter().map(|node| children(&node.kind)).sum();
        // In a tree every node but the root is the child of one.
        if places < self.nodes.len() || self.check_size(&mut Diagnostics::default()).is_none() {
            return;
        }
        let shared = self.clone();
        self.nodes.clear();
        self.indices.clear();
        self.root = self.copy(&shared, shared.root, None);
    }
}
