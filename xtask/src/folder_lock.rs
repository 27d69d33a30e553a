//! Locks folders, so that no two runs write one crate, or documents, at once.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A lock that keeps other runs waiting as long as it is there. The system lets go of it when the process ends, however.
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

/// Locks a folder; returns `None` where the system or the file system has no locks. It opens folders only: opening a
/// pipe would block.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn lock(folder: &Path) -> Option<File> {
    use rustix::fs::{FlockOperation, Mode, OFlags, flock, open};
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let folder = File::from(open(folder, flags, Mode::empty()).ok()?);
    flock(&folder, FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn lock(_: &Path) -> Option<File> {
    None
}
