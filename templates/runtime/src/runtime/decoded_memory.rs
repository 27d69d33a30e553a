//! Keeps the memory of decoded lists and maps in proportion to the text that they come from.
//!
//! `{"calls":[{},{},…]}` has two bytes for what is hundreds of bytes as a model, so a small body could use up all memory.

use super::decode_error::DecodeError;

/// The most that is reserved before an item was decoded.
const MAX_RESERVED: usize = 1024 * 1024;
/// The memory that a list may always take.
const ALWAYS_ALLOWED: usize = 64 * 1024 * 1024;
/// The memory that a longer list may take, as a multiple of its text.
const MAX_RATIO: usize = 16;

/// Returns an empty list with room for `count` items, for as many of them as the text can hold.
pub(crate) fn reserved<T>(count: usize, text_len: usize) -> Vec<T> {
    Vec::with_capacity(count.min(text_len.min(MAX_RESERVED) / size_of::<T>().max(1)))
}

/// Refuses the next item of a list or map that would be out of proportion with it.
///
/// # Errors
/// The items would take more than sixteen times the memory of their text, and more than 64 MB.
#[inline]
pub(crate) fn check_room<T>(count: usize, text_len: usize) -> Result<(), DecodeError> {
    let allowed = ALWAYS_ALLOWED.max(text_len.saturating_mul(MAX_RATIO));
    if count.saturating_mul(size_of::<T>()) < allowed {
        return Ok(());
    }
    Err(DecodeError::new(format!("more than {count} items with next to no text take too much memory")))
}
