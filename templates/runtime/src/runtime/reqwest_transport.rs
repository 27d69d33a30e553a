//! The default [`Transport`]: a `reqwest::Client` that is built here, from reqwest's settings or the user's.
//!
//! Invariant: reqwest sends a request once. Redirects and retries are off, so an error that reqwest calls a connection
//! error is one from before the request was written.

use std::time::Duration;

use bytes::Bytes;

use super::error::Error;
use super::protected_headers::{PROTECTED_HEADERS, reason};
use super::received_body::{DEFAULT_MAX_BODY, ReceivedBody};
use super::transport::{Transport, TransportError, TransportFuture, has_permanent_cause};

/// A transport that sends with a `reqwest::Client`. Clones share one connection pool.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Builds a client that uses HTTP/1.1, with these settings, such as proxies, certificates and DNS.
    ///
    /// Redirects, retries, decompression and the `Referer` header are always off: reqwest sends a request once, and
    /// the runtime decides which requests are repeated or redirected. Do not turn on a cookie store in the settings.
    ///
    /// # Errors
    /// Returns an error of the kind [`Configuration`](super::ErrorKind::Configuration) if TLS cannot be set up, or if
    /// a default header frames the message or replaces credentials.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        Self::build(builder.http1_only())
    }

    /// Builds the same client as [`new`](Self::new), but allows HTTP/2 if the feature `http2` of reqwest is on.
    ///
    /// # Errors
    /// Fails like [`new`](Self::new).
    pub fn with_http2(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        Self::build(builder)
    }

    fn build(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        check_default_headers(&builder)?;
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false);
        let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate();
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(Error::tls_setup(error.without_url())),
        }
    }
}

/// Returns the settings of the default client. For this machine, it does not use the proxies of the environment.
pub(crate) fn default_builder(connect_timeout: Duration, is_loopback: bool) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().connect_timeout(connect_timeout);
    if is_loopback { builder.no_proxy() } else { builder }
}

/// Removes the proxies of the environment from the settings. Other proxies stay.
pub(crate) fn without_system_proxy(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    // A custom proxy turns the proxies of the environment off. This one accepts no request.
    builder.proxy(reqwest::Proxy::custom(|_| None::<reqwest::Url>))
}

/// Rejects default headers that callers cannot set on a request either.
///
/// The output of `Debug` is the only way to read them from reqwest.
fn check_default_headers(builder: &reqwest::ClientBuilder) -> Result<(), Error> {
    let settings = format!("{builder:?}");
    let (_, headers) = settings.split_once("default_headers: {").unwrap_or_default();
    let Some(name) = PROTECTED_HEADERS.iter().find(|name| headers.contains(&format!("\"{name}\": "))) else {
        return Ok(());
    };
    Err(Error::configuration(format!(
        "the default header {name} of the HTTP client {}: take it out of default_headers",
        reason(name).unwrap_or_default()
    )))
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.send_bounded(request, DEFAULT_MAX_BODY)
    }

    fn send_bounded(&self, request: http::Request<Bytes>, max_body: usize) -> TransportFuture {
        let sent = converted(request).map(|request| self.client.execute(request));
        Box::pin(async move {
            let mut response = sent?.await.map_err(failure)?;
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            let mut body = ReceivedBody::new(max_body);
            loop {
                match response.chunk().await {
                    Ok(Some(chunk)) => {
                        if body.push(chunk).is_err() {
                            return Err(TransportError::body_too_large(status, headers));
                        }
                    }
                    Ok(None) => break,
                    Err(error) => return Err(failure(error).with_head(status, headers)),
                }
            }
            let mut whole = http::Response::new(body.finish());
            *whole.status_mut() = status;
            *whole.headers_mut() = headers;
            Ok(whole)
        })
    }
}

/// Converts the request to reqwest's type.
fn converted(request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let (scheme, authority) = (parts.uri.scheme_str().unwrap_or_default(), parts.uri.authority());
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = [scheme, "://", authority.map_or("", |authority| authority.as_str()), path].concat();
    let url = reqwest::Url::parse(&url).map_err(|error| TransportError::connect(error).permanent())?;
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.body_mut() = Some(body.into());
    Ok(converted)
}

/// Converts the error, without its URL, because the URL holds path arguments and filters.
fn failure(error: reqwest::Error) -> TransportError {
    let (is_timeout, is_builder) = (error.is_timeout(), error.is_builder());
    let never_connected = error.is_connect() || is_builder;
    let error = error.without_url();
    let is_permanent = is_builder || has_permanent_cause(&error);
    let mut failure = if never_connected { TransportError::connect(error) } else { TransportError::broken(error) };
    failure.timed_out = is_timeout;
    failure.is_permanent = is_permanent;
    failure
}
