//! `diff` and `update`, as a maintainer runs them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::folder::{Folder, MANIFEST, added, document, removed};
use support::{errors, printed, project, text, xtask};

#[test]
fn an_update_takes_the_revision_and_makes_a_release_of_it() {
    let folder = Folder::new();
    let output = folder.update(&removed(), &[]);
    assert!(output.status.success(), "{}", errors(&output));
    let said = printed(&output);
    assert!(said.contains("breaking  the parameter `note` of `ThingsResource::create` is gone"), "{said}");
    assert!(said.ends_with("version: 0.3.1 becomes 0.4.0\n"), "{said}");
    assert_eq!(folder.read("specs/things.yaml"), removed());
    assert_eq!(folder.read("specs/crate.toml"), MANIFEST.replace("0.3.1", "0.4.0"), "comments and layout stay");
    let section = "# Changelog\n\n## 0.4.0\n\nFollows `things.yaml` 1.0.0.\n\n### Breaking\n\n- `things::v1::thing`: the \
                   parameter `note` of `ThingsResource::create` is gone.\n\n## 0.3.1\n\nAs it was.\n";
    assert_eq!(folder.read("specs/CHANGELOG.md"), section);
    assert!(folder.read("crate/Cargo.toml").contains("version = \"0.4.0\""));
    assert!(folder.read("crate/CHANGELOG.md").contains("## 0.4.0"));
    assert!(folder.is_up_to_date());
    assert!(folder.update(&removed(), &[]).status.success(), "the same revision again is no mistake");
    assert!(folder.read("specs/crate.toml").contains("0.4.0"), "and no release");
}

#[test]
fn an_addition_is_a_patch_before_the_first_major_version() {
    let folder = Folder::new();
    let output = folder.update(&added(), &[]);
    assert!(printed(&output).ends_with("version: 0.3.1 becomes 0.3.2\n"), "{}", printed(&output));
}

#[test]
fn a_document_may_stand_in_a_folder_below_its_manifest() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs/v1")).expect("a temporary folder can be written");
    fs::rename(folder.path("specs/things.yaml"), folder.path("specs/v1/things.yaml")).expect("moved");
    folder.write("specs/crate.toml", &MANIFEST.replace("things.yaml", "v1/things.yaml"));
    folder.write("new.yaml", &added());
    xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    let (spec, new, out) = (folder.path("specs/v1/things.yaml"), folder.path("new.yaml"), folder.path("crate"));
    let output = xtask(["update", text(&spec), text(&new), "--out", text(&out)]);
    assert!(printed(&output).contains("version: 0.3.1 becomes 0.3.2"), "{}{}", printed(&output), errors(&output));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_dry_run_prints_and_writes_nothing() {
    let folder = Folder::new();
    let before = folder.files();
    let output = folder.update(&removed(), &["--dry-run"]);
    assert!(output.status.success() && printed(&output).contains("0.3.1 becomes 0.4.0"), "{}", errors(&output));
    assert!(errors(&output).contains("nothing was written"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn a_revision_without_changes_for_callers_is_no_release() {
    let folder = Folder::new();
    let revision = document().replace("version: 1.0.0", "version: 1.0.1");
    let output = folder.update(&revision, &[]);
    assert!(printed(&output).contains("no change for callers"), "{}", printed(&output));
    assert!(errors(&output).contains("no release"), "{}", errors(&output));
    assert_eq!(folder.read("specs/things.yaml"), revision);
    assert_eq!(folder.read("specs/crate.toml"), MANIFEST);
    assert!(!folder.read("specs/CHANGELOG.md").contains("1.0.1"));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_revision_with_an_error_changes_nothing_and_is_named() {
    let folder = Folder::new();
    let before = folder.files();
    let output = folder.update(&removed().replace("schemas/things.v1.part'", "schemas/things.v1.prat'"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("new.yaml:") && errors(&output).contains("prat"), "{}", errors(&output));
    assert!(errors(&output).contains("nothing was written"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn a_stale_overlay_action_changes_nothing_and_is_named() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs/overlays")).expect("a temporary folder can be written");
    let target = "$.paths['/v1/Things'].post.requestBody.content.*.schema.properties.Note";
    let overlay = format!(
        "overlay: 1.0.0\nextends: ../things.yaml\nactions:\n  - target: {target}\n    update: {{description: A note.}}\n"
    );
    folder.write("specs/overlays/things.overlay.yaml", &overlay);
    folder.write("specs/crate.toml", &format!("{MANIFEST}overlays = [\"overlays/things.overlay.yaml\"]\n"));
    xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    let before = folder.files();
    let output = folder.update(&removed(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(said.contains("error[stale-overlay-action]") && said.contains("things.overlay.yaml:4:"), "{said}");
    assert!(said.contains("matches nothing in") && said.contains("new.yaml"), "{said}");
    assert!(said.contains("the property `Note` of the request of POST /v1/Things"), "{said}");
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn a_crate_that_is_out_of_date_is_not_updated() {
    let folder = Folder::new();
    folder.write("crate/src/lib.rs", "// Somebody's own.\n");
    let before = folder.files();
    let output = folder.update(&removed(), &[]);
    assert!(errors(&output).contains("run `cargo xtask generate` first"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn what_fails_on_the_way_is_put_back() {
    let folder = Folder::new();
    // The last of the files cannot be written beside its place.
    fs::create_dir(folder.path("specs/.things.yaml.new")).expect("a temporary folder can be written");
    let before = folder.files();
    let output = folder.update(&removed(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("cannot write"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
    assert!(folder.is_up_to_date());
}

/// Returns the journal of a folder of documents, which is in the project and not in the folder.
fn journal(specs: &Path) -> PathBuf {
    let folder = fs::canonicalize(specs).expect("it is there");
    let sum = text(&folder)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    project().join(format!("target/update/{sum:016x}"))
}

/// Leaves things as a run that ends after the first file: copies of all, and a list of where they belong.
fn interrupt(folder: &Folder) -> PathBuf {
    let (specs, journal) = (folder.path("specs"), journal(&folder.path("specs")));
    fs::create_dir_all(&journal).expect("the project can be written");
    let files = ["CHANGELOG.md", "crate.toml", "things.yaml"];
    for (index, name) in files.iter().enumerate() {
        fs::copy(specs.join(name), journal.join(index.to_string())).expect("copied");
    }
    let targets: String = files.iter().map(|name| format!("folder {name}\n")).collect();
    let real = fs::canonicalize(&specs).expect("it is there");
    fs::write(journal.join("targets"), format!("{}\n{targets}folder overlays/things.names.yaml\n", text(&real)))
        .expect("the project can be written");
    folder.write("specs/CHANGELOG.md", "half");
    folder.write("specs/.crate.toml.new", "half");
    fs::create_dir(folder.path("specs/overlays")).expect("a temporary folder can be written");
    folder.write("specs/overlays/things.names.yaml", "half");
    journal
}

#[test]
fn what_an_interrupted_update_began_is_taken_back() {
    let folder = Folder::new();
    let before = folder.files();
    let specs = folder.path("specs");
    let journal = interrupt(&folder);
    fs::remove_file(folder.path("crate/src/lib.rs")).expect("it is generated");
    assert!(!folder.is_up_to_date(), "checking says so, and writes nothing");
    let output = xtask(["diff", text(&specs), text(&specs)]);
    assert!(errors(&output).contains("an update was interrupted"), "{}", errors(&output));
    let output = xtask(["generate", "--specs", text(&specs), "--out", text(&folder.path("crate"))]);
    assert!(errors(&output).contains("interrupted"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
    assert!(!journal.exists());
    assert!(folder.update(&removed(), &[]).status.success());
}

#[cfg(unix)]
#[test]
fn what_an_interrupted_update_began_is_taken_back_in_the_folder_alone() {
    let folder = Folder::new();
    let journal = interrupt(&folder);
    folder.write("mine", "mine");
    let targets = fs::read_to_string(journal.join("targets")).expect("it was written");
    let generate = || {
        let (specs, out) = (folder.path("specs"), folder.path("crate"));
        errors(&xtask(["generate", "--specs", text(&specs), "--out", text(&out)]))
    };
    let mine = text(&folder.path("mine")).to_owned();
    for line in ["folder ../mine", &format!("folder {mine}"), "folder link/mine", "folder overlays/../../mine", &mine] {
        std::os::unix::fs::symlink("..", folder.path("specs/link")).expect("a link can be made");
        let (folder_line, _) = targets.split_once('\n').expect("it has lines");
        fs::write(journal.join("targets"), format!("{folder_line}\n{line}\n")).expect("the project can be written");
        let said = generate();
        assert!(said.contains("leads out of") || said.contains("is damaged"), "{line}: {said}");
        assert_eq!(folder.read("mine"), "mine", "{line}");
        fs::remove_file(folder.path("specs/link")).expect("it was made");
    }
    fs::write(journal.join("targets"), targets).expect("the project can be written");
    // A folder that has become a link to another one.
    fs::rename(folder.path("specs/overlays"), folder.path("overlays")).expect("a temporary folder can be written");
    std::os::unix::fs::symlink("../overlays", folder.path("specs/overlays")).expect("a link can be made");
    assert!(generate().contains("leads out of"));
    assert_eq!(folder.read("overlays/things.names.yaml"), "half");
    fs::remove_dir_all(journal).expect("it is there");
}

#[test]
fn what_an_update_left_that_had_not_begun_is_removed() {
    let folder = Folder::new();
    let before = folder.files();
    let begun = journal(&folder.path("specs")).with_extension("new");
    fs::create_dir_all(&begun).expect("the project can be written");
    fs::write(begun.join("0"), "half").expect("the project can be written");
    let output = xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
    assert!(!begun.exists());
}

#[test]
fn what_is_in_the_way_of_the_crate_stops_an_update_before_anything_is_written() {
    let folder = Folder::new();
    fs::create_dir(folder.path("crate/.generate.new")).expect("a temporary folder can be written");
    folder.write("crate/.generate.new/mine", "x");
    let before = folder.files();
    let output = folder.update(&removed(), &[]);
    assert!(errors(&output).contains("mine is in the way, and was not generated"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
    // A run that was killed leaves one that was.
    fs::rename(folder.path("crate/.generate.new/mine"), folder.path("crate/.generate.new/staged-0")).expect("renamed");
    assert!(folder.update(&removed(), &[]).status.success());
    assert!(folder.is_up_to_date(), "and nothing else is in it");
    // A file of the user's own where the revision wants one of its own.
    fs::create_dir_all(folder.path("crate/src/things/v1")).expect("a temporary folder can be written");
    folder.write("crate/src/things/v1/gadget.rs", "mine");
    let before = folder.files();
    let revision =
        removed().replace("paths:\n", "paths:\n  /v1/Gadgets: {get: {responses: {'204': {description: OK}}}}\n");
    assert_ne!(revision, removed());
    let output = folder.update(&revision, &[]);
    assert!(errors(&output).contains("gadget.rs was not generated"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn paths_may_be_relative_to_any_folder() {
    let folder = Folder::new();
    folder.write("new.yaml", &removed());
    for (current, spec, new, out) in [
        ("specs", "things.yaml", "../new.yaml", "../crate"),
        ("specs", "./things.yaml", "../new.yaml", "../crate/"),
        (".", "./specs/things.yaml", "new.yaml", "./crate"),
        ("crate", "../specs/things.yaml", "../new.yaml", "."),
    ] {
        let run = |arguments: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
            command.args(arguments).current_dir(folder.path(current)).output().expect("the command starts")
        };
        for arguments in [&["diff", spec, new][..], &["update", spec, new, "--dry-run", "--out", out]] {
            let output = run(arguments);
            assert!(output.status.success(), "{current}: {}", errors(&output));
            assert!(printed(&output).contains("version: 0.3.1 becomes 0.4.0"), "{current}: {}", printed(&output));
        }
    }
}

#[test]
fn what_cannot_be_updated_is_named() {
    let folder = Folder::new();
    let before = folder.files();
    let (specs, spec, out) = (folder.path("specs"), folder.path("specs/things.yaml"), folder.path("crate"));
    let fails = |spec: &Path, new: &Path, expected: &str| {
        let output = xtask(["update", text(spec), text(new), "--out", text(&out)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(errors(&output).contains(expected), "{}", errors(&output));
    };
    fails(&specs, &spec, "is a folder; name the document in it");
    fails(&spec, &specs, "it is not a file");
    fails(&spec, &folder.path("missing.yaml"), "cannot read");
    folder.write("specs/crate.toml", &MANIFEST.replace("things.yaml", "things.yaml\", \"more.yaml"));
    folder.write("specs/more.yaml", &document().replace("things.", "more."));
    fails(&spec, &specs.join("more.yaml"), "is itself a document of the folder");
    folder.write("specs/crate.toml", MANIFEST);
    fs::remove_file(specs.join("more.yaml")).expect("it was written");
    assert!(folder.files() == before, "every file is as it was");
}

#[test]
fn diff_of_two_documents_reads_no_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [old, new, other] = ["old.yaml", "new.yaml", "other.json"].map(|name| folder.path().join(name));
    for (path, text) in [(&old, document().into_bytes()), (&new, added().into_bytes()), (&other, vec![0xff])] {
        fs::write(path, text).expect("a temporary folder can be written");
    }
    let output = xtask(["diff", text(&old), text(&new)]);
    assert!(printed(&output).contains("verdict: additive"), "{}", errors(&output));
    let output = xtask(["diff", text(&old), text(&folder.path().join("missing.yaml"))]);
    assert!(errors(&output).contains("cannot read"), "{}", errors(&output));
}

#[test]
fn diff_of_two_documents_applies_the_overlays_beside_the_old_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [old, new, overlays] = ["old.yaml", "new.yaml", "overlays"].map(|name| folder.path().join(name));
    fs::create_dir(&overlays).expect("a temporary folder can be written");
    let target =
        "$.paths['/v1/Things'].post.requestBody.content['application/x-www-form-urlencoded'].schema.properties";
    let action = format!("actions:\n  - target: \"{target}\"\n    update: {{Colour: {{type: string}}}}\n");
    let overlay = overlays.join("old.overlay.yaml");
    for (path, text) in
        [(&old, document()), (&new, added()), (&overlay, format!("overlay: 1.0.0\nextends: ../old.yaml\n{action}"))]
    {
        fs::write(path, text).expect("a temporary folder can be written");
    }
    // What the revision adds, the overlay has added before.
    let output = xtask(["diff", text(&old), text(&new)]);
    assert!(printed(&output).contains("no change for callers"), "{}{}", printed(&output), errors(&output));
}

#[test]
fn a_document_that_is_not_of_its_folder_is_not_updated() {
    let folder = Folder::new();
    folder.write("specs/stray.yaml", &document());
    let (spec, out) = (folder.path("specs/stray.yaml"), folder.path("crate"));
    let output = xtask(["update", text(&spec), text(&spec), "--out", text(&out)]);
    assert!(errors(&output).contains("is none of the documents of its folder"), "{}", errors(&output));
}

#[test]
fn diff_exits_with_three_where_it_is_told_to_fail() {
    let folder = Folder::new();
    folder.write("added.yaml", &added());
    folder.write("removed.yaml", &removed());
    let old = folder.path("specs/things.yaml");
    for (new, fail_on, code) in [
        ("added.yaml", None, 0),
        ("added.yaml", Some("breaking"), 0),
        ("added.yaml", Some("additive"), 3),
        ("removed.yaml", None, 0),
        ("removed.yaml", Some("breaking"), 3),
        ("removed.yaml", Some("additive"), 3),
        ("missing.yaml", None, 1),
    ] {
        let new = folder.path(new);
        let arguments = ["diff", text(&old), text(&new)].into_iter();
        let output = xtask(arguments.chain(fail_on.into_iter().flat_map(|class| ["--fail-on", class])));
        assert_eq!(output.status.code(), Some(code), "{fail_on:?}: {}", errors(&output));
    }
}

#[test]
fn diff_speaks_to_people_to_pull_requests_and_to_tools() {
    let folder = Folder::new();
    folder.write("removed.yaml", &removed());
    let (old, new) = (folder.path("specs/things.yaml"), folder.path("removed.yaml"));
    let said = |format| printed(&xtask(["diff", text(&old), text(&new), "--format", format]));
    let item = "things::v1::thing::CreateThing::note";
    assert!(said("text").contains(&format!("{item} at {}:24\n", text(&old))), "{}", said("text"));
    assert!(!said("text").contains('\u{1b}'), "there is no terminal");
    let markdown = said("markdown");
    assert!(
        markdown
            .starts_with("**Verdict: breaking (1 breaking)**\n\n### Breaking\n\n- `things::v1::thing`: the parameter")
    );
    let json: serde_yaml::Value = serde_yaml::from_str(&said("json")).expect("JSON is YAML");
    assert_eq!(json["verdict"], "breaking");
    assert_eq!((&json["version"], &json["next_version"]), (&"0.3.1".into(), &"0.4.0".into()));
    let change = &json["changes"][0];
    assert_eq!((&change["code"], &change["item"]), (&"parameter-removed".into(), &item.into()));
    assert_eq!((&change["place"]["line"], &change["place"]["is_old"]), (&24.into(), &true.into()));
}

#[test]
fn diff_compares_folders() {
    let folder = Folder::new();
    fs::create_dir(folder.path("other")).expect("a temporary folder can be written");
    folder.write("other/things.yaml", &added());
    let (old, new) = (folder.path("specs"), folder.path("other"));
    let output = xtask(["diff", text(&old), text(&new)]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}", printed(&output));
    let output = xtask(["diff", text(&old), text(&new.join("things.yaml"))]);
    assert!(errors(&output).contains("must be two files or two folders"), "{}", errors(&output));
    let output = xtask(["diff", text(&old.join("nothing")), text(&new)]);
    assert!(errors(&output).contains("nothing: No such file"), "{}", errors(&output));
}
