//! What means nothing to callers is no change: the order of mappings, where schemas stand, tags, words and `info`.
//!
//! On the project's documents, and on Twilio's official ones where `../shared/corpus` is at hand.

#[path = "invariance/answers.rs"]
mod answers;
#[path = "invariance/rewrite.rs"]
mod rewrite;
mod support;

use generator::diff::{Changes, Class};
use generator::{File, Input};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;

/// The components that operations answer with and whose names say more, or something else, than the operations do.
const SAY_MORE: [&str; 10] = [
    // What one resource answers when it is fetched is more than what it lists, and says so.
    "assistants.v1.service.assistant_with_tools_and_knowledge",
    "assistants.v1.service.tool_with_policies",
    // `CreateMessage` sends a message, and answers with something else.
    "assistants.v1.service.assistant_send_message_response",
    // `ListKnowledgeByAssistant` and `ListToolsByAssistant` answer with them too.
    "assistants.v1.service.knowledge",
    "assistants.v1.service.tool",
    // The name is a plural, and that of the operation too.
    "content.v1.content_and_approvals",
    // This document names by what a schema is for, or by where it comes from.
    "PublicApiAccountResponse",
    "PublicApiRoleAssignmentResponse",
    "ScimUser",
    "ScimUserPage",
];

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

/// What a test says of changes that should not be there.
fn complaint(document: &File, changes: &Changes) -> String {
    let first: String = changes.text(false).lines().take(12).map(|line| format!("  {line}\n")).collect();
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
fn inlining_or_hoisting_what_operations_answer_with_means_nothing() {
    let (mut complaints, mut count) = (Vec::new(), 0);
    for document in documents() {
        let mut names = answers::hoisted(&parsed(&document));
        names.retain(|name| !SAY_MORE.contains(&name.as_str()));
        count += names.len();
        let inlined = rewritten(&document, |document| {
            answers::inline(document, &names);
            // With all else that means nothing: what is called the same by each could be another thing by all.
            answers::inline_bodies(document);
            rewrite::inline(document, &|schema| !rewrite::is_object(schema));
            rewrite::reorder(document, &|entries| entries.reverse());
        });
        for changes in [compare(&document, &inlined), compare(&inlined, &document)] {
            if changes.verdict().is_some() {
                complaints.push(complaint(&document, &changes));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(count >= 14, "the project's own documents have {count}");
}

/// What `diff` says of each two of these that follow each other, where names are kept.
fn revisions(revisions: impl Fn(&File) -> Vec<File>) {
    let mut complaints = Vec::new();
    for document in documents() {
        let revisions = revisions(&document);
        for pair in std::iter::once(&document).chain(&revisions).collect::<Vec<_>>().windows(2) {
            let input = |file: &File| Input { specs: vec![file.clone()], ..Input::default() };
            let comparison = generator::revise(&input(pair[0]), &input(pair[1]));
            let said = support::rendered(&comparison.diagnostics.1);
            let changes = comparison.changes.unwrap_or_else(|| panic!("{said}"));
            // The documentation of an operation names the types of its refusals.
            if changes.verdict() > Some(Class::Docs) {
                complaints.push(complaint(&document, &changes));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn writing_components_out_and_making_new_ones_means_nothing_where_names_are_kept() {
    revisions(|document| {
        let inlined = rewritten(document, rewrite::inline_all);
        let hoisted = rewritten(&inlined, |document| rewrite::hoist(document, &|_| true));
        // And back: two components for two statuses of one operation would be two types, and inline they are one.
        vec![inlined.clone(), document.clone(), inlined, hoisted]
    });
}

#[test]
fn turning_everything_into_components_means_nothing_where_names_are_kept() {
    revisions(|document| {
        let hoisted = rewritten(document, |document| rewrite::hoist(document, &|_| true));
        vec![hoisted, document.clone()]
    });
}

#[test]
fn writing_out_some_references_means_nothing_where_names_are_kept() {
    for (step, first) in [(2, 0), (2, 1), (3, 1), (5, 2)] {
        revisions(|document| {
            let count = std::cell::Cell::new(first);
            let mut chosen = || count.replace(count.get() + 1) % step == 0;
            let mut value = parsed(document);
            rewrite::inline_some(&mut value, &mut chosen);
            let text = serde_yaml::to_string(&value).expect("YAML");
            vec![File { name: document.name.clone(), text }, document.clone()]
        });
    }
}

#[test]
fn inlining_what_operations_take_means_nothing() {
    assert_at_most(None, answers::inline_bodies);
}

#[test]
fn hoisting_what_stands_inline_in_answers_means_nothing() {
    let fixture = support::file(&support::project().join("generator/tests/fixtures/choices.yaml"));
    let count = std::cell::Cell::new(0);
    for document in documents().into_iter().chain([fixture]) {
        let changes = changes(&document, |document| count.set(count.get() + answers::hoist(document)));
        assert_eq!(changes.verdict(), None, "{}", complaint(&document, &changes));
    }
    assert!(count.get() > 0);
}

#[test]
fn what_says_more_than_its_operations_is_renamed_where_it_is_inlined() {
    let documents = documents();
    let hoisted: Vec<BTreeSet<String>> = documents.iter().map(|document| answers::hoisted(&parsed(document))).collect();
    for name in SAY_MORE {
        let Some(index) = hoisted.iter().position(|names| names.contains(name)) else { continue };
        let only = BTreeSet::from([name.to_owned()]);
        let changes = changes(&documents[index], |document| answers::inline(document, &only));
        assert_eq!(changes.verdict(), Some(Class::Breaking), "{name} need not be an exception");
    }
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
