//! What a user sees of each problem: `errors/*.yaml`, one kind each.

mod support;

use generator::diagnostic::Severity;
use generator::generate;

#[test]
fn every_problem_is_reported_with_its_place() {
    insta::glob!("errors/*.yaml", |path| {
        let outcome = generate(&support::input(path));
        let has_errors = outcome.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(outcome.files.is_none(), has_errors, "a crate is emitted exactly where no error forbids it");
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
