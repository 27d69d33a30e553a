//! The lean [`Transport`]: hyper's pooled client with rustls, and nothing else.
//!
//! HTTP/1.1, TLS by aws-lc with the certificates of the system. It knows no proxies; reqwest does.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::aws_lc_rs;
use tokio::time::timeout;
use tower_service::Service;

use super::error::Error;
use super::received_body::{DEFAULT_MAX_BODY, ReceivedBody};
use super::transport::{Transport, TransportError, TransportFuture, has_permanent_cause};

/// A transport that uses hyper's own client. It has fewer dependencies and does less work per request than reqwest.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<TimedConnector, Full<Bytes>>,
}

impl HyperTransport {
    /// Creates a transport with a new client. The timeout limits the time for opening a connection.
    ///
    /// # Errors
    /// Returns an error of the kind [`Configuration`](super::ErrorKind::Configuration) if the certificates of the
    /// system cannot be read.
    pub fn new(connect_timeout: Duration) -> Result<Self, Error> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(aws_lc_rs::default_provider())
            .map_err(Error::tls_setup)?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let connector = TimedConnector { connector, limit: connect_timeout };
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { client })
    }
}

/// A connector that limits the time for opening a connection, including TLS. The limit of hyper itself ends with TCP.
#[derive(Clone)]
struct TimedConnector {
    connector: HttpsConnector<HttpConnector>,
    limit: Duration,
}

type ConnectError = Box<dyn StdError + Send + Sync>;

impl Service<Uri> for TimedConnector {
    type Response = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, ConnectError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = timeout(self.limit, self.connector.call(uri));
        Box::pin(async move { connecting.await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))? })
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.send_bounded(request, DEFAULT_MAX_BODY)
    }

    fn send_bounded(&self, request: http::Request<Bytes>, max_body: usize) -> TransportFuture {
        let client = self.client.clone();
        Box::pin(async move {
            let response = client.request(request.map(Full::new)).await.map_err(failure)?;
            let (parts, mut incoming) = response.into_parts();
            let mut body = ReceivedBody::new(max_body);
            while let Some(frame) = incoming.frame().await {
                // A frame without data holds trailers.
                match frame.map(|frame| frame.into_data()) {
                    Ok(Ok(chunk)) => {
                        if body.push(chunk).is_err() {
                            return Err(TransportError::body_too_large(parts.status, parts.headers));
                        }
                    }
                    Ok(Err(_)) => {}
                    Err(error) => return Err(TransportError::broken(error).with_head(parts.status, parts.headers)),
                }
            }
            Ok(http::Response::from_parts(parts, body.finish()))
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

fn failure(error: ClientError) -> TransportError {
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(StdError::source) {
        cause = Some(deeper);
    }
    let is_timeout = cause
        .and_then(|cause| cause.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut);
    let is_permanent = has_permanent_cause(&error);
    let mut failure = if error.is_connect() { TransportError::connect(error) } else { TransportError::broken(error) };
    failure.timed_out = is_timeout;
    failure.is_permanent = is_permanent;
    failure
}
