//! The handle of the mock server: starts it, makes clients for it, lists its requests, and injects faults.
//!
//! It knows no resource.

use super::fault::Fault;
use super::routes;
use super::state::MockState;
use super::traffic::{Shared, Traffic, attend};
use crate::sid::AccountSid;
use crate::{Client, ClientBuilder, Credentials, Result};
use axum::middleware::from_fn_with_state;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, MutexGuard};
use std::time::Duration;
use std::{fmt, io};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that behaves like Twilio, in this process and on loopback. See the [module](crate::mock_server) for its
/// rules.
///
/// It stops when it is dropped. Two mock servers share no state.
pub struct MockTwilio {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl MockTwilio {
    /// Starts a mock server with one main account, on a free port of 127.0.0.1. It needs a tokio runtime, which runs
    /// the server.
    ///
    /// # Errors
    /// Loopback has no free port.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new());
        let router = routes::router().layer(from_fn_with_state(shared.clone(), attend)).with_state(shared.clone());
        let server = tokio::spawn(async move {
            // `serve` never returns. It ends only when the task is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, shared, server })
    }

    /// Returns the address of the server, such as `http://127.0.0.1:40123`, for [`ClientBuilder::base_url`].
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the SID of the main account.
    pub fn account_sid(&self) -> AccountSid {
        AccountSid::from_unvalidated(self.state().main.clone())
    }

    /// Returns the main account's SID and its current auth token.
    pub fn credentials(&self) -> Credentials {
        let mut state = self.state();
        let main = state.main.clone();
        let auth_token = state.account(&main).map(|account| account.auth_token.clone()).unwrap_or_default();
        Credentials::auth_token(main, auth_token)
    }

    /// Returns a client of the main account.
    ///
    /// # Errors
    /// The HTTP client cannot be set up.
    pub fn client(&self) -> Result<Client> {
        self.client_builder().build()
    }

    /// Returns the builder of a client of the main account, to set other credentials or another retry policy.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).credentials(self.credentials())
    }

    /// Injects a fault. If several faults match a request, the one that was injected first applies.
    pub fn inject(&self, fault: Fault) -> &Self {
        self.traffic().faults.push(fault);
        self
    }

    /// Delays every response from now on. The delay comes after the request is processed, so a request is processed
    /// even if its client stops waiting. Default: no delay.
    pub fn latency(&self, latency: Duration) -> &Self {
        self.traffic().latency = latency;
        self
    }

    /// Returns every request so far, as method, path and query: `GET /2010-04-01/Accounts.json?PageSize=50`.
    pub fn requests(&self) -> Vec<String> {
        self.traffic().requests.clone()
    }

    /// Returns the largest number of requests that were in progress at the same time.
    pub fn most_requests_at_once(&self) -> usize {
        self.traffic().most_at_once
    }

    pub(super) fn state(&self) -> MutexGuard<'_, MockState> {
        self.shared.state()
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.shared.traffic()
    }
}

impl Drop for MockTwilio {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for MockTwilio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MockTwilio").field("url", &self.url()).finish_non_exhaustive()
    }
}
