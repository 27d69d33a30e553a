//! Keeps the memory of decoded lists and maps in proportion to the text that they come from.
//!
//! In `{"calls":[{},{},…]}`, two bytes of text become hundreds of bytes of a model. Without a limit, a small body
//! could use up all memory.

use super::decode_error::DecodeError;

/// The maximum number of bytes to reserve before an item is decoded.
const MAX_RESERVED: usize = 1024 * 1024;
/// The number of bytes that every list may take.
const ALWAYS_ALLOWED: usize = 64 * 1024 * 1024;
/// The maximum memory of a longer list, as a multiple of the length of its text.
const MAX_RATIO: usize = 16;

/// Returns an empty list with room for `count` items, but for no more items than the text can hold.
pub(crate) fn reserved<T>(count: usize, text_len: usize) -> Vec<T> {
    Vec::with_capacity(count.min(text_len.min(MAX_RESERVED) / size_of::<T>().max(1)))
}

/// Checks that a list or map may take one more item.
///
/// # Errors
/// The items would take more than 16 times the memory of their text, and more than 64 MB.
#[inline]
pub(crate) fn check_room<T>(count: usize, text_len: usize) -> Result<(), DecodeError> {
    let allowed = ALWAYS_ALLOWED.max(text_len.saturating_mul(MAX_RATIO));
    if count.saturating_mul(size_of::<T>()) < allowed {
        return Ok(());
    }
    Err(DecodeError::new(format!("more than {count} items with next to no text take too much memory")))
}
