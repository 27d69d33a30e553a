//! Collects the body of a response while it arrives, up to a limit.
//!
//! Invariant: memory is reserved for bytes that have arrived, never for a length that a server announces.

use bytes::Bytes;

/// The default maximum length of a body: 16 MB. The client or the request can change it.
pub(crate) const DEFAULT_MAX_BODY: usize = 16 * 1024 * 1024;

/// The part of a body that has arrived.
pub(crate) struct ReceivedBody {
    max: usize,
    /// The first chunk. It is usually the whole body, and then it is not copied.
    first: Bytes,
    /// The whole body so far, if there is more than one chunk.
    joined: Vec<u8>,
}

/// The error of a body that is longer than the limit.
pub(crate) struct BodyTooLarge;

impl ReceivedBody {
    /// Creates an empty body that can take at most `max` bytes.
    pub(crate) fn new(max: usize) -> Self {
        Self { max, first: Bytes::new(), joined: Vec::new() }
    }

    /// Adds the next chunk.
    ///
    /// # Errors
    /// The body is longer than the limit.
    pub(crate) fn push(&mut self, chunk: Bytes) -> Result<(), BodyTooLarge> {
        let received = if self.joined.is_empty() { self.first.len() } else { self.joined.len() };
        if chunk.len() > self.max - received {
            return Err(BodyTooLarge);
        }
        if received == 0 {
            self.first = chunk;
            return Ok(());
        }
        if self.joined.is_empty() {
            self.joined.extend_from_slice(&self.first);
            self.first = Bytes::new();
        }
        self.joined.extend_from_slice(&chunk);
        Ok(())
    }

    /// Returns the whole body.
    pub(crate) fn finish(self) -> Bytes {
        if self.joined.is_empty() { self.first } else { Bytes::from(self.joined) }
    }
}
