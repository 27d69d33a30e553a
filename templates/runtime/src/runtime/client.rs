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
use super::credentials_from_environment::credentials_from;
use super::error::Result;

/// The entry to every call. Cloning it is cheap, and clones share one connection pool.
#[derive(Clone)]
pub struct Client {
    settings: Arc<ClientSettings>,
}

/// What all clones of one client share.
pub(crate) struct ClientSettings {
    pub(crate) credentials: Credentials,
    pub(crate) http_client: reqwest::Client,
    /// Scheme, host and port without a slash at the end; replaces those of every product.
    pub(crate) base_url: Option<String>,
    /// How long one attempt may take, from connecting to the last byte of the answer.
    pub(crate) timeout: Duration,
    pub(crate) user_agent: http::HeaderValue,
}

impl Client {
    /// A client with the credentials of the environment and every other setting at its default.
    ///
    /// Reads `TWILIO_ACCOUNT_SID`, and either `TWILIO_API_KEY` with `TWILIO_API_SECRET` or
    /// `TWILIO_AUTH_TOKEN`; the API key wins when both are there.
    ///
    /// # Errors
    /// A variable that is missing or empty, named in the error, or a value of the wrong shape.
    pub fn from_env() -> Result<Self> {
        let credentials = credentials_from(|name| std::env::var_os(name))?;
        Self::builder().credentials(credentials).build()
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
