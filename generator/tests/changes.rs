//! *Diff* on one document and `changes/overlays/*.yaml`, each of which changes one thing in it.

mod support;

use generator::Input;
use generator::diagnostic::Diagnostic;
use generator::diff::Class;
use std::fs;
use std::path::Path;

/// The document, and the same with the change.
fn sides(overlay: &Path) -> (Input, Input) {
    let old = Input {
        specs: vec![support::file(&support::project().join("generator/tests/changes/base.yaml"))],
        ..Input::default()
    };
    let new = Input { overlays: vec![support::file(overlay)], ..old.clone() };
    (old, new)
}

/// Returns the class of change that the overlay expects.
fn expected(overlay: &Path) -> Option<Class> {
    let text = support::file(overlay).text;
    let word = text.lines().find_map(|line| line.strip_prefix("x-expected: ")).expect("each overlay says what it is");
    let class = Class::ALL.into_iter().find(|class| class.word() == word);
    assert!(class.is_some() || word == "none", "{}: `{word}`", overlay.display());
    class
}

#[test]
fn each_change_is_classified_and_located() {
    let mut wrong = Vec::new();
    insta::glob!("changes/overlays/*.yaml", |path| {
        let (old, new) = sides(path);
        let comparison = generator::diff(&old, &new);
        // What is no longer used may still be among the components.
        let is_said = |diagnostic: &&Diagnostic| diagnostic.code != "unused-component";
        let said: Vec<Diagnostic> = comparison.diagnostics.1.iter().filter(is_said).cloned().collect();
        assert_eq!(support::rendered(&said), "", "{}", path.display());
        let changes = comparison.changes.expect("neither side has errors");
        if changes.verdict() != expected(path) {
            wrong.push(format!("{}: {:?}", path.display(), changes.verdict()));
        }
        insta::assert_snapshot!(changes.text(false));
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_document_has_not_changed_since_itself() {
    let folder = support::project().join("generator/tests/fixtures");
    for entry in fs::read_dir(folder).expect("the fixtures are part of the project") {
        let input = support::input(&entry.expect("the folder can be listed").path());
        let comparison = generator::diff(&input, &input);
        let said = [comparison.diagnostics.0, comparison.diagnostics.1].concat();
        let changes = comparison.changes.unwrap_or_else(|| panic!("{}", support::rendered(&said)));
        assert_eq!(changes.verdict(), None, "{}", changes.text(false));
    }
}
