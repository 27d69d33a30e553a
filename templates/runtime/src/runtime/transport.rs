//! The trait that sends one HTTP request and returns the response, or the reason why there is none.
//!
//! A transport sends a request once. It does not retry, follow redirects or decode bodies.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// The future of a response of a [`Transport`]. Dropping it cancels the request.
pub type TransportFuture = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send>>;

/// Sends one HTTP request and returns the whole response.
///
/// The request has an absolute URI and all its headers; `Authorization` is marked sensitive. The transport returns
/// the response with its whole body, whatever the status. It must not follow redirects or repeat a request. It needs
/// no timeout, because the caller drops the future when the time limit is reached.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request once.
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture;

    /// Sends the request once, and stops reading if the body of the response is longer than `max_body` bytes.
    ///
    /// Clients call this method. The default calls [`send`](Self::send), and the client rejects a body that is too
    /// long. Implement this method in a transport that reads from a network, or that passes requests to another
    /// transport, and return [`TransportError::body_too_large`] there.
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
    /// The status and the headers. They are boxed to keep the error small.
    pub(crate) head: Option<Box<(StatusCode, HeaderMap)>>,
    pub(crate) source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// Creates the error of a connection that was not opened. The server never received the request, so it may be
    /// sent again, even if it is a POST.
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

    /// Creates the error of a connection that broke after it was opened. The server may have processed the request.
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { never_connected: false, ..Self::connect(source) }
    }

    /// Creates the error of a response body that is longer than the limit. Status and headers had arrived.
    pub fn body_too_large(status: StatusCode, headers: HeaderMap) -> Self {
        let broken = Self::broken("the body is longer than the client reads").with_head(status, headers);
        Self { is_body_too_large: true, ..broken }
    }

    /// Marks the error as caused by the transport's own time limit.
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// Marks the error as permanent, for example because a certificate is not trusted. The request is not sent again.
    pub fn permanent(mut self) -> Self {
        self.is_permanent = true;
        self
    }

    /// Adds the status and the headers that had arrived before the body broke off.
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }
}

/// Returns true if connecting failed for a reason that another attempt would meet again: a certificate that one side
/// does not accept, or a proxy that requires a password (407).
///
/// Each TLS library has its own error types, and the error of the proxy has no public type, so the messages are
/// compared.
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
