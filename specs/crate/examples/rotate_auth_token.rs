//! Rotates the auth token so that a working token exists at all times: create a second token, verify it, store it,
//! promote it when every program has it, and continue with it.
//!
//! ```sh
//! cargo run -p twilio-accounts --example rotate_auth_token -- new_token.txt
//! ```
//!
//! Promoting ends the old token at once, everywhere. So the new token is stored before that, and every program that
//! uses the old token should have the new one by then. Both tokens work until you confirm. If a run stops, the next
//! run with the same file continues with the token in that file.

#[macro_use]
mod support;

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use support::Outcome;
use twilio_accounts::{Client, Credentials, ExposeSecret as _, Result, SecretString};

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("a file for the new token")?.map(PathBuf::from);
    let stored = argument.as_deref().map_or(Ok(None), read_token)?;
    let what = match stored {
        Some(_) => "goes on with the token in the file, from a run that stopped, and promotes it once you agree again",
        None => {
            "makes a second auth token, in place of any that was made and not promoted, and promotes it once you agree again"
        }
    };
    let twilio = support::connect(what).await?;
    let file = match argument {
        Some(file) => file,
        None => twilio.scene().map(|_| std::env::temp_dir().join(format!("new_token_{}.txt", std::process::id())))?,
    };
    let connect = |credentials| twilio.client_with(credentials);
    let second = match stored {
        Some(token) => verify(&twilio.client, connect, token).await.map_err(|error| {
            format!("{error:?}\nIf the token in {} works no more, remove the file.", file.display())
        })?,
        None => prepare(&twilio.client, connect, |token| write_token(&file, token)).await?,
    };
    if second.is_primary {
        let advice = "there is nothing to promote; to make another one, name a file that is not there";
        return Err(format!("the token in {} is the account's auth token already: {advice}", file.display()).into());
    }
    println!("The new token is in {} and works, as the old one does until you promote it.", file.display());
    let question = "Promoting it ends the old one everywhere, at once. Does everything that needs it have the new one?";
    // No other program has a token of the mock server.
    let confirm = || twilio.mock_server.is_some() || support::confirm(question);
    promote(&second, confirm).await.map_err(|error| format!("{error:?}\nThe token is in {}.", file.display()))?;
    let renewed = second.client;

    println!("The new token of {} is the only one now.", renewed.account_sid());
    match twilio.client.api().v2010().account(renewed.account_sid()).fetch().await {
        Ok(_) => println!("What this was called with still works, as an API key or the new token does."),
        Err(error) if error.is_auth() => println!("The old one no longer works: {error}"),
        Err(error) => return Err(error.into()),
    }
    if twilio.mock_server.is_some() {
        fs::remove_file(&file)?;
    }
    Ok(())
}

/// Returns the token that a stopped run has left in the file; `None` if there is no file.
pub fn read_token(file: &Path) -> Outcome<Option<SecretString>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("cannot read {}: {error}", file.display()).into()),
    };
    if text.is_empty() || !text.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Err(format!("{} is there already, and is no token: name a file of its own", file.display()).into());
    }
    Ok(Some(text.into()))
}

/// Writes the token to a new file. On Unix, no other user may read the file. In your program, use your secret manager
/// instead.
pub fn write_token(file: &Path, token: &SecretString) -> Outcome {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let told = |error| format!("cannot make {}: {error}", file.display());
    let mut opened = options.open(file).map_err(told)?;
    if let Err(error) = opened.write_all(token.expose_secret().as_bytes()).and_then(|()| opened.sync_all()) {
        // An incomplete token is useless.
        let _ = fs::remove_file(file);
        return Err(told(error).into());
    }
    Ok(())
}

/// A token that has been verified.
pub struct Verified {
    /// A client that uses the token.
    pub client: Client,
    /// The token.
    pub token: SecretString,
    /// True for the primary auth token of the account.
    pub is_primary: bool,
}

/// Creates a second token in addition to the one that `client` uses. Then both tokens work.
///
/// `connect` makes a client from credentials, and `store` saves the new token for all programs that need it. If
/// either fails, the new token is deleted again. An account has only one second token. If somebody else created one
/// and did not promote it, that token may stop working.
///
/// # Errors
/// Twilio sent an error response, or `store` failed. The old token is then the only one.
pub async fn prepare(
    client: &Client,
    connect: impl Fn(Credentials) -> Result<Client>,
    store: impl FnOnce(&SecretString) -> Outcome,
) -> Outcome<Verified> {
    let secondary = match client.accounts().v1().secondary_auth_token().create().await {
        Ok(secondary) => secondary,
        Err(error) if error.is_ambiguous() => {
            let advice = "DELETE /v1/AuthTokens/Secondary removes it, and another run replaces it";
            return Err(format!("maybe there is a second token now that nobody knows ({error}): {advice}").into());
        }
        Err(error) => return Err(error.into()),
    };
    let token = secondary.secondary_auth_token;
    let prepared = async {
        let second = verify(client, connect, token.clone()).await?;
        store(&token)?;
        Ok(second)
    };
    match prepared.await {
        Ok(second) => Ok(second),
        Err(error) => {
            // The first error is the important one, so an error of the deletion is ignored.
            let _ = client.accounts().v1().secondary_auth_token().delete().await;
            Err(error)
        }
    }
}

/// Asks Twilio whether the token belongs to the account, and whether it is the primary or the second one.
pub async fn verify(
    client: &Client,
    connect: impl Fn(Credentials) -> Result<Client>,
    token: SecretString,
) -> Outcome<Verified> {
    let client = connect(Credentials::auth_token(client.account_sid().as_str(), token.clone()))?;
    let account = client.api().v2010().account(client.account_sid()).fetch().await?;
    let is_primary = account.auth_token.is_some_and(|primary| is_same(&primary, &token));
    Ok(Verified { client, token, is_primary })
}

/// Promotes the second token if `confirm` returns true, which means that every program has it. Promoting ends the old
/// token, which the old client uses.
///
/// # Errors
/// If `confirm` returned false, both tokens still work. The message of any other error says what is known about the
/// two tokens.
pub async fn promote(second: &Verified, confirm: impl FnOnce() -> bool) -> Outcome {
    if !confirm() {
        return Err("stopped: both tokens work, and another run with the same file goes on".into());
    }
    match second.client.accounts().v1().auth_token_promotion().update().await {
        Ok(promoted) if is_same(&promoted.auth_token, &second.token) => Ok(()),
        // Somebody has created another second token in the meantime.
        Ok(_) => Err("promoted, but not the token that was stored: the account's token is in Twilio's console".into()),
        Err(error) if error.is_ambiguous() => {
            Err(format!("maybe promoted ({error}): another run with the same file says, and goes on").into())
        }
        Err(error) if error.is_auth() => {
            Err(format!("not promoted ({error}): the new token was deleted or replaced: remove its file").into())
        }
        Err(error) => {
            Err(format!("not promoted ({error}): the old token works as before, and so does the new one").into())
        }
    }
}

fn is_same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}
