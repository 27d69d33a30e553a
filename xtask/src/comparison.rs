//! Compares a crate with what is in its folder, and says whose each file is.

use crate::document_folder::{is_below, is_portable};
use crate::input::display;
use crate::ownership::{HEADER_LENGTH, Record, has_header, is_without_header};
use crate::regular_file;
use anyhow::{Result, bail, ensure};
use generator::emit::FileTree;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The folders of a crate in which files of an earlier run may be; others are the user's, and are not looked into.
const FOLDERS: [&str; 2] = ["examples", "src"];

/// The differences between a crate and its folder.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Files that are not there.
    pub(crate) missing: BTreeSet<String>,
    /// Generated files that differ, with what they hold.
    pub(crate) changed: BTreeMap<String, Vec<u8>>,
    /// Generated files that are no longer part of the crate.
    pub(crate) stray: BTreeSet<String>,
    /// The files that were not generated, in places where generated files go, each with its kind.
    pub(crate) in_the_way: BTreeMap<String, &'static str>,
}

/// The file in the place of a generated file.
enum Present {
    Same,
    Missing,
    Changed(Vec<u8>),
    InTheWay(&'static str),
}

impl Comparison {
    /// Returns true if the folder holds the crate.
    pub(crate) fn is_same(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.stray.is_empty() && self.in_the_way.is_empty()
    }
}

/// Compares a crate with the folder, which need not be there.
///
/// # Errors
/// Where a file of the crate would be outside of its folder, or two would be one on some systems.
pub(crate) fn compare(files: &FileTree, out: &Path) -> Result<Comparison> {
    ensure_portable(files)?;
    if !out.is_dir() {
        return Ok(Comparison { missing: files.keys().cloned().collect(), ..Comparison::default() });
    }
    let record = Record::read(out);
    let folders = folders(files, out);
    let present = |(path, text): (&String, &String)| {
        let folder = path.rsplit_once('/').map_or(Some(&Folder::Present), |(folder, _)| folders.get(folder));
        match folder {
            Some(Folder::Present) => (path.clone(), present(&out.join(path), path, text, &record)),
            Some(Folder::InTheWay(folder, what)) => (folder.clone(), Present::InTheWay(what)),
            Some(Folder::Missing) | None => (path.clone(), Present::Missing),
        }
    };
    let mut comparison = Comparison::default();
    for (path, present) in files.par_iter().map(present).collect::<Vec<_>>() {
        match present {
            Present::Same => {}
            Present::Missing => {
                comparison.missing.insert(path);
            }
            Present::Changed(bytes) => {
                comparison.changed.insert(path, bytes);
            }
            Present::InTheWay(what) => {
                comparison.in_the_way.insert(path, what);
            }
        }
    }
    let others: Vec<String> = listed(out).into_iter().filter(|path| !files.contains_key(path)).collect();
    let stray = others.into_par_iter().filter(|path| is_generated(&out.join(path), path, &record));
    comparison.stray = stray.collect();
    Ok(comparison)
}

/// Refuses a crate that would not be below its folder, or not on every system.
fn ensure_portable(files: &FileTree) -> Result<()> {
    let mut known = BTreeMap::new();
    for path in files.keys() {
        let is_fine = is_below(Path::new(path)) && path.split('/').all(|name| !name.is_empty() && is_portable(name));
        ensure!(is_fine, "{} is no path for a file of a crate on every system", display(Path::new(path)));
        if let Some(other) = known.insert(path.to_lowercase(), path) {
            let (one, other) = (display(Path::new(other)), display(Path::new(path)));
            bail!("{one} and {other} are one file where capitals do not count; rename one of them");
        }
    }
    Ok(())
}

/// The file in the place of a folder of the crate.
#[derive(Clone)]
enum Folder {
    Present,
    Missing,
    /// The path of what is no folder, and what it is.
    InTheWay(String, &'static str),
}

/// Looks at each folder of the crate, those above it first. A link is none: what it leads to is not part of the crate.
fn folders(files: &FileTree, out: &Path) -> BTreeMap<String, Folder> {
    let mut folders = BTreeMap::new();
    for path in files.keys() {
        let ends = path.match_indices('/').map(|(end, _)| end);
        let mut above = Folder::Present;
        for folder in ends.map(|end| &path[..end]) {
            let look = || match (&above, out.join(folder).symlink_metadata()) {
                (Folder::Present, Ok(metadata)) if metadata.is_dir() => Folder::Present,
                (Folder::Present, Ok(metadata)) => Folder::InTheWay(folder.to_owned(), kind(&metadata)),
                (Folder::Present, Err(_)) => Folder::Missing,
                (above, _) => (*above).clone(),
            };
            above = folders.entry(folder.to_owned()).or_insert_with(look).clone();
        }
    }
    folders
}

fn kind(metadata: &fs::Metadata) -> &'static str {
    match metadata.file_type() {
        kind if kind.is_symlink() => "is a link",
        kind if kind.is_dir() => "is a folder",
        kind if kind.is_file() => "was not generated",
        _ => "is not a file",
    }
}

fn present(file: &Path, path: &str, text: &str, record: &Record) -> Present {
    let Ok(metadata) = file.symlink_metadata() else { return Present::Missing };
    if !metadata.is_file() {
        return Present::InTheWay(kind(&metadata));
    }
    match regular_file::read(file) {
        Ok(bytes) if bytes == text.as_bytes() => Present::Same,
        Ok(bytes) if has_header(&bytes) || record.has(path, &bytes) => Present::Changed(bytes),
        Ok(bytes) if is_without_header(&bytes, text) => Present::Changed(bytes),
        Ok(_) if record.has_path(path) => Present::InTheWay("was changed since it was generated"),
        Ok(_) => Present::InTheWay("was not generated"),
        Err(_) => Present::InTheWay("cannot be read"),
    }
}

/// Returns the files that an earlier run may have written: those beside the manifest and below [`FOLDERS`].
fn listed(out: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        // What cannot be listed was not written by us.
        for entry in fs::read_dir(out.join(&folder)).into_iter().flatten().flatten() {
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if kind.is_file() {
                files.push(path);
            } else if kind.is_dir() && (!folder.is_empty() || FOLDERS.contains(&&*path)) {
                folders.push(path);
            }
        }
    }
    files
}

/// Returns true if a run wrote the file, and nobody changed it where only that says so.
fn is_generated(file: &Path, path: &str, record: &Record) -> bool {
    if record.has_path(path) {
        return regular_file::read(file).is_ok_and(|bytes| has_header(&bytes) || record.has(path, &bytes));
    }
    regular_file::read_start(file, HEADER_LENGTH).is_ok_and(|start| has_header(&start))
}

/// The maximum number of files that an error names.
const NAME_LIMIT: usize = 5;

/// Refuses to go on where something stands in the way.
///
/// # Errors
/// A sentence that names it.
pub(crate) fn ensure_free(comparison: &Comparison, out: &Path) -> Result<()> {
    let files = &comparison.in_the_way;
    if files.is_empty() {
        return Ok(());
    }
    let names = files.iter().take(NAME_LIMIT).map(|(path, what)| format!("{} {what}", display(&out.join(path))));
    let more = match files.len().saturating_sub(NAME_LIMIT) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    bail!(
        "{}{more}: a file of the crate goes there; move it elsewhere, or remove it",
        names.collect::<Vec<_>>().join(", ")
    )
}
