//! What was generated against what is there: `generate --check`.

use crate::input::{display, walk};
use crate::output::{print, say};
use crate::report::MessageFormat;
use anyhow::{Context, Result};
use generator::emit::FileTree;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// How many lines of one file's diff are printed.
const LINE_LIMIT: usize = 60;

/// Prints what differs; fails if anything does.
pub(crate) fn run(files: &FileTree, out: &Path, format: MessageFormat) -> Result<ExitCode> {
    let differences = differences(files, out)?;
    for difference in differences.values() {
        match format {
            MessageFormat::Human => print(&format!("{difference}\n"))?,
            // Standard output holds diagnostics only.
            MessageFormat::Json => say!("{difference}"),
        }
    }
    if differences.is_empty() {
        say!("  Up to date {}: {} files", display(out), files.len());
        return Ok(ExitCode::SUCCESS);
    }
    say!("error: {} differs in {} files; `cargo xtask generate` brings it up to date", display(out), differences.len());
    Ok(ExitCode::FAILURE)
}

/// What differs, by path.
pub(crate) fn differences(files: &FileTree, out: &Path) -> Result<BTreeMap<String, String>> {
    let mut present = present(out)?;
    let mut differences = BTreeMap::new();
    for (path, text) in files {
        match present.remove(path) {
            None => differences.insert(path.clone(), format!("missing: {path}")),
            Some(bytes) if bytes != text.as_bytes() => {
                differences.insert(path.clone(), diff(path, &String::from_utf8_lossy(&bytes), text))
            }
            Some(_) => None,
        };
    }
    for path in present.into_keys() {
        let message = format!("stray: {path} is not generated");
        differences.insert(path, message);
    }
    Ok(differences)
}

/// The files of the crate's folder, without what building it leaves there.
pub(crate) fn present(out: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut present = BTreeMap::new();
    if !out.is_dir() {
        return Ok(present);
    }
    for path in walk(out)? {
        let relative =
            path.strip_prefix(out).expect("the walk stays below its root").to_string_lossy().replace('\\', "/");
        if !relative.starts_with("target/") && relative != "Cargo.lock" {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", display(&path)))?;
            present.insert(relative, bytes);
        }
    }
    Ok(present)
}

fn diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&format!("{path} (as it is)"), &format!("{path} (as generated)"))
        .to_string();
    let lines: Vec<&str> = text.lines().collect();
    match lines.len().checked_sub(LINE_LIMIT) {
        Some(more) if more > 0 => format!("{}\n… {more} more lines of {path}", lines[..LINE_LIMIT].join("\n")),
        _ => text.trim_end().to_owned(),
    }
}
