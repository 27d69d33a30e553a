//! A folder with a document and the crate that was made of it, to take revisions.

use super::{errors, project, text, xtask};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A folder with a document, what its crate is called, its changelog, and the crate.
pub struct Folder(TempDir);

pub const MANIFEST: &str = "# Ours.\nname = \"things\"\nversion = \"0.3.1\" # raised by update\ndescription = \"Things.\"\n\
                        specs = [\"things.yaml\"]\nchangelog = \"CHANGELOG.md\"\n";

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::create_dir(folder.path("specs")).expect("a temporary folder can be written");
        folder.write("specs/things.yaml", &document());
        folder.write("specs/crate.toml", MANIFEST);
        folder.write("specs/CHANGELOG.md", "# Changelog\n\n## 0.3.1\n\nAs it was.\n");
        let output = xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
        assert!(output.status.success(), "{}", errors(&output));
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a temporary folder can be written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    /// Runs `update` with this revision.
    pub fn update(&self, revision: &str, more: &[&str]) -> Output {
        self.write("new.yaml", revision);
        let (spec, new, out) = (self.path("specs/things.yaml"), self.path("new.yaml"), self.path("crate"));
        let arguments = ["update", text(&spec), text(&new), "--out", text(&out)];
        xtask(arguments.into_iter().chain(more.iter().copied()))
    }

    /// Every file but the revision, with its text.
    pub fn files(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        collect(self.0.path(), &mut files);
        files.retain(|(path, _)| !path.ends_with("new.yaml"));
        files.sort();
        files
    }

    pub fn is_up_to_date(&self) -> bool {
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
pub fn document() -> String {
    fs::read_to_string(project().join("generator/tests/changes/base.yaml")).expect("part of the project")
}

/// A revision in which a form has one more property.
pub fn added() -> String {
    document().replace(
        "                Owner: {type: string}",
        "                Owner: {type: string}\n                Colour: {type: string}",
    )
}

/// A revision in which a form has one property less.
pub fn removed() -> String {
    document().replace("                Note: {type: string, maxLength: 10}\n", "")
}
