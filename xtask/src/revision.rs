//! A document and another revision of it, with what the document's folder says about it.
//!
//! Overlays find their document by its name, and documents are read in the order of their names. So a revision
//! is read under the name of the document that it is to replace, and shown under its own.

use crate::{generate, input};
use anyhow::Result;
use generator::diagnostic::Diagnostic;
use generator::{Comparison, File, Input};
use std::path::Path;

/// What is compared.
pub(crate) struct Sides {
    pub(crate) old: Input,
    pub(crate) new: Input,
    pub(crate) place: Shown,
}

/// The name under which a document was read, and those under which each side is shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) old: String,
    pub(crate) new: String,
}

/// Two files. The overlays beside one of them, the first preferred, correct both.
pub(crate) fn files(old: &Path, new: &Path) -> Result<Option<Sides>> {
    let (old_file, new_file) = (input::file(old)?, input::file(new)?);
    let shown = |name: &str| Shown { name: name.to_owned(), old: old_file.name.clone(), new: new_file.name.clone() };
    let mut base = Input::default();
    let mut name = old_file.name.clone();
    for (path, file) in [(old, &old_file), (new, &new_file)] {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(around) = input::read(folder)? else { continue };
        let overlays: Vec<File> =
            around.overlays.into_iter().filter(|overlay| generator::extends(overlay, &file.name)).collect();
        let is_listed = around.specs.iter().any(|spec| spec.name == file.name);
        if !overlays.is_empty() || (is_listed && around.manifest.is_some()) {
            base = Input { overlays, manifest: around.manifest, ..Input::default() };
            name = file.name.clone();
            break;
        }
    }
    let with =
        |file: &File| Input { specs: vec![File { name: name.clone(), text: file.text.clone() }], ..base.clone() };
    Ok(Some(Sides { old: with(&old_file), new: with(&new_file), place: shown(&name) }))
}

impl Shown {
    /// Names each document as it was given.
    pub(crate) fn show(&self, comparison: &mut Comparison) {
        if let Some(changes) = &mut comparison.changes {
            changes.rename_document(&self.name, &self.old, &self.new);
        }
        self.show_diagnostics(&mut comparison.diagnostics.0, &self.old);
        self.show_diagnostics(&mut comparison.diagnostics.1, &self.new);
    }

    /// Names the document in what there is to say of one side.
    pub(crate) fn show_diagnostics(&self, diagnostics: &mut [Diagnostic], shown: &str) {
        if self.name.is_empty() || self.name == shown {
            return;
        }
        for diagnostic in diagnostics {
            diagnostic.message = diagnostic.message.replace(&self.name, shown);
            if let Some(location) = diagnostic.location.as_mut().filter(|location| location.file == self.name) {
                shown.clone_into(&mut location.file);
            }
        }
    }
}

/// What a folder holds; `None` if that was a mistake, which is said.
pub(crate) fn folder(path: &Path) -> Result<Option<Input>> {
    Ok(match input::read(path)? {
        Ok(input) => Some(input),
        Err(diagnostics) => {
            generate::report(&diagnostics);
            None
        }
    })
}
