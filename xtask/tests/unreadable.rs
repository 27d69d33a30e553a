//! Tests that an unreadable file is an error that names it, and that nothing is written.

mod support;

use std::fs;
use std::path::Path;
use support::{errors, text, xtask};

/// Returns the error of generating from a folder.
fn refusal(specs: &Path) -> String {
    let out = specs.join("out");
    let output = xtask(["generate", "--specs", text(specs), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert!(!out.exists());
    errors(&output)
}

/// Returns the error of a folder in which `make` made `a.yaml`.
fn refusal_of(make: impl Fn(&Path)) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    make(&folder.path().join("a.yaml"));
    refusal(folder.path())
}

#[test]
fn a_folder_where_a_document_should_be() {
    let said = refusal_of(|path| fs::create_dir(path).expect("a temporary folder can be written"));
    assert!(said.contains("a.yaml: it is not a file"), "{said}");
}

#[test]
fn what_is_wrong_with_other_documents_is_said_too() {
    let said = refusal_of(|path| {
        fs::create_dir(path).expect("a temporary folder can be written");
        let document = "openapi: 3.0.1\ninfo: {title: b, version: '1'}\nservers: [{url: 'https://b.example.com'}]\npaths:\n  \
                        /v1/Bs: {get: {operationId: ListB, responses: {'200': {$ref: '#/components/responses/B'}}}}\n";
        fs::write(path.with_file_name("b.yaml"), document).expect("a temporary folder can be written");
    });
    assert!(said.contains("a.yaml: it is not a file") && said.contains("error[unresolved-ref]"), "{said}");
    assert!(said.contains("error: 2 errors"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_or_out_of_the_folder() {
    for (target, expected) in [("nowhere", "No such file"), ("/dev/zero", "it is outside of the folder")] {
        let said = refusal_of(|path| std::os::unix::fs::symlink(target, path).expect("a link can be made"));
        assert!(said.contains("cannot read") && said.contains("a.yaml") && said.contains(expected), "{said}");
    }
}

#[test]
fn a_file_larger_than_all_documents_together() {
    let said = refusal_of(|path| {
        let file = fs::File::create(path).expect("a temporary folder can be written");
        file.set_len(65 << 20).expect("the file needs no place on the disk");
    });
    assert!(said.contains("a.yaml: it is larger than 64 MB"), "{said}");
}

#[test]
fn text_that_is_not_utf_8_is_refused_where_it_begins() {
    for (bytes, place) in [
        (b"openapi: 3.0.1\ninfo: caf\xe9".as_slice(), "a.yaml:2:10"),
        (b"\xff\xfeo\0p\0e\0n\0".as_slice(), "a.yaml:1:1"),
        (b"\xc3\xa9: \xc3".as_slice(), "a.yaml:1:4"),
    ] {
        let said = refusal_of(|path| fs::write(path, bytes).expect("a temporary folder can be written"));
        assert!(said.contains(place) && said.contains("not UTF-8"), "{said}");
    }
}

#[test]
fn a_file_that_the_manifest_names_and_that_is_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("guide.md")).expect("a temporary folder can be written");
    fs::write(folder.path().join("a.yaml"), "openapi: 3.0.1").expect("a temporary folder can be written");
    let manifest = "name = 'a'\nversion = '0.1.0'\ndescription = ''\nspecs = ['a.yaml']\nguide = 'guide.md'\n";
    fs::write(folder.path().join("crate.toml"), manifest).expect("a temporary folder can be written");
    let said = refusal(folder.path());
    assert!(said.contains("guide.md: it is not a file"), "{said}");
    assert!(said.contains("crate.toml:5:10\n"), "it is named there: {said}");
}

#[test]
fn a_folder_that_the_manifest_names_and_that_is_not_there_hides_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.yaml"), "openapi: 2.0").expect("a temporary folder can be written");
    let manifest = "name = 'a'\nversion = '0.1.0'\ndescription = ''\nspecs = ['a.yaml']\nexamples = 'none'\n";
    fs::write(folder.path().join("crate.toml"), manifest).expect("a temporary folder can be written");
    let said = refusal(folder.path());
    assert!(said.contains("crate.toml:5:13\n") && said.contains("error[unreadable-file]: cannot list"), "{said}");
    assert!(said.contains("a.yaml:1:10"), "{said}");
}

#[test]
fn every_file_that_cannot_be_read_is_told_in_one_run_to_programs_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("c.yaml"), b"openapi: \xe9").expect("a temporary folder can be written");
    let manifest =
        "name = 'a'\nversion = '0.1.0'\ndescription = ''\nspecs = ['a.yaml', 'c.yaml']\noverlays = ['b.yaml']\n";
    fs::write(folder.path().join("crate.toml"), manifest).expect("a temporary folder can be written");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", "none", "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = support::printed(&output);
    let places: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.split_once("\"line\":")?.1.split_once(",\"end"))
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places, ["1,\"column\":10", "4,\"column\":11", "5,\"column\":14"], "{printed}");
    assert_eq!(printed.matches("{\"code\":\"unreadable-file\"").count(), 3, "{printed}");
}

#[test]
fn the_ending_of_a_document_may_be_in_capitals() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.yaml"), "openapi: 3.0.1").expect("a temporary folder can be written");
    fs::write(folder.path().join("B.YAML"), "openapi: 2.0").expect("a temporary folder can be written");
    let said = refusal(folder.path());
    assert!(said.contains("a.yaml:1:1") && said.contains("B.YAML:1:10"), "{said}");
}

#[test]
fn a_broken_manifest_hides_nothing_of_the_documents_that_it_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.yaml"), "openapi: 2.0").expect("a temporary folder can be written");
    fs::write(folder.path().join("other.yaml"), "openapi: 2.0").expect("a temporary folder can be written");
    let manifest = "name = 'a'\nversion = '0.1.0'\ndescription = ''\nspecs = ['a.yaml']\nguides = 'x'\n";
    fs::write(folder.path().join("crate.toml"), manifest).expect("a temporary folder can be written");
    let said = refusal(folder.path());
    assert!(said.contains("crate.toml:5:1") && said.contains("a.yaml:1:10"), "{said}");
    assert!(!said.contains("other.yaml"), "it is not named: {said}");
}

#[test]
fn what_has_no_place_is_told_to_programs_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", "none", "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = support::printed(&output);
    assert!(printed.starts_with("{\"code\":\"run-failed\",\"severity\":\"error\""), "{printed}");
}
