//! Folders in, the right to change them out: no two runs write one crate, or documents, at once.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What keeps other runs waiting as long as it is there. The system lets go of it when the process ends, however.
pub(crate) struct Hold {
    _folders: Vec<File>,
}

impl Hold {
    /// Waits until no other run holds one of the folders, or, of those that are not there, the nearest above.
    pub(crate) fn of(folders: &[&Path]) -> Self {
        let nearest = |folder: &&Path| {
            let absolute = std::path::absolute(Path::new(".").join(folder)).ok()?;
            absolute.ancestors().find_map(|folder| fs::canonicalize(folder).ok())
        };
        // Always in one order, so that no two wait for each other.
        let folders: BTreeSet<PathBuf> = folders.iter().filter_map(nearest).collect();
        Self { _folders: folders.iter().filter_map(|folder| lock(folder)).collect() }
    }
}

/// Where the system, or the file system, has no locks, nobody waits.
#[cfg(unix)]
fn lock(folder: &Path) -> Option<File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = File::open(folder).ok()?;
    flock(&folder, FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(unix))]
fn lock(_: &Path) -> Option<File> {
    None
}
