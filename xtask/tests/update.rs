//! `diff` and `update`, as a maintainer runs them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use support::{errors, printed, project, text, xtask};
use tempfile::TempDir;

/// A folder with a document, what its crate is called, its changelog, and the crate.
struct Folder(TempDir);

const MANIFEST: &str = "# Ours.\nname = \"things\"\nversion = \"0.3.1\" # raised by update\ndescription = \"Things.\"\n\
                        specs = [\"things.yaml\"]\nchangelog = \"CHANGELOG.md\"\n";

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::create_dir(folder.path("specs")).expect("a temporary folder can be written");
        folder.write("specs/things.yaml", &document());
        folder.write("specs/crate.toml", MANIFEST);
        folder.write("specs/CHANGELOG.md", "# Changelog\n\n## 0.3.1\n\nAs it was.\n");
        let output = xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
        assert!(output.status.success(), "{}", errors(&output));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a temporary folder can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    /// Runs `update` with this revision.
    fn update(&self, revision: &str, more: &[&str]) -> Output {
        self.write("new.yaml", revision);
        let (spec, new, out) = (self.path("specs/things.yaml"), self.path("new.yaml"), self.path("crate"));
        let arguments = ["update", text(&spec), text(&new), "--out", text(&out)];
        xtask(arguments.into_iter().chain(more.iter().copied()))
    }

    /// Every file but the revision, with its text.
    fn files(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        collect(self.0.path(), &mut files);
        files.retain(|(path, _)| !path.ends_with("new.yaml"));
        files.sort();
        files
    }

    fn is_up_to_date(&self) -> bool {
        let (specs, out) = (self.path("specs"), self.path("crate"));
        xtask(["generate", "--check", "--specs", text(&specs), "--out", text(&out)]).status.success()
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push((path.clone(), fs::read_to_string(&path).expect("all files are texts"))),
        }
    }
}

/// The document that the generator's one-change overlays change.
fn document() -> String {
    fs::read_to_string(project().join("generator/tests/changes/base.yaml")).expect("part of the project")
}

/// A revision in which a form has one more property.
fn added() -> String {
    document().replace(
        "                Owner: {type: string}",
        "                Owner: {type: string}\n                Colour: {type: string}",
    )
}

/// A revision in which a form has one property less.
fn removed() -> String {
    document().replace("                Note: {type: string, maxLength: 10}\n", "")
}

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

/// A revision in which a component is written out where it was referred to.
fn inlined() -> String {
    document()
        .replace(
            "part: {$ref: '#/components/schemas/things.v1.part'}",
            "part: {type: object, properties: {number: {type: integer}}}",
        )
        .replace("    things.v1.part:\n      type: object\n      properties:\n        number: {type: integer}\n", "")
}

#[test]
fn what_callers_know_keeps_its_name_wherever_the_document_says_it() {
    let folder = Folder::new();
    let before = folder.files();
    let output = folder.update(&inlined(), &["--dry-run"]);
    assert!(printed(&output).contains("no change for callers"), "{}", printed(&output));
    assert!(folder.files() == before, "every file is as it was");

    let output = folder.update(&inlined(), &[]);
    assert!(printed(&output).contains("no change for callers"), "{}", printed(&output));
    assert!(errors(&output).contains("are in overlays/things.names.yaml"), "{}", errors(&output));
    assert_eq!(folder.read("specs/crate.toml"), format!("{MANIFEST}overlays = [\"overlays/things.names.yaml\"]\n"));
    let names = folder.read("specs/overlays/things.names.yaml");
    let action = "- target: $.components.schemas[\"things.v1.thing\"].properties.part\n  update:\n    \
                  x-rust-type-name: Part\n";
    assert!(names.ends_with(&format!("actions:\n{action}")), "{names}");
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub struct Part {"));
    assert!(folder.is_up_to_date());

    // The next revision is compared with these names, and says nothing of them.
    let output = folder.update(&inlined().replace("        size: {type: integer, nullable: true}\n", ""), &[]);
    assert!(printed(&output).contains("verdict: breaking (1 breaking)"), "{}", printed(&output));
    assert_eq!(folder.read("specs/overlays/things.names.yaml"), names);

    // Where the document says them again, they need not be kept.
    let output = folder.update(&document(), &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}", printed(&output));
    assert!(!folder.path("specs/overlays/things.names.yaml").exists());
    assert!(folder.read("specs/crate.toml").ends_with("overlays = []\n"), "{}", folder.read("specs/crate.toml"));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_name_that_another_one_would_take_is_kept() {
    let folder = Folder::new();
    let more = |name: &str, place: &str| {
        document().replace(place, &format!("{place}\n                {name}: {{type: string}}"))
    };
    let one = more("colour", "                Owner: {type: string}");
    assert!(folder.update(&one, &[]).status.success());
    let both =
        one.replace("                colour:", "                Colour: {type: string}\n                colour:");
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}", printed(&output));
    assert!(folder.read("specs/overlays/things.names.yaml").contains("x-rust-name: colour"));
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub fn colour_parameter("));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_type_that_another_one_would_be_called_like_keeps_its_name() {
    let folder = Folder::new();
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub enum ThingStatus {"));
    let place = "        size: {type: integer, nullable: true}\n";
    let component = "    thing_status: {type: object, properties: {since: {type: string}}}\n";
    let revision = document()
        .replace(place, &format!("{place}        more: {{$ref: '#/components/schemas/thing_status'}}\n"))
        .replace("    NoteBody:\n", &format!("{component}    NoteBody:\n"));
    let output = folder.update(&revision, &[]);
    assert!(printed(&output).contains("verdict: additive (2 additive)"), "{}", printed(&output));
    let thing = folder.read("crate/src/things/v1/thing.rs");
    assert!(thing.contains("pub enum ThingStatus {") && thing.contains("pub struct ThingStatusModel {"), "{thing}");
    assert!(folder.is_up_to_date());
}

#[test]
fn a_component_that_is_called_otherwise_is_called_so() {
    let folder = Folder::new();
    let output = folder.update(&document().replace("things.v1.part", "things.v1.piece"), &[]);
    assert!(printed(&output).contains("breaking  the type `Part` is called `Piece` now"), "{}", printed(&output));
    assert!(!folder.path("specs/overlays").exists());
}

#[test]
fn an_overlay_of_somebodys_own_is_not_taken_for_kept_names() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs/overlays")).expect("a temporary folder can be written");
    let target = "$.components.schemas['things.v1.part'].properties.number";
    let overlay =
        format!("overlay: 1.0.0\nextends: ../things.yaml\nactions:\n  - target: {target}\n    remove: true\n");
    folder.write("specs/overlays/own.names.yaml", &overlay);
    folder.write("specs/crate.toml", &format!("{MANIFEST}overlays = [\"overlays/own.names.yaml\"]\n"));
    xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    let output = folder.update(&document().replace("version: 1.0.0", "version: 1.0.1"), &[]);
    assert!(printed(&output).contains("no change for callers"), "{}{}", printed(&output), errors(&output));
    assert_eq!(folder.read("specs/overlays/own.names.yaml"), overlay);
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
fn methods_and_modules_whose_names_others_would_take_keep_them() {
    let folder = Folder::new();
    let path = |path: &str, id: &str| {
        let response = "{'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/things.v1.part'}}}}}";
        format!("  {path}:\n    get:\n      operationId: {id}\n      responses: {response}\n")
    };
    let one = document().replace("components:\n", &format!("{}components:\n", path("/v1/Pin", "FetchPin")));
    assert!(folder.update(&one, &[]).status.success());
    let both = one.replace("paths:\n", &format!("paths:\n{}", path("/v1/Pins", "ListPins")));
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}{}", printed(&output), errors(&output));
    assert!(folder.is_up_to_date());
}

#[test]
fn an_object_whose_name_another_one_would_take_keeps_it() {
    let folder = Folder::new();
    let place = "        number: {type: integer}\n";
    let one = document()
        .replace(place, &format!("{place}        from: {{type: object, properties: {{a: {{type: string}}}}}}\n"));
    assert!(folder.update(&one, &[]).status.success());
    let both = one
        .replace("        from: {", "        From: {type: object, properties: {b: {type: string}}}\n        from: {");
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}", printed(&output));
    assert!(
        folder.read("specs/overlays/things.names.yaml").contains("x-rust-name: from\n    x-rust-type-name: PartFrom")
    );
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

#[test]
fn what_an_interrupted_update_began_is_taken_back() {
    let folder = Folder::new();
    let before = folder.files();
    let specs = folder.path("specs");
    // As it is when a run ends after the first file: copies of all, and a list of where they belong.
    fs::create_dir(specs.join(".update")).expect("a temporary folder can be written");
    let files = ["CHANGELOG.md", "crate.toml", "things.yaml"];
    for (index, name) in files.iter().enumerate() {
        fs::copy(specs.join(name), specs.join(".update").join(index.to_string())).expect("copied");
    }
    let targets: String = files.iter().map(|name| format!("{}\n", text(&specs.join(name)))).collect();
    folder.write("specs/.update/targets", &targets);
    folder.write("specs/CHANGELOG.md", "half");
    folder.write("specs/.crate.toml.new", "half");
    folder.write("crate/src/lib.rs", "half");
    assert!(!folder.is_up_to_date(), "checking says so, and writes nothing");
    let output = xtask(["diff", text(&specs), text(&specs)]);
    assert!(errors(&output).contains("an update was interrupted"), "{}", errors(&output));
    let output = xtask(["generate", "--specs", text(&specs), "--out", text(&folder.path("crate"))]);
    assert!(errors(&output).contains("interrupted"), "{}", errors(&output));
    assert!(folder.files() == before, "every file is as it was");
    assert!(folder.update(&removed(), &[]).status.success());
}

#[test]
fn what_an_update_left_that_had_not_begun_is_removed() {
    let folder = Folder::new();
    let before = folder.files();
    fs::create_dir(folder.path("specs/.update.new")).expect("a temporary folder can be written");
    folder.write("specs/.update.new/0", "half");
    let output = xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    assert!(output.status.success(), "{}", errors(&output));
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
