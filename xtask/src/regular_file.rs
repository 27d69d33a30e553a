//! Reads regular files, and nothing else: reading a pipe or a device may never end.
//!
//! The type of a file is checked before it is opened, because opening a device may already do something, and again
//! on what was opened, because another file may have taken its place.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

/// The largest file that is read: all of Twilio's documents together have 9 MB.
pub(crate) const SIZE_LIMIT: u64 = 64 << 20;

/// Reads a file of at most [`SIZE_LIMIT`] bytes.
///
/// # Errors
/// Where it is no regular file, or larger, or cannot be read.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    let too_large = || io::Error::other(format!("it is larger than {} MB", SIZE_LIMIT >> 20));
    if size > SIZE_LIMIT {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default().saturating_add(1));
    // It may have grown since, and some file systems do not know the sizes of their files.
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SIZE_LIMIT { Err(too_large()) } else { Ok(bytes) }
}

/// Reads the first bytes of a file, at most `limit` of them.
///
/// # Errors
/// Where it is no regular file, or cannot be read.
pub(crate) fn read_start(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file, and never waits for who writes into a pipe.
fn open(path: &Path) -> io::Result<File> {
    ensure_regular(&fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    never_wait(&mut options);
    let file = options.open(path)?;
    ensure_regular(&file.metadata()?)?;
    Ok(file)
}

fn ensure_regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(io::Error::other("it is not a file")) }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn never_wait(options: &mut fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn never_wait(_: &mut fs::OpenOptions) {}
