//! Shared by the tests of the stages: fixtures as input, and the project's templates.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod emitted;
pub mod public_items;
pub mod typed_items;

use generator::diagnostic::{Diagnostic, Diagnostics};
use generator::emit::{FileTree, Templates};
use generator::ir::Api;
use generator::resolve::Resolved;
use generator::{File, Input};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the generator is a folder of the project").to_owned()
}

/// A file under the name that the snapshots show.
pub fn file(path: &Path) -> File {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    File { name, text: fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())) }
}

/// One fixture and the project's templates.
pub fn input(path: &Path) -> Input {
    Input { specs: vec![file(path)], templates: templates(), ..Input::default() }
}

/// The document up to *resolve*.
pub fn resolved(path: &Path, diagnostics: &mut Diagnostics) -> Vec<Resolved> {
    generator::documents(&input(path), diagnostics)
}

/// The document up to *lower*.
pub fn lowered(path: &Path) -> Api {
    let mut diagnostics = Diagnostics::default();
    let documents = resolved(path, &mut diagnostics);
    generator::lower::lower(&documents, &mut diagnostics)
}

/// Diagnostics as a user sees them.
pub fn rendered(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n\n")).collect()
}

/// Every text under `templates/` that the generator reads.
pub fn templates() -> Templates {
    let mut templates = FileTree::new();
    let root = project().join("templates");
    for folder in ["crate", "crate/src", "each", "part", "runtime/src/runtime"] {
        for entry in fs::read_dir(root.join(folder)).expect("the templates are part of the project") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                templates.insert(format!("{folder}/{name}"), file(&path).text);
            }
        }
    }
    templates
}
