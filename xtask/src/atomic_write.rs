//! Replaces a file by another text: whole, or not at all.

use crate::input::display;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes beside the file, then takes its place. A link stays one: what it leads to is replaced.
pub(crate) fn replace(path: &Path, text: &str) -> Result<()> {
    let path = &real(path);
    let fresh = fresh(path);
    let written = write_new(&fresh, text).and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        // The error that is reported is the one that counts.
        let _ = fs::remove_file(&fresh);
    }
    written.with_context(|| format!("cannot write {}", display(path)))
}

/// Removes what a run that was killed has written beside the file.
pub(crate) fn clean(path: &Path) {
    // What is still there is in nobody's way.
    let _ = fs::remove_file(fresh(&real(path)));
}

/// Writes a file that is not there. One that a killed run has left, or a link that somebody has laid out, goes first: what
/// a link leads to is never written.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::create_new(path)?.write_all(text.as_bytes())
}

/// The file behind links.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn fresh(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}
