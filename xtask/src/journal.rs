//! Files that are about to change in, the same files put back out, should the change not come to its end.
//!
//! Before the first file is touched, copies of all of them are in `.update` beside them; it is complete as soon as it
//! is there, because it gets its name last. When all is written it goes. A run that finds one puts its files back.

use crate::input::display;
use crate::output::say;
use crate::replace::{clean, replace};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Copies of files that are about to change.
pub(crate) struct Journal {
    folder: PathBuf,
}

impl Journal {
    /// Copies the files; those that are missing are noted as such.
    pub(crate) fn open(beside: &Path, files: impl Iterator<Item = PathBuf>) -> Result<Self> {
        let fresh = beside.join(".update.new");
        remove(&fresh)?;
        let opened = Self::copy(beside, &fresh, files);
        if opened.is_err() {
            // The error that is reported is the one that counts.
            let _ = remove(&fresh);
        }
        opened
    }

    fn copy(beside: &Path, fresh: &Path, files: impl Iterator<Item = PathBuf>) -> Result<Self> {
        let folder = beside.join(".update");
        fs::create_dir(fresh).with_context(|| format!("cannot create {}", display(fresh)))?;
        let mut targets = String::new();
        for (index, path) in files.enumerate() {
            let absolute = std::path::absolute(&path).with_context(|| format!("cannot find {}", display(&path)))?;
            let line = absolute.to_str().with_context(|| format!("{} is not UTF-8", display(&path)))?;
            ensure!(!line.contains('\n'), "{line} has a line break in its name");
            if path.exists() {
                let copy = fresh.join(index.to_string());
                fs::copy(&path, &copy).with_context(|| format!("cannot copy {}", display(&path)))?;
            }
            targets.push_str(line);
            targets.push('\n');
        }
        fs::write(fresh.join("targets"), targets).with_context(|| format!("cannot write in {}", display(fresh)))?;
        fs::rename(fresh, &folder).with_context(|| format!("cannot name {}", display(&folder)))?;
        Ok(Self { folder })
    }

    /// The change came to its end.
    pub(crate) fn close(&self) -> Result<()> {
        let done = self.folder.with_file_name(".update.done");
        remove(&done)?;
        fs::rename(&self.folder, &done).with_context(|| format!("cannot rename {}", display(&self.folder)))?;
        remove(&done)
    }

    /// Puts the files back.
    pub(crate) fn restore(&self) -> Result<()> {
        let list = self.folder.join("targets");
        let targets = fs::read_to_string(&list).with_context(|| format!("cannot read {}", display(&list)))?;
        for (index, target) in targets.lines().enumerate() {
            let copy = self.folder.join(index.to_string());
            let target = Path::new(target);
            clean(target);
            match fs::read_to_string(&copy) {
                // What was not reached need not be written, and perhaps cannot be.
                Ok(text) if fs::read_to_string(target).is_ok_and(|present| present == text) => {}
                Ok(text) => replace(target, &text)?,
                Err(_) if !copy.exists() => {
                    remove_file(target)?;
                    // The folder may have been made for it; one that holds anything stays.
                    let _ = target.parent().map(fs::remove_dir);
                }
                Err(error) => return Err(error).with_context(|| format!("cannot read {}", display(&copy))),
            }
        }
        self.close()
    }

    /// Whether a run was interrupted.
    pub(crate) fn is_open(beside: &Path) -> bool {
        beside.join(".update").is_dir()
    }

    /// Puts back what an interrupted run left half done, and says so; removes what one left that was about to begin or
    /// had come to its end.
    pub(crate) fn recover(beside: &Path) -> Result<bool> {
        for name in [".update.new", ".update.done"] {
            remove(&beside.join(name))?;
        }
        if !Self::is_open(beside) {
            return Ok(false);
        }
        Self { folder: beside.join(".update") }.restore()?;
        say!("    Restored what an update that was interrupted had begun to write");
        Ok(true)
    }
}

fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", display(folder)))
}

/// Removes a file, if it is there.
pub(crate) fn remove_file(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    fs::remove_file(path).with_context(|| format!("cannot remove {}", display(path)))
}
