//! Writes changes as JSON, for tools.

use super::{Change, Changes, Class};
use serde::Serialize;

/// The whole report. Later versions only add fields.
#[derive(Serialize)]
struct Report<'a> {
    /// The most severe class, or null if nothing changed.
    verdict: Option<Class>,
    /// The version of the crate, and the version that the changes require; null if there is none.
    version: Option<&'a str>,
    next_version: Option<&'a str>,
    /// The changes, sorted by module and then from the most severe to the least severe.
    changes: &'a [Change],
}

impl Changes {
    /// Returns one JSON object with `verdict`, `version`, `next_version` and `changes`.
    ///
    /// Each change has `class`, `code`, `message`, `module`, `item`, `kind` and `place` (`is_old`, `file` and `line`,
    /// or null).
    pub fn json(&self, version: Option<&str>, next_version: Option<&str>) -> String {
        let report = Report { verdict: self.verdict(), version, next_version, changes: &self.0 };
        serde_json::to_string_pretty(&report).expect("texts and numbers have a form in JSON")
    }
}
