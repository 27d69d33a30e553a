//! In come the user's settings, out goes a [`Client`] or a sentence that says which setting is wrong.
//!
//! Must not send anything, read the environment, or print a secret.

use std::fmt;
use std::time::Duration;

use super::client::{Client, ClientSettings};
use super::credentials::Credentials;
use super::error::{Error, Result};

/// How long one attempt may take unless told otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long opening a connection may take unless told otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// What this client calls itself: the generated crate's name and version.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " rust");

/// The settings of a [`Client`]; made by [`Client::builder`].
#[must_use = "nothing is built before .build()"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    base_url: Option<String>,
    timeout: Duration,
    connect_timeout: Duration,
    http_client: Option<reqwest::Client>,
    user_agent_suffix: Option<String>,
}

impl ClientBuilder {
    /// Every setting at its default, no credentials.
    pub(crate) fn new() -> Self {
        Self {
            credentials: None,
            base_url: None,
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            http_client: None,
            user_agent_suffix: None,
        }
    }

    /// Who is calling. The one setting without a default.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends everything here instead of to Twilio's hosts, for tests and proxies.
    ///
    /// Scheme, host and port only, such as `http://127.0.0.1:1234`; the paths stay Twilio's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. Default: 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long opening a connection may take. Default: 10 s. Has no effect beside
    /// [`http_client`](Self::http_client), which brings its own.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = connect_timeout;
        self
    }

    /// Sends through this client instead of a new one: for proxies, extra certificates, a shared pool.
    ///
    /// Its redirect policy applies: one made for Twilio should have `redirect::Policy::none()`, as the
    /// default one has.
    pub fn http_client(mut self, http_client: reqwest::Client) -> Self {
        self.http_client = Some(http_client);
        self
    }

    /// Words added to the end of the `User-Agent`, such as the name and version of your application.
    pub fn user_agent_suffix(mut self, user_agent_suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(user_agent_suffix.into());
        self
    }

    /// Checks the settings and makes the client. Sends nothing.
    ///
    /// # Errors
    /// Kind [`Configuration`](super::ErrorKind::Configuration), with a sentence that says what to do:
    /// no credentials or ones of the wrong shape, a base URL that is more than scheme, host and
    /// port, a suffix that does not fit into a header, or TLS that cannot be set up.
    pub fn build(self) -> Result<Client> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::configuration("no credentials: call .credentials(…) before .build(), or use Client::from_env()")
        })?;
        credentials.check().map_err(Error::configuration)?;
        let base_url = self.base_url.as_deref().map(checked_base_url).transpose()?;
        let user_agent = user_agent(self.user_agent_suffix.as_deref())?;
        let http_client = match self.http_client {
            Some(http_client) => http_client,
            None => new_http_client(self.connect_timeout)?,
        };
        let timeout = self.timeout;
        Ok(Client::new(ClientSettings { credentials, http_client, base_url, timeout, user_agent }))
    }
}

/// The HTTP client used unless the user brings one: no redirects, since they could carry credentials away.
fn new_http_client(connect_timeout: Duration) -> Result<reqwest::Client> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connect_timeout)
        .build()
        .map_err(|error| Error::configuration("the HTTP client could not be set up").caused_by(error.without_url()))
}

/// The base URL without a slash at the end, if it holds nothing but scheme, host and port.
fn checked_base_url(base_url: &str) -> Result<String> {
    let refused =
        || Error::configuration("the base URL must be scheme, host and port only, such as http://127.0.0.1:1234");
    let url = reqwest::Url::parse(base_url).map_err(|_| refused())?;
    let is_bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if is_bare { Ok(url.origin().ascii_serialization()) } else { Err(refused()) }
}

/// The `User-Agent` value, with the suffix if there is one.
fn user_agent(suffix: Option<&str>) -> Result<http::HeaderValue> {
    let text = match suffix {
        Some(suffix) => format!("{USER_AGENT} {suffix}"),
        None => USER_AGENT.to_owned(),
    };
    http::HeaderValue::try_from(text)
        .map_err(|_| Error::configuration("the user agent suffix does not fit into a header: use printable ASCII"))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not shown: before it is checked it may hold a password.
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
