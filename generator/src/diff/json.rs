//! Writes changes as JSON, for tools.

use super::{Change, Changes, Class};
use serde::Serialize;

/// The whole answer. Fields are only ever added.
#[derive(Serialize)]
struct Report<'a> {
    /// The worst class, or null where nothing changed.
    verdict: Option<Class>,
    /// The version of the crate, and the one that the changes ask for; null where there is none.
    version: Option<&'a str>,
    next_version: Option<&'a str>,
    /// In the order of the modules, the worst first.
    changes: &'a [Change],
}

impl Changes {
    /// One JSON object: `verdict`, `version`, `next_version` and `changes`, each of which has `class`, `code`,
    /// `message`, `module`, `item`, `kind` and `place` (`is_old`, `file`, `line`, or null).
    pub fn json(&self, version: Option<&str>, next_version: Option<&str>) -> String {
        let report = Report { verdict: self.verdict(), version, next_version, changes: &self.0 };
        serde_json::to_string_pretty(&report).expect("texts and numbers have a form in JSON")
    }
}
