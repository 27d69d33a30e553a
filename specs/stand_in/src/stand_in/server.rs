//! The stand-in as users hold it: starting it, clients for it, what it was asked, and faults on demand.
//!
//! Everything that arrives passes through here on its way to the routes. Must not know any resource.

use super::fault::Fault;
use super::routes;
use super::world::World;
use crate::sid::AccountSid;
use crate::{Client, ClientBuilder, Credentials, Result};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, io};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that behaves like Twilio, in this process and on loopback. See the [module](crate::stand_in) for its rules.
///
/// It stops when it is dropped. Two of them know nothing of each other.
pub struct StandIn {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

/// What every request sees.
pub(super) struct Shared {
    world: Mutex<World>,
    traffic: Mutex<Traffic>,
}

/// What arrives, and what is to happen to it.
#[derive(Default)]
struct Traffic {
    requests: Vec<String>,
    faults: Vec<Fault>,
    latency: Duration,
    at_once: usize,
    most_at_once: usize,
}

impl StandIn {
    /// Starts a stand-in with one main account, on a free port of 127.0.0.1. Needs a tokio runtime, which runs it.
    ///
    /// # Errors
    /// Loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { world: Mutex::new(World::new()), traffic: Mutex::default() });
        let router = routes::router().layer(from_fn_with_state(shared.clone(), attend)).with_state(shared.clone());
        let server = tokio::spawn(async move {
            // It ends when the task is aborted, and in no other way.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, shared, server })
    }

    /// Where it listens, such as `http://127.0.0.1:40123`: for [`ClientBuilder::base_url`].
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The main account.
    pub fn account_sid(&self) -> AccountSid {
        AccountSid::from_unvalidated(self.world().main.clone())
    }

    /// The main account's SID and its auth token, as it is now.
    pub fn credentials(&self) -> Credentials {
        let mut world = self.world();
        let main = world.main.clone();
        let auth_token = world.account(&main).map(|account| account.auth_token.clone()).unwrap_or_default();
        Credentials::auth_token(main, auth_token)
    }

    /// A client of the main account.
    ///
    /// # Errors
    /// The HTTP client cannot be set up.
    pub fn client(&self) -> Result<Client> {
        self.client_builder().build()
    }

    /// The beginnings of a client of the main account, for other credentials or another retry policy.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).credentials(self.credentials())
    }

    /// Makes something go wrong. What one fault strikes is spared by those that were injected after it.
    pub fn inject(&self, fault: Fault) -> &Self {
        self.traffic().faults.push(fault);
        self
    }

    /// How long every answer takes from now on. Default: no longer than it must.
    pub fn latency(&self, latency: Duration) -> &Self {
        self.traffic().latency = latency;
        self
    }

    /// Every request so far, as method, path and query: `GET /2010-04-01/Accounts.json?PageSize=50`.
    pub fn requests(&self) -> Vec<String> {
        self.traffic().requests.clone()
    }

    /// The largest number of requests that were under way at the same time.
    pub fn most_requests_at_once(&self) -> usize {
        self.traffic().most_at_once
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world()
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.shared.traffic()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for StandIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StandIn").field("url", &self.url()).finish_non_exhaustive()
    }
}

impl Shared {
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        // A test that panicked elsewhere has not broken the world.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the request; returns how long to wait and what goes wrong.
    fn arrive(&self, request: &str) -> (Duration, Option<Fault>) {
        let mut traffic = self.traffic();
        traffic.requests.push(request.to_owned());
        traffic.at_once += 1;
        traffic.most_at_once = traffic.most_at_once.max(traffic.at_once);
        let fault = traffic.faults.iter_mut().find_map(|fault| fault.strikes(request).then(|| fault.clone()));
        (traffic.latency, fault)
    }
}

/// A request that is under way; it also ends when its client goes away.
struct Presence<'a>(&'a Shared);

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        self.0.traffic().at_once -= 1;
    }
}

/// Takes a request, lets go wrong what is to go wrong, and adds the headers that Twilio adds.
async fn attend(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (latency, fault) = shared.arrive(&format!("{} {}", request.method(), request.uri()));
    let presence = Presence(&shared);
    tokio::time::sleep(latency).await;
    let mut response = match fault {
        None => next.run(request).await,
        Some(fault) => {
            if fault.is_after_processing() {
                next.run(request).await;
            }
            fault.response()
        }
    };
    let at_once = shared.traffic().at_once;
    let request_id = format!("RQ{}", shared.world().new_secret());
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
