//! Writes a crate into its folder, and leaves alone what it did not write.
//!
//! The folder belongs to the user: only generated files are replaced or removed ([`ownership`](crate::ownership)), and
//! one that is none where a file goes is an error before anything is touched.

use crate::comparison::{compare, ensure_free};
use crate::input::display;
use crate::ownership::{HEADER_LENGTH, RECORD, has_header};
use crate::regular_file;
use crate::staging::{self, STAGING};
use anyhow::{Context, Result, bail};
use generator::emit::FileTree;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that says that a folder was generated.
pub(crate) const MANIFEST: &str = "Cargo.toml";

/// The files of cargo and version control, which a folder may hold before it becomes a crate.
const NEUTRAL: [&str; 9] =
    [".git", ".gitattributes", ".gitignore", ".hg", ".jj", ".svn", "Cargo.lock", STAGING, "target"];

/// The number of files that a run wrote and removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Files that are new or changed.
    pub(crate) written: usize,
    /// Generated files that are no longer part of the crate.
    pub(crate) removed: usize,
}

impl Written {
    /// Returns true if nothing was done.
    pub(crate) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl std::fmt::Display for Written {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} new or changed", self.written)?;
        if self.removed > 0 { write!(formatter, ", {} removed", self.removed) } else { Ok(()) }
    }
}

/// Writes the crate.
///
/// # Errors
/// Where something of the user's is in the way, or cannot be written; all files are as they were then.
pub(crate) fn write(files: &FileTree, out: &Path) -> Result<Written> {
    let out = &real(out);
    ensure_crate(out)?;
    staging::clean(out)?;
    let comparison = compare(files, out)?;
    ensure_free(&comparison, out)?;
    if comparison.is_same() {
        return Ok(Written::default());
    }
    let written =
        Written { written: comparison.missing.len() + comparison.changed.len(), removed: comparison.stray.len() };
    staging::apply(&comparison, files, out)?;
    Ok(written)
}

/// Refuses a folder of which another command, or a run before this one, could not tell whose files are whose: where the
/// documents are among those of the crate.
///
/// # Errors
/// A sentence that names the folder.
pub(crate) fn ensure_apart(out: &Path, specs: &Path) -> Result<()> {
    let (out, specs) = (&real(out), real(specs));
    if specs == *out || ["src", "examples"].iter().any(|folder| specs.starts_with(out.join(folder))) {
        bail!("{} holds the documents where the files of the crate go; name another folder", display(out));
    }
    Ok(())
}

/// Refuses a folder of something else.
fn ensure_crate(out: &Path) -> Result<()> {
    if !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        bail!("{} is a file; name a folder", display(out));
    }
    if is_generated(out) {
        return Ok(());
    }
    for entry in fs::read_dir(out).with_context(|| format!("cannot list {}", display(out)))? {
        let name = entry.with_context(|| format!("cannot list {}", display(out)))?.file_name();
        if !NEUTRAL.iter().any(|neutral| name == *neutral) {
            let (out, name) = (display(out), display(Path::new(&name)));
            bail!("{out} holds files that were not generated, such as {name}; name an empty or a new folder");
        }
    }
    Ok(())
}

fn is_generated(out: &Path) -> bool {
    [MANIFEST, RECORD].iter().any(|name| {
        let path = out.join(name);
        let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        is_file && regular_file::read_start(&path, HEADER_LENGTH).is_ok_and(|start| has_header(&start))
    })
}

/// Returns the folder behind links; an empty path is the current folder.
fn real(out: &Path) -> PathBuf {
    let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
    fs::canonicalize(out).unwrap_or_else(|_| out.to_owned())
}
