//! `cargo xtask explain`: what a diagnostic means, and what to do about it.

use crate::Explain;
use crate::output::{print, say};
use anyhow::Result;
use generator::explain::{codes, explain, similar, summary};
use std::process::ExitCode;

/// Of the column of codes: that of the longest one.
const WIDTH: usize = 25;

/// Prints the page of a code; without one, or with one that is not, the list.
pub(crate) fn run(arguments: &Explain) -> Result<ExitCode> {
    let Some(code) = &arguments.code else {
        let line = |code: &str| format!("{code:WIDTH$} {}\n", summary(code).unwrap_or_default());
        print(&codes().map(line).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(page) = explain(code) {
        print(page)?;
        return Ok(ExitCode::SUCCESS);
    }
    say!("error: there is no diagnostic `{code}`");
    if let Some(similar) = similar(code) {
        say!("  = help: did you mean `{similar}`?");
    }
    say!("  = note: there are: {}", codes().collect::<Vec<_>>().join(", "));
    Ok(ExitCode::FAILURE)
}
