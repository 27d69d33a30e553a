//! Reports `x-rust-*` names that have no effect, because the schema became no type or no field.

use super::schema::may_have_members;
use super::{Lowering, twilio};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::Schema;
use crate::source::NodeId;
use std::collections::HashSet;

/// The locations of the schemas whose names are used.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) types: HashSet<NodeId>,
    pub(super) members: HashSet<NodeId>,
}

impl Lowering<'_> {
    /// Reports the names that nothing uses.
    pub(super) fn report_unused_names(&mut self) {
        // Other errors or a later document may be the reason.
        if self.diagnostics.error_count() > 0 || !self.replaced.is_empty() {
            return;
        }
        let document = self.document;
        for id in document.schema_ids() {
            let schema = document.schema(id);
            let is_shared = self.namesakes.types.contains_key(&id) || self.answers.shared(id) != id;
            if twilio::type_name(&schema.extensions).is_some()
                && !is_shared
                && !self.taken.types.contains(&schema.place)
                // The check of the document has reported plain schemas.
                && (may_have_members(schema) || !schema.enumeration.is_empty())
            {
                self.report_unused_name(schema, "x-rust-type-name", "the schema becomes no type of its own");
            }
            if twilio::rust_name(&schema.extensions).is_some() && !self.taken.members.contains(&schema.place) {
                self.report_unused_name(schema, "x-rust-name", "of schemas, it names those that are properties");
            }
        }
    }

    fn report_unused_name(&mut self, schema: &Schema, key: &str, why: &str) {
        let source = &self.document.source;
        let Some(node) = source.child(schema.place, key) else { return };
        let place = source.locate_key(node);
        self.diagnostics.push(Diagnostic::new(Code::IgnoredKey, format!("`{key}` is not read: {why}")).at(place));
    }
}
