//! The client: one HTTP connection pool and one set of credentials, cheap to clone.
//!
//! `client_builder.rs` makes it. It knows no resource: generated code adds a method for each product. It never prints
//! a secret.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::account_sid::AccountSid;
use super::credentials::Credentials;
use super::origin::Location;
use super::retry_policy::RetryPolicy;
use super::transport::Transport;

/// The client of the API. Every call starts here. Cloning is cheap, and clones share one connection pool.
///
/// Create a client with [`from_env`](Self::from_env) or [`builder`](Self::builder). The client has a method for each
/// product of the API. The product leads to its versions, and a version leads to resources and their operations.
#[derive(Clone)]
pub struct Client {
    settings: Arc<ClientSettings>,
}

/// The settings that all clones of one client share.
pub(crate) struct ClientSettings {
    pub(crate) credentials: Credentials,
    /// The value of `Authorization`, marked sensitive.
    pub(crate) authorization: http::HeaderValue,
    pub(crate) transport: Box<dyn Transport>,
    /// Scheme, host and port without a slash at the end. They replace those of every product.
    pub(crate) base_url: Option<String>,
    /// The time limit of one attempt, from connecting to the last byte of the response.
    pub(crate) timeout: Duration,
    /// The maximum number of bytes to read of a response body.
    pub(crate) max_body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) location: Location,
    pub(crate) user_agent: http::HeaderValue,
}

impl ClientSettings {
    /// Returns the start of the URL for requests to this server, with spare capacity for the path and the query.
    pub(crate) fn url(&self, server: &str) -> String {
        let mut url = String::with_capacity(256);
        match &self.base_url {
            Some(base_url) => url.extend([base_url.as_str(), path_of(server)]),
            None => url.push_str(&self.location.apply_to_server(server)),
        }
        url
    }
}

/// Returns the path of the server's URL, after scheme, host and port.
fn path_of(server: &str) -> &str {
    let host = server.split_once("://").map_or(server, |(_, host)| host);
    host.find('/').map_or("", |start| &host[start..])
}

impl Client {
    /// Returns the SID of the account whose credentials this client holds.
    pub fn account_sid(&self) -> &AccountSid {
        self.settings.credentials.account_sid()
    }

    /// Creates a client. Only `ClientBuilder::build` calls this, after it has checked the settings.
    pub(crate) fn new(settings: ClientSettings) -> Self {
        Self { settings: Arc::new(settings) }
    }

    /// Returns the settings that sending a request needs.
    pub(crate) fn settings(&self) -> &ClientSettings {
        &self.settings
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("credentials", &self.settings.credentials)
            .field("base_url", &self.settings.base_url)
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}
