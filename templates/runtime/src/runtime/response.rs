//! A decoded response, with the [`RawResponse`] that it was decoded from.
//!
//! Debug never shows headers or body, which can hold tokens.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::raw_response::RawResponse;

/// A decoded value with its HTTP status, headers and raw body.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    answer: RawResponse,
}

impl<T> Response<T> {
    /// Creates a response from this value and the raw response that it was decoded from.
    pub(crate) fn new(value: T, answer: RawResponse) -> Self {
        Self { value, answer }
    }

    /// Returns the decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the decoded value by value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the HTTP status, which is always 2xx.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// Returns all headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// Returns the `Twilio-Request-Id` header, which Twilio's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }

    /// Returns the number of attempts until this response arrived.
    pub fn attempts(&self) -> u32 {
        self.answer.attempts
    }

    /// Returns the raw body, including properties that this crate does not know. It may hold secrets that are not
    /// redacted.
    pub fn body(&self) -> &[u8] {
        &self.answer.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.answer.status)
            .field("request_id", &self.answer.request_id())
            .finish_non_exhaustive()
    }
}
