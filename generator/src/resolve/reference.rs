//! Follows a `$ref` to its target.

use super::Resolver;
use crate::check;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::NodeId;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use percent_encoding::percent_decode_str;

/// The maximum number of references that are followed in a row.
pub(super) const CHAIN_LIMIT: usize = 1_000;

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
        self.diagnostics.push(check::unresolved(self.source, reference, section, None, node));
    }
}

/// Returns the diagnostic for a reference that has no end.
pub(super) fn cyclic(place: Location) -> Diagnostic {
    Diagnostic::new(Code::CyclicRef, "the reference leads back to itself, or there are 1,000 more behind it").at(place)
}

/// Returns the component name in a reference such as `#/components/schemas/api.v2010.account`.
pub(crate) fn component_name(reference: &str, kind: &str) -> Option<String> {
    let reference = percent_decode_str(reference).decode_utf8().ok()?;
    let name = reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}
