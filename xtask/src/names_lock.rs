//! The names lock of a folder of documents: `names.lock` beside `crate.toml`, or beside the documents.

use crate::atomic_write::replace;
use crate::check;
use crate::document_folder::DocumentFolder;
use crate::input::display;
use crate::journal::remove_file;
use crate::output::say;
use anyhow::{Context, Error, Result};
use generator::{File, Input};
use std::io;
use std::path::{Path, PathBuf};

/// The name of the file.
pub(crate) const NAME: &str = generator::lock::FILE_NAME;

/// A names lock that is about to be written.
pub(crate) struct NamesLock {
    path: PathBuf,
    shown: PathBuf,
    /// The text before the run.
    old: Option<String>,
}

impl NamesLock {
    /// Finds the file of a folder, which may not be there yet.
    ///
    /// # Errors
    /// If the file is a link that leads out of the folder, or not a regular file.
    pub(crate) fn open(specs: &Path, input: &Input) -> Result<Self> {
        let folder = DocumentFolder::open(specs)?;
        let path = folder.writable(Path::new(NAME))?;
        Ok(Self { path, shown: folder.shown(NAME), old: input.lock.as_ref().map(|lock| lock.text.clone()) })
    }

    /// Writes the file if it changes, and says so. A new one is left out, with a warning, in a folder that cannot be
    /// written.
    ///
    /// # Errors
    /// If a file that is there cannot be replaced.
    pub(crate) fn write(&self, lock: &str) -> Result<()> {
        if self.old.as_deref() == Some(lock) {
            return Ok(());
        }
        match replace(&self.path, lock) {
            Err(error) if self.old.is_none() && is_read_only(&error) => {
                say!("warning: {error:#}; a later revision of the documents may change the names of this crate");
                Ok(())
            }
            Err(error) => Err(error),
            Ok(()) => {
                say!("       Wrote {}", display(&self.shown));
                Ok(())
            }
        }
    }

    /// Puts the text from before the run back.
    pub(crate) fn restore(&self) -> Result<()> {
        match &self.old {
            Some(text) => replace(&self.path, text),
            None => remove_file(&self.path),
        }
        .with_context(|| format!("{} could not be put back", display(&self.shown)))
    }
}

/// Returns how the names lock of a folder differs from the one that it is to have.
pub(crate) fn difference(input: &Input, specs: &Path, lock: &str) -> Option<String> {
    let shown = display(&specs.join(NAME));
    match &input.lock {
        Some(File { text, .. }) if text == lock => None,
        Some(File { text, .. }) => Some(check::diff(&shown, text, lock)),
        None => Some(format!("missing: {shown}")),
    }
}

fn is_read_only(error: &Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem))
}
