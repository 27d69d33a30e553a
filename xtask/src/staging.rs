//! Puts the files of a crate in their places, all of them or none.
//!
//! New texts are first written into a folder inside the crate's, so that a full disk is noticed before anything is
//! touched. Then each takes its place in one step, and what was there comes into that folder instead, from where an error
//! puts it back. A run that is killed leaves whole files, each old or new; the next one writes the rest, and removes the
//! folder.

use crate::comparison::Comparison;
use crate::input::display;
use crate::ownership::{RECORD, Record};
use crate::write::MANIFEST;
use anyhow::{Context, Result, bail};
use generator::emit::FileTree;
use rayon::prelude::*;
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The folder inside the crate's.
pub(crate) const STAGING: &str = ".generate.new";

/// A file that takes its place, or goes.
struct Step<'a> {
    path: &'a str,
    /// The new text; none where the file goes.
    text: Option<&'a str>,
    /// Returns true if a file is there.
    replaces: bool,
}

/// Brings the folder in line with the crate.
///
/// # Errors
/// Where something cannot be written; all files are as they were then.
pub(crate) fn apply(comparison: &Comparison, files: &FileTree, out: &Path) -> Result<()> {
    let between = Record::read(out).text_with(files);
    let steps = steps(comparison, files, &between);
    let staging = out.join(STAGING);
    let is_new = !out.exists();
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", display(out)))?;
    let staged = stage(&steps, &staging);
    let result = staged.and_then(|()| {
        end_later()?;
        let mut done = 0;
        let result = steps.iter().enumerate().try_for_each(|(index, step)| {
            step.take(out, &staged_file(&staging, index))?;
            done = index + 1;
            Ok(())
        });
        if result.is_err() {
            // The one that failed may have made a folder.
            steps.get(done).into_iter().for_each(|step| remove_empty(&out.join(step.path), out));
            for (index, step) in steps.iter().enumerate().take(done).rev() {
                step.take_back(out, &staged_file(&staging, index))?;
            }
        }
        result
    });
    if let (Err(error), true) = (&result, staging.exists()) {
        // What could not be put back stays where it is: it is nowhere else.
        if error.is::<NotPutBack>() {
            return result;
        }
    }
    let removed = remove(&staging);
    if result.is_err() {
        if is_new {
            let _ = fs::remove_dir(out);
        }
        return result;
    }
    removed.with_context(|| format!("cannot remove {}", display(&staging)))
}

/// Says that an error could not be undone.
#[derive(Debug)]
struct NotPutBack(PathBuf);

impl std::fmt::Display for NotPutBack {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "cannot put {} back; run `cargo xtask generate` again", display(&self.0))
    }
}

impl std::error::Error for NotPutBack {}

/// Returns the steps in order. While old and new files are both there, the record lists both. The manifest, by which a
/// folder is known as generated, comes before all other files.
fn steps<'a>(comparison: &'a Comparison, files: &'a FileTree, between: &'a str) -> Vec<Step<'a>> {
    let text = |path: &str| files.get(path).map(String::as_str);
    let changes = |path: &str| comparison.missing.contains(path) || comparison.changed.contains_key(path);
    let replaces = |path: &str| !comparison.missing.contains(path);
    let mut steps = Vec::new();
    if changes(RECORD) {
        steps.push(Step { path: RECORD, text: Some(between), replaces: replaces(RECORD) });
    }
    if changes(MANIFEST) {
        steps.push(Step { path: MANIFEST, text: text(MANIFEST), replaces: replaces(MANIFEST) });
    }
    steps.extend(comparison.stray.iter().map(|path| Step { path, text: None, replaces: true }));
    let others = comparison.missing.iter().chain(comparison.changed.keys());
    let others = others.filter(|path| ![RECORD, MANIFEST].contains(&path.as_str()));
    steps.extend(others.map(|path| Step { path, text: text(path), replaces: replaces(path) }));
    if changes(RECORD) {
        steps.push(Step { path: RECORD, text: text(RECORD), replaces: true });
    }
    steps
}

/// Returns where the text of a step is written, and what it replaces is kept.
fn staged_file(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("staged-{index}"))
}

/// Writes the new texts.
fn stage(steps: &[Step<'_>], staging: &Path) -> Result<()> {
    fs::create_dir(staging).with_context(|| format!("cannot create {}", display(staging)))?;
    steps.par_iter().enumerate().try_for_each(|(index, step)| {
        let Some(text) = step.text else { return Ok(()) };
        let write = || File::create_new(staged_file(staging, index))?.write_all(text.as_bytes());
        write().with_context(|| format!("cannot write {}", step.path))
    })
}

impl Step<'_> {
    fn take(&self, out: &Path, staged: &Path) -> Result<()> {
        let path = &out.join(self.path);
        let folder = path.parent().expect("a file is in a folder");
        if self.text.is_none() {
            fs::rename(path, staged).with_context(|| format!("cannot remove {}", display(path)))?;
            remove_empty(folder, out);
            return Ok(());
        }
        if !self.replaces {
            if !folder.is_dir() {
                fs::create_dir_all(folder).with_context(|| format!("cannot create {}", display(folder)))?;
            }
            return place(staged, path).with_context(|| format!("cannot write {}", display(path)));
        }
        exchange(staged, path).with_context(|| format!("cannot write {}", display(path)))
    }

    fn take_back(&self, out: &Path, staged: &Path) -> Result<()> {
        let path = &out.join(self.path);
        let folder = path.parent().expect("a file is in a folder");
        let result = match (self.text, self.replaces) {
            (None, _) => fs::create_dir_all(folder).and_then(|()| place(staged, path)),
            (Some(_), true) => exchange(staged, path),
            (Some(_), false) => fs::remove_file(path),
        };
        remove_empty(folder, out);
        result.map_err(|error| anyhow::Error::new(error).context(NotPutBack(path.clone())))
    }
}

/// Removes the folders that nothing is left in.
fn remove_empty(folder: &Path, out: &Path) {
    let folders = folder.ancestors().take_while(|folder| *folder != out);
    // One that holds anything cannot be removed.
    let _ = folders.map(fs::remove_dir).find(Result::is_err);
}

/// Moves a file to where none is. One that somebody has put there in the meantime stays.
fn place(staged: &Path, path: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, staged, CWD, path, RenameFlags::NOREPLACE) {
            // Some file systems cannot.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS) => {}
            other => return Ok(other?),
        }
    }
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(staged, path)
}

/// Lets two files change places, in one step where the system and the file system can.
fn exchange(staged: &Path, path: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, staged, CWD, path, RenameFlags::EXCHANGE) {
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS) => {}
            other => return Ok(other?),
        }
    }
    let old = staged.with_extension("old");
    fs::rename(path, &old)?;
    if let Err(error) = fs::rename(staged, path) {
        let _ = fs::rename(&old, path);
        return Err(error);
    }
    fs::rename(&old, staged)
}

/// Removes what an earlier run that was killed has left.
///
/// # Errors
/// Where something else is in its place, or among it.
pub(crate) fn clean(out: &Path) -> Result<()> {
    let staging = out.join(STAGING);
    let Ok(metadata) = staging.symlink_metadata() else { return Ok(()) };
    let in_the_way = |path: &Path| format!("{} is in the way, and was not generated; move it elsewhere", display(path));
    if !metadata.is_dir() {
        bail!(in_the_way(&staging));
    }
    let cannot = || format!("cannot remove {}", display(&staging));
    let mut files = Vec::new();
    for entry in fs::read_dir(&staging).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let name = entry.file_name();
        let is_staged = name.to_str().and_then(|name| name.strip_prefix("staged-")).is_some_and(|number| {
            let number = number.strip_suffix(".old").unwrap_or(number);
            !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
        });
        if !is_staged || !entry.file_type().with_context(cannot)?.is_file() {
            bail!(in_the_way(&entry.path()));
        }
        files.push(entry.path());
    }
    files.iter().try_for_each(fs::remove_file).and_then(|()| fs::remove_dir(&staging)).with_context(cannot)
}

/// Removes the folder with the files that this run has replaced; often there are none.
fn remove(staging: &Path) -> io::Result<()> {
    if fs::remove_dir(staging).is_ok() {
        return Ok(());
    }
    let result = fs::read_dir(staging).and_then(|mut entries| {
        entries.try_for_each(|entry| fs::remove_file(entry?.path()))?;
        fs::remove_dir(staging)
    });
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Lets who wants this run to end have that a moment later, with nothing half done.
pub(crate) fn end_later() -> Result<()> {
    let ended = Arc::new(AtomicBool::new(false));
    for signal in TERM_SIGNALS {
        flag::register(*signal, Arc::clone(&ended)).context("cannot wait with the end of this run")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Comparison, FileTree, STAGING, apply};
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be listed").path();
            match path.is_dir() {
                true => files.extend(tree(&path)),
                false => {
                    files.insert(path.clone(), fs::read_to_string(&path).expect("it is a text"));
                }
            }
        }
        files
    }

    #[test]
    fn an_error_on_the_way_puts_back_what_was_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path();
        fs::create_dir_all(out.join("src/old")).expect("a temporary folder can be written");
        for (path, text) in [("Cargo.toml", "old"), ("src/lib.rs", "old"), ("src/old/a.rs", "old"), ("z", "mine")] {
            fs::write(out.join(path), text).expect("a temporary folder can be written");
        }
        let before = tree(out);
        let text = |path: &str| (path.to_owned(), format!("new {path}"));
        let files: FileTree = ["Cargo.toml", "src/lib.rs", "src/new/b.rs", "z/c.rs"].map(text).into();
        let old = |path: &str| (path.to_owned(), b"old".to_vec());
        let comparison = Comparison {
            changed: ["Cargo.toml", "src/lib.rs"].map(old).into(),
            missing: ["src/new/b.rs", "z/c.rs"].map(str::to_owned).into(),
            stray: ["src/old/a.rs".to_owned()].into(),
            ..Comparison::default()
        };
        let error = apply(&comparison, &files, out).expect_err("a file is where a folder should be");
        assert!(format!("{error:#}").contains("cannot create"), "{error:#}");
        assert_eq!(tree(out), before);
        assert!(!out.join("src/new").exists() && !out.join(STAGING).exists());
        fs::remove_file(out.join("z")).expect("it was written");
        apply(&comparison, &files, out).expect("nothing is in the way");
        assert!(!out.join("src/old").exists() && !out.join(STAGING).exists());
        let now: FileTree =
            files.keys().map(|path| (path.clone(), fs::read_to_string(out.join(path)).unwrap())).collect();
        assert_eq!(now, files);
    }
}
