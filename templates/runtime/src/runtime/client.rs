//! The client users hold: one HTTP connection pool, one set of credentials, cheap to clone.
//!
//! In comes what [`ClientBuilder`] checked; out go the parts one request needs. Must not know any
//! resource: generated code adds the first step of each product to it. Never prints a secret.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::account_sid::AccountSid;
use super::client_builder::ClientBuilder;
use super::credentials::Credentials;
use super::environment::builder_from;
use super::error::Result;
use super::origin::Location;
use super::retry_policy::RetryPolicy;
use super::transport::Transport;

/// The entry to every call. Cloning it is cheap, and clones share one connection pool.
///
/// Made by [`from_env`](Self::from_env) or [`builder`](Self::builder). Each product of the API has a method, which leads
/// to its versions, and from there to resources and their operations.
#[derive(Clone)]
pub struct Client {
    settings: Arc<ClientSettings>,
}

/// What all clones of one client share.
pub(crate) struct ClientSettings {
    pub(crate) credentials: Credentials,
    /// The value of `Authorization`, marked sensitive.
    pub(crate) authorization: http::HeaderValue,
    pub(crate) transport: Box<dyn Transport>,
    /// Scheme, host and port without a slash at the end; replaces those of every product.
    pub(crate) base_url: Option<String>,
    /// How long one attempt may take, from connecting to the last byte of the answer.
    pub(crate) timeout: Duration,
    /// How many bytes of a response body are read.
    pub(crate) max_body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) location: Location,
    pub(crate) user_agent: http::HeaderValue,
}

impl ClientSettings {
    /// The start of the URL of requests for this server of an API document, with room for the rest.
    pub(crate) fn url(&self, server: &str) -> String {
        let mut url = String::with_capacity(256);
        match &self.base_url {
            Some(base_url) => url.extend([base_url.as_str(), path_of(server)]),
            None => url.push_str(&self.location.apply_to_server(server)),
        }
        url
    }
}

/// What a server's URL has behind scheme, host and port.
fn path_of(server: &str) -> &str {
    let host = server.split_once("://").map_or(server, |(_, host)| host);
    host.find('/').map_or("", |start| &host[start..])
}

impl Client {
    /// A client with the credentials of the environment and every other setting at its default.
    ///
    /// Reads `TWILIO_ACCOUNT_SID`, and either `TWILIO_API_KEY` with `TWILIO_API_SECRET` or
    /// `TWILIO_AUTH_TOKEN`; the API key wins when both are there. `TWILIO_REGION` and `TWILIO_EDGE` are
    /// read too.
    ///
    /// # Errors
    /// A variable that is missing or empty, named in the error, a value of the wrong shape, or a region other than `us1`
    /// without an edge.
    pub fn from_env() -> Result<Self> {
        Self::builder_from_env()?.build()
    }

    /// A builder with the credentials, region and edge that [`from_env`](Self::from_env) reads, for what else is to be
    /// set, or for other credentials in the same region.
    ///
    /// # Errors
    /// The same as those of [`from_env`](Self::from_env) about variables that are missing or empty.
    pub fn builder_from_env() -> Result<ClientBuilder> {
        builder_from(|name| std::env::var_os(name))
    }

    /// A builder with every setting at its default and no credentials yet.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The SID of the account whose credentials this client holds.
    pub fn account_sid(&self) -> &AccountSid {
        self.settings.credentials.account_sid()
    }

    /// Only [`ClientBuilder::build`] makes clients, after it checked the settings.
    pub(crate) fn new(settings: ClientSettings) -> Self {
        Self { settings: Arc::new(settings) }
    }

    /// What sending a request needs to know.
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
