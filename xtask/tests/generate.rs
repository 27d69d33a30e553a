//! `cargo xtask generate` as a user runs it: what it writes, what `--check` says, what it refuses.

mod support;

use std::fs;
use std::path::Path;
use support::{copy, errors, printed, project, text, xtask};

/// `generate --check` on the project's documents and a folder of generated files.
fn check(specs: &Path, out: &Path) -> (bool, String) {
    let output = xtask(["generate", "--check", "--specs", text(specs), "--out", text(out)]);
    (output.status.success(), format!("{}{}", printed(&output), errors(&output)))
}

#[test]
fn the_committed_crate_is_up_to_date() {
    let (passes, said) = check(&project().join("specs"), &project().join("generated"));
    assert!(passes, "{said}");
}

#[test]
fn check_names_every_file_that_differs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("generated");
    copy(&project().join("generated"), &out);
    let sid = out.join("src/sid.rs");
    let changed =
        fs::read_to_string(&sid).expect("it is generated").replace("AddressSid(String)", "AddressSid(Vec<u8>)");
    fs::write(&sid, changed).expect("a temporary folder can be written");
    fs::copy(out.join("src/lib.rs"), out.join("src/stray.rs")).expect("a temporary folder can be written");
    fs::remove_file(out.join("src/api.rs")).expect("it is generated");
    let (passes, said) = check(&project().join("specs"), &out);
    assert!(!passes);
    assert!(said.contains("-pub struct AddressSid(Vec<u8>);\n+pub struct AddressSid(String);"), "{said}");
    assert!(said.contains("stray: src/stray.rs") && said.contains("missing: src/api.rs"), "{said}");
    assert!(said.contains("differs in 3 files"), "{said}");
}

#[test]
fn check_sees_a_change_of_a_document() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let specs = folder.path().join("specs");
    copy(&project().join("specs"), &specs);
    let path = specs.join("twilio_accounts_v1.yaml");
    let changed = fs::read_to_string(&path).expect("part of the project").replace("User provided AWS keys", "AWS keys");
    fs::write(&path, changed).expect("a temporary folder can be written");
    let (passes, said) = check(&specs, &project().join("generated"));
    assert!(!passes && said.contains("+/// AWS keys"), "{said}");
}

#[test]
fn generating_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("generated");
    let generate = || xtask(["generate", "--out", text(&out)]);
    let first = errors(&generate());
    assert!(first.contains("Generated 47 operations") && first.contains("Wrote"), "{first}");
    let (passes, said) = check(&project().join("specs"), &out);
    assert!(passes, "{said}");
    let second = errors(&generate());
    assert!(second.contains("Unchanged"), "{second}");
    fs::copy(out.join("src/lib.rs"), out.join("src/stray.rs")).expect("a temporary folder can be written");
    generate();
    assert!(!out.join("src/stray.rs").exists(), "what is no longer generated does not stay");
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("letter.txt"), "dear").expect("a temporary folder can be written");
    let output = xtask(["generate", "--out", text(folder.path())]);
    assert!(!output.status.success());
    assert!(errors(&output).contains("holds files that were not generated"), "{}", errors(&output));
    assert_eq!(fs::read_to_string(folder.path().join("letter.txt")).expect("it is still there"), "dear");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("f");
    fs::write(&file, "dear").expect("a temporary folder can be written");
    let output = xtask(["generate", "--out", text(&file)]);
    assert!(errors(&output).contains("is a file; name a folder"), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "dear");
}

#[test]
fn a_manifest_that_cargo_would_refuse_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(project().join("specs/twilio_accounts_v1.yaml"), folder.path().join("a.yaml")).expect("copied");
    for (name, version, specs, expected) in [
        ("std", "0.1.0", "'a.yaml'", "`std` is not a name for a crate"),
        ("A b", "0.1.0", "'a.yaml'", "`A b` is not a name for a crate"),
        ("type", "0.1.0", "'a.yaml'", "`type` is not a name for a crate"),
        ("good", "abc", "'a.yaml'", "`abc` is not a version"),
        ("good", "0.1.0", "", "`specs` names no document"),
        ("good", "0.1.0", "'a.yaml', 'a.yaml'", "`a.yaml` is listed twice"),
        ("good", "0.1.0", "'b.yaml'", "cannot read"),
    ] {
        let text = format!("name = '{name}'\nversion = '{version}'\ndescription = ''\nspecs = [{specs}]\n");
        fs::write(folder.path().join("crate.toml"), text).expect("a temporary folder can be written");
        let out = folder.path().join("out");
        let output = xtask(["generate", "--specs", self::text(folder.path()), "--out", self::text(&out)]);
        assert!(errors(&output).contains(expected), "{expected}: {}", errors(&output));
        assert!(!out.exists());
    }
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schemas: String = (0..3000)
        .map(|number| {
            format!("    S{number}: {{properties: {{p: {{$ref: '#/components/schemas/S{}'}}}}}}\n", number + 1)
        })
        .collect();
    let document = format!(
        "openapi: 3.0.1\ninfo: {{title: Long, version: 1.0.0}}\nservers: [{{url: https://long.example.com}}]\npaths:\n  \
         /v1/Things:\n    get: {{responses: {{'200': {{description: OK, content: {{application/json: {{schema: {{$ref: \
         '#/components/schemas/S0'}}}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}    S3000: {{type: string}}\n"
    );
    fs::write(folder.path().join("long.yaml"), document).expect("a temporary folder can be written");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", text(&folder.path().join("out"))]);
    assert!(errors(&output).contains("3000 models"), "{}", errors(&output));
}

#[test]
fn a_folder_of_documents_needs_no_manifest() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(project().join("specs/twilio_accounts_v1.yaml"), folder.path().join("b.yaml")).expect("copied");
    let out = folder.path().join("out");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", text(&out)]);
    assert!(output.status.success(), "{}", errors(&output));
    let manifest = fs::read_to_string(out.join("Cargo.toml")).expect("it was written");
    assert!(manifest.contains("name = \"twilio-accounts\"\nversion = \"0.1.0\""), "{manifest}");
    // The examples and the mock server are for the project's own documents.
    assert!(!manifest.contains("axum") && !manifest.contains("[[example]]"), "{manifest}");
    assert!(!out.join("examples").exists() && !out.join("src/mock_server").exists());
}

#[test]
fn an_error_writes_nothing_and_names_the_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let wrong = "openapi: 3.0.1\ninfo: {title: Wrong, version: 1.0.0}\npaths:\n  /v1/Things:\n    $ref: '#/paths/x'\n";
    fs::write(folder.path().join("wrong.yaml"), wrong).expect("a temporary folder can be written");
    let out = folder.path().join("out");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("wrong.yaml:5:11"), "{}", errors(&output));
    assert!(errors(&output).contains("nothing was written"));
    assert!(!out.exists());
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = xtask(["generate", "--specs", text(folder.path()), "--out", text(&folder.path().join("out"))]);
    assert!(errors(&output).contains("holds no .yaml, .yml or .json file"), "{}", errors(&output));
    let missing = folder.path().join("missing");
    let output = xtask(["generate", "--specs", text(&missing), "--out", text(&folder.path().join("out"))]);
    assert!(errors(&output).contains("cannot list"), "{}", errors(&output));
}

#[test]
fn dump_of_a_name_that_nothing_has_says_so() {
    let spec = "specs/twilio_accounts_v1.yaml";
    let output = xtask(["dump", "names", spec, "Safelist"]);
    assert!(output.status.success() && printed(&output).contains("SafelistResource"), "{}", errors(&output));
    let output = xtask(["dump", "names", spec, "Safelisst"]);
    assert_eq!((output.status.code(), printed(&output).as_str()), (Some(1), ""));
    assert_eq!(errors(&output), format!("error: nothing of {spec} has `Safelisst` in its name\n"));
}

#[test]
fn dump_prints_each_stage() {
    for (stage, spec, expected) in [
        ("source", "specs/twilio_api_v2010.yaml", "x-rust-name: transfer_to"),
        ("resolved", "specs/twilio_accounts_v1.yaml", "/v1/SafeList/Numbers"),
        ("api", "specs/twilio_accounts_v1.yaml", "create (CreateSecondaryAuthToken): POST"),
        ("names", "specs/twilio_accounts_v1.yaml", "safelist: safelist() -> SafelistResource"),
        ("files", "specs/twilio_accounts_v1.yaml", "pub struct SafelistResource"),
    ] {
        let output = xtask(["dump", stage, spec]);
        assert!(output.status.success() && printed(&output).contains(expected), "{stage}: {}", errors(&output));
    }
}
