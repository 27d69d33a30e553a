//! The responses that a document shows in, bodies that the generated models must decode out.

use super::Lowering;
use crate::ir::{Example, ModelId};
use crate::resolve::{self, AdditionalProperties, Body, SchemaId};
use serde_json::Value;

impl Lowering<'_> {
    /// The examples of a response: of a refusal, those of its model.
    pub(super) fn examples(&self, response: &resolve::Response, body: &Body, model: Option<ModelId>) -> Vec<Example> {
        let Some(schema) = body.schema else { return Vec::new() };
        let example = |(name, value): &(String, Value)| {
            let mut undeclared = Vec::new();
            self.undeclared(schema, value, "", &mut undeclared);
            Example { name: format!("{} {name}", response.status), body: value.clone(), undeclared, model }
        };
        body.examples.iter().map(example).collect()
    }

    /// The paths of members that no schema declares: nobody expects them to be kept.
    fn undeclared(&self, id: SchemaId, value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                let mut declared = Vec::new();
                if !self.declared(id, &mut Vec::new(), &mut declared) {
                    return;
                }
                for (name, value) in members {
                    let path = format!("{path}/{name}");
                    let mut schemas = declared.iter().filter(|(known, _)| known == name);
                    match schemas.next() {
                        Some((_, schema)) => self.undeclared(*schema, value, &path, found),
                        None if !found.contains(&path) => found.push(path),
                        None => {}
                    }
                }
            }
            Value::Array(items) => {
                let items_schema = self.items(id, &mut Vec::new());
                if let Some(schema) = items_schema {
                    items.iter().for_each(|item| self.undeclared(schema, item, &format!("{path}/*"), found));
                }
            }
            _ => {}
        }
    }

    /// Collects the properties of the schema and its parts; false where anything may stand beside them.
    fn declared(&self, id: SchemaId, seen: &mut Vec<SchemaId>, declared: &mut Vec<(String, SchemaId)>) -> bool {
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let schema = self.document.schema(id);
        declared.extend(schema.properties.iter().map(|(name, property)| (name.clone(), *property)));
        let parts: Vec<SchemaId> = schema.all_of.iter().chain(&schema.one_of).copied().collect();
        let is_free = schema.additional_properties != AdditionalProperties::Unspecified
            || schema.properties.is_empty() && parts.is_empty();
        !is_free && parts.into_iter().all(|part| self.declared(part, seen, declared))
    }

    fn items(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> Option<SchemaId> {
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        let schema = self.document.schema(id);
        let parts = schema.all_of.iter().chain(&schema.one_of);
        schema.items.or_else(|| parts.copied().find_map(|part| self.items(part, seen)))
    }
}
