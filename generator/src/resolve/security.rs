//! Reads security requirements, to find the security schemes that are used.

use super::Resolver;
use super::nodes::entries;
use crate::source::NodeId;

impl Resolver<'_> {
    /// Marks the security schemes under `security` as used.
    pub(super) fn requirements(&mut self, node: NodeId) {
        let source = self.source;
        let Some(requirements) = source.child(node, "security") else { return };
        for entry in source.children(requirements).into_iter().flat_map(|schemes| entries(source, schemes)) {
            if self.followed.insert(("securitySchemes", entry.key.clone())) {
                let schemes = source.resolve_pointer("/components/securitySchemes");
                let scheme = schemes.and_then(|schemes| source.child(schemes, &entry.key));
                scheme.and_then(|scheme| self.follow_node("securitySchemes", scheme));
            }
        }
    }
}
