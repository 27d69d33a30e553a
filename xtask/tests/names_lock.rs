//! `names.lock`: who writes it, who compares it, and what an edited line does.

mod support;

use serde_yaml::Value;
use std::fs;
use std::process::Output;
use support::folder::{Folder, added, document, removed};
use support::{copy, errors, printed, project, text, xtask};

/// Runs `generate` in the folder.
fn generate(folder: &Folder, more: &[&str]) -> Output {
    let (specs, out) = (folder.path("specs"), folder.path("crate"));
    xtask(["generate", "--specs", text(&specs), "--out", text(&out)].into_iter().chain(more.iter().copied()))
}

/// Asserts that a lock has all that an earlier one had.
fn assert_has(place: &str, before: &Value, after: &Value) {
    match (before, after) {
        (Value::Mapping(before), Value::Mapping(after)) => {
            for (key, value) in before {
                let place = format!("{place}: {}", key.as_str().unwrap_or_default());
                let now = after.get(key).unwrap_or_else(|| panic!("{place} is gone"));
                assert_has(&place, value, now);
            }
        }
        (Value::Sequence(before), Value::Sequence(after)) => {
            assert!(before.iter().all(|item| after.contains(item)), "{place}: {before:?}, now {after:?}");
        }
        (before, after) => assert_eq!(before, after, "{place}"),
    }
}

/// Runs `diff`, and returns what it prints.
fn diff(old: &std::path::Path, new: &std::path::Path) -> String {
    let output = xtask(["diff", text(old), text(new)]);
    assert!(output.status.success(), "{}", errors(&output));
    printed(&output)
}

#[test]
fn generate_writes_the_lock_and_check_compares_it() {
    let folder = Folder::new();
    let lock = folder.read("specs/names.lock");
    assert!(lock.contains("      Thing: {uses: ["), "{lock}");
    assert!(folder.is_up_to_date());
    folder.write("specs/things.yaml", &added());
    let output = generate(&folder, &["--check"]);
    assert!(!output.status.success());
    let line = "\"body Colour\": colour";
    assert!(printed(&output).lines().any(|said| said.starts_with('+') && said.contains(line)), "{}", printed(&output));
    assert!(errors(&output).contains("names.lock differs"), "{}", errors(&output));
    assert_eq!(folder.read("specs/names.lock"), lock, "`--check` writes nothing");
    let output = generate(&folder, &[]);
    assert!(errors(&output).contains("specs/names.lock"), "{}", errors(&output));
    assert!(folder.read("specs/names.lock").contains(line) && folder.is_up_to_date());
    fs::remove_file(folder.path("specs/names.lock")).expect("it is there");
    let output = generate(&folder, &["--check"]);
    assert!(printed(&output).contains("missing: "), "{}", printed(&output));
    assert!(!output.status.success());
}

#[test]
fn an_edited_line_renames_and_is_breaking() {
    let folder = Folder::new();
    copy(&folder.path("specs"), &folder.path("before"));
    let lock = folder.read("specs/names.lock");
    let renamed = lock
        .replace("\"secondName\": second_name", "\"secondName\": surname")
        .replace("      ThingStatus: {", "      ThingStatus: {rename: State, ");
    assert!(renamed != lock);
    folder.write("specs/names.lock", &renamed);
    let said = diff(&folder.path("before"), &folder.path("specs"));
    assert!(said.contains("breaking") && said.contains("State") && said.contains("surname"), "{said}");
    let output = generate(&folder, &[]);
    assert!(output.status.success(), "{}", errors(&output));
    let types = folder.read("crate/src/things/v1/types/thing.rs");
    assert!(types.contains("pub enum State {") && types.contains("pub surname: Option<String>"), "{types}");
    let lock = folder.read("specs/names.lock");
    assert!(lock.contains("      State: {") && !lock.contains("rename:"), "{lock}");
    assert!(folder.is_up_to_date());
}

#[test]
fn a_name_that_cannot_be_is_an_error_and_nothing_is_written() {
    let folder = Folder::new();
    let lock = folder.read("specs/names.lock");
    for (name, expected) in [("name", "twice"), ("self", "none that Rust allows"), ("Surname", "cannot be the name")] {
        folder.write("specs/names.lock", &lock.replace("second_name", name));
        let before = folder.files();
        let output = generate(&folder, &[]);
        assert_eq!(output.status.code(), Some(1));
        let said = errors(&output);
        assert!(
            said.contains("error[invalid-lock]") && said.contains("names.lock:") && said.contains(expected),
            "{said}"
        );
        assert!(folder.files() == before, "every file is as it was");
    }
}

#[test]
fn a_line_without_an_item_is_dropped_and_told() {
    let folder = Folder::new();
    copy(&folder.path("specs"), &folder.path("before"));
    let start = document().find("  /v1/Things/{Sid}/Start:").expect("part of the document");
    let end = document().find("  /v1/Notes:").expect("part of the document");
    let mut without = document();
    without.replace_range(start..end, "");
    folder.write("specs/things.yaml", &without);
    assert!(diff(&folder.path("before"), &folder.path("specs")).contains("breaking"));
    let output = generate(&folder, &[]);
    let said = errors(&output);
    assert!(said.contains("warning[stale-lock-line]") && said.contains("POST /v1/Things/{}/Start"), "{said}");
    assert!(!folder.read("specs/names.lock").contains("/Start") && folder.is_up_to_date());
    assert!(!errors(&generate(&folder, &[])).contains("stale-lock-line"), "it is told once");
}

#[test]
fn an_update_writes_the_lock_or_changes_nothing() {
    let folder = Folder::new();
    let before = folder.read("specs/names.lock");
    folder.update(&added(), &["--dry-run"]);
    assert_eq!(folder.read("specs/names.lock"), before);
    let output = folder.update(&added(), &[]);
    assert!(errors(&output).contains("specs/names.lock"), "{}", errors(&output));
    assert!(folder.read("specs/names.lock").contains("\"body Colour\": colour") && folder.is_up_to_date());
    // What is edited and not generated yet is not lost in an update.
    folder.write("specs/names.lock", &folder.read("specs/names.lock").replace("second_name", "surname"));
    let files = folder.files();
    let output = folder.update(&removed(), &[]);
    assert!(errors(&output).contains("run `cargo xtask generate` first"), "{}", errors(&output));
    assert!(folder.files() == files, "every file is as it was");
}

#[test]
fn an_update_of_a_folder_without_a_lock_keeps_the_names_too() {
    let folder = Folder::new();
    fs::remove_file(folder.path("specs/names.lock")).expect("it is there");
    // `Name` is what comes first, and would be `name`.
    let revision = document().replace(
        "        name: {type: string, desc",
        "        Name: {type: string}\n        name: {type: string, desc",
    );
    let output = folder.update(&revision, &[]);
    assert!(printed(&output).contains("0.3.1 becomes 0.3.2"), "{}{}", printed(&output), errors(&output));
    let lock = folder.read("specs/names.lock");
    assert!(lock.contains("\"name\": name"), "{lock}");
    assert!(folder.is_up_to_date());
}

#[test]
fn a_comparison_of_two_files_keeps_the_names_of_the_old_one() {
    let folder = Folder::new();
    folder.write("old.yaml", &document());
    folder.write(
        "new.yaml",
        &document().replace(
            "        name: {type: string, desc",
            "        Name: {type: string}\n        name: {type: string, desc",
        ),
    );
    let said = diff(&folder.path("old.yaml"), &folder.path("new.yaml"));
    assert!(!said.contains("breaking"), "{said}");
    folder.write("specs/names.lock", &folder.read("specs/names.lock").replace("second_name", "surname"));
    folder.write("new.yaml", &document().replace("        secondName: {type: string}\n", ""));
    let said = diff(&folder.path("specs/things.yaml"), &folder.path("new.yaml"));
    assert!(said.contains("`surname`"), "{said}");
}

#[test]
fn a_lock_that_leads_out_of_the_folder_is_neither_read_nor_written() {
    let folder = Folder::new();
    fs::remove_file(folder.path("specs/names.lock")).expect("it is there");
    folder.write("outside", "mine");
    std::os::unix::fs::symlink(folder.path("outside"), folder.path("specs/names.lock")).expect("a link can be made");
    let output = generate(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("outside of the folder"), "{}", errors(&output));
    assert_eq!(folder.read("outside"), "mine");
}

#[test]
fn what_is_added_to_our_own_documents_renames_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (specs, out) = (folder.path().join("specs"), folder.path().join("crate"));
    copy(&project().join("specs"), &specs);
    let before = fs::read_to_string(specs.join("names.lock")).expect("part of the project");
    // An operation at an earlier path, namesakes of parameters and properties, and a component that wants a taken name.
    let overlay = "overlay: 1.0.0
extends: ../twilio_api_v2010.yaml
actions:
  - target: $.components.schemas
    update:
      CallStatus: {type: object, properties: {Sid: {type: string}, sid: {type: string}}}
  - target: $.components.schemas..[?@.sid.type]
    update: {Sid: {type: string, description: Another one.}}
  - target: $.components.schemas..[?@.date_created.type]
    update: {Date_created: {type: string, description: Another one.}}
  - target: $.paths
    update:
      /2010-04-01/Account.json:
        get:
          operationId: fetchOneAccount
          description: One account.
          parameters:
            - {name: status, in: query, description: One more., schema: {type: string}}
            - {name: Status, in: query, description: One more., schema: {type: string}}
          responses:
            '200':
              description: It.
              content: {application/json: {schema: {$ref: '#/components/schemas/CallStatus'}}}
  - target: $.paths['/2010-04-01/Accounts.json'].get.parameters
    update: [{name: status, in: query, description: One more., schema: {type: string}}]
";
    fs::write(specs.join("overlays/added.overlay.yaml"), overlay).expect("a temporary folder can be written");
    let manifest = fs::read_to_string(specs.join("crate.toml")).expect("part of the project");
    let manifest = manifest.replace("overlays = [", "overlays = [\"overlays/added.overlay.yaml\", ");
    fs::write(specs.join("crate.toml"), manifest).expect("a temporary folder can be written");
    let output = xtask(["generate", "--specs", text(&specs), "--out", text(&out)]);
    assert!(output.status.success(), "{}", errors(&output));
    let after = fs::read_to_string(specs.join("names.lock")).expect("it was written");
    let parsed = |text: &str| serde_yaml::from_str::<Value>(text).expect("a lock is YAML");
    assert_has("names.lock", &parsed(&before), &parsed(&after));
    assert!(after.contains("\"/2010-04-01/Account\"") && after.contains("\"Sid\": "), "{after}");
    let said = diff(&project().join("specs"), &specs);
    assert!(!said.contains("breaking"), "{said}");
}
