//! What carries bytes: an HTTP request goes in, an HTTP response or the reason for its absence comes out.
//!
//! The runtime decides what is sent, how often and for how long; a transport only sends it, once. Must
//! not retry, follow redirects or look into bodies.

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
}

/// Why a [`Transport`] has no response, or only the start of one.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) never_connected: bool,
    pub(crate) timed_out: bool,
    /// Boxed, because an error should be small.
    pub(crate) head: Option<Box<(StatusCode, HeaderMap)>>,
    pub(crate) source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// No connection was opened, so the server never saw the request: it may be sent again, a POST too.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { never_connected: true, timed_out: false, head: None, source: source.into() }
    }

    /// The connection broke after it was opened: the server may have processed the request.
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { never_connected: false, ..Self::connect(source) }
    }

    /// The transport's own time limit was the reason.
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// Status and headers had arrived before the body broke off.
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }
}

impl std::fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.never_connected { "could not connect" } else { "the connection broke" })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
