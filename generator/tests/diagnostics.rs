//! Snapshots each diagnostic as users see it: one file of `diagnostics/error` or `diagnostics/warning` each.

mod support;

use generator::diagnostic::Severity;
use generator::{File, Input, generate};

#[test]
fn every_problem_is_reported_with_its_place() {
    insta::glob!("diagnostics/*/*.yaml", |path| {
        let outcome = generate(&support::input(path));
        let has_errors = outcome.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(outcome.files.is_none(), has_errors, "a crate is emitted exactly where no error forbids it");
        let folder = path.parent().and_then(|folder| folder.file_name()).unwrap_or_default();
        assert_eq!(
            folder,
            if has_errors { "error" } else { "warning" },
            "{} is in the folder of its severity",
            path.display()
        );
        assert!(
            outcome.diagnostics.iter().all(|diagnostic| diagnostic.location.is_some()),
            "every problem has a place"
        );
        insta::assert_snapshot!(support::rendered(&outcome.diagnostics));
    });
}

#[test]
fn fixtures_without_problems_have_none() {
    insta::glob!("fixtures/*.yaml", |path| {
        let outcome = generate(&support::input(path));
        let errors: Vec<_> =
            outcome.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
        assert_eq!(support::rendered(&errors), "");
    });
}

/// Returns the codes of the diagnostics of a document.
fn codes(text: String) -> Vec<&'static str> {
    let specs = vec![File { name: "test.yaml".to_owned(), text }];
    let outcome = generate(&Input { specs, templates: support::templates(), ..Input::default() });
    outcome.diagnostics.iter().map(|said| said.code.as_str()).collect()
}

const HEAD: &str = "openapi: 3.0.1\ninfo: {title: Aliases, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n";

#[test]
fn aliases_that_go_deeper_than_any_document_are_refused() {
    let mut text = format!("{HEAD}    s0: &s0 {{type: string}}\n");
    for level in 1..5_000 {
        text.push_str(&format!("    s{level}: &s{level} {{type: array, items: *s{}}}\n", level - 1));
    }
    assert_eq!(codes(text), ["document-too-large"]);
}

#[test]
fn aliases_that_grow_without_end_are_checked_once_each() {
    let mut text = format!("{HEAD}    s0: &s0 {{type: strnig, default: &v0 [1]}}\n");
    for level in 1..40 {
        let last = level - 1;
        text.push_str(&format!(
            "    s{level}: &s{level}\n      type: array\n      items: {{allOf: [*s{last}, *s{last}]}}\n"
        ));
        text.push_str(&format!("      example: &v{level} [*v{last}, *v{last}]\n"));
    }
    let codes = codes(text);
    assert!(codes.contains(&"unknown-type") && codes.contains(&"document-too-large"), "{codes:?}");
}

#[test]
fn what_a_document_says_is_no_command_to_a_terminal() {
    let hostile = r"\u001b[31m\u001b]0;x\u0007\r\u202e";
    let text = format!(
        "openapi: 3.0.1\ninfo: {{title: T, version: 1.0.0}}\npaths: {{\"/{hostile}\": {{get: 1}}}}\n\
         components: {{schemas: {{\"a{hostile}\": {{}}, b: {{$ref: \"#/components/schemas/aa{hostile}\"}}}}}}\n\
         # \u{202e}\u{9b}31m\n\"c{hostile}\": 1\n"
    );
    let specs = vec![File { name: "a\u{1b}[31m.yaml".to_owned(), text }];
    let outcome = generate(&Input { specs, templates: support::templates(), ..Input::default() });
    let codes: Vec<_> = outcome.diagnostics.iter().map(|said| said.code.as_str()).collect();
    assert_eq!(codes, ["invalid-path", "wrong-kind", "unresolved-ref", "unknown-key"]);
    let said = support::rendered(&outcome.diagnostics);
    assert!(said.contains(r"did you mean `a\u{1b}[31m\u{1b}]0;x\u{7}\r\u{202e}`?"), "{said}");
    let obeyed = |character: &char| character.is_control() && *character != '\n' || *character == '\u{202e}';
    assert_eq!(said.chars().filter(obeyed).collect::<String>(), "");
}
