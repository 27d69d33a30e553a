//! A tracing span for each request (feature `tracing`).
//!
//! It records method, route template, status, request id, attempts and duration; never arguments, parameters, headers
//! or bodies.

use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Instrument as _, info_span};

use super::error::Result;
use super::raw_response::RawResponse;
use super::request_label::RequestLabel;

/// Awaits the result inside a span named `twilio_request`.
pub(crate) async fn traced(
    label: &RequestLabel,
    outcome: impl Future<Output = Result<RawResponse>>,
) -> Result<RawResponse> {
    let span = info_span!(
        "twilio_request",
        method = %label.method,
        route = label.route,
        status = Empty,
        request_id = Empty,
        attempts = Empty,
        duration_ms = Empty,
        error = Empty,
    );
    let started = Instant::now();
    let outcome = outcome.instrument(span.clone()).await;
    let (status, request_id, attempts) = match &outcome {
        Ok(answer) => (Some(answer.status), answer.request_id(), answer.attempts),
        Err(error) => (error.status(), error.request_id(), error.attempts()),
    };
    span.record("duration_ms", started.elapsed().as_millis() as u64);
    span.record("attempts", attempts);
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    if let Some(request_id) = request_id {
        span.record("request_id", request_id);
    }
    if let Err(error) = &outcome {
        span.record("error", tracing::field::debug(error.kind()));
    }
    outcome
}
