//! What means nothing to callers is no change: the order of mappings, where schemas stand, tags, words and `info`.
//!
//! On the project's documents, and on Twilio's official ones where `../shared/corpus` is at hand.

#[path = "invariance/rewrite.rs"]
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

/// What `diff` says of a document after a rewriting.
fn changes(document: &File, rewrite: impl Fn(&mut Value)) -> Changes {
    let mut value: Value = serde_yaml::from_str(&document.text).expect("YAML");
    rewrite(&mut value);
    let text = serde_yaml::to_string(&value).expect("YAML");
    let input = |file: File| Input { specs: vec![file], ..Input::default() };
    let rewritten = File { name: document.name.clone(), text };
    let comparison = generator::diff(&input(document.clone()), &input(rewritten));
    let (old, new) = &comparison.diagnostics;
    comparison.changes.unwrap_or_else(|| panic!("{}{}", support::rendered(old), support::rendered(new)))
}

/// Asserts of every document that the rewriting leads to no change beyond this class.
fn assert_at_most(class: Option<Class>, rewrite: impl Fn(&mut Value)) {
    let mut complaints = Vec::new();
    for document in documents() {
        let changes = changes(&document, &rewrite);
        if changes.verdict() > class {
            let first: String = changes.text(false).lines().take(12).map(|line| format!("  {line}\n")).collect();
            complaints.push(format!("{}: {}\n{first}", document.name, changes.summary()));
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
fn inlining_what_is_no_object_means_nothing() {
    assert_at_most(None, |document| rewrite::inline(document, &|schema| !rewrite::is_object(schema)));
}

#[test]
fn hoisting_what_is_no_object_means_nothing() {
    assert_at_most(None, |document| rewrite::hoist(document, &|schema| !rewrite::is_object(schema)));
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
