//! `cargo xtask explain`: what a diagnostic means, and what to do about it.

use crate::Explain;
use crate::output::{print, say};
use anyhow::Result;
use generator::explain::{codes, explain, similar};
use std::process::ExitCode;

/// Prints the page of a code; without one, or with one that is not, the list.
pub(crate) fn run(arguments: &Explain) -> Result<ExitCode> {
    let Some(code) = &arguments.code else {
        print(&codes().map(|code| format!("{code}\n")).collect::<String>())?;
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
