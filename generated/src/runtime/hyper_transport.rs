//! The lean [`Transport`]: hyper's pooled client with rustls, and nothing else.
//!
//! HTTP/1.1, TLS by aws-lc with the certificates of the system. It knows no proxies; reqwest does.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::aws_lc_rs;

use super::error::{Error, Result};
use super::transport::{Transport, TransportError, TransportFuture};

/// Sends through hyper's own client: fewer dependencies and less work per request than reqwest.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl HyperTransport {
    /// Sends through a new client that gives up opening a connection after this time.
    ///
    /// # Errors
    /// Kind [`Configuration`](super::ErrorKind::Configuration): the system's certificates cannot be read.
    pub fn new(connect_timeout: Duration) -> Result<Self> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(connect_timeout));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(aws_lc_rs::default_provider())
            .map_err(|error| Error::configuration("TLS could not be set up").caused_by(error))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { client })
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let client = self.client.clone();
        Box::pin(async move {
            let response = client.request(request.map(Full::new)).await.map_err(failure)?;
            let (parts, body) = response.into_parts();
            match body.collect().await {
                Ok(body) => Ok(http::Response::from_parts(parts, body.to_bytes())),
                Err(error) => Err(TransportError::broken(error).with_head(parts.status, parts.headers)),
            }
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

fn failure(error: ClientError) -> TransportError {
    if error.is_connect() { TransportError::connect(error) } else { TransportError::broken(error) }
}
