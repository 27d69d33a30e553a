//! A [`Transport`] without a network: it returns prepared responses and records requests.
//!
//! Users test their own code with it (feature `test-util`).

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};

use super::transport::{Transport, TransportError, TransportFuture};

/// Answers requests in the order of its script and remembers them. Clones share script and memory.
///
/// A request without an answer left gets a 400 that says so, which nothing repeats.
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
    /// A transport without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer with this status and JSON body. A status that is none becomes a 500.
    pub fn respond(&self, status: u16, json: impl Into<Bytes>) -> &Self {
        let mut response = Response::new(json.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.respond_with(response)
    }

    /// Adds a response with headers of your choice.
    pub fn respond_with(&self, response: Response<Bytes>) -> &Self {
        self.script().outcomes.push_back(Ok(response));
        self
    }

    /// Adds a failure of the connection.
    pub fn fail(&self, error: TransportError) -> &Self {
        self.script().outcomes.push_back(Err(error));
        self
    }

    /// The requests so far. `Authorization` is among the headers, marked sensitive.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.script().requests.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // A test that panicked elsewhere has not broken the script.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Requests and answers hold secrets: their numbers are all that is shown.
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
