//! A path in, the text of the file out, or why it cannot be read, and where in it.

use crate::input::display;
use anyhow::{Result, anyhow};
use generator::diagnostic::{Diagnostic, Location};
use std::fs;
use std::path::Path;

/// The largest file that is read: all of Twilio's documents together have 9 MB.
const SIZE_LIMIT: u64 = 64 << 20;

/// The text of a file, or a diagnostic, which has a place where one of its bytes is to blame.
pub(crate) fn readable(path: &Path) -> Result<String, Box<Diagnostic>> {
    let cannot = |why: &dyn ToString| {
        let message = format!("cannot read {}: {}", display(path), why.to_string());
        Box::new(Diagnostic::error("unreadable-file", message))
    };
    let metadata = fs::metadata(path).map_err(|error| cannot(&error))?;
    if !metadata.is_file() {
        return Err(cannot(&"it is not a file"));
    }
    if metadata.len() > SIZE_LIMIT {
        return Err(cannot(&format!("it is larger than {} MB", SIZE_LIMIT >> 20)));
    }
    let bytes = fs::read(path).map_err(|error| cannot(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        // Up to there the text is as it was.
        let text = String::from_utf8_lossy(error.as_bytes());
        let wrong = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
        let diagnostic = Diagnostic::error("unreadable-file", "the file is not UTF-8 from here on");
        Box::new(diagnostic.at(Location::in_text(&display(path), &text, wrong)).help("save it as UTF-8"))
    })
}

/// The text of a file that stands alone.
///
/// # Errors
/// What the diagnostic says, on one line.
pub(crate) fn text(path: &Path) -> Result<String> {
    readable(path).map_err(|diagnostic| match &diagnostic.location {
        Some(at) => anyhow!("{}:{}:{}: {}", at.file, at.line, at.column, diagnostic.message),
        None => anyhow!("{}", diagnostic.message),
    })
}
