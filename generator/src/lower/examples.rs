//! Collects the example responses of a document, which the generated models must decode.

use super::Lowering;
use crate::ir::{Example, ModelId};
use crate::resolve::{self, AdditionalProperties, Body, SchemaId};
use serde_json::Value;

impl Lowering<'_> {
    /// Returns the examples of a response. Those of an error response have its model.
    pub(super) fn examples(&self, response: &resolve::Response, body: &Body, model: Option<ModelId>) -> Vec<Example> {
        let Some(schema) = body.schema else { return Vec::new() };
        let example = |(name, value): &(String, Value)| {
            let mut undeclared = Vec::new();
            self.undeclared(&[schema], value, "", &mut undeclared);
            Example { name: format!("{} {name}", response.status), body: value.clone(), undeclared, model }
        };
        body.examples.iter().map(example).collect()
    }

    /// Collects the paths of properties that no schema declares. The generated models need not preserve them.
    fn undeclared(&self, ids: &[SchemaId], value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                let declared = |id: &SchemaId| {
                    let mut declared = Vec::new();
                    self.declared(*id, &mut Vec::new(), &mut declared).then_some(declared)
                };
                // If several schemas declare one property, those that allow anything are ignored.
                let closed: Vec<_> = ids.iter().filter_map(declared).collect();
                if closed.is_empty() {
                    return;
                }
                let declared = closed.concat();
                for (name, value) in members {
                    let path = format!("{path}/{name}");
                    let schemas = declared.iter().filter(|(known, _)| known == name);
                    let schemas: Vec<SchemaId> = schemas.map(|(_, schema)| *schema).collect();
                    match schemas.is_empty() {
                        false => self.undeclared(&schemas, value, &path, found),
                        true if !found.contains(&path) => found.push(path),
                        true => {}
                    }
                }
            }
            Value::Array(items) => {
                let mut schemas = Vec::new();
                ids.iter().for_each(|id| self.items(*id, &mut Vec::new(), &mut schemas));
                if !schemas.is_empty() {
                    items.iter().for_each(|item| self.undeclared(&schemas, item, &format!("{path}/*"), found));
                }
            }
            _ => {}
        }
    }

    /// Collects the properties of the schema, its parts and its variants. Returns false if undeclared properties are
    /// allowed.
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

    /// Collects the item schemas of the schema, its parts and its variants.
    fn items(&self, id: SchemaId, seen: &mut Vec<SchemaId>, items: &mut Vec<SchemaId>) {
        if !seen.contains(&id) {
            seen.push(id);
            let schema = self.document.schema(id);
            items.extend(schema.items);
            schema.all_of.iter().chain(&schema.one_of).for_each(|part| self.items(*part, seen, items));
        }
    }
}
