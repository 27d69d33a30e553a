//! What stands in the way of a run, and is nowhere else: it is still there afterwards, and the run says why it stopped.

mod support;

use std::fs;
use std::path::Path;
use support::{errors, text, xtask};

const SPEC: &str = "openapi: 3.0.1
info: {title: Kept, version: 1.0.0}
servers: [{url: https://kept.example.com}]
paths: {/v1/Things: {get: {responses: {'204': {description: Done}}}}}
";

/// A folder with a document and the crate that was made of it.
fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let specs = folder.path().join("specs");
    fs::create_dir(&specs).expect("a temporary folder can be written");
    fs::write(specs.join("kept.yaml"), SPEC).expect("a temporary folder can be written");
    let (is_success, said) = generate(&specs, &folder.path().join("crate"));
    assert!(is_success, "{said}");
    folder
}

fn generate(specs: &Path, out: &Path) -> (bool, String) {
    let output = xtask(["generate", "--specs", text(specs), "--out", text(out)]);
    (output.status.success(), errors(&output))
}

#[test]
fn the_history_of_a_crate_that_is_a_repository() {
    let folder = generated();
    let (specs, out) = (folder.path().join("specs"), folder.path().join("crate"));
    let history = out.join(".git");
    fs::create_dir(&history).expect("a temporary folder can be written");
    fs::write(history.join("HEAD"), "ref: refs/heads/main\n").expect("a temporary folder can be written");
    let (is_success, said) = generate(&specs, &out);
    assert!(!is_success && said.contains("holds .git, which would be lost"), "{said}");
    assert!(history.join("HEAD").is_file());
}

#[test]
fn documents_inside_the_crate() {
    let folder = generated();
    let out = folder.path().join("crate");
    let specs = out.join("specs");
    fs::rename(folder.path().join("specs"), &specs).expect("a temporary folder can be written");
    let (is_success, said) = generate(&specs, &out);
    assert!(!is_success && said.contains("holds the documents, and would be replaced"), "{said}");
    assert!(specs.join("kept.yaml").is_file());
}

#[cfg(unix)]
#[test]
fn a_folder_of_something_else_is_refused_before_it_is_read() {
    let folder = generated();
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).expect("a link can be made");
    let (is_success, said) = generate(&folder.path().join("specs"), &folder.path().join("crate/.."));
    assert!(!is_success, "{said}");
    assert!(said.contains("holds the documents"), "{said}");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    std::os::unix::fs::symlink("nowhere", elsewhere.path().join("link")).expect("a link can be made");
    let (is_success, said) = generate(&folder.path().join("specs"), elsewhere.path());
    assert!(!is_success && said.contains("holds files that were not generated"), "{said}");
}
