//! Builds a [`ClientBuilder`] from environment variables.
//!
//! The lookup is an argument, so tests need not change the environment. An error names a variable, never its value.

use std::ffi::OsString;

use super::client::Client;
use super::client_builder::ClientBuilder;
use super::credentials::Credentials;
use super::error::{Error, Result};

/// The variable that holds the account SID. It is always required.
const ACCOUNT_SID: &str = "TWILIO_ACCOUNT_SID";
/// The variable that holds the auth token of the account.
const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
/// The variable that holds the SID of an API key.
const API_KEY: &str = "TWILIO_API_KEY";
/// The variable that holds the secret of that API key.
const API_SECRET: &str = "TWILIO_API_SECRET";

/// The variable that holds the region, if it is not Twilio's default.
const REGION: &str = "TWILIO_REGION";
/// The variable that holds the edge, if it is not Twilio's default.
const EDGE: &str = "TWILIO_EDGE";

impl Client {
    /// Builds a client with the credentials, region and edge of the environment. Every other setting has its default.
    ///
    /// Reads `TWILIO_ACCOUNT_SID`, and either `TWILIO_API_KEY` with `TWILIO_API_SECRET` or `TWILIO_AUTH_TOKEN`. If
    /// both are set, the API key is used. Also reads `TWILIO_REGION` and `TWILIO_EDGE`.
    ///
    /// # Errors
    /// A required variable is missing or empty, a value has the wrong shape, or a region other than `us1` has no
    /// edge. The error names the variable that is missing or empty.
    pub fn from_env() -> Result<Self> {
        Self::builder_from_env()?.build()
    }

    /// Returns a builder with the credentials, region and edge that [`from_env`](Self::from_env) reads. Use it to
    /// change other settings, or to use other credentials in the same region.
    ///
    /// # Errors
    /// Fails like [`from_env`](Self::from_env) if a required variable is missing or empty.
    pub fn builder_from_env() -> Result<ClientBuilder> {
        builder_from(|name| std::env::var_os(name))
    }
}

/// Returns a builder with the credentials, region and edge that the lookup returns.
pub(crate) fn builder_from(lookup: impl Fn(&str) -> Option<OsString>) -> Result<ClientBuilder> {
    let mut builder = ClientBuilder::new().credentials(credentials_from(&lookup)?);
    if let Some(region) = read_variable(&lookup, REGION)? {
        builder = builder.region(region);
    }
    if let Some(edge) = read_variable(&lookup, EDGE)? {
        builder = builder.edge(edge);
    }
    Ok(builder)
}

/// Returns the account SID with the API key and its secret if both are set, else the account SID with the auth token.
///
/// An empty variable counts as missing. An API key without its secret, or a secret without its key, is an error even
/// if there is an auth token. The user did not intend to use the auth token, which has more rights.
pub(crate) fn credentials_from(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Credentials> {
    let read = |name: &'static str| read_variable(&lookup, name);
    let account_sid = read(ACCOUNT_SID)?.ok_or_else(|| {
        missing("TWILIO_ACCOUNT_SID is not set: set it to the SID of your account, which starts with AC")
    })?;
    match (read(API_KEY)?, read(API_SECRET)?, read(AUTH_TOKEN)?) {
        (Some(key_sid), Some(key_secret), _) => Ok(Credentials::api_key(account_sid, key_sid, key_secret)),
        (Some(_), None, _) => Err(missing(
            "TWILIO_API_KEY is set but TWILIO_API_SECRET is not: set TWILIO_API_SECRET to the secret of that API key, or unset TWILIO_API_KEY and set TWILIO_AUTH_TOKEN",
        )),
        (None, Some(_), _) => Err(missing(
            "TWILIO_API_SECRET is set but TWILIO_API_KEY is not: set TWILIO_API_KEY to the SID of that API key, or unset TWILIO_API_SECRET and set TWILIO_AUTH_TOKEN",
        )),
        (None, None, Some(auth_token)) => Ok(Credentials::auth_token(account_sid, auth_token)),
        (None, None, None) => Err(missing(
            "TWILIO_AUTH_TOKEN is not set: set it to the auth token of the account, or set TWILIO_API_KEY and TWILIO_API_SECRET",
        )),
    }
}

/// Returns the text of the variable; `None` if it is unset or empty. A value that is not UTF-8 is an error.
fn read_variable(lookup: &impl Fn(&str) -> Option<OsString>, name: &'static str) -> Result<Option<String>> {
    let Some(value) = lookup(name) else {
        return Ok(None);
    };
    match value.into_string() {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(missing(format!("{name} is not valid UTF-8: set it again"))),
    }
}

/// Creates a configuration error with this message.
fn missing(sentence: impl Into<String>) -> Error {
    Error::configuration(sentence)
}
