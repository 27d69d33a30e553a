//! Handles every request before its route: counts it, delays it, injects faults, and adds Twilio's headers.
//!
//! It knows no resource.

use super::fault::Fault;
use super::state::MockState;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The state that all requests share.
pub(super) struct Shared {
    state: Mutex<MockState>,
    traffic: Mutex<Traffic>,
}

/// The requests so far, and the faults for later requests.
#[derive(Default)]
pub(super) struct Traffic {
    pub(super) requests: Vec<String>,
    pub(super) faults: Vec<Fault>,
    pub(super) latency: Duration,
    at_once: usize,
    pub(super) most_at_once: usize,
}

impl Shared {
    /// Creates a state without requests.
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(MockState::new()), traffic: Mutex::default() }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, MockState> {
        // A panic in another test does not damage the state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the request. Returns the delay of its response, and the fault if there is one.
    fn arrive(&self, request: &str) -> (Duration, Option<Fault>) {
        let mut traffic = self.traffic();
        traffic.requests.push(request.to_owned());
        traffic.at_once += 1;
        traffic.most_at_once = traffic.most_at_once.max(traffic.at_once);
        let fault = traffic.faults.iter_mut().find_map(|fault| fault.strikes(request).then(|| fault.clone()));
        (traffic.latency, fault)
    }
}

/// A request in progress. It also ends when its client disconnects.
struct Presence<'a>(&'a Shared);

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        self.0.traffic().at_once -= 1;
    }
}

/// Handles a request, applies a fault if there is one, and adds Twilio's headers.
pub(super) async fn attend(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (latency, fault) = shared.arrive(&format!("{} {}", request.method(), request.uri()));
    let presence = Presence(&shared);
    let mut response = match fault {
        None => next.run(request).await,
        Some(fault) => {
            if fault.is_after_processing() {
                next.run(request).await;
            }
            fault.response()
        }
    };
    // The delay comes last, so the request is processed even if the client stops waiting.
    tokio::time::sleep(latency).await;
    let at_once = shared.traffic().at_once;
    let request_id = format!("RQ{}", shared.state().new_secret());
    drop(presence);
    let headers = [
        ("twilio-request-id", request_id),
        ("twilio-request-duration", format!("{:.3}", started.elapsed().as_secs_f64())),
        ("twilio-concurrent-requests", at_once.to_string()),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
