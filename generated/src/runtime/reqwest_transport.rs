//! The default [`Transport`]: a `reqwest::Client`, ours or the user's.

use std::time::Duration;

use bytes::Bytes;

use super::error::{Error, Result};
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

    /// Sends through a new client.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub(crate) fn with_connect_timeout(connect_timeout: Duration) -> Result<Self> {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout)
            .build()
            .map(Self::new)
            .map_err(|error| Error::configuration("the HTTP client could not be set up").caused_by(error.without_url()))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let client = self.client.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let mut response = client.execute(request).await.map_err(failure)?;
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
