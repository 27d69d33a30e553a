//! The trait that sends one HTTP request and returns the response, or the reason why there is none.
//!
//! A transport sends a request once. It does not retry, follow redirects or read bodies.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// The answer of a [`Transport`] in the making. Dropping it cancels the request.
pub type TransportFuture = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send>>;

/// Sends one HTTP request and returns the whole response.
///
/// The request has an absolute URI and all its headers; `Authorization` is marked sensitive. The response
/// is returned whatever its status, with its whole body. Redirects are not followed, nothing is repeated,
/// and there is no need for a timeout: the caller drops the future when it takes too long.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request once.
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture;

    /// Sends the request once, and stops reading a response whose body is longer than `max_body` bytes.
    ///
    /// Clients call this method. The default calls [`send`](Self::send), and the client refuses a body that turns out to
    /// be longer. A transport that reads from a network itself, or passes requests on to another transport, should
    /// implement this method too, and return [`TransportError::body_too_large`].
    fn send_bounded(&self, request: http::Request<Bytes>, max_body: usize) -> TransportFuture {
        let _ = max_body;
        self.send(request)
    }
}

/// The reason why a [`Transport`] has no response, or only the start of one.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) never_connected: bool,
    pub(crate) timed_out: bool,
    pub(crate) is_permanent: bool,
    pub(crate) is_body_too_large: bool,
    /// Boxed, because an error should be small.
    pub(crate) head: Option<Box<(StatusCode, HeaderMap)>>,
    pub(crate) source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// No connection was opened, so the server never saw the request: it may be sent again, a POST too.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            never_connected: true,
            timed_out: false,
            is_permanent: false,
            is_body_too_large: false,
            head: None,
            source: source.into(),
        }
    }

    /// The connection broke after it was opened: the server may have processed the request.
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { never_connected: false, ..Self::connect(source) }
    }

    /// The body of the response is longer than the client reads; status and headers had arrived.
    pub fn body_too_large(status: StatusCode, headers: HeaderMap) -> Self {
        let broken = Self::broken("the body is longer than the client reads").with_head(status, headers);
        Self { is_body_too_large: true, ..broken }
    }

    /// The transport's own time limit was the reason.
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// Another attempt would fail in the same way, as with a certificate that is not trusted: there is none.
    pub fn permanent(mut self) -> Self {
        self.is_permanent = true;
        self
    }

    /// Status and headers had arrived before the body broke off.
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }
}

/// Returns true if a failure to connect has a cause that another attempt meets again: a certificate that one side does
/// not accept, or a proxy that wants a password (407).
///
/// Each TLS library has error types of its own, and the proxy's has no public one, so their messages are read.
pub(super) fn has_permanent_cause(error: &(dyn StdError + 'static)) -> bool {
    const CAUSES: [&str; 3] = ["certificate", "unknownca", "proxy authorization required"];
    let mut cause = Some(error);
    while let Some(error) = cause {
        let message = error.to_string().to_ascii_lowercase();
        if CAUSES.iter().any(|cause| message.contains(cause)) {
            return true;
        }
        cause = error.source();
    }
    false
}

impl std::fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self { is_body_too_large: true, .. } => "the response was not read to its end",
            Self { never_connected: true, .. } => "could not connect",
            _ => "the connection broke",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
