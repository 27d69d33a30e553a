//! The error of this crate: what failed, on which route, and the error response of Twilio.
//!
//! The constructors are in `error_construction.rs`. Credentials, arguments, parameters, headers and bodies must never
//! be printed: Display and Debug show the route template and Twilio's message. Every response is redacted before it
//! becomes part of an error. Other values that Twilio repeats in its message, such as a phone number, are not
//! redacted.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

use super::error_kind::ErrorKind;
use super::raw_response::RawResponse;
use super::request_label::RequestLabel;
use super::retry_after::retry_after;

/// The result of every function of this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// The reason why a call failed. It has the size of one pointer.
pub struct Error(pub(super) Box<ErrorParts>);

/// The data of an [`Error`].
pub(super) struct ErrorParts {
    pub(super) kind: ErrorKind,
    /// The message, on one line.
    pub(super) message: String,
    pub(super) request: Option<RequestLabel>,
    pub(super) answer: Option<RawResponse>,
    /// The body of the response, in the form that models can be decoded from.
    pub(super) decodable: Option<Bytes>,
    pub(super) code: Option<i64>,
    pub(super) more_info: Option<String>,
    pub(super) details: Option<Value>,
    pub(super) is_timeout: bool,
    pub(super) is_ambiguous: bool,
    /// True if another attempt would fail in the same way.
    pub(super) is_permanent: bool,
    pub(super) attempts: u32,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// Returns the kind of the error, which tells at which point the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the HTTP status; `None` if there was no response.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// Returns Twilio's own error code, such as 20003; see <https://www.twilio.com/docs/api/errors>.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// Returns the message, on one line: Twilio's own message, or a description of the failure if Twilio sent none.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the link to Twilio's documentation of this error.
    pub fn more_info(&self) -> Option<&str> {
        self.0.more_info.as_deref()
    }

    /// Returns Twilio's messages about single parameters: `details`, or `errors` in newer APIs.
    pub fn details(&self) -> Option<&Value> {
        self.0.details.as_ref()
    }

    /// Returns the HTTP method; `None` if the call failed before there was a request.
    pub fn method(&self) -> Option<&Method> {
        self.0.request.as_ref().map(|request| &request.method)
    }

    /// Returns the route template, such as `/2010-04-01/Accounts/{Sid}.json`. It has no arguments and no query.
    pub fn path(&self) -> Option<&'static str> {
        self.0.request.as_ref().map(|request| request.route)
    }

    /// Returns the `Twilio-Request-Id` header, which Twilio's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id()
    }

    /// Returns all headers of the response; `None` if there was no response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// Returns the body of the response; `None` if there was no response. Secrets are replaced by `[redacted]`: the
    /// credentials, values that were sent as secrets, and properties that are declared or named as a secret, token or
    /// password.
    ///
    /// The body may hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// Returns the body in the form that models can be decoded from. Texts that are secrets are redacted. Other
    /// values under secret names are not, so that every value has its type. The body is never printed.
    pub(crate) fn decodable_body(&self) -> Option<&[u8]> {
        self.0.decodable.as_deref().or_else(|| self.body())
    }

    /// Returns the number of attempts to send the request; 0 if it could not be built.
    ///
    /// The redirects of a GET are not counted.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the time to wait before another request, counted from now, that the server asks for (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    /// Returns true if the response was 304: the version that the caller has is still up to date.
    pub fn is_not_modified(&self) -> bool {
        self.0.kind == ErrorKind::NotModified
    }

    /// Returns true if the response was 404: there is no such resource, or it belongs to another account. If a DELETE
    /// had more than one of the [`attempts`](Self::attempts), an earlier attempt may have deleted the resource.
    pub fn is_not_found(&self) -> bool {
        self.has_error_status(StatusCode::NOT_FOUND)
    }

    /// Returns true if the response was 429: Twilio did not process the request, so sending it again is safe.
    pub fn is_rate_limited(&self) -> bool {
        self.has_error_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns true if the response was 401 or 403: the credentials are wrong, or do not allow this call.
    pub fn is_auth(&self) -> bool {
        self.has_error_status(StatusCode::UNAUTHORIZED) || self.has_error_status(StatusCode::FORBIDDEN)
    }

    /// Returns true if connecting or the whole attempt took longer than its time limit.
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    /// Returns true if the body of the response is longer than the limit. The setting `max_response_body` of the
    /// client or of the request sets the limit.
    pub fn is_body_too_large(&self) -> bool {
        self.0.kind == ErrorKind::BodyTooLarge
    }

    /// Returns true if the request may have been processed and sending it again could have a second effect.
    ///
    /// This is true for a POST in these cases:
    /// - The response was neither 2xx nor 4xx, or it was 408, 460 or 499.
    /// - The connection broke after it was opened, or the attempt took too long.
    /// - The request succeeded, but its response cannot be decoded or is too long to read.
    ///
    /// It is true in the same cases for a DELETE whose path does not end in an id. Such a DELETE removes whatever
    /// resource exists when it arrives. Check which resources exist before you send such a request again.
    pub fn is_ambiguous(&self) -> bool {
        self.0.is_ambiguous
    }

    /// Returns true if another attempt would fail in the same way.
    pub(crate) fn is_permanent(&self) -> bool {
        self.0.is_permanent
    }

    /// Returns true if this is an error response with this status.
    fn has_error_status(&self, status: StatusCode) -> bool {
        self.0.kind == ErrorKind::Api && self.status() == Some(status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &*self.0;
        if let Some(request) = &parts.request {
            write!(formatter, "{} {}: ", request.method, request.route)?;
        }
        if let Some(answer) = &parts.answer {
            write!(formatter, "{}: ", answer.status.as_u16())?;
        }
        formatter.write_str(&parts.message)?;
        match (parts.code, &parts.more_info) {
            (Some(code), Some(more_info)) => write!(formatter, " (Twilio error {code}, {more_info})")?,
            (Some(code), None) => write!(formatter, " (Twilio error {code})")?,
            (None, Some(more_info)) => write!(formatter, " ({more_info})")?,
            (None, None) => {}
        }
        if parts.attempts > 1 {
            write!(formatter, " after {} attempts", parts.attempts)?;
        }
        if parts.is_ambiguous {
            formatter.write_str("; the request may have been processed")?;
        }
        if let Some(wait) = self.retry_after().filter(|wait| !wait.is_zero()) {
            write!(formatter, "; the server asks to wait {} s", wait.as_secs_f64().ceil())?;
        }
        Ok(())
    }
}

/// Formats the error. `{:?}`, which `main` and `unwrap` print, is the same line as `{}`, with the request id if there
/// is one. `{:#?}` shows every part.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !formatter.alternate() {
            let request_id = self.request_id().map(|id| format!(", request {id}"));
            return write!(formatter, "{self}{}", request_id.unwrap_or_default());
        }
        formatter
            .debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("method", &self.method())
            .field("path", &self.path())
            .field("status", &self.status())
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("more_info", &self.0.more_info)
            .field("request_id", &self.request_id())
            .field("attempts", &self.0.attempts)
            .field("is_ambiguous", &self.0.is_ambiguous)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
