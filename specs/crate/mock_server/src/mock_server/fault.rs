//! Faults on demand: the failure, the requests that fail, and the response.

use super::response::ErrorResponse;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use futures_core::Stream;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A failure that the mock server produces on demand: which requests fail, and with which response.
///
/// ```no_run
/// # use twilio_accounts::mock_server::{Fault, MockTwilio};
/// # fn example(twilio: &MockTwilio) {
/// // The next two requests for calls get a 429.
/// twilio.inject(Fault::too_many_requests().retry_after(1).on("/Calls").times(2));
/// // The next POST is processed, but its response is lost.
/// twilio.inject(Fault::server_error(503).after_processing().on("POST "));
/// // The POST after it is also processed, and the connection breaks during the response.
/// twilio.inject(Fault::broken_connection().after_processing().on("POST "));
/// // A proxy between you and Twilio responds with an HTML page.
/// twilio.inject(Fault::server_error(502).as_html());
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing goes wrong before MockTwilio::inject has it"]
pub struct Fault {
    status: StatusCode,
    body: MockResponse,
    retry_after: Option<u32>,
    is_after_processing: bool,
    on: String,
    every: usize,
    times: usize,
    seen: usize,
}

/// The response of a fault.
#[derive(Debug, Clone, Copy)]
enum MockResponse {
    Twilio,
    Html,
    Empty,
    Broken,
}

impl Fault {
    /// Responds with 429. The request is not processed.
    pub fn too_many_requests() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Responds with a status 5xx, such as 503. The request is not processed, unless
    /// [`after_processing`](Self::after_processing) is set. Any other status becomes 500.
    pub fn server_error(status: u16) -> Self {
        let status = StatusCode::from_u16(status).ok().filter(StatusCode::is_server_error);
        Self::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
    }

    /// Breaks the connection after the head and a part of the body of the response. The request is not processed,
    /// unless [`after_processing`](Self::after_processing) is set. The client cannot tell from the response which of
    /// the two happened.
    pub fn broken_connection() -> Self {
        Self { body: MockResponse::Broken, ..Self::new(StatusCode::OK) }
    }

    fn new(status: StatusCode) -> Self {
        Self {
            status,
            body: MockResponse::Twilio,
            retry_after: None,
            is_after_processing: false,
            on: String::new(),
            every: 1,
            times: 1,
            seen: 0,
        }
    }

    /// Adds a `Retry-After` of this many seconds; with 0, a test does not have to wait. Default: no such header.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Responds with an HTML page instead of Twilio's JSON, like a proxy between you and Twilio.
    pub fn as_html(mut self) -> Self {
        self.body = MockResponse::Html;
        self
    }

    /// Responds with an empty body instead of Twilio's JSON.
    pub fn without_body(mut self) -> Self {
        self.body = MockResponse::Empty;
        self
    }

    /// Processes the request before the fault: the case of `Error::is_ambiguous`. Has no effect on a 429, because
    /// such a request is never processed.
    pub fn after_processing(mut self) -> Self {
        self.is_after_processing = true;
        self
    }

    /// Limits the fault to requests with this text in their method and path, such as `POST /2010-04-01/Accounts.json`
    /// or `/Calls`. Default: all requests.
    pub fn on(mut self, text: impl Into<String>) -> Self {
        self.on = text.into();
        self
    }

    /// Limits the fault to every `n`th of these requests, starting with the `n`th. Default: every request.
    pub fn every(mut self, n: usize) -> Self {
        self.every = n.max(1);
        self
    }

    /// Sets the number of requests that fail. Default: 1.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Returns true if the fault applies to this request, such as `POST /2010-04-01/Accounts.json`.
    pub(super) fn strikes(&mut self, request: &str) -> bool {
        if self.times == 0 || !request.contains(&self.on) {
            return false;
        }
        self.seen += 1;
        let strikes = self.seen.is_multiple_of(self.every);
        self.times -= usize::from(strikes);
        strikes
    }

    /// Returns true if the request is processed before the fault.
    pub(super) fn is_after_processing(&self) -> bool {
        self.is_after_processing && self.status != StatusCode::TOO_MANY_REQUESTS
    }

    /// Returns the response of the fault.
    pub(super) fn response(&self) -> Response {
        let reason = self.status.canonical_reason().unwrap_or("Server Error");
        let mut response = match self.body {
            MockResponse::Twilio => {
                let code = if self.status == StatusCode::TOO_MANY_REQUESTS { 20429 } else { 20500 };
                ErrorResponse::new(self.status, code, reason).into_response()
            }
            MockResponse::Html => {
                (self.status, Html(format!("<html><body><h1>{reason}</h1></body></html>"))).into_response()
            }
            MockResponse::Empty => self.status.into_response(),
            MockResponse::Broken => (self.status, Body::from_stream(Broken::default())).into_response(),
        };
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A body that breaks off after its beginning.
#[derive(Default)]
struct Broken {
    has_begun: bool,
}

impl Stream for Broken {
    type Item = io::Result<&'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = match std::mem::replace(&mut self.has_begun, true) {
            false => Ok("{\"sid\": \""),
            true => Err(io::ErrorKind::ConnectionReset.into()),
        };
        Poll::Ready(Some(item))
    }
}
