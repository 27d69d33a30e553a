//! Writes to standard output and standard error.
//!
//! A reader may close them, and a disk may be full. Nothing here panics, as the macros of the standard library do.

use anyhow::{Context, Result};
use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _};

/// Says how far the work is, or what is wrong with it: a line on standard error.
macro_rules! say {
    ($($argument:tt)*) => { $crate::output::line(format_args!($($argument)*)) };
}
pub(crate) use say;

/// A line on standard error. Where it cannot be written, nobody reads it, and the work goes on.
pub(crate) fn line(text: Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A result, on standard output. A reader that has seen enough closes the pipe; that is no error.
///
/// # Errors
/// Where the text cannot be written for another reason, such as a full disk.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to standard output"),
    }
}
