//! A response before it is decoded: status, headers and raw body.
//!
//! Responses and errors both hold it. Headers and body are never printed.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// The header that Twilio's support asks for, in lower case as in the `http` crate.
pub(crate) const REQUEST_ID: &str = "twilio-request-id";

/// A complete HTTP response, or the part of a response that arrived before the connection broke.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The number of attempts.
    pub(crate) attempts: u32,
}

impl RawResponse {
    /// Returns the body. It is empty if the status has no body: 204 and 205 never have one.
    pub(crate) fn content(&self) -> &[u8] {
        if self.is_without_content() { &[] } else { &self.body }
    }

    /// Returns true if a response with this status has no body.
    pub(crate) fn is_without_content(&self) -> bool {
        [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT].contains(&self.status)
    }

    /// Returns the `Twilio-Request-Id`, which Twilio's support asks for.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.headers.get(REQUEST_ID)?.to_str().ok()
    }
}
