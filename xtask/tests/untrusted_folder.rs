//! A folder of documents comes from others: nothing in it makes a command read or write outside of it.

#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::folder::{Folder, MANIFEST, added, removed};
use support::{errors, text, xtask};

const SPEC: &str = "openapi: 3.0.1
info: {title: Kept, version: 1.0.0}
servers: [{url: https://kept.example.com}]
paths: {/v1/Things: {get: {responses: {'204': {description: Done}}}}}
";

const SECRET: &str = "openapi: 3.0.1 # a secret";

/// A folder `specs` with a document, and beside it a folder with a secret.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        for folder in ["specs", "elsewhere"] {
            fs::create_dir(place.path(folder)).expect("a temporary folder can be written");
        }
        place.write("specs/a.yaml", SPEC);
        place.write("elsewhere/secret.yaml", SECRET);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().expect("it is below")).expect("a temporary folder can be written");
        fs::write(self.path(name), text).expect("a temporary folder can be written");
    }

    fn manifest(&self, more: &str) {
        let specs = if more.contains("specs =") { "" } else { "specs = ['a.yaml']\n" };
        self.write("specs/crate.toml", &format!("name = 'a'\nversion = '0.1.0'\ndescription = 'A.'\n{specs}{more}\n"));
    }

    /// Generates, and must not fail.
    fn generate(&self) -> String {
        let (code, said) = run(&["generate", "--specs", text(&self.path("specs")), "--out", text(&self.path("out"))]);
        assert_eq!(code, Some(0), "{said}");
        said
    }

    /// Generates, and must fail without a crate.
    fn refusal(&self) -> String {
        let (code, said) = run(&["generate", "--specs", text(&self.path("specs")), "--out", text(&self.path("out"))]);
        assert_eq!(code, Some(1), "{said}");
        assert!(!self.path("out").exists(), "{said}");
        assert!(!said.contains("a secret"), "the secret is told: {said}");
        said
    }
}

/// Runs a command that must come to its end by itself.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(support::project()).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    let started = Instant::now();
    while child.try_wait().expect("it is our child").is_none() {
        if started.elapsed() > Duration::from_secs(60) {
            child.kill().expect("it is our child");
            child.wait().expect("it is our child");
            panic!("{arguments:?} hangs");
        }
        std::thread::yield_now();
    }
    let output = child.wait_with_output().expect("it has ended");
    (output.status.code(), errors(&output))
}

fn fifo(path: &Path) {
    let status = Command::new("mkfifo").arg(path).status();
    assert!(status.is_ok_and(|status| status.success()), "a pipe can be made");
}

#[test]
fn a_journal_in_the_folder_is_not_obeyed() {
    let place = Place::new();
    let [overwritten, deleted] = ["elsewhere/overwritten", "elsewhere/deleted"].map(|name| place.path(name));
    for journal in ["specs/.update", "elsewhere/journal"] {
        place.write("elsewhere/overwritten", "mine");
        place.write("elsewhere/deleted", "mine");
        let lines = format!("{}\n{}\n../elsewhere/deleted\n", text(&overwritten), text(&deleted));
        place.write(&format!("{journal}/targets"), &lines);
        place.write(&format!("{journal}/0"), "theirs");
        if journal != "specs/.update" {
            fs::remove_dir_all(place.path("specs/.update")).expect("it was written");
            symlink(place.path(journal), place.path("specs/.update")).expect("a link can be made");
        }
        place.generate();
        let revision = place.path("elsewhere/new.yaml");
        place.write("elsewhere/new.yaml", &SPEC.replace("1.0.0", "1.0.1"));
        let (spec, out) = (place.path("specs/a.yaml"), place.path("out"));
        let (code, said) = run(&["update", text(&spec), text(&revision), "--out", text(&out)]);
        assert_eq!(code, Some(0), "{said}");
        fs::write(&spec, SPEC).expect("a temporary folder can be written");
        for file in [&overwritten, &deleted] {
            assert_eq!(fs::read_to_string(file).ok().as_deref(), Some("mine"), "{}", file.display());
        }
        assert!(place.path(journal).join("targets").exists(), "it is nobody's business");
    }
}

#[test]
fn every_path_of_the_manifest_stays_in_the_folder() {
    let place = Place::new();
    let absolute = text(&place.path("elsewhere")).to_owned();
    symlink(place.path("elsewhere"), place.path("specs/link")).expect("a link can be made");
    symlink("../elsewhere/secret.yaml", place.path("specs/file.yaml")).expect("a link can be made");
    let files =
        ["../elsewhere/secret.yaml", &format!("{absolute}/secret.yaml"), "link/secret.yaml", "file.yaml", "/dev/null"]
            .map(str::to_owned);
    for key in ["specs", "overlays", "guide", "changelog"] {
        for file in &files {
            let value = if key.ends_with('s') { format!("['{file}']") } else { format!("'{file}'") };
            place.manifest(&format!("{key} = {value}"));
            let said = place.refusal();
            assert!(said.contains("outside of the folder of the documents"), "{key} {file}: {said}");
            assert!(said.contains("crate.toml:") && said.contains("= help: copy it into the folder"), "{said}");
        }
    }
    let folders = ["..", "../elsewhere", &absolute, "link", "link/../link", "/", "."].map(str::to_owned);
    for key in ["examples", "mock_server"] {
        for folder in &folders {
            place.manifest(&format!("{key} = '{folder}'"));
            let said = place.refusal();
            assert!(said.contains("cannot list") && said.contains("crate.toml:5:"), "{key} {folder}: {said}");
        }
    }
}

#[test]
fn links_among_the_examples_lead_nowhere_else() {
    let place = Place::new();
    place.write("specs/examples/a.rs", "fn main() {}\n");
    place.manifest("examples = 'examples'");
    symlink("../a.yaml", place.path("specs/examples/inside.yaml")).expect("a link can be made");
    place.generate();
    assert_eq!(fs::read_to_string(place.path("out/examples/inside.yaml")).expect("it was copied"), SPEC);
    fs::remove_dir_all(place.path("out")).expect("it was written");
    for target in ["../../elsewhere/secret.yaml", "/etc/passwd", "../../elsewhere", "loop.rs"] {
        symlink(target, place.path("specs/examples/loop.rs")).expect("a link can be made");
        let said = place.refusal();
        assert!(said.contains("cannot read") && said.contains("examples/loop.rs"), "{target}: {said}");
        fs::remove_file(place.path("specs/examples/loop.rs")).expect("it was made");
    }
    // A link to a folder above is not followed round and round.
    symlink("..", place.path("specs/examples/above")).expect("a link can be made");
    assert!(place.refusal().contains("examples/above: it is not a file"));
}

#[test]
fn a_name_of_an_example_is_no_path() {
    let place = Place::new();
    place.manifest("examples = 'examples'");
    for name in ["..\\..\\evil.rs", "a\nb.rs", "a\u{1b}[31m.rs", "c:evil.rs"] {
        place.write(&format!("specs/examples/{name}"), "");
        let said = place.refusal();
        assert!(said.contains("has a name that not every system can write"), "{name:?}: {said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
        fs::remove_file(place.path("specs/examples").join(name)).expect("it was written");
    }
    place.write("specs/examples/One.rs", "");
    place.write("specs/examples/one.rs", "");
    assert!(place.refusal().contains("examples/One.rs and examples/one.rs are one file where capitals do not count"));
}

#[test]
fn documents_without_a_manifest_stay_in_the_folder_too() {
    let place = Place::new();
    symlink("../elsewhere/secret.yaml", place.path("specs/b.yaml")).expect("a link can be made");
    assert!(place.refusal().contains("b.yaml: it is outside of the folder of the documents"));
    fs::remove_file(place.path("specs/b.yaml")).expect("it was made");
    symlink("../elsewhere", place.path("specs/overlays")).expect("a link can be made");
    assert!(place.refusal().contains("outside of the folder of the documents"));
    fs::remove_file(place.path("specs/overlays")).expect("it was made");
    symlink("../elsewhere/secret.yaml", place.path("specs/crate.toml")).expect("a link can be made");
    assert!(place.refusal().contains("crate.toml: it is outside of the folder of the documents"));
    fs::remove_file(place.path("specs/crate.toml")).expect("it was made");
    // The folder itself may be a link, and so may a document to another of the folder.
    fs::rename(place.path("specs/a.yaml"), place.path("specs/a")).expect("a temporary folder can be written");
    symlink("a", place.path("specs/a.yaml")).expect("a link can be made");
    fs::rename(place.path("specs"), place.path("real")).expect("a temporary folder can be written");
    symlink("real", place.path("specs")).expect("a link can be made");
    place.generate();
}

#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    let place = Place::new();
    for name in ["a.yaml", "crate.toml", "guide.md", "examples/e.rs", "o.yaml"] {
        place.write("specs/a.yaml", SPEC);
        place.manifest(match name {
            "guide.md" => "guide = 'guide.md'",
            "examples/e.rs" => "examples = 'examples'",
            "o.yaml" => "overlays = ['o.yaml']",
            _ => "",
        });
        place.write(&format!("specs/{name}"), "");
        fs::remove_file(place.path("specs").join(name)).expect("it was written");
        fifo(&place.path("specs").join(name));
        let said = place.refusal();
        assert!(said.contains(&format!("{name}: it is not a file")), "{name}: {said}");
        fs::remove_file(place.path("specs").join(name)).expect("it was made");
    }
}

#[test]
fn a_pipe_or_a_device_that_is_named_is_not_waited_for() {
    let place = Place::new();
    place.generate();
    let [pipe, manifest] = ["elsewhere/pipe.yaml", "elsewhere/crate.toml"].map(|name| place.path(name));
    fifo(&pipe);
    fifo(&manifest);
    place.write("elsewhere/b.yaml", SPEC);
    let (spec, out, other) = (place.path("specs/a.yaml"), place.path("out"), place.path("elsewhere/b.yaml"));
    let [pipe, spec, out, other] = [&pipe, &spec, &out, &other].map(|path| text(path));
    for arguments in [
        &["update", spec, pipe, "--out", out][..],
        &["update", spec, "/dev/zero", "--out", out],
        &["update", pipe, spec, "--out", out],
        &["update", other, spec, "--out", out],
        &["diff", pipe, spec],
        &["diff", spec, pipe],
        &["diff", other, spec],
        &["dump", "names", pipe],
        &["dump", "names", other],
        &["generate", "--specs", pipe, "--out", out],
        &["generate", "--specs", text(&place.path("specs")), "--out", pipe],
    ] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {said}");
    }
}

#[test]
fn an_update_writes_nothing_outside_of_the_folder() {
    let folder = Folder::new();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let mine = elsewhere.path().join("mine");
    fs::write(&mine, "mine").expect("a temporary folder can be written");
    // Where the new texts are written before they take their places.
    for name in ["crate.toml", "CHANGELOG.md", "things.yaml"] {
        symlink(&mine, folder.path(&format!("specs/.{name}.new"))).expect("a link can be made");
    }
    let output = folder.update(&removed(), &[]);
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(fs::read_to_string(&mine).expect("it is still there"), "mine");
    // A document, or the changelog, that is a link.
    for name in ["CHANGELOG.md", "things.yaml"] {
        let copy = elsewhere.path().join(name);
        fs::rename(folder.path(&format!("specs/{name}")), &copy).expect("a temporary folder can be written");
        symlink(&copy, folder.path(&format!("specs/{name}"))).expect("a link can be made");
        let before = fs::read_to_string(&copy).expect("it is there");
        let output = folder.update(&added(), &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(errors(&output).contains("outside of the folder of the documents"), "{}", errors(&output));
        assert_eq!(fs::read_to_string(&copy).expect("it is still there"), before);
        fs::remove_file(folder.path(&format!("specs/{name}"))).expect("it was made");
        fs::rename(&copy, folder.path(&format!("specs/{name}"))).expect("a temporary folder can be written");
    }
}

#[test]
fn a_folder_above_has_no_documents_that_are_not_below_it() {
    let folder = Folder::new();
    let (spec, new) = (folder.path("specs/things.yaml"), folder.path("new.yaml"));
    folder.write("new.yaml", &added());
    folder.write("CHANGELOG.md", "");
    fs::remove_file(folder.path("specs/crate.toml")).expect("it was written");
    // It may name the document below itself, and in no other way.
    for (name, version) in [("specs/things.yaml", "version: 0.3.1 becomes"), (text(&spec), "version: the next")] {
        fs::write(folder.path("crate.toml"), MANIFEST.replace("things.yaml", name)).expect("written");
        let output = xtask(["diff", text(&spec), text(&new)]);
        assert!(
            support::printed(&output).contains(version),
            "{name}: {}{}",
            support::printed(&output),
            errors(&output)
        );
    }
}
