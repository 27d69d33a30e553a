//! The default [`Transport`]: a `reqwest::Client`, ours or the user's.

use std::time::Duration;

use bytes::Bytes;

use super::error::Error;
use super::transport::{Transport, TransportError, TransportFuture};

/// Sends through a `reqwest::Client`.
///
/// Its redirect policy should be `reqwest::redirect::Policy::none()`, as that of the default one is: the
/// runtime follows redirects itself and keeps credentials from other hosts.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Sends through this client.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// Sends through a new client; to this machine itself without the proxies that the environment names.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub(crate) fn with_connect_timeout(connect_timeout: Duration, is_loopback: bool) -> Result<Self, Error> {
        let builder =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).connect_timeout(connect_timeout);
        let builder = if is_loopback { builder.no_proxy() } else { builder };
        builder
            .build()
            .map(Self::new)
            .map_err(|error| Error::configuration("the HTTP client could not be set up").caused_by(error.without_url()))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let sent = converted(request).map(|request| self.client.execute(request));
        Box::pin(async move {
            let mut response = sent?.await.map_err(failure)?;
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            match response.bytes().await {
                Ok(body) => {
                    let mut whole = http::Response::new(body);
                    *whole.status_mut() = status;
                    *whole.headers_mut() = headers;
                    Ok(whole)
                }
                Err(error) => Err(failure(error).with_head(status, headers)),
            }
        })
    }
}

/// The same request as reqwest has it.
fn converted(request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let (scheme, authority) = (parts.uri.scheme_str().unwrap_or_default(), parts.uri.authority());
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = [scheme, "://", authority.map_or("", |authority| authority.as_str()), path].concat();
    let url = reqwest::Url::parse(&url).map_err(TransportError::connect)?;
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.body_mut() = Some(body.into());
    Ok(converted)
}

/// The same failure without the URL, which holds path arguments and filters.
fn failure(error: reqwest::Error) -> TransportError {
    let timed_out = error.is_timeout();
    let failure = if error.is_connect() || error.is_builder() {
        TransportError::connect(error.without_url())
    } else {
        TransportError::broken(error.without_url())
    };
    if timed_out { failure.timed_out() } else { failure }
}
