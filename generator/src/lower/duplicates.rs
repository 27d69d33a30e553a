//! Reports what a schema says that has the type of another one, where the crate does not say it.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::{AdditionalProperties, SchemaId};
use crate::source::NodeId;
use serde::Deserialize;
use serde_json::Value;

/// The maximum depth at which two schemas are compared. Equal schemas are not deeper.
const DEPTH_LIMIT: usize = 128;

/// The keywords that document a field beside its type.
const SAID: [&str; 20] = [
    "default",
    "deprecated",
    "description",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "title",
    "uniqueItems",
];

impl Lowering<'_> {
    /// Reports the documentation of schemas that share the type of another schema, if that schema does not state it
    /// too.
    pub(super) fn copies(&mut self) {
        let mut unsaid = Vec::new();
        for (copy, of) in self.answers.copies().chain(&self.namesakes.types) {
            let of = self.namesake(self.answers.shared(*of));
            self.unsaid(*copy, of, 0, &mut unsaid);
        }
        unsaid.sort();
        unsaid.dedup();
        for (node, key) in unsaid {
            let place = self.document.source.locate_key(node);
            let message = format!(
                "`{key}` is left out: the response has the type of another response, which has another `{key}`"
            );
            let help = "write it there too, or give one of the two responses another name by `x-rust-type-name`";
            self.diagnostics.push(Diagnostic::new(Code::SharedResponse, message).at(place).help(help));
        }
    }

    /// Collects the keywords in a copy, at any depth, that the schema of the shared type does not state with the same
    /// value.
    fn unsaid(&self, copy: SchemaId, of: SchemaId, depth: usize, unsaid: &mut Vec<(NodeId, &'static str)>) {
        if copy == of || depth > DEPTH_LIMIT {
            return;
        }
        let (copy, of) = (self.document.schema(copy), self.document.schema(of));
        let source = &self.document.source;
        let value = |node| Value::deserialize(source.reader(node, ())).ok();
        for key in SAID {
            let Some(node) = source.child(copy.place, key) else { continue };
            if source.child(of.place, key).and_then(value) != value(node) {
                unsaid.push((node, key));
            }
        }
        let shared = copy.properties.iter().filter_map(|(name, id)| Some((*id, *of.properties.get(name)?)));
        let parts = copy.all_of.iter().copied().zip(of.all_of.iter().copied());
        let variants = copy.one_of.iter().copied().zip(of.one_of.iter().copied());
        let additional = match (copy.additional_properties, of.additional_properties) {
            (AdditionalProperties::Schema(copy), AdditionalProperties::Schema(of)) => Some((copy, of)),
            _ => None,
        };
        let inside = shared.chain(parts).chain(variants).chain(copy.items.zip(of.items)).chain(additional);
        inside.for_each(|(copy, of)| self.unsaid(copy, of, depth + 1, unsaid));
    }
}
