//! The builder of a [`Client`]: collects the settings of the user and checks them.
//!
//! Sends nothing, does not read the environment, and prints no secret.

use std::fmt;
use std::time::Duration;

use super::client::{Client, ClientSettings};
use super::credentials::Credentials;
use super::error::{Error, Result};
use super::loopback::is_loopback;
use super::origin::Location;
use super::received_body::DEFAULT_MAX_BODY;
#[cfg(feature = "reqwest")]
use super::reqwest_transport::{ReqwestTransport, default_builder, without_system_proxy};
use super::retry_policy::RetryPolicy;
use super::transport::Transport;

/// The default time limit of one attempt.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// The default time limit of opening a connection.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The `User-Agent`: the generated crate's name and version.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " rust");

/// The settings of a [`Client`] before it is built. Created by [`Client::builder`].
#[must_use = "nothing is built before .build()"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    base_url: Option<String>,
    timeout: Duration,
    connect_timeout: Option<Duration>,
    max_body: usize,
    transport: Option<Box<dyn Transport>>,
    #[cfg(feature = "reqwest")]
    http_client: Option<Box<reqwest::ClientBuilder>>,
    #[cfg(feature = "reqwest")]
    http2: bool,
    retry: RetryPolicy,
    location: Location,
    user_agent_suffix: Option<String>,
}

impl Client {
    /// Returns a builder with default settings and without credentials.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }
}

impl ClientBuilder {
    /// Returns a builder with default settings and without credentials.
    pub(crate) fn new() -> Self {
        Self {
            credentials: None,
            base_url: None,
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: None,
            max_body: DEFAULT_MAX_BODY,
            transport: None,
            #[cfg(feature = "reqwest")]
            http_client: None,
            #[cfg(feature = "reqwest")]
            http2: false,
            retry: RetryPolicy::default(),
            location: Location::default(),
            user_agent_suffix: None,
        }
    }

    /// Sets the credentials. They are required and have no default.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends all requests to this URL instead of Twilio's hosts, for tests and proxies.
    ///
    /// The URL has scheme, host and port only, such as `http://127.0.0.1:1234`. The paths are the same as for Twilio.
    /// Requests to this machine do not use the proxies of the environment (`HTTPS_PROXY` and similar variables).
    /// Otherwise reqwest uses those proxies.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets the time limit of one attempt, from connecting to the last byte of the response. Default: 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time limit for opening a connection. Default: 10 s, or the setting of your
    /// [`http_client`](Self::http_client). Has no effect with your own transport.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = Some(connect_timeout);
        self
    }

    /// Sets the maximum number of bytes to read of a response body. A longer body is an error of the kind
    /// [`BodyTooLarge`](super::ErrorKind::BodyTooLarge). Default: 16 MB.
    pub fn max_response_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sends requests with a reqwest client that has these settings, such as proxies, certificates and DNS.
    ///
    /// This crate builds the client, so that reqwest cannot repeat a request that [`retry`](Self::retry) does not
    /// repeat. Redirects, retries, decompression and the `Referer` header are always off. The client uses HTTP/1.1
    /// unless [`http2`](Self::http2) is on. To share one reqwest client between several clients of this crate, see
    /// [`ReqwestTransport`](super::ReqwestTransport).
    #[cfg(feature = "reqwest")]
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http_client = Some(Box::new(builder));
        self.transport = None;
        self
    }

    /// Allows HTTP/2, if the feature `http2` of reqwest is on. Default: HTTP/1.1 only. Has no effect with your own
    /// transport.
    #[cfg(feature = "reqwest")]
    pub fn http2(mut self, is_allowed: bool) -> Self {
        self.http2 = is_allowed;
        self
    }

    /// Sends requests with this transport instead of a new HTTP client.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        #[cfg(feature = "reqwest")]
        {
            self.http_client = None;
        }
        self
    }

    /// Sets the retry policy. Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the region that processes and stores requests, such as `ie1`. Default: Twilio's default, `us1`.
    ///
    /// Any region except `us1` also needs an [`edge`](Self::edge): for example, `ie1` needs `dublin` and `au1` needs
    /// `sydney`. Without an edge, Twilio routes requests to `us1`, so [`build`](Self::build) returns an error for
    /// such a client.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.location.region = Some(region.into());
        self
    }

    /// Sets the edge where requests enter Twilio's network, such as `dublin`. Without a region, an edge implies
    /// `us1`.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.location.edge = Some(edge.into());
        self
    }

    /// Adds text to the end of the `User-Agent` header, such as the name and version of your application.
    pub fn user_agent_suffix(mut self, user_agent_suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(user_agent_suffix.into());
        self
    }

    /// Checks the settings and builds the client. Sends nothing.
    ///
    /// # Errors
    /// Returns an error of the kind [`Configuration`](super::ErrorKind::Configuration), whose message says what to
    /// do, if:
    /// - there are no credentials, or credentials of the wrong shape
    /// - a region or an edge is not a host label
    /// - a region other than `us1` has no edge
    /// - the base URL is more than scheme, host and port
    /// - the `User-Agent` suffix does not fit into a header
    /// - default headers of an HTTP client frame the message or replace credentials
    /// - TLS cannot be set up
    pub fn build(mut self) -> Result<Client> {
        let credentials = self.credentials.take().ok_or_else(|| {
            Error::configuration("no credentials: call .credentials(…) before .build(), or use Client::from_env()")
        })?;
        credentials.check().map_err(Error::configuration)?;
        let base_url = self.base_url.as_deref().map(checked_base_url).transpose()?;
        let user_agent = user_agent(self.user_agent_suffix.as_deref())?;
        self.location.check().map_err(Error::configuration)?;
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => self.new_transport(base_url.as_deref().is_some_and(leads_here))?,
        };
        let (timeout, max_body, retry, location) = (self.timeout, self.max_body, self.retry, self.location);
        let authorization = credentials.authorization()?;
        Ok(Client::new(ClientSettings {
            credentials,
            authorization,
            transport,
            base_url,
            timeout,
            max_body,
            retry,
            location,
            user_agent,
        }))
    }

    /// Builds the transport from the settings.
    #[cfg(feature = "reqwest")]
    fn new_transport(&mut self, is_loopback: bool) -> Result<Box<dyn Transport>> {
        let builder = match self.http_client.take().map(|builder| *builder) {
            None => default_builder(self.connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT), is_loopback),
            Some(mut builder) => {
                if let Some(connect_timeout) = self.connect_timeout {
                    builder = builder.connect_timeout(connect_timeout);
                }
                if is_loopback { without_system_proxy(builder) } else { builder }
            }
        };
        let transport = if self.http2 { ReqwestTransport::with_http2(builder) } else { ReqwestTransport::new(builder) };
        Ok(Box::new(transport?))
    }

    /// Builds the default transport.
    #[cfg(not(feature = "reqwest"))]
    fn new_transport(&mut self, is_loopback: bool) -> Result<Box<dyn Transport>> {
        default_transport(self.connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT), is_loopback)
    }
}

/// Returns true if the base URL leads to this machine.
fn leads_here(base_url: &str) -> bool {
    base_url.parse::<http::Uri>().is_ok_and(|uri| uri.host().is_some_and(is_loopback))
}

/// Builds the default transport: reqwest, or hyper if only hyper is enabled.
#[cfg(feature = "reqwest")]
pub(crate) fn default_transport(connect_timeout: Duration, is_loopback: bool) -> Result<Box<dyn Transport>> {
    Ok(Box::new(ReqwestTransport::new(default_builder(connect_timeout, is_loopback))?))
}

#[cfg(all(feature = "hyper", not(feature = "reqwest")))]
pub(crate) fn default_transport(connect_timeout: Duration, _is_loopback: bool) -> Result<Box<dyn Transport>> {
    Ok(Box::new(super::hyper_transport::HyperTransport::new(connect_timeout)?))
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
pub(crate) fn default_transport(_connect_timeout: Duration, _is_loopback: bool) -> Result<Box<dyn Transport>> {
    Err(Error::configuration("there is no transport: call .transport(…), or enable the feature reqwest or hyper"))
}

/// Returns the base URL without a slash at the end. It is an error if the URL has more than scheme, host and port.
fn checked_base_url(base_url: &str) -> Result<String> {
    let refused =
        || Error::configuration("the base URL must be scheme, host and port only, such as http://127.0.0.1:1234");
    let uri: http::Uri = base_url.parse().map_err(|_| refused())?;
    let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(refused());
    };
    // reqwest and the operating system would report these errors only when the URL is used.
    let is_number = authority.host().chars().all(|character| character.is_ascii_digit() || character == '.');
    let is_address = !is_number || authority.host().parse::<std::net::Ipv4Addr>().is_ok();
    let has_port = authority.as_str().trim_end_matches(|character: char| character.is_ascii_digit()).ends_with(':');
    if !is_address || (has_port && uri.port_u16().is_none() && !authority.host().starts_with('[')) {
        return Err(refused());
    }
    let is_bare = uri.path() == "/" && uri.query().is_none() && !authority.as_str().contains('@');
    if is_bare && !base_url.contains('#') { Ok(format!("{scheme}://{authority}")) } else { Err(refused()) }
}

/// Returns the value of the `User-Agent` header, with the suffix if there is one.
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
        // The base URL is not shown, because it may hold a password before it is checked.
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
