//! `cargo xtask explain`: what a diagnostic means, and what to do about it.

use crate::Explain;
use generator::explain::{codes, explain, similar};
use std::io::Write as _;
use std::process::ExitCode;

/// Prints the page of a code; without one, or with one that is not, the list.
pub(crate) fn run(arguments: &Explain) -> ExitCode {
    let mut output = std::io::stdout().lock();
    let Some(code) = &arguments.code else {
        // A reader that has seen enough closes the pipe; that is no error.
        let _ = codes().try_for_each(|code| writeln!(output, "{code}"));
        return ExitCode::SUCCESS;
    };
    if let Some(page) = explain(code) {
        let _ = write!(output, "{page}");
        return ExitCode::SUCCESS;
    }
    eprintln!("error: there is no diagnostic `{code}`");
    if let Some(similar) = similar(code) {
        eprintln!("  = help: did you mean `{similar}`?");
    }
    eprintln!("  = note: there are: {}", codes().collect::<Vec<_>>().join(", "));
    ExitCode::FAILURE
}
