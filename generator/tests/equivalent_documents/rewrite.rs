//! Rewrites a document into one that means the same to callers.

#![allow(dead_code, reason = "each test file uses its part")]

use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The prefix of references to component schemas.
pub const PREFIX: &str = "#/components/schemas/";

/// Puts the entries of every mapping into another order.
pub fn reorder(node: &mut Value, order: &impl Fn(&mut Vec<(Value, Value)>)) {
    match node {
        Value::Mapping(entries) => {
            let mut list: Vec<(Value, Value)> = std::mem::take(entries).into_iter().collect();
            order(&mut list);
            for (key, mut value) in list {
                reorder(&mut value, order);
                entries.insert(key, value);
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| reorder(item, order)),
        _ => {}
    }
}

/// Returns true if a schema becomes a model or a union.
pub fn is_object(schema: &Value) -> bool {
    let has = |key| schema.get(key).is_some();
    ["properties", "allOf", "oneOf", "anyOf", "additionalProperties"].into_iter().any(has)
        || schema.get("type").is_none_or(|kind| kind == "object")
}

/// Writes component schemas out where they are referred to.
pub fn inline(document: &mut Value, wanted: &impl Fn(&Value) -> bool) {
    let schemas = components(document).cloned().unwrap_or_default();
    let by_reference: BTreeMap<String, Value> = schemas
        .iter()
        .filter(|(_, schema)| wanted(schema))
        .map(|(name, schema)| (format!("{PREFIX}{}", text(name)), schema.clone()))
        .collect();
    write_out(document, &by_reference);
}

/// Writes out every component that can be: not what leads back to itself, and not what a discriminator tells apart,
/// which it does by the names of components.
pub fn inline_all(document: &mut Value) {
    inline_some(document, &mut || true);
}

/// Inlines the references that `chosen` selects.
pub fn inline_some(document: &mut Value, chosen: &mut impl FnMut() -> bool) {
    let schemas = components(document).cloned().unwrap_or_default();
    for root in ["paths", "components"] {
        if let Some(node) = document.get_mut(root) {
            write_all_out(node, &schemas, &mut Vec::new(), chosen);
        }
    }
}

fn write_all_out(node: &mut Value, schemas: &Mapping, stack: &mut Vec<String>, chosen: &mut impl FnMut() -> bool) {
    let depth = stack.len();
    while let Some(name) = node.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix(PREFIX)) {
        let (name, schema) = (name.to_owned(), schemas.get(name));
        let can_be = |schema: &&Value| !stack.contains(&name) && !leads_to(schema, &name, schemas);
        let Some(schema) = schema.filter(can_be).filter(|_| chosen()) else {
            break;
        };
        *node = schema.clone();
        stack.push(name);
    }
    let is_told = node.get("discriminator").is_some();
    if let Value::Mapping(entries) = node {
        for (key, value) in entries.iter_mut() {
            let holds_variants = is_told && matches!(text(key), "oneOf" | "anyOf");
            if !holds_variants && !matches!(text(key), "example" | "examples" | "default" | "enum") {
                write_all_out(value, schemas, stack, chosen);
            }
        }
    } else {
        each_child(node, &mut |child| write_all_out(child, schemas, stack, chosen));
    }
    stack.truncate(depth);
}

/// Returns true if a schema refers to the component, at any depth.
fn leads_to(schema: &Value, target: &str, schemas: &Mapping) -> bool {
    fn references(node: &Value, found: &mut Vec<String>) {
        match node {
            Value::Mapping(entries) => {
                let name = node.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix(PREFIX));
                found.extend(name.map(str::to_owned));
                entries.values().for_each(|value| references(value, found));
            }
            Value::Sequence(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let (mut waiting, mut seen) = (Vec::new(), Vec::new());
    references(schema, &mut waiting);
    while let Some(name) = waiting.pop() {
        if name == target {
            return true;
        }
        if !seen.contains(&name) {
            schemas.get(&name).into_iter().for_each(|schema| references(schema, &mut waiting));
            seen.push(name);
        }
    }
    false
}

fn write_out(node: &mut Value, by_reference: &BTreeMap<String, Value>) {
    while let Some(schema) = node.get("$ref").and_then(Value::as_str).and_then(|name| by_reference.get(name)) {
        *node = schema.clone();
    }
    each_child(node, &mut |child| write_out(child, by_reference));
}

/// Turns inline schemas into components.
pub fn hoist(document: &mut Value, wanted: &impl Fn(&Value) -> bool) {
    let mut hoisted = Mapping::new();
    for root in ["paths", "components"] {
        if let Some(node) = document.get_mut(root) {
            // The components themselves are hoisted already.
            move_out(node, wanted, &mut hoisted, false);
        }
    }
    add_components(document, hoisted);
}

/// Turns every inline schema into a component.
pub fn hoist_all(document: &mut Value) {
    hoist(document, &|_| true);
}

/// Gives every component schema another name, but those that a discriminator tells apart by their names.
pub fn rename_components(document: &mut Value) {
    let mut told = BTreeSet::new();
    told_by_name(document, &mut told);
    rename_references(document, &told);
    let schemas = document.get_mut("components").and_then(|components| components.get_mut("schemas"));
    let Some(Value::Mapping(schemas)) = schemas else { return };
    let renamed = |(name, schema)| match told.contains(text(&name)) {
        true => (name, schema),
        false => (Value::from(format!("Renamed.{}", text(&name))), schema),
    };
    *schemas = std::mem::take(schemas).into_iter().map(renamed).collect();
}

fn told_by_name(node: &Value, found: &mut BTreeSet<String>) {
    if node.get("discriminator").is_some() {
        let lists = ["oneOf", "anyOf"].into_iter().filter_map(|key| node.get(key)?.as_sequence());
        let references = lists.flatten().filter_map(|part| part.get("$ref")?.as_str()?.strip_prefix(PREFIX));
        found.extend(references.map(str::to_owned));
    }
    match node {
        Value::Mapping(entries) => entries.values().for_each(|value| told_by_name(value, found)),
        Value::Sequence(items) => items.iter().for_each(|item| told_by_name(item, found)),
        _ => {}
    }
}

fn rename_references(node: &mut Value, told: &BTreeSet<String>) {
    if let Value::Mapping(entries) = node {
        for (key, value) in entries.iter_mut() {
            let name = value.as_str().filter(|_| text(key) == "$ref");
            match name.and_then(|name| name.strip_prefix(PREFIX)).filter(|name| !told.contains(*name)) {
                Some(name) => *value = format!("{PREFIX}Renamed.{name}").into(),
                None => rename_references(value, told),
            }
        }
        return;
    }
    each_child(node, &mut |child| rename_references(child, told));
}

/// Adds schemas to the components.
pub fn add_components(document: &mut Value, added: Mapping) {
    if added.is_empty() {
        return;
    }
    let mapping = document.as_mapping_mut().expect("a document is a mapping");
    let components = mapping.entry("components".into()).or_insert_with(|| Value::Mapping(Mapping::new()));
    let components = components.as_mapping_mut().expect("components are a mapping");
    let schemas = components.entry("schemas".into()).or_insert_with(|| Value::Mapping(Mapping::new()));
    schemas.as_mapping_mut().expect("schemas are a mapping").extend(added);
}

fn move_out(node: &mut Value, wanted: &impl Fn(&Value) -> bool, hoisted: &mut Mapping, is_schema: bool) {
    let is_told = node.get("discriminator").is_some();
    if let Value::Mapping(entries) = node {
        for (key, value) in entries.iter_mut() {
            let key = text(key).to_owned();
            match key.as_str() {
                "example" | "examples" | "default" | "enum" => {}
                "properties" => {
                    each_child(value, &mut |property| move_out(property, wanted, hoisted, true));
                }
                "oneOf" | "anyOf" | "allOf" if value.is_sequence() => {
                    each_child(value, &mut |part| move_out(part, wanted, hoisted, !is_told));
                }
                _ => {
                    let is_schema = matches!(key.as_str(), "schema" | "items" | "additionalProperties");
                    move_out(value, wanted, hoisted, is_schema);
                }
            }
        }
    } else if let Value::Sequence(items) = node {
        items.iter_mut().for_each(|item| move_out(item, wanted, hoisted, false));
    }
    if is_schema && node.get("$ref").is_none() && node.is_mapping() && wanted(node) {
        let name = format!("hoisted_{}", hoisted.len());
        let reference = Mapping::from_iter([("$ref".into(), format!("{PREFIX}{name}").into())]);
        hoisted.insert(name.into(), std::mem::replace(node, Value::Mapping(reference)));
    }
}

/// Gives every tag another name.
pub fn rename_tags(document: &mut Value) {
    if let Value::Mapping(entries) = document {
        for (key, value) in entries.iter_mut() {
            match (text(key), value) {
                ("tags", Value::Sequence(tags)) => tags.iter_mut().for_each(|tag| match tag {
                    Value::String(name) => name.push_str(" anew"),
                    tag => {
                        if let Some(Value::String(name)) = tag.get_mut("name") {
                            name.push_str(" anew");
                        }
                    }
                }),
                ("example" | "examples" | "properties", _) => {}
                (_, value) => rename_tags(value),
            }
        }
    }
}

/// Gives every description, and all that `info` says, other words.
pub fn reword(document: &mut Value) {
    if let Some(Value::Mapping(info)) = document.get_mut("info") {
        info.insert("title".into(), "Another title".into());
        info.insert("version".into(), "99.0.0".into());
    }
    for root in ["info", "paths", "components"] {
        if let Some(node) = document.get_mut(root) {
            reword_below(node, false);
        }
    }
}

fn reword_below(node: &mut Value, are_names: bool) {
    match node {
        Value::Mapping(entries) => {
            for (key, value) in entries.iter_mut() {
                match (text(key), value) {
                    // What is called so is no description.
                    (_, value) if are_names => reword_below(value, false),
                    ("description" | "summary", Value::String(text)) => *text = "Other words.".to_owned(),
                    ("example" | "examples" | "default", _) => {}
                    (key, value) => {
                        let holds_names = ["properties", "schemas", "responses", "parameters"].contains(&key);
                        reword_below(value, holds_names && value.is_mapping());
                    }
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| reword_below(item, false)),
        _ => {}
    }
}

fn each_child(node: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    match node {
        Value::Mapping(entries) => entries.iter_mut().for_each(|(_, value)| visit(value)),
        Value::Sequence(items) => items.iter_mut().for_each(visit),
        _ => {}
    }
}

pub fn components(document: &Value) -> Option<&Mapping> {
    document.get("components")?.get("schemas")?.as_mapping()
}

pub fn text(key: &Value) -> &str {
    key.as_str().unwrap_or_default()
}
