//! Follows a `$ref` to its target.

use super::Resolver;
use crate::openapi::reference::{self, CHAIN_LIMIT, component_name, cyclic};
use crate::source::NodeId;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;

impl<'a> Resolver<'a> {
    /// Follows a reference to a component. Returns the component and its location.
    pub(super) fn follow<'r, T>(
        &mut self,
        item: &'r ReferenceOr<T>,
        kind: &'static str,
        components: Option<&'r IndexMap<String, ReferenceOr<T>>>,
        place: NodeId,
    ) -> Option<(&'r T, NodeId)> {
        let (mut item, mut node) = (item, place);
        for _ in 0..CHAIN_LIMIT {
            let reference = match item {
                ReferenceOr::Item(item) => return Some((item, node)),
                ReferenceOr::Reference { reference } => reference,
            };
            let name = component_name(reference, kind);
            let target = name.as_ref().and_then(|name| components?.get(name));
            match (target, self.source.resolve_reference(reference)) {
                (Some(target), Some(target_node)) => {
                    (item, node) = (target, target_node);
                    self.followed.extend(name.map(|name| (kind, name)));
                }
                _ => {
                    self.unresolved(reference, kind, node);
                    return None;
                }
            }
        }
        self.diagnostics.push(cyclic(self.source.locate(place)));
        None
    }

    /// Reports an unresolved reference. The check of the document reports it first, and may also suggest the component
    /// that was meant.
    pub(super) fn unresolved(&mut self, reference: &str, section: &str, place: NodeId) {
        let node = self.source.nearest(place, "$ref");
        self.diagnostics.push(reference::unresolved(self.source, reference, section, None, node));
    }
}
