//! A document in, one with the objects that operations take, or answer with, in another place out.

use super::rewrite::{self, PREFIX, components, text};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// The component objects that operations answer with, directly or as the items of a page.
pub fn hoisted(document: &Value) -> BTreeSet<String> {
    let mut document = document.clone();
    rewrite::inline(&mut document, &|schema| items(schema).is_some());
    let schemas = components(&document).cloned().unwrap_or_default();
    let mut names = BTreeSet::new();
    each_answer(&mut document, &mut |_, answer| {
        let name = component(answer);
        names.extend(schemas.get(name).filter(|schema| rewrite::is_object(schema)).map(|_| name.to_owned()));
    });
    names
}

/// Writes these components out in the answers that refer to them, and all pages.
pub fn inline(document: &mut Value, names: &BTreeSet<String>) {
    rewrite::inline(document, &|schema| items(schema).is_some());
    let schemas = components(document).cloned().unwrap_or_default();
    each_answer(document, &mut |_, answer| {
        let name = component(answer);
        if let Some(schema) = schemas.get(name).filter(|_| names.contains(name)) {
            *answer = schema.clone();
        }
    });
}

/// Writes out the components whose members are parameters: those of forms and of JSON objects.
pub fn inline_bodies(document: &mut Value) {
    let schemas = components(document).cloned().unwrap_or_default();
    each_operation(document, &mut |operation| {
        let content = operation.get_mut("requestBody").and_then(|body| body.get_mut("content"));
        for body in content.and_then(Value::as_mapping_mut).into_iter().flat_map(Mapping::values_mut) {
            let Some(schema) = body.get_mut("schema") else { continue };
            let is_closed =
                |schema: &&Value| schema.get("properties").is_some() && schema.get("additionalProperties").is_none();
            if let Some(inline) = schemas.get(component(schema)).filter(is_closed) {
                *schema = inline.clone();
            }
        }
    });
}

/// Turns the objects that stand inline in answers into components, and says how many. Their names are the words of the
/// operation ids behind the verbs, as in Twilio's documents; what lists without being a page is no one thing.
pub fn hoist(document: &mut Value) -> usize {
    let mut hoisted = Mapping::new();
    each_answer(document, &mut |operation_id, answer| {
        if answer.get("properties").is_some() {
            let subject = operation_id.match_indices(char::is_uppercase).nth(1).map_or(0, |(index, _)| index);
            let name = match operation_id.starts_with("List") {
                true => format!("hoisted.{}.{operation_id}Response", hoisted.len()),
                false => format!("hoisted.{}.{}", hoisted.len(), &operation_id[subject..]),
            };
            let reference = Mapping::from_iter([("$ref".into(), format!("{PREFIX}{name}").into())]);
            hoisted.insert(name.into(), std::mem::replace(answer, Value::Mapping(reference)));
        }
    });
    let count = hoisted.len();
    rewrite::add_components(document, hoisted);
    count
}

/// Visits what operations answer with in success: the items of a page, or else the whole.
fn each_answer(document: &mut Value, visit: &mut impl FnMut(&str, &mut Value)) {
    each_operation(document, &mut |operation| {
        let id = operation.get("operationId").map(text).unwrap_or_default().to_owned();
        let responses = operation.get_mut("responses").and_then(Value::as_mapping_mut);
        for (status, response) in responses.into_iter().flatten() {
            let content = response.get_mut("content").filter(|_| text(status).starts_with('2'));
            for body in content.and_then(Value::as_mapping_mut).into_iter().flat_map(Mapping::values_mut) {
                let Some(schema) = body.get_mut("schema") else { continue };
                match items(schema) {
                    Some(name) => visit(&id, &mut schema["properties"][name.as_str()]["items"]),
                    None => visit(&id, schema),
                }
            }
        }
    });
}

fn each_operation(document: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    for path in document.get_mut("paths").and_then(Value::as_mapping_mut).into_iter().flat_map(Mapping::values_mut) {
        path.as_mapping_mut().into_iter().flat_map(Mapping::values_mut).for_each(&mut *visit);
    }
}

/// The property with the items, if the schema is a page.
fn items(schema: &Value) -> Option<String> {
    let properties = schema.get("properties")?.as_mapping()?;
    let in_meta = properties.get("meta").and_then(|meta| meta.get("properties")?.get("next_page_url"));
    properties.get("next_page_uri").or(in_meta)?;
    let mut lists = properties.iter().filter(|(_, property)| property.get("items").is_some());
    lists.next().map(|(name, _)| text(name).to_owned())
}

/// The component that a schema refers to; nothing where it stands inline.
fn component(schema: &Value) -> &str {
    let reference = schema.get("$ref").and_then(Value::as_str);
    reference.and_then(|reference| reference.strip_prefix(PREFIX)).unwrap_or_default()
}
