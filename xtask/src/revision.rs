//! A document and another revision of it, with what the document's folder says about it.
//!
//! Overlays find their document by its name, and documents are read in the order of their names. So a revision
//! is read under the name of the document that it is to replace, and shown under its own.

use crate::input;
use crate::journal::Journal;
use crate::report::{self, MessageFormat};
use anyhow::{Result, ensure};
use generator::diagnostic::Diagnostic;
use generator::{Comparison, File, Input};
use std::path::Path;

/// The two sides of a comparison.
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

/// Two files. What the folder of the old one says about it, overlays and version, counts for both.
pub(crate) fn files(old: &Path, new: &Path) -> Result<Option<Sides>> {
    let (old_file, new_file) = (input::file(old)?, input::file(new)?);
    let folder = input::folder_of(old);
    let Some(mut around) = checked(folder, input::around)? else { return Ok(None) };
    let specs = &around.specs;
    around.overlays.retain(|overlay| generator::extends(overlay, &old_file.name, specs));
    around.manifest = around.manifest.filter(|_| around.specs.iter().any(|spec| spec.name == old_file.name));
    let place = Shown { name: old_file.name.clone(), old: old_file.name.clone(), new: new_file.name.clone() };
    let name = old_file.name.clone();
    let new = Input { specs: vec![File { name, text: new_file.text }], ..around.clone() };
    Ok(Some(Sides { old: Input { specs: vec![old_file], ..around }, new, place }))
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

/// Reads a folder; `None` if it has errors, which are printed.
pub(crate) fn folder(path: &Path) -> Result<Option<Input>> {
    checked(path, input::read)
}

fn checked(folder: &Path, read: impl Fn(&Path) -> Result<Result<Input, Vec<Diagnostic>>>) -> Result<Option<Input>> {
    ensure!(!Journal::is_open(folder), "an update was interrupted; `cargo xtask generate` takes it back");
    Ok(match read(folder)? {
        Ok(input) => Some(input),
        Err(diagnostics) => {
            report::report(&diagnostics, MessageFormat::Human)?;
            None
        }
    })
}
