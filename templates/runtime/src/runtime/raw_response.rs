//! A response before it is decoded: status, headers and raw body.
//!
//! Responses and errors both hold it. Headers and body are never printed.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// The header that Twilio's support asks for, as the `http` crate writes names.
pub(crate) const REQUEST_ID: &str = "twilio-request-id";

/// One complete HTTP answer, or all that arrived of one that was cut off.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The number of attempts.
    pub(crate) attempts: u32,
}

impl RawResponse {
    /// The body, if the status leaves room for one: 204 and 205 never have any.
    pub(crate) fn content(&self) -> &[u8] {
        if self.is_without_content() { &[] } else { &self.body }
    }

    /// Returns true if the status says that there is no body.
    pub(crate) fn is_without_content(&self) -> bool {
        [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT].contains(&self.status)
    }

    /// The `Twilio-Request-Id`, which Twilio's support asks for.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.headers.get(REQUEST_ID)?.to_str().ok()
    }
}
