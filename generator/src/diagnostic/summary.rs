//! Counts diagnostics for the last line of a run.

use super::{Diagnostic, Severity};

/// `error: 3 errors and 2 warnings`; `None` where there is nothing to sum up.
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match (errors, warnings) {
        (0, 0) => None,
        (0, warnings) => Some(format!("warning: {}", counted(warnings, "warning"))),
        (errors, 0) => Some(format!("error: {}", counted(errors, "error"))),
        _ => Some(format!("error: {} and {}", counted(errors, "error"), counted(warnings, "warning"))),
    }
}

/// Returns the end of a sentence about the first of several equal problems.
pub(crate) fn same_of(more: usize) -> String {
    if more == 0 { String::new() } else { format!("; the same of {more} more") }
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::diagnostic::{Code, Diagnostic};

    #[test]
    fn the_summary_counts_in_plain_english() {
        let error = Diagnostic::new(Code::Template, "x");
        let warning = Diagnostic::new(Code::BesideRef, "x");
        assert_eq!(summary(&[]), None);
        assert_eq!(summary(std::slice::from_ref(&warning)).as_deref(), Some("warning: 1 warning"));
        assert_eq!(summary(&[error.clone(), error.clone()]).as_deref(), Some("error: 2 errors"));
        let both = [error, warning.clone(), warning];
        assert_eq!(summary(&both).as_deref(), Some("error: 1 error and 2 warnings"));
    }
}
