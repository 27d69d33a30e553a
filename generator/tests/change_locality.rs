//! Counts the generated files that one new property changes, in every component of every document.
//!
//! The property has a new type, or that of another component. Twilio's official documents are tested where
//! `../shared/corpus` is. These files are not counted: a file for a new type, the list of files, and files of types
//! that are sent for the first time.

mod support;

use generator::emit::FileTree;
use generator::{File, Input, generate};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The documents, each of which is a crate.
fn documents() -> Vec<PathBuf> {
    let folders = ["specs", "generator/tests/fixtures", "../shared/corpus/specs"];
    let entries = folders.iter().filter_map(|folder| fs::read_dir(support::project().join(folder)).ok());
    let paths = entries.flat_map(|entries| entries.flatten().map(|entry| entry.path()));
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect()
}

/// The document with one more property of a component.
fn with_property(input: &Input, component: &str, property: &str) -> Input {
    let target = serde_json::to_string(component).expect("a text is JSON");
    let text = format!(
        "overlay: 1.0.0\nextends: {}\nactions:\n  - target: $.components.schemas[{target}]\n    \
         update: {{properties: {{{property}}}}}\n",
        input.specs[0].name
    );
    Input { overlays: vec![File { name: "added.overlay.yaml".to_owned(), text }], ..input.clone() }
}

fn files(input: &Input) -> FileTree {
    let outcome = generate(input);
    outcome.files.unwrap_or_else(|| panic!("{}", support::rendered(&outcome.diagnostics)))
}

/// The files that are others, at most three of each version, or else all of them. Versions share no types: one that
/// several use is one of each.
fn too_many(before: &FileTree, after: &FileTree) -> Option<Vec<String>> {
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    let is_new = |path: &str| !before.contains_key(path);
    let listed = |path: &str| path.strip_suffix(".rs").map(|list| format!("{list}/")).unwrap_or_default();
    let lists_new = |path: &str| {
        path.ends_with("/types.rs") && after.keys().any(|file| file.starts_with(&listed(path)) && is_new(file))
    };
    let is_sent = |files: &FileTree, path: &str| files.get(path).is_some_and(|text| text.contains("Encode for"));
    let begins_to_be_sent = |path: &str| path.contains("/types/") && !is_sent(before, path) && is_sent(after, path);
    let touched = paths.filter(|path| before.get(*path) != after.get(*path));
    let touched: Vec<&String> =
        touched.filter(|path| !is_new(path) && !lists_new(path) && !begins_to_be_sent(path)).collect();
    let mut versions: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for path in &touched {
        *versions.entry(path.split('/').take(3).collect()).or_default() += 1;
    }
    let is_many = versions.values().any(|touched| *touched > 3);
    is_many.then(|| touched.into_iter().cloned().collect())
}

/// The components that have properties, up to a number of them, spread over the document.
fn components(document: &File, most: usize) -> Vec<String> {
    let value: Value = serde_yaml::from_str(&document.text).expect("a document is YAML");
    let schemas = value["components"]["schemas"].as_mapping().cloned().unwrap_or_default();
    let has_properties = |schema: &Value| schema["properties"].as_mapping().is_some_and(|known| !known.is_empty());
    let names = schemas.iter().filter(|(_, schema)| has_properties(schema));
    let names: Vec<String> = names.filter_map(|(name, _)| Some(name.as_str()?.to_owned())).collect();
    let step = names.len().div_ceil(most).max(1);
    names.into_iter().step_by(step).collect()
}

/// Looks at up to `most` components of each document.
fn check(most: usize) {
    let mut wrong = Vec::new();
    for path in documents() {
        let input = support::input(&path);
        let before = files(&input);
        let others = components(&input.specs[0], 3);
        let reference = |name: &String| format!("colour: {{$ref: '#/components/schemas/{name}'}}");
        let own = ["colour: {type: string, enum: [red]}", "colour: {type: object, properties: {red: {type: string}}}"];
        let properties: Vec<String> = own.map(str::to_owned).into_iter().chain(others.iter().map(reference)).collect();
        for component in components(&input.specs[0], most) {
            for property in &properties {
                let after = with_property(&input, &component, property);
                if let Some(touched) = too_many(&before, &files(&after)) {
                    wrong.push(format!("{}: {component}, {property}: {touched:?}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_new_property_touches_at_most_three_files() {
    check(4);
}

#[test]
#[ignore = "takes minutes; every component of every document"]
fn a_new_property_of_any_component_touches_at_most_three_files() {
    check(usize::MAX);
}
