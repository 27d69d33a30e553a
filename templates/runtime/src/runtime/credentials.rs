//! Credentials: the SIDs and the secrets of the user, and the user name and password of HTTP Basic.
//!
//! [`Credentials::check`] rejects wrong shapes when a client is built. A secret is never printed, not even when it is
//! passed as a SID by mistake.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use secrecy::{ExposeSecret, SecretString};

use super::account_sid::AccountSid;
use super::error::Error;

/// The account that a client acts as, and the secret that authenticates it.
///
/// Debug shows SIDs and never a token or secret. The shapes are checked when the client is built.
#[derive(Clone)]
pub struct Credentials {
    account_sid: AccountSid,
    proof: Proof,
}

/// The proof of identity: the account's auth token, or an API key with its secret.
#[derive(Clone)]
enum Proof {
    AuthToken(SecretString),
    ApiKey { key_sid: String, key_secret: SecretString },
}

impl Credentials {
    /// Creates credentials from the account SID (`AC…`) and its auth token. They may do everything, also on
    /// subaccounts.
    pub fn auth_token(account_sid: impl Into<String>, auth_token: impl Into<SecretString>) -> Self {
        Self { account_sid: AccountSid::from_unvalidated(account_sid), proof: Proof::AuthToken(auth_token.into()) }
    }

    /// Creates credentials from the account SID (`AC…`), the SID of an API key (`SK…`) and the secret of that key.
    ///
    /// An API key acts on its own account only. If it is used for a subaccount, Twilio responds with 401.
    pub fn api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl Into<SecretString>,
    ) -> Self {
        let proof = Proof::ApiKey { key_sid: key_sid.into(), key_secret: key_secret.into() };
        Self { account_sid: AccountSid::from_unvalidated(account_sid), proof }
    }

    /// Returns the SID of the account that these credentials belong to.
    pub fn account_sid(&self) -> &AccountSid {
        &self.account_sid
    }

    /// Returns the user name of HTTP Basic: the account SID or the API key SID.
    pub(crate) fn user_name(&self) -> &str {
        match &self.proof {
            Proof::AuthToken(_) => self.account_sid.as_str(),
            Proof::ApiKey { key_sid, .. } => key_sid,
        }
    }

    /// Returns the password of HTTP Basic: the auth token or the API key secret.
    pub(crate) fn password(&self) -> &str {
        match &self.proof {
            Proof::AuthToken(auth_token) => auth_token.expose_secret(),
            Proof::ApiKey { key_secret, .. } => key_secret.expose_secret(),
        }
    }

    /// Returns the value of `Authorization`, marked sensitive so that nothing prints it.
    pub(crate) fn authorization(&self) -> Result<http::HeaderValue, Error> {
        let pair = format!("{}:{}", self.user_name(), self.password());
        let text = format!("Basic {}", BASE64_STANDARD.encode(pair));
        let mut value = http::HeaderValue::try_from(text)
            .map_err(|_| Error::configuration("the credentials do not fit into a header"))?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Checks the shapes of the credentials. The error message says what to do and repeats no value.
    ///
    /// The check covers only the two-letter prefixes, white space, colons and emptiness. A stricter check would
    /// reject the SIDs of documentation and tests, such as `ACXXXXXXXX…`.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        check_account_sid(self.account_sid.as_str())?;
        // A file that holds a secret often ends with a line break. Twilio's error response would not mention the line
        // break.
        if self.password().trim() != self.password() && !self.password().trim().is_empty() {
            return Err("white space surrounds the auth token or the API key secret: trim what was read");
        }
        match &self.proof {
            Proof::AuthToken(auth_token) if auth_token.expose_secret().trim().is_empty() => {
                Err("the auth token is empty: pass the auth token shown next to the account SID in the Twilio Console")
            }
            Proof::AuthToken(_) => Ok(()),
            Proof::ApiKey { key_sid, key_secret } => {
                check_key_sid(key_sid)?;
                if key_secret.expose_secret().trim().is_empty() {
                    return Err(
                        "the API key secret is empty: pass the secret that Twilio showed once, when the API key was made",
                    );
                }
                Ok(())
            }
        }
    }
}

/// Checks that the account SID starts with `AC`.
fn check_account_sid(account_sid: &str) -> Result<(), &'static str> {
    if account_sid.is_empty() {
        Err("the account SID is empty: pass the SID of your account, which starts with AC")
    } else if account_sid.starts_with("SK") {
        Err(
            "the account SID starts with SK, which is an API key: pass the account SID (AC…) first, and the API key with Credentials::api_key(account_sid, key_sid, key_secret)",
        )
    } else if !account_sid.starts_with("AC")
        || account_sid.contains(|character: char| character == ':' || character.is_whitespace())
    {
        Err(
            "the account SID does not start with AC, or holds more than a SID: pass the SID of your account, found in the Twilio Console",
        )
    } else {
        Ok(())
    }
}

/// Checks that the API key SID starts with `SK`.
fn check_key_sid(key_sid: &str) -> Result<(), &'static str> {
    if key_sid.is_empty() {
        Err("the API key SID is empty: pass the SID of an API key, which starts with SK")
    } else if key_sid.starts_with("AC") {
        Err(
            "the API key SID starts with AC, which is an account SID: pass the SID of an API key (SK…), or use Credentials::auth_token(account_sid, auth_token)",
        )
    } else if !key_sid.starts_with("SK") || key_sid.contains(char::is_whitespace) {
        Err(
            "the API key SID does not start with SK, or holds more than a SID: pass the SID of an API key, not its secret",
        )
    } else {
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = formatter.debug_struct("Credentials");
        output.field("account_sid", &shown_if(self.account_sid.as_str(), "AC"));
        match &self.proof {
            Proof::AuthToken(_) => output.field("auth_token", &"[redacted]"),
            Proof::ApiKey { key_sid, .. } => {
                output.field("key_sid", &shown_if(key_sid, "SK")).field("key_secret", &"[redacted]")
            }
        };
        output.finish()
    }
}

/// Returns the value if it can be printed, else `[redacted]`. A secret may be passed as a SID by mistake, and some
/// secrets start with the letters of a SID. So a value is printed only if it has the shape of a SID or is too short
/// for a secret.
fn shown_if<'a>(value: &'a str, prefix: &str) -> &'a str {
    let is_sid_or_short = value.len() == 34 || value.len() < 12;
    let is_word = value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if value.starts_with(prefix) && is_sid_or_short && is_word { value } else { "[redacted]" }
}
