//! Keeps the prose and the names of the project in the style of its glossary. Each failure names file and line.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

/// First words of a doc comment that hide its subject: it opens with a verb (`Returns`) or a noun phrase instead.
const OPENINGS: [&str; 8] = ["What", "Whether", "How", "Where", "Of", "By", "In comes", "In come"];

/// Names that are no term of the field, each with the term that replaces it.
const RETIRED: [(&str, &str); 20] = [
    ("about", "document_docs"),
    ("answer", "response"),
    ("choice", "union"),
    ("copies", "duplicates"),
    ("finished_request", "prepared_request"),
    ("flowing", "paragraphs"),
    ("guests", "types"),
    ("hold", "folder_lock"),
    ("kept", "lock"),
    ("meaning", "equality"),
    ("namesakes", "shared_names"),
    ("parts", "all_of"),
    ("readable", "read_text"),
    ("remarks", "notes"),
    ("replace", "atomic_write"),
    ("rest", "recovery"),
    ("said", "discriminator_value"),
    ("stand_in", "mock_server"),
    ("unread", "unused_extensions, headers, examples, security"),
    ("world", "state"),
];

/// The folders with hand-written Rust.
const FOLDERS: [&str; 5] = ["generator", "templates/runtime", "xtask", "specs", "templates/each"];

/// Adds the Rust files of a folder, but those that are built or generated.
fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are part of the project") {
        let path = entry.expect("the folder can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !["target", "corpus", "snapshots"].contains(&&*name) {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Returns every hand-written Rust file, by its path in the project, with its text.
fn sources() -> Vec<(String, String)> {
    let project = support::project();
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| rust_files(&project.join(folder), &mut files));
    files.sort();
    let name = |path: &Path| path.strip_prefix(&project).unwrap_or(path).to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), support::file(path).text)).collect()
}

/// Returns the opening that the text has, if it has one.
fn opening(text: &str) -> Option<&'static str> {
    let is_word = |opening: &str| text.strip_prefix(opening).is_some_and(|rest| rest.starts_with([' ', ',', ':']));
    OPENINGS.into_iter().chain(["The same"]).find(|opening| is_word(opening))
}

#[test]
fn doc_comments_open_with_a_verb_or_a_noun() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        let mut is_inside = false;
        for (index, line) in text.lines().map(str::trim_start).enumerate() {
            let comment = line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! "));
            if let Some(opening) = comment.filter(|_| !is_inside).and_then(opening) {
                found.push(format!("{file}:{}: a doc comment opens with `{opening}`", index + 1));
            }
            is_inside = line.starts_with("///") || line.starts_with("//!");
        }
    }
    assert!(found.is_empty(), "open with a verb (`Returns`) or a noun phrase:\n{}", found.join("\n"));
}

#[test]
fn file_headers_say_what_a_file_does_in_one_sentence() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        let header = text.lines().take_while(|line| line.starts_with("//!"));
        for (index, line) in header.enumerate() {
            if line.contains(" in, ") && line.contains(" out") {
                found.push(format!("{file}:{}: a header has the form `X in, Y out`", index + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn retired_names_stay_retired() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        for (index, line) in text.lines().map(str::trim_start).enumerate() {
            let line =
                line.trim_start_matches("pub ").trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            let Some(name) = line.strip_prefix("mod ").and_then(|name| name.strip_suffix(';')) else { continue };
            if let Some((_, term)) = RETIRED.iter().find(|(retired, _)| *retired == name) {
                found.push(format!("{file}:{}: the module `{name}` is called `{term}` here", index + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
