//! Generates from Twilio's official documents, if they are in `../shared/corpus`, and snapshots the diagnostics.

mod support;

use generator::diagnostic::Severity;
use generator::{Input, generate};
use std::fmt::Write as _;
use std::fs;

/// Every warning is true; what is wrong in the snapshot is wrong in the document.
#[test]
fn official_documents_have_no_errors_and_few_warnings() {
    let corpus = support::project().join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: {} is not here", corpus.display());
        return;
    }
    let mut shown = String::new();
    for folder in ["revisions", "specs"] {
        let entries = fs::read_dir(corpus.join(folder)).expect("the corpus has two folders");
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let spec = support::file(&path);
            let name = spec.name.clone();
            // Each alone, without templates: reading is what is looked at.
            let outcome = generate(&Input { specs: vec![spec], ..Input::default() });
            for said in outcome.diagnostics.iter().filter(|said| said.code != "template") {
                assert_eq!(said.severity, Severity::Warning, "{name}: {said}");
                let line = said.location.as_ref().map(|at| at.line).unwrap_or_default();
                let _ = writeln!(shown, "{name}:{line}: {}: {}", said.code, said.message);
            }
        }
    }
    insta::assert_snapshot!(shown);
}
