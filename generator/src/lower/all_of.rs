//! Checks that the parts of an `allOf` agree: a required property exists, and a property has one type in all parts.

use super::{Lowering, twilio};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
use crate::source::{Kind, NodeId};
use serde::Deserialize;
use serde_yaml::Value;

impl Lowering<'_> {
    /// Returns the name that an overlay asks for beside the reference of a property, or else in its schema.
    pub(super) fn member_name(&self, owner: SchemaId, name: &str) -> Option<String> {
        let document = self.document;
        let asked = document.source.child(self.member(owner, name), "x-rust-name");
        match asked.map(|name| document.source.kind(name)) {
            Some(Kind::Scalar(Value::String(name))) => Some(name.clone()),
            _ => {
                let property = document.schema(owner).properties.get(name);
                property.and_then(|id| twilio::rust_name(&document.schema(*id).extensions))
            }
        }
    }

    /// Returns the location of a property. It is not the location of the schema if the schema is a component.
    pub(super) fn member(&self, owner: SchemaId, name: &str) -> NodeId {
        let source = &self.document.source;
        source.nearest(source.nearest(self.document.schema(owner).place, "properties"), name)
    }

    /// Reports two parts of an `allOf` that give one property two types.
    pub(super) fn check_same_type(&mut self, name: &str, earlier: SchemaId, later: SchemaId, is_earlier: bool) {
        let source = &self.document.source;
        let (before, now) = (self.document.schema(earlier).place, self.document.schema(later).place);
        let declared = |node: NodeId| match source.kind(source.child(node, "type")?) {
            Kind::Scalar(Value::String(declared)) => Some(declared),
            _ => None,
        };
        if let (Some(first), Some(second)) = (declared(before), declared(now))
            && !self.are_compatible(earlier, later)
        {
            let line = source.locate(source.nearest(before, "type")).line;
            let message = format!("`{name}` is `{second}` here and `{first}` on line {line}, of which this one counts");
            let place = source.nearest(now, "type");
            let help = "a value must be of both types, which none is: correct one of them, here or in an overlay";
            return self.report(Diagnostic::new(Code::ContradictingAllOf, message).help(help), place);
        }
        let counts = if is_earlier { "that one counts" } else { "this one counts" };
        self.check_same_members(name, earlier, later, counts);
        self.check_same_words(name, before, now, counts);
    }

    /// Reports two objects if each has a property that the other does not have.
    fn check_same_members(&mut self, name: &str, earlier: SchemaId, later: SchemaId, counts: &str) {
        let (earlier, later) = (self.document.schema(earlier), self.document.schema(later));
        let lacks =
            |one: &Schema, other: &Schema| one.properties.keys().any(|name| !other.properties.contains_key(name));
        if lacks(earlier, later) && lacks(later, earlier) {
            let source = &self.document.source;
            let line = source.locate(source.nearest(earlier.place, "properties")).line;
            let message = format!("`{name}` has other properties here than on line {line}, of which {counts}");
            let help = "a value may have all of them: declare them in one place, here or in an overlay";
            let place = source.locate_key(source.nearest(later.place, "properties"));
            self.diagnostics.push(Diagnostic::new(Code::ContradictingAllOf, message).at(place).help(help));
        }
    }

    /// Reports two declarations of a property that differ in `enum`, `format`, `pattern`, `default` or `multipleOf`.
    fn check_same_words(&mut self, name: &str, before: NodeId, now: NodeId, counts: &str) {
        let source = &self.document.source;
        for key in ["enum", "format", "pattern", "default", "multipleOf"] {
            let (Some(first), Some(second)) = (source.child(before, key), source.child(now, key)) else { continue };
            let value = |node| Value::deserialize(source.reader(node, ())).ok();
            if value(first) != value(second) {
                let line = source.locate(first).line;
                let message = format!("`{name}` has another `{key}` here than on line {line}, of which {counts}");
                let help = "a value must be one of both: correct one of them, here or in an overlay";
                let diagnostic = Diagnostic::new(Code::ContradictingAllOf, message).at(source.locate_key(second));
                self.diagnostics.push(diagnostic.help(help));
            }
        }
    }

    /// Reports the names that the schema or a part of its `allOf` requires, but that are not properties.
    pub(super) fn check_required(&mut self, id: SchemaId, is_property: &dyn Fn(&String) -> bool) {
        let mut unknown = Vec::new();
        if !self.unknown_required(id, is_property, &mut Vec::new(), &mut unknown) {
            return;
        }
        for (name, place) in unknown {
            let message = format!("`{name}` is required, and is no property");
            let help = "declare it among the `properties`, or remove it, here or in an overlay";
            self.report(Diagnostic::new(Code::UnknownRequired, message).help(help), place);
        }
    }

    /// Collects the required names that are not properties. Returns false if the object may have undeclared properties.
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
