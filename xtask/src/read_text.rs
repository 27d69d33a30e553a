//! Reads the texts of files, and says of one that cannot be read why, and where in it.

use crate::input::display;
use crate::regular_file;
use anyhow::{Result, anyhow};
use generator::diagnostic::{Code, Diagnostic, Location};
use std::path::Path;

/// Returns the text of a file, or a diagnostic, which has a location where one of the bytes is to blame.
pub(crate) fn readable(path: &Path) -> Result<String, Box<Diagnostic>> {
    readable_as(path, path)
}

/// Returns the same of a file that users know by another path.
pub(crate) fn readable_as(path: &Path, shown: &Path) -> Result<String, Box<Diagnostic>> {
    let bytes = regular_file::read(path).map_err(|error| unreadable(shown, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        // Up to there the text is as it was.
        let text = String::from_utf8_lossy(error.as_bytes());
        let wrong = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
        let diagnostic = Diagnostic::new(Code::UnreadableFile, "the file is not UTF-8 from here on");
        Box::new(diagnostic.at(Location::in_text(&display(shown), &text, wrong)).help("save it as UTF-8"))
    })
}

/// Says why a file cannot be read.
pub(crate) fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::UnreadableFile, format!("cannot read {}: {why}", display(path))))
}

/// Returns the text of a file that stands alone.
///
/// # Errors
/// What the diagnostic says, on one line.
pub(crate) fn text(path: &Path) -> Result<String> {
    readable(path).map_err(|diagnostic| match &diagnostic.location {
        Some(at) => anyhow!("{}:{}:{}: {}", at.file, at.line, at.column, diagnostic.message),
        None => anyhow!("{}", diagnostic.message),
    })
}
