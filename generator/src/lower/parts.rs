//! Whether the parts of an object agree: what one requires, another must have, and what two have must be the same.

use super::{Lowering, twilio};
use crate::diagnostic::Diagnostic;
use crate::resolve::{AdditionalProperties, SchemaId};
use crate::source::{Kind, NodeId};
use serde::Deserialize;
use serde_yaml::Value;

impl Lowering<'_> {
    /// Where a property stands, which is not where its schema does if that is a component; and the name that an overlay
    /// asks for there, or else in the schema.
    pub(super) fn member(&self, owner: SchemaId, name: &str) -> (NodeId, Option<String>) {
        let (document, source) = (self.document, &self.document.source);
        let schema = document.schema(owner);
        let place = source.nearest(source.nearest(schema.place, "properties"), name);
        let own = source.child(place, "x-rust-name").map(|name| source.kind(name));
        let rust_name = match own {
            Some(Kind::Scalar(Value::String(name))) => Some(name.clone()),
            _ => schema.properties.get(name).and_then(|id| twilio::rust_name(&document.schema(*id).extensions)),
        };
        (place, rust_name)
    }

    /// Whether an overlay asks for a box around what a property holds.
    pub(super) fn asks_for_box(&self, member: NodeId) -> bool {
        let source = &self.document.source;
        let asked = source.child(member, "x-rust-box").map(|node| source.kind(node));
        matches!(asked, Some(Kind::Scalar(Value::Bool(true))))
    }

    /// Says so where two parts of an `allOf` give one property two types. The later one counts.
    pub(super) fn check_same_type(&mut self, name: &str, before: NodeId, now: NodeId) {
        let source = &self.document.source;
        let declared = |node: NodeId| match source.kind(source.child(node, "type")?) {
            Kind::Scalar(Value::String(declared)) => Some(declared),
            _ => None,
        };
        let (Some(first), Some(second)) = (declared(before), declared(now)) else { return };
        if first == second {
            return self.check_same_words(name, before, now);
        }
        let line = source.locate(source.nearest(before, "type")).line;
        let message = format!("`{name}` is `{second}` here and `{first}` on line {line}, of which this one counts");
        let place = source.nearest(now, "type");
        let help = "a value must be of both types, which none is: correct one of them, here or in an overlay";
        self.report(Diagnostic::warning("contradicting-all-of", message).help(help), place);
    }

    /// The same of the words and the format of a property.
    fn check_same_words(&mut self, name: &str, before: NodeId, now: NodeId) {
        let source = &self.document.source;
        for key in ["enum", "format", "pattern", "default", "multipleOf"] {
            let (Some(first), Some(second)) = (source.child(before, key), source.child(now, key)) else { continue };
            let value = |node| Value::deserialize(source.reader(node, ())).ok();
            if value(first) != value(second) {
                let line = source.locate(first).line;
                let message =
                    format!("`{name}` has another `{key}` here than on line {line}, of which this one counts");
                let help = "a value must be one of both: correct one of them, here or in an overlay";
                let diagnostic = Diagnostic::warning("contradicting-all-of", message).at(source.locate_key(second));
                self.diagnostics.push(diagnostic.help(help));
            }
        }
    }

    /// Says which names are required by the schema or a part of its `allOf`, and are those of no property.
    pub(super) fn check_required(&mut self, id: SchemaId, is_property: &dyn Fn(&String) -> bool) {
        let mut unknown = Vec::new();
        if !self.unknown_required(id, is_property, &mut Vec::new(), &mut unknown) {
            return;
        }
        for (name, place) in unknown {
            let message = format!("`{name}` is required, and is no property");
            let help = "declare it among the `properties`, or remove it, here or in an overlay";
            self.report(Diagnostic::warning("unknown-required", message).help(help), place);
        }
    }

    /// False where other properties than the declared ones may be there.
    fn unknown_required(
        &self,
        id: SchemaId,
        is_property: &dyn Fn(&String) -> bool,
        seen: &mut Vec<SchemaId>,
        unknown: &mut Vec<(String, NodeId)>,
    ) -> bool {
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let schema = self.document.schema(id);
        let source = &self.document.source;
        let list = source.nearest(schema.place, "required");
        for (index, name) in schema.required.iter().enumerate().filter(|(_, name)| !is_property(name)) {
            unknown.push((name.clone(), source.nearest(list, &index.to_string())));
        }
        schema.additional_properties == AdditionalProperties::Unspecified
            && schema.one_of.is_empty()
            && schema.all_of.iter().all(|part| self.unknown_required(*part, is_property, seen, unknown))
    }
}
