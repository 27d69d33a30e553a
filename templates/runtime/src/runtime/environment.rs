//! Makes a [`ClientBuilder`] from environment variables.
//!
//! The lookup is an argument, so that tests need not change the environment. An error names a variable, never its value.

use std::ffi::OsString;

use super::client::Client;
use super::client_builder::ClientBuilder;
use super::credentials::Credentials;
use super::error::{Error, Result};

/// The variable that holds the account SID, needed in every case.
const ACCOUNT_SID: &str = "TWILIO_ACCOUNT_SID";
/// The variable that holds the auth token of the account.
const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
/// The variable that holds the SID of an API key.
const API_KEY: &str = "TWILIO_API_KEY";
/// The variable that holds the secret of that API key.
const API_SECRET: &str = "TWILIO_API_SECRET";

/// The variable that holds the region, if not Twilio's default.
const REGION: &str = "TWILIO_REGION";
/// The variable that holds the edge, if not Twilio's default.
const EDGE: &str = "TWILIO_EDGE";

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
}

/// Returns a builder with the credentials, region and edge of the environment.
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

/// Account SID with API key and secret if both are there, otherwise account SID with auth token.
///
/// An empty variable counts as a missing one. Half an API key is an error even beside an auth token:
/// whoever set it did not mean to call with the more powerful credential.
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

/// The variable's text, or nothing if it is unset or empty; an error if it is not UTF-8.
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

/// A configuration error with this sentence.
fn missing(sentence: impl Into<String>) -> Error {
    Error::configuration(sentence)
}
