//! A text in, a file that holds it out: whole, or as it was.

use crate::input::display;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Writes beside the file, then takes its place.
pub(crate) fn replace(path: &Path, text: &str) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = path.with_file_name(format!(".{name}.new"));
    let written = fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        // The error that is reported is the one that counts.
        let _ = fs::remove_file(&fresh);
    }
    written.with_context(|| format!("cannot write {}", display(path)))
}
