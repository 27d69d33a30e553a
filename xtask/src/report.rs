//! Prints diagnostics for people or for programs.

use crate::output::{print, say};
use anyhow::Result;
use clap::ValueEnum;
use generator::diagnostic::{Diagnostic, Severity, summary};
use std::io::IsTerminal as _;

/// For whom diagnostics are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, on standard error.
    #[default]
    Human,
    /// For programs, on standard output: one JSON object on each line, with the fields code, severity, message,
    /// file, line, column, end, pointer and help. Standard output then holds nothing else.
    Json,
}

/// The maximum number of diagnostics that are printed for people.
const PRINT_LIMIT: usize = 1000;

/// Prints the diagnostics, what they sum up to, and where there is more to read.
///
/// # Errors
/// Where a program is to read them and standard output takes no more.
pub(crate) fn report(diagnostics: &[Diagnostic], format: MessageFormat) -> Result<()> {
    if format == MessageFormat::Json {
        return print(&diagnostics.iter().map(|diagnostic| diagnostic.to_json() + "\n").collect::<String>());
    }
    let colours = wants_colours(std::io::stderr().is_terminal(), std::env::var("NO_COLOR").ok().as_deref());
    for diagnostic in diagnostics.iter().take(PRINT_LIMIT) {
        say!("{}\n", diagnostic.render(colours));
    }
    if diagnostics.len() > PRINT_LIMIT {
        say!("… and {} more\n", diagnostics.len() - PRINT_LIMIT);
    }
    if let Some(summary) = summary(diagnostics) {
        say!("{summary}");
    }
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    if let Some(first) = diagnostics.iter().find(is_error).or(diagnostics.first()) {
        say!("  = note: `cargo xtask explain {}` says more about it; so for each code", first.code);
    }
    Ok(())
}

/// Colours are for terminals, and only while `NO_COLOR` is unset or empty (<https://no-color.org>).
fn wants_colours(is_terminal: bool, no_color: Option<&str>) -> bool {
    is_terminal && no_color.is_none_or(str::is_empty)
}

#[cfg(test)]
mod tests {
    use super::wants_colours;

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        assert!(wants_colours(true, None));
        assert!(wants_colours(true, Some("")));
        assert!(!wants_colours(true, Some("1")));
        assert!(!wants_colours(false, None));
    }
}
