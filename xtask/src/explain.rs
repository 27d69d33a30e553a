//! `cargo xtask explain`: what a diagnostic means, and what to do about it.

use crate::Explain;
use crate::output::{print, say};
use anyhow::Result;
use generator::diagnostic::Code;
use std::process::ExitCode;

/// The width of the column of codes: that of the longest one.
const WIDTH: usize = 25;

/// Prints the page of a code; without a code, or with an unknown one, prints the list of codes.
pub(crate) fn run(arguments: &Explain) -> Result<ExitCode> {
    let Some(text) = &arguments.code else {
        let line = |code: &Code| format!("{:WIDTH$} {}\n", code.as_str(), code.summary());
        print(&Code::ALL.iter().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(code) = Code::find(text) {
        print(code.page())?;
        return Ok(ExitCode::SUCCESS);
    }
    say!("error: there is no diagnostic `{text}`");
    if let Some(similar) = Code::similar(text) {
        say!("  = help: did you mean `{similar}`?");
    }
    say!("  = note: there are: {}", Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "));
    Ok(ExitCode::FAILURE)
}
