//! Tests how diagnostics are printed for people and for programs, and `explain`.

mod support;

use serde_yaml::Value;
use std::fs;
use support::{errors, printed, text, xtask};

/// A document with two errors and a warning.
const WRONG: &str = "openapi: 3.0.1
info: {title: Wrong, version: 1.0.0}
servers: [{url: https://errors.example.com}]
tag: []
paths:
  /v1/Things:
    get:
      parameters: [{name: A, in: query, schema: {type: strnig}}]
      responses: {'200': {$ref: '#/components/responses/Gone'}}
";

/// Generates from the document into a folder that is not there, with more arguments; and whether it is there then.
fn generate(more: &[&str]) -> (std::process::Output, bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("wrong.yaml"), WRONG).expect("a temporary folder can be written");
    let out = folder.path().join("out");
    let arguments = ["generate", "--specs", text(folder.path()), "--out", text(&out)];
    (xtask(arguments.into_iter().chain(more.iter().copied())), out.exists())
}

#[test]
fn a_person_reads_every_problem_in_one_run_and_what_they_sum_up_to() {
    let (output, is_written) = generate(&[]);
    assert_eq!((output.status.code(), is_written), (Some(1), false));
    let said = errors(&output);
    let places: Vec<usize> =
        [":4:1\n", ":8:56\n", ":9:33\n"].iter().filter_map(|place| said.find(&format!("wrong.yaml{place}"))).collect();
    assert!(places.len() == 3 && places.is_sorted(), "{said}");
    assert!(said.contains("\nerror: 2 errors and 1 warning\n"), "{said}");
    assert!(said.contains("cargo xtask explain unknown-type"), "the first error can be looked up: {said}");
    assert!(!said.contains('\u{1b}'), "colours are for terminals");
    assert_eq!(printed(&output), "");
}

#[test]
fn a_program_reads_one_object_on_each_line() {
    let (output, is_written) = generate(&["--message-format", "json"]);
    assert_eq!((output.status.code(), is_written), (Some(1), false));
    let printed = printed(&output);
    let lines: Vec<Value> = printed.lines().map(|line| serde_yaml::from_str(line).expect("JSON")).collect();
    let codes: Vec<_> = lines.iter().map(|line| line["code"].as_str().unwrap_or_default()).collect();
    assert_eq!(codes, ["unknown-key", "unknown-type", "unresolved-ref"]);
    let place = ["line", "column", "end"].map(|key| lines[1][key].as_u64().unwrap_or_default());
    assert_eq!(place, [8, 56, 62]);
    assert_eq!(lines[1]["severity"].as_str(), Some("error"));
    assert_eq!(lines[1]["help"].as_str(), Some("did you mean `string`?"));
    assert_eq!(lines[0]["pointer"].as_str(), Some("/tag"));
}

#[test]
fn explain_prints_the_page_of_a_code() {
    let output = xtask(["explain", "unresolved-ref"]);
    assert!(output.status.success());
    assert!(printed(&output).starts_with("# `unresolved-ref` (error)\n"), "{}", printed(&output));
    let list = printed(&xtask(["explain"]));
    assert!(list.lines().count() > 50 && list.contains("\nunresolved-ref            error: A `$ref`, or"), "{list}");
}

#[test]
fn explain_knows_what_may_have_been_meant() {
    let output = xtask(["explain", "unresolved-reff"]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(said.contains("did you mean `unresolved-ref`?") && said.contains("wrong-kind"), "{said}");
    assert_eq!(printed(&output), "");
}
