//! `generate --check`: compares what was generated with what is there.

use crate::comparison::compare;
use crate::input::display;
use crate::names_lock;
use crate::output::{print, say};
use crate::report::MessageFormat;
use anyhow::Result;
use generator::diagnostic::printable;
use generator::emit::FileTree;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// The maximum number of printed lines of one file's diff.
const LINE_LIMIT: usize = 60;

/// Prints what differs; fails if anything does. `lock` is how the names lock does.
pub(crate) fn run(files: &FileTree, out: &Path, lock: Option<&String>, format: MessageFormat) -> Result<ExitCode> {
    let differences = differences(files, out)?;
    for difference in lock.into_iter().chain(differences.values()) {
        match format {
            MessageFormat::Human => print(&format!("{difference}\n"))?,
            // Standard output holds diagnostics only.
            MessageFormat::Json => say!("{difference}"),
        }
    }
    if lock.is_some() {
        say!("error: {} differs; `cargo xtask generate` brings it up to date", names_lock::NAME);
    }
    if differences.is_empty() && lock.is_none() {
        say!("  Up to date {}: {} files", display(out), files.len());
        return Ok(ExitCode::SUCCESS);
    }
    if !differences.is_empty() {
        let count = differences.len();
        say!("error: {} differs in {count} files; `cargo xtask generate` brings it up to date", display(out));
    }
    Ok(ExitCode::FAILURE)
}

/// Returns what differs, by path. Files of the user's own do not.
pub(crate) fn differences(files: &FileTree, out: &Path) -> Result<BTreeMap<String, String>> {
    let comparison = compare(files, out)?;
    let shown = |path: &str| display(Path::new(path));
    let mut differences = BTreeMap::new();
    for (path, bytes) in comparison.changed {
        let difference = diff(&path, &String::from_utf8_lossy(&bytes), &files[&path]);
        differences.insert(path, difference);
    }
    let missing = comparison.missing.into_iter().map(|path| (format!("missing: {}", shown(&path)), path));
    let stray = comparison.stray.into_iter().map(|path| (format!("stray: {} is not generated", shown(&path)), path));
    let in_the_way = comparison.in_the_way.into_iter();
    let in_the_way = in_the_way.map(|(path, what)| (format!("in the way: {} {what}", shown(&path)), path));
    differences.extend(missing.chain(stray).chain(in_the_way).map(|(difference, path)| (path, difference)));
    Ok(differences)
}

pub(crate) fn diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&format!("{path} (as it is)"), &format!("{path} (as generated)"))
        .to_string();
    let lines: Vec<_> = text.lines().map(printable).collect();
    match lines.len().checked_sub(LINE_LIMIT) {
        Some(more) if more > 0 => format!("{}\n… {more} more lines of {path}", lines[..LINE_LIMIT].join("\n")),
        _ => lines.join("\n"),
    }
}
