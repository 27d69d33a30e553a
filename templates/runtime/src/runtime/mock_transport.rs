//! A [`Transport`] without a network: it returns prepared responses and records requests.
//!
//! Users test their own code with it (feature `test-util`).

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};

use super::transport::{Transport, TransportError, TransportFuture};

/// A transport that returns prepared responses in order and records the requests. Clones share the responses and the
/// records.
///
/// If no response is left, a request gets a 400 whose message says so. It is never retried.
#[derive(Clone, Default)]
pub struct MockTransport {
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    outcomes: VecDeque<Result<Response<Bytes>, TransportError>>,
    requests: Vec<Request<Bytes>>,
}

impl MockTransport {
    /// Creates a transport without responses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response with this status and JSON body. An invalid status becomes 500.
    pub fn respond(&self, status: u16, json: impl Into<Bytes>) -> &Self {
        let mut response = Response::new(json.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.respond_with(response)
    }

    /// Adds this response, with its own headers.
    pub fn respond_with(&self, response: Response<Bytes>) -> &Self {
        self.script().outcomes.push_back(Ok(response));
        self
    }

    /// Adds a failure of the connection.
    pub fn fail(&self, error: TransportError) -> &Self {
        self.script().outcomes.push_back(Err(error));
        self
    }

    /// Returns the requests so far. The `Authorization` header is included and marked sensitive.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.script().requests.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // A panic in another test does not damage the script.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Requests and responses hold secrets, so only their numbers are shown.
        let script = self.script();
        formatter
            .debug_struct("MockTransport")
            .field("outcomes", &script.outcomes.len())
            .field("requests", &script.requests.len())
            .finish()
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        let missing = format!(r#"{{"message": "MockTransport has no answer left for this {}"}}"#, request.method());
        let mut script = self.script();
        script.requests.push(request);
        let outcome = script.outcomes.pop_front().unwrap_or_else(|| {
            let mut response = Response::new(Bytes::from(missing));
            *response.status_mut() = StatusCode::BAD_REQUEST;
            Ok(response)
        });
        Box::pin(std::future::ready(outcome))
    }
}
