//! A folder of documents, and the rule that nothing in it leads out of it.
//!
//! Documents come from others. What they or `crate.toml` name is read and written below the folder only: a path has no
//! `..` and no root, and where links lead is checked after they are followed.

use crate::input::display;
use crate::read_text::{readable_as, unreadable};
use anyhow::{Context, Result, bail, ensure};
use generator::diagnostic::Diagnostic;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The maximum number of files in a folder that `crate.toml` names.
const FILE_LIMIT: usize = 10_000;

/// A folder of documents.
#[derive(Debug)]
pub(crate) struct DocumentFolder {
    /// The path as the user named it.
    named: PathBuf,
    /// The path without links.
    real: PathBuf,
}

impl DocumentFolder {
    /// Opens the folder that a user named.
    ///
    /// # Errors
    /// Where it is not there.
    pub(crate) fn open(named: &Path) -> Result<Self> {
        let real = fs::canonicalize(named).with_context(|| format!("cannot list {}", display(named)))?;
        Ok(Self { named: named.to_owned(), real })
    }

    /// Returns the path without links.
    pub(crate) fn real(&self) -> &Path {
        &self.real
    }

    /// Returns the path of something in the folder as the user would write it.
    pub(crate) fn shown(&self, name: &str) -> PathBuf {
        self.named.join(name)
    }

    /// Returns true if something has the name, even if it is a link that leads nowhere.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.shown(name).symlink_metadata().is_ok()
    }

    /// Returns the text of a file of the folder.
    pub(crate) fn text(&self, name: &str) -> Result<String, Box<Diagnostic>> {
        let shown = self.shown(name);
        let path =
            self.find(name).map_err(|error| match error.get_ref().is_some_and(|inner| inner.is::<Outside>()) {
                true => Box::new(unreadable(&shown, &error).help(Outside::HELP)),
                false => unreadable(&shown, &error),
            })?;
        readable_as(&path, &shown)
    }

    /// Returns where a file or folder is, links followed.
    ///
    /// # Errors
    /// Where it is not there, or outside of the folder.
    pub(crate) fn find(&self, name: &str) -> io::Result<PathBuf> {
        if !is_below(Path::new(name)) {
            return Err(io::Error::other(Outside));
        }
        let real = fs::canonicalize(self.shown(name))?;
        if real.starts_with(&self.real) { Ok(real) } else { Err(io::Error::other(Outside)) }
    }

    /// Returns the path below the folder of a file that may not be there yet.
    ///
    /// # Errors
    /// Where the path does not begin with that of the folder.
    pub(crate) fn relative(&self, path: &Path) -> Result<PathBuf> {
        let absolute = |path: &Path| std::path::absolute(Path::new(".").join(path));
        let (folder, path) = (absolute(&self.named)?, absolute(path)?);
        let relative = path.strip_prefix(&folder).ok().filter(|relative| is_below(relative));
        Ok(relative.with_context(|| format!("{} is outside of {}", display(&path), display(&self.named)))?.to_owned())
    }

    /// Returns the path under which a file of the folder, which may not be there yet, is written.
    ///
    /// # Errors
    /// Where a link leads out of the folder or nowhere, or what is there is no regular file.
    pub(crate) fn writable(&self, relative: &Path) -> Result<PathBuf> {
        let path = self.real.join(relative);
        let shown = self.named.join(relative);
        let outside = || format!("{} leads out of {}, and is not written", display(&shown), display(&self.named));
        ensure!(is_below(relative), outside());
        let is_there = |path: &&Path| path.symlink_metadata().is_ok();
        let nearest = path.ancestors().find(is_there).with_context(|| format!("cannot find {}", display(&shown)))?;
        let real = fs::canonicalize(nearest).with_context(|| format!("cannot find {}", display(nearest)))?;
        ensure!(real.starts_with(&self.real), outside());
        if nearest != path {
            let rest = path.strip_prefix(nearest).expect("it is an ancestor");
            return Ok(real.join(rest));
        }
        ensure!(real.is_file(), "{} is not a file", display(&shown));
        Ok(real)
    }

    /// Returns the paths of all files below a folder of this one, in order, relative to that folder. Links to folders
    /// are not followed.
    ///
    /// # Errors
    /// Where the folder is outside of this one or cannot be listed, has too many files, or one has a name that not every
    /// system can write.
    pub(crate) fn files_below(&self, name: &str) -> Result<Vec<String>> {
        let cannot = || format!("cannot list {}", display(&self.shown(name)));
        let root = self.find(name).with_context(cannot)?;
        ensure!(root != self.real, "{}: name a folder below {}", cannot(), display(&self.named));
        let mut files = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(root.join(&folder)).with_context(cannot)? {
                let entry = entry.with_context(cannot)?;
                let file_name = entry.file_name();
                let Some(file_name) = file_name.to_str().filter(|name| is_portable(name)) else {
                    let path = self.shown(name).join(&folder).join(&file_name);
                    bail!("{} has a name that not every system can write; give it another one", display(&path));
                };
                let path = if folder.is_empty() { file_name.to_owned() } else { format!("{folder}/{file_name}") };
                let kind = entry.file_type().with_context(cannot)?;
                if kind.is_dir() { &mut folders } else { &mut files }.push(path);
                ensure!(
                    files.len() + folders.len() <= FILE_LIMIT,
                    "{} holds more than {FILE_LIMIT} files",
                    display(&self.shown(name))
                );
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Returns true if a path leads down, and nowhere else.
pub(crate) fn is_below(path: &Path) -> bool {
    let mut names = path.components().filter(|part| *part != Component::CurDir).peekable();
    names.peek().is_some() && names.all(|part| matches!(part, Component::Normal(_)))
}

/// Returns true if no system takes a part of the name for something else.
pub(crate) fn is_portable(name: &str) -> bool {
    !name.chars().any(|character| character.is_control() || "\\:*?\"<>|".contains(character))
}

/// Why a file is not read.
#[derive(Debug)]
struct Outside;

impl Outside {
    const HELP: &str =
        "copy it into the folder of the documents, and name it relative to that: nothing outside is read";
}

impl std::fmt::Display for Outside {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("it is outside of the folder of the documents, or a link that leads there")
    }
}

impl std::error::Error for Outside {}
