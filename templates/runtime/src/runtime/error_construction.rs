//! Constructs each kind of [`Error`] with all its parts. URLs and parameter values are never passed in.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};

use super::error::{Error, ErrorParts};
use super::error_body::ErrorBody;
use super::error_kind::ErrorKind;
use super::invisible::is_invisible;
use super::raw_response::RawResponse;
use super::request_label::RequestLabel;
use super::transport::TransportError;

impl Error {
    /// Creates the error of a wrong setting. The message says what to do.
    pub(crate) fn configuration(sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, sentence)
    }

    /// Creates the error of a request that cannot be sent. The message names the parameter and repeats no value.
    pub(crate) fn invalid_request(request: &RequestLabel, sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, sentence).of(request)
    }

    /// Creates the error of a link to the next page that must not be followed.
    pub(crate) fn paging(request: &RequestLabel, sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Paging, sentence).of(request)
    }

    /// Creates the error of a list with this many empty pages in a row.
    pub(crate) fn empty_pages(request: &RequestLabel, count: usize) -> Self {
        let sentence = format!("the list sent {count} empty pages in a row and links to more: it may never end");
        Self::new(ErrorKind::EmptyPages, sentence).of(request)
    }

    /// Creates the error of a redirect that cannot be followed.
    pub(crate) fn redirect(request: &RequestLabel, sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Redirect, sentence).of(request)
    }

    /// Creates the error of a transport that failed before the whole response arrived.
    pub(crate) fn transport(request: &RequestLabel, mut error: TransportError) -> Self {
        let kind = if error.never_connected { ErrorKind::Connect } else { ErrorKind::Transport };
        let message = match innermost_cause(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        let mut failure = Self::new(kind, one_line(&message)).of(request);
        failure.0.is_timeout = error.timed_out;
        failure.0.is_ambiguous = kind != ErrorKind::Connect && !request.is_idempotent();
        failure.0.is_permanent = error.is_permanent;
        if let Some((status, headers)) = error.head.take().map(|head| *head) {
            // The status alone shows that the request was not processed, so the missing body does not matter.
            if is_refusal(status) {
                let answer = RawResponse { status, headers, body: Bytes::new(), attempts: 1 };
                return Self::api(request, answer).caused_by(error);
            }
            failure = failure.answered(RawResponse { status, headers, body: Bytes::new(), attempts: 1 });
        }
        failure.caused_by(error)
    }

    /// Creates the error of a response that did not arrive within the time limit.
    pub(crate) fn timeout(request: &RequestLabel, limit: Duration) -> Self {
        let mut failure = Self::new(ErrorKind::Timeout, format!("no complete answer within {limit:?}")).of(request);
        failure.0.is_timeout = true;
        failure.0.is_ambiguous = !request.is_idempotent();
        failure
    }

    /// Creates the error of a deadline that passed before an attempt began.
    pub(crate) fn no_time(request: &RequestLabel) -> Self {
        let mut failure = Self::new(ErrorKind::Timeout, "no time was left to send the request").of(request);
        failure.0.is_timeout = true;
        failure
    }

    /// Creates the error of a 2xx response whose body is longer than `max_body` bytes. The response has no body here.
    pub(crate) fn body_too_large(request: &RequestLabel, answer: RawResponse, max_body: usize) -> Self {
        let sentence = format!("the body is longer than {max_body} bytes: `max_response_body` sets how much is read");
        let mut failure = Self::new(ErrorKind::BodyTooLarge, sentence).of(request);
        failure.0.is_ambiguous = !request.is_idempotent();
        failure.answered(answer)
    }

    /// Creates the error of a TLS setup that failed. If the machine has no CA certificates, the message says so
    /// first.
    pub(crate) fn tls_setup(error: impl StdError + Send + Sync + 'static) -> Self {
        let mut cause: &dyn StdError = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        let message = cause.to_string();
        let has_no_certificates = ["No CA certificates", "no valid native root CA", "no native root CA"];
        let sentence = if has_no_certificates.iter().any(|start| message.contains(start)) {
            format!(
                "no CA certificates were found on this machine: install them (the package is mostly called ca-certificates), or name a file of them in SSL_CERT_FILE ({message})"
            )
        } else {
            format!("the HTTP client could not be set up: {message}")
        };
        Self::configuration(one_line(&sentence)).caused_by(error)
    }

    /// Creates the error of a response with a status other than 2xx. The response must hold no secrets.
    pub(crate) fn api(request: &RequestLabel, answer: RawResponse) -> Self {
        let said = ErrorBody::parse(&answer.body);
        let message = match said.message {
            Some(message) => one_line(&message),
            None => answer.status.canonical_reason().unwrap_or("the answer has no message").to_owned(),
        };
        // If the request did not only read, 304 does not show whether it was processed.
        let is_reading = [Method::GET, Method::HEAD].contains(&request.method);
        let is_not_modified = answer.status == StatusCode::NOT_MODIFIED && is_reading;
        let kind = if is_not_modified { ErrorKind::NotModified } else { ErrorKind::Api };
        let mut failure = Self::new(kind, message).of(request);
        failure.0.code = said.code;
        failure.0.more_info = said.more_info.map(|link| one_line(&link));
        failure.0.details = said.details;
        failure.0.is_ambiguous = !is_refusal(answer.status) && !request.is_idempotent();
        failure.answered(answer)
    }

    /// Creates the error of a 2xx response whose body does not match the API description. The response and the
    /// message must hold no secrets.
    pub(crate) fn decode(request: &RequestLabel, answer: RawResponse, sentence: &str) -> Self {
        let mut failure = Self::new(ErrorKind::Decode, one_line(sentence)).of(request);
        failure.0.is_ambiguous = !request.is_idempotent();
        failure.0.attempts = answer.attempts;
        failure.answered(answer)
    }

    /// Adds the body that models are decoded from.
    pub(crate) fn decodable(mut self, body: Option<Bytes>) -> Self {
        self.0.decodable = body;
        self
    }

    /// Sets the number of attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Sets the cause.
    pub(crate) fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Adds the response, or the part of it that arrived.
    pub(crate) fn answered(mut self, answer: RawResponse) -> Self {
        self.0.answer = Some(answer);
        self
    }

    /// Creates an error with only a kind and a message.
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorParts {
            kind,
            message: message.into(),
            request: None,
            answer: None,
            decodable: None,
            code: None,
            more_info: None,
            details: None,
            is_timeout: false,
            is_ambiguous: false,
            is_permanent: false,
            attempts: 0,
            source: None,
        }))
    }

    /// Sets the label of the request.
    fn of(mut self, request: &RequestLabel) -> Self {
        self.0.request = Some(request.clone());
        self
    }
}

/// Returns true if the status shows that the request was not processed.
fn is_refusal(status: StatusCode) -> bool {
    // Statuses of servers and proxies that stopped waiting or lost the client. The request may have been processed.
    const LOST: [u16; 3] = [408, 460, 499];
    status.is_client_error() && !LOST.contains(&status.as_u16())
}

/// Returns the message of the innermost cause, which is the message of the operating system or of TLS.
fn innermost_cause(error: &TransportError) -> Option<String> {
    let mut cause = error.source()?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Some(cause.to_string())
}

/// Returns the text on one line of at most 500 characters, without characters that would hide or reorder the text
/// around it.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 500;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let printable = line.chars().filter(|character| !is_invisible(*character));
    let mut shown: String = printable.clone().take(LONGEST).collect();
    if printable.count() > LONGEST {
        shown.push('…');
    }
    shown
}
