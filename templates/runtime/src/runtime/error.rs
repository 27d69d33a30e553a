//! The one error of this crate: what failed, on which route, and all that Twilio said about it.
//!
//! Constructors are in `error_construction.rs`. Must never print credentials, arguments, parameters,
//! headers or bodies: Display and Debug show the route template and Twilio's message. All that an answer
//! said is redacted before it comes here. Other values that Twilio repeats there, a phone number say, stay.

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

/// The result of everything that can fail in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a call failed. One pointer in size.
pub struct Error(pub(super) Box<ErrorParts>);

/// The data of an [`Error`].
pub(super) struct ErrorParts {
    pub(super) kind: ErrorKind,
    /// One line.
    pub(super) message: String,
    pub(super) request: Option<RequestLabel>,
    pub(super) answer: Option<RawResponse>,
    /// The body of the answer as a model is decoded from it.
    pub(super) decodable: Option<Bytes>,
    pub(super) code: Option<i64>,
    pub(super) more_info: Option<String>,
    pub(super) details: Option<Value>,
    pub(super) is_timeout: bool,
    pub(super) is_ambiguous: bool,
    /// Another attempt would fail in the same way.
    pub(super) is_permanent: bool,
    pub(super) attempts: u32,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// At which point the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// Twilio's own error code, such as 20003; see <https://www.twilio.com/docs/api/errors>.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// One line: what Twilio said, or what happened before Twilio could say anything.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The link to Twilio's documentation of this error.
    pub fn more_info(&self) -> Option<&str> {
        self.0.more_info.as_deref()
    }

    /// Returns Twilio's messages about single parameters: `details`, or the `errors` of newer APIs.
    pub fn details(&self) -> Option<&Value> {
        self.0.details.as_ref()
    }

    /// The HTTP method, if the call got as far as a request.
    pub fn method(&self) -> Option<&Method> {
        self.0.request.as_ref().map(|request| &request.method)
    }

    /// The route template, such as `/2010-04-01/Accounts/{Sid}.json`: no arguments, no query.
    pub fn path(&self) -> Option<&'static str> {
        self.0.request.as_ref().map(|request| request.route)
    }

    /// The `Twilio-Request-Id` header, which Twilio's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id()
    }

    /// All headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, if there was one, with secrets replaced by `[redacted]`: the credentials, what
    /// was sent as a secret, and fields that are or are called a secret, token or password.
    ///
    /// May hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// The body as a model can be decoded from it: without the texts that are secrets, but with values of the right type
    /// under names that speak of one. Never printed.
    pub(crate) fn decodable_body(&self) -> Option<&[u8]> {
        self.0.decodable.as_deref().or_else(|| self.body())
    }

    /// Returns the number of attempts to send the request; 0 if it could not be built.
    ///
    /// Not counted: the redirects of a GET.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the time from now that the server asks to wait before another request (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    /// Twilio answered 304: what the caller has already is still up to date.
    pub fn is_not_modified(&self) -> bool {
        self.0.kind == ErrorKind::NotModified
    }

    /// Twilio answered 404: there is no such resource, or it belongs to another account. Of a DELETE with more than one
    /// of the [`attempts`](Self::attempts), an earlier one may have removed it.
    pub fn is_not_found(&self) -> bool {
        self.has_error_status(StatusCode::NOT_FOUND)
    }

    /// Twilio answered 429 and did not process the request: sending it again is safe.
    pub fn is_rate_limited(&self) -> bool {
        self.has_error_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Twilio answered 401 or 403: the credentials are wrong, or may not do this.
    pub fn is_auth(&self) -> bool {
        self.has_error_status(StatusCode::UNAUTHORIZED) || self.has_error_status(StatusCode::FORBIDDEN)
    }

    /// Connecting, or the whole attempt, took longer than allowed.
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    /// The body of the answer is longer than the client reads: `max_response_body` of the client or of the request sets
    /// how much that is.
    pub fn is_body_too_large(&self) -> bool {
        self.0.kind == ErrorKind::BodyTooLarge
    }

    /// The request may have been processed, and doing it twice would not be the same as once.
    ///
    /// True for a POST that was answered with anything but 2xx or a refusal (4xx except 408, 460 and 499), was cut off
    /// after connecting, or succeeded with an answer that cannot be decoded or is too long to read. So it is for a
    /// DELETE whose path does not end in an id: it removes what is there when it arrives. Look at what exists before
    /// sending such a request again.
    pub fn is_ambiguous(&self) -> bool {
        self.0.is_ambiguous
    }

    /// Returns true if another attempt would fail in the same way.
    pub(crate) fn is_permanent(&self) -> bool {
        self.0.is_permanent
    }

    /// Returns true if the server refused the request with this status.
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

/// `{:?}`, which is what `main` and `unwrap` print, is the line that `{}` is, with the request id where there is one;
/// `{:#?}` is every part.
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
