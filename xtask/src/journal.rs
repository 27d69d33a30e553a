//! Copies of the files that an update is about to change, for the case that it does not come to its end.
//!
//! The copies are in `target/update` of the project, where no document can put any: a folder of documents comes from
//! others, and must not be able to say which files are put back. A journal is complete as soon as it has its name,
//! because it gets that last. When all is written it goes. A run that finds one for its folder puts the files back.

use crate::atomic_write::{clean, replace};
use crate::checksum::checksum;
use crate::document_folder::DocumentFolder;
use crate::input::{display, project};
use crate::output::say;
use crate::read_text;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Copies of files of one folder of documents.
pub(crate) struct Journal {
    documents: DocumentFolder,
    place: PathBuf,
}

/// The prefix of the path of a file in the folder of documents.
const IN_FOLDER: &str = "folder ";

/// The line of the project's lock file.
const PROJECT_LOCK: &str = "project Cargo.lock";

impl Journal {
    /// Copies files of the folder, by their paths below it, and the project's lock file if it is to change too. Those that
    /// are missing are noted as such.
    pub(crate) fn open(documents: DocumentFolder, files: &[PathBuf], with_lock: bool) -> Result<Self> {
        let place = place(documents.real());
        let fresh = place.with_extension("new");
        let above = place.parent().expect("it is in a folder");
        fs::create_dir_all(above).with_context(|| format!("cannot create {}", display(above)))?;
        remove(&fresh)?;
        let journal = Self { documents, place };
        let opened = journal.copy(&fresh, files, with_lock);
        if opened.is_err() {
            // The error that is reported is the one that counts.
            let _ = remove(&fresh);
        }
        opened.map(|()| journal)
    }

    fn copy(&self, fresh: &Path, files: &[PathBuf], with_lock: bool) -> Result<()> {
        fs::create_dir(fresh).with_context(|| format!("cannot create {}", display(fresh)))?;
        let mut lines = vec![line(self.documents.real())?.to_owned()];
        for file in files {
            lines.push(format!("{IN_FOLDER}{}", line(file)?));
        }
        lines.extend(with_lock.then(|| PROJECT_LOCK.to_owned()));
        for (index, target) in lines.iter().skip(1).enumerate() {
            let path = self.target(target)?;
            if path.exists() {
                let copy = fresh.join(index.to_string());
                fs::copy(&path, &copy).with_context(|| format!("cannot copy {}", display(&path)))?;
            }
        }
        let targets = lines.join("\n") + "\n";
        fs::write(fresh.join("targets"), targets).with_context(|| format!("cannot write in {}", display(fresh)))?;
        fs::rename(fresh, &self.place).with_context(|| format!("cannot name {}", display(&self.place)))
    }

    /// Returns where a file is that a line of the journal names: in the folder of documents, whatever the line says.
    fn target(&self, line: &str) -> Result<PathBuf> {
        if line == PROJECT_LOCK {
            return Ok(project().join("Cargo.lock"));
        }
        match line.strip_prefix(IN_FOLDER) {
            Some(relative) => self.documents.writable(Path::new(relative)),
            None => bail!("{} is damaged; remove it, and look at the documents", display(&self.place)),
        }
    }

    /// Ends the change: what was written stays.
    pub(crate) fn close(&self) -> Result<()> {
        let done = self.place.with_extension("done");
        remove(&done)?;
        fs::rename(&self.place, &done).with_context(|| format!("cannot rename {}", display(&self.place)))?;
        remove(&done)
    }

    /// Puts the files back.
    pub(crate) fn restore(&self) -> Result<()> {
        let list = read_text::text(&self.place.join("targets"))?;
        let mut lines = list.lines();
        let folder = lines.next().unwrap_or_default();
        ensure!(
            Path::new(folder) == self.documents.real(),
            "{} is not of {}; move it elsewhere",
            display(&self.place),
            display(self.documents.real())
        );
        for (index, target) in lines.enumerate() {
            let copy = self.place.join(index.to_string());
            let target = self.target(target)?;
            clean(&target);
            match fs::read_to_string(&copy) {
                // What was not reached need not be written, and perhaps cannot be.
                Ok(text) if read_text::text(&target).is_ok_and(|present| present == text) => {}
                Ok(text) => replace(&target, &text)?,
                Err(_) if !copy.exists() => {
                    remove_file(&target)?;
                    // The folder may have been made for it; one that holds anything stays.
                    let _ = target.parent().map(fs::remove_dir);
                }
                Err(error) => return Err(error).with_context(|| format!("cannot read {}", display(&copy))),
            }
        }
        self.close()
    }

    /// Returns true if an update of this folder was interrupted.
    pub(crate) fn is_open(documents: &Path) -> bool {
        fs::canonicalize(documents).is_ok_and(|folder| place(&folder).is_dir())
    }

    /// Puts back what an interrupted update left half done, and says so; removes what one left that was about to begin
    /// or had come to its end.
    pub(crate) fn recover(documents: &Path) -> Result<bool> {
        let Ok(documents) = DocumentFolder::open(documents) else { return Ok(false) };
        let place = place(documents.real());
        for ending in ["new", "done"] {
            remove(&place.with_extension(ending))?;
        }
        if !place.is_dir() {
            return Ok(false);
        }
        Self { documents, place }.restore()?;
        say!("    Restored what an update that was interrupted had begun to write");
        Ok(true)
    }
}

/// Returns where the journal of a folder is, which is given without links.
fn place(documents: &Path) -> PathBuf {
    project().join("target/update").join(checksum(documents.as_os_str().as_encoded_bytes()))
}

/// Returns a path as a line of a journal.
fn line(path: &Path) -> Result<&str> {
    let text = path.to_str().with_context(|| format!("{} is not UTF-8", display(path)))?;
    ensure!(!text.contains(['\n', '\r']), "{} has a line break in its name", display(path));
    Ok(text)
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
