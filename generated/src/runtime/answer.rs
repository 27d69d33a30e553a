//! What came back for one attempt, before anybody looked inside: status, headers, raw body.
//!
//! Responses and errors both carry it. Must not decode, and must never print headers or body.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// One complete HTTP answer, or all that arrived of one that was cut off.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

impl Answer {
    /// The `Twilio-Request-Id`, which Twilio's support asks for.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.headers.get("Twilio-Request-Id")?.to_str().ok()
    }
}
