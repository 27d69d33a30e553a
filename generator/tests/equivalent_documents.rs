//! Rewrites documents without changing their meaning, and expects no change for callers.
//!
//! The rewrites reorder mappings, move and inline schemas, rename components, and change tags, texts and `info`. They
//! run on the project's documents, and on Twilio's official documents where `../shared/corpus` is.

#[path = "equivalent_documents/rewrite.rs"]
mod rewrite;
mod support;

use generator::diff::{Changes, Class};
use generator::{File, Input};
use serde_yaml::Value;
use std::fs;

/// The documents that are at hand.
fn documents() -> Vec<File> {
    let mut paths = Vec::new();
    for folder in ["specs", "../shared/corpus/specs", "../shared/corpus/revisions"] {
        match fs::read_dir(support::project().join(folder)) {
            Ok(entries) => paths.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => println!("skipped: {folder} is not here"),
        }
    }
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.iter().map(|path| support::file(path)).collect()
}

/// Returns the changes that `diff` reports for a rewritten document.
fn changes(document: &File, rewrite: impl Fn(&mut Value)) -> Changes {
    compare(document, &rewritten(document, rewrite))
}

fn rewritten(document: &File, rewrite: impl Fn(&mut Value)) -> File {
    let mut value = parsed(document);
    rewrite(&mut value);
    File { name: document.name.clone(), text: serde_yaml::to_string(&value).expect("YAML") }
}

fn parsed(document: &File) -> Value {
    serde_yaml::from_str(&document.text).expect("YAML")
}

fn compare(old: &File, new: &File) -> Changes {
    let input = |file: &File| Input { specs: vec![file.clone()], ..Input::default() };
    let comparison = generator::diff(&input(old), &input(new));
    let (old, new) = &comparison.diagnostics;
    comparison.changes.unwrap_or_else(|| panic!("{}{}", support::rendered(old), support::rendered(new)))
}

/// Describes unexpected changes.
fn complaint(document: &File, changes: &Changes) -> String {
    let first: String = changes.text(false).lines().take(40).map(|line| format!("  {line}\n")).collect();
    format!("{}: {}\n{first}", document.name, changes.summary())
}

/// Asserts of every document that the rewriting leads to no change beyond this class.
fn assert_at_most(class: Option<Class>, rewrite: impl Fn(&mut Value)) {
    let mut complaints = Vec::new();
    for document in documents() {
        let changes = changes(&document, &rewrite);
        if changes.verdict() > class {
            complaints.push(complaint(&document, &changes));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Asserts of every document that to take the rewriting back breaks no caller. It may add constructors: schemas of which one
/// was sent and the other returned become one.
fn assert_reverse(rewrite: impl Fn(&mut Value)) {
    let mut complaints = Vec::new();
    for document in documents() {
        let changes = compare(&rewritten(&document, &rewrite), &document);
        if changes.verdict() > Some(Class::Additive) {
            complaints.push(complaint(&document, &changes));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_order_of_mappings_means_nothing() {
    assert_at_most(None, |document| rewrite::reorder(document, &|entries| entries.reverse()));
}

#[test]
fn mappings_in_the_order_of_the_alphabet_mean_the_same() {
    let by_name = |a: &(Value, Value), b: &(Value, Value)| a.0.as_str().cmp(&b.0.as_str());
    assert_at_most(None, |document| rewrite::reorder(document, &|entries| entries.sort_by(by_name)));
}

#[test]
fn inlining_every_schema_means_nothing_and_hoisting_it_again_breaks_nothing() {
    assert_at_most(None, rewrite::inline_all);
    assert_reverse(rewrite::inline_all);
}

#[test]
fn hoisting_every_schema_means_nothing_and_inlining_it_again_breaks_nothing() {
    assert_at_most(None, rewrite::hoist_all);
    assert_reverse(rewrite::hoist_all);
}

#[test]
fn renaming_every_component_means_nothing() {
    assert_at_most(None, rewrite::rename_components);
}

#[test]
fn all_of_it_means_nothing() {
    assert_at_most(None, |document| {
        rewrite::inline_all(document);
        rewrite::hoist_all(document);
        rewrite::rename_components(document);
        rewrite::rename_tags(document);
        rewrite::reorder(document, &|entries| entries.reverse());
    });
}

#[test]
fn tags_mean_nothing() {
    assert_at_most(None, rewrite::rename_tags);
}

#[test]
fn words_and_info_are_documentation() {
    assert_at_most(Some(Class::Docs), rewrite::reword);
}

#[test]
fn another_word_is_seen() {
    for document in documents() {
        assert_eq!(changes(&document, rewrite::reword).verdict(), Some(Class::Docs), "{}", document.name);
    }
}
