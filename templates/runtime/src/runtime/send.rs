//! Sends a [`Request`] with as many attempts as its retry policy allows, and decodes the response.
//!
//! The policy alone decides which attempts are repeated.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::attempt::{PreparedRequest, attempt};
use super::decode::Decode;
use super::error::{Error, Result};
use super::raw_body::RawBody;
use super::raw_response::RawResponse;
use super::request::Request;
use super::response::Response;

impl Request {
    /// Sends the request and decodes the response.
    pub(crate) async fn send<T: Decode>(self) -> Result<Response<T>> {
        let answer = send(&self).await?;
        match T::decode_response(answer.status.as_u16(), answer.content()) {
            Ok(value) => Ok(Response::new(value, answer)),
            Err(error) => Err(self.undecodable(answer, error, T::SECRET_FIELDS)),
        }
    }

    /// Sends the request and returns a body that is not JSON.
    pub(crate) async fn send_for_raw<T: RawBody>(self) -> Result<Response<T>> {
        let answer = send(&self).await?;
        match T::from_raw(&answer) {
            Ok(value) => Ok(Response::new(value, answer)),
            Err(error) => Err(self.undecodable(answer, error, &[])),
        }
    }
}

/// Sends the request as often as its policy allows.
///
/// # Errors
/// Returns a mistake in the request (nothing was sent), or the error of the last attempt.
pub(crate) async fn send(request: &Request) -> Result<RawResponse> {
    let outcome = send_all(request);
    #[cfg(feature = "tracing")]
    let outcome = super::trace::traced(request.label(), outcome);
    outcome.await
}

async fn send_all(request: &Request) -> Result<RawResponse> {
    let outgoing = PreparedRequest::new(request)?;
    let policy = request.retry_policy();
    let started = Instant::now();
    let mut last: Option<Error> = None;
    let mut attempts = 0;
    loop {
        let limit = request.attempt_timeout();
        let limit = policy.remaining(started.elapsed()).map_or(limit, |remaining| remaining.min(limit));
        if limit.is_zero() {
            // A timeout of zero would still send the request. The wait may have ended after the deadline.
            return Err(last.unwrap_or_else(|| Error::no_time(request.label())));
        }
        attempts += 1;
        let error = match timed(request, &outgoing, limit).await {
            Ok(answer) => return Ok(RawResponse { attempts, ..answer }),
            Err(error) => error.after(attempts),
        };
        match policy.delay(&error, request.label(), attempts, started.elapsed()) {
            Some(delay) => sleep(delay).await,
            None => return Err(error),
        }
        last = Some(error);
    }
}

/// Makes one attempt within this time limit.
async fn timed(request: &Request, outgoing: &PreparedRequest, limit: Duration) -> Result<RawResponse> {
    match timeout(limit, attempt(request, outgoing)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Error::timeout(request.label(), limit)),
    }
}
