//! Rotates the auth token without a moment in which none works: create a second one, verify it, store it,
//! promote it when everyone has it, and go on with it.
//!
//! ```sh
//! cargo run -p twilio-accounts --example rotate_auth_token -- new_token.txt
//! ```
//!
//! Promoting ends the old token at once, wherever it is in use. So the new one is stored before, and everything
//! that uses the old one should have it by then: until you say so, both work.

#[macro_use]
mod support;

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use support::Outcome;
use twilio_accounts::{Client, Credentials, ExposeSecret as _, Result, SecretString};

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("a file for the new token")?.map(PathBuf::from);
    argument.as_deref().map_or(Ok(()), refuse_existing)?;
    let twilio = support::connect("makes a second auth token, in place of any that was made and not promoted, and promotes it once you agree again").await?;
    let file = match argument {
        Some(file) => file,
        None => twilio.scene().map(|_| std::env::temp_dir().join(format!("new_token_{}.txt", std::process::id())))?,
    };
    refuse_existing(&file)?;
    let store = |token: &SecretString| {
        write_token(&file, token)?;
        println!("The new token is in {} and works, as the old one does.", file.display());
        Ok(())
    };
    // In the stand-in nobody else has a token.
    let question = "Promoting it ends the old one everywhere, at once. Does everything that needs it have the new one?";
    let confirm = || twilio.stand_in.is_some() || support::confirm(question);
    let connect = |credentials| twilio.client_with(credentials);
    let renewed = rotate(&twilio.client, connect, store, confirm).await.map_err(|error| {
        // Without a token that counts there is no file.
        if file.exists() { format!("{error:?}\nThe new token is in {}.", file.display()).into() } else { error }
    })?;

    println!("The new token of {} is the only one now.", renewed.account_sid());
    match twilio.client.api().v2010().account(renewed.account_sid()).fetch().await {
        Ok(_) => println!("What this was called with still works, as an API key does."),
        Err(error) if error.is_auth() => println!("The old one no longer works: {error}"),
        Err(error) => return Err(error.into()),
    }
    if twilio.stand_in.is_some() {
        fs::remove_file(&file)?;
    }
    Ok(())
}

/// Before anything is done: a token from an earlier run must not be lost, for it may be the only one.
pub fn refuse_existing(file: &Path) -> Outcome {
    if !file.exists() {
        return Ok(());
    }
    if file.is_dir() {
        return Err(format!("{} is a folder: name a file that is not there yet", file.display()).into());
    }
    let file = file.display();
    let advice = "set TWILIO_AUTH_TOKEN to the token in it: if that works, promote it (POST /v1/AuthTokens/Promote), \
        unless it is the only one already; if it does not, remove the file";
    Err(format!("{file} is there already, maybe from a run that stopped; {advice}").into())
}

/// Writes the token to a new file that, on Unix, nobody else may read. It stands for your secret manager here.
pub fn write_token(file: &Path, token: &SecretString) -> Outcome {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let told = |error| format!("cannot make {}: {error}", file.display());
    let mut opened = options.open(file).map_err(told)?;
    if let Err(error) = opened.write_all(token.expose_secret().as_bytes()).and_then(|()| opened.sync_all()) {
        // A part of a token is of no use to anybody.
        let _ = fs::remove_file(file);
        return Err(told(error).into());
    }
    Ok(())
}

/// Rotates the token that `client` uses; returns a client with the new one.
///
/// `connect` makes a client from credentials, `store` puts the new token where it is needed. Until both have
/// succeeded nothing is promoted, and a failure deletes the new token again. Then `confirm` says whether everyone
/// has the new token. An account has one second token: one that somebody else made and did not promote may stop to work.
///
/// # Errors
/// Twilio refused something, or `store` failed: the old token still works. Where `confirm` said no, both work.
/// After an error from promoting the new one works in any case; the message says what is known of the old one.
pub async fn rotate(
    client: &Client,
    connect: impl Fn(Credentials) -> Result<Client>,
    store: impl FnOnce(&SecretString) -> Outcome,
    confirm: impl FnOnce() -> bool,
) -> Outcome<Client> {
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
        let renewed = connect(Credentials::auth_token(client.account_sid().as_str(), token.clone()))?;
        renewed.api().v2010().account(client.account_sid()).fetch().await?;
        store(&token)?;
        Ok(renewed)
    };
    let renewed = match prepared.await {
        Ok(renewed) => renewed,
        Err(error) => {
            // What went wrong first is what counts.
            let _ = client.accounts().v1().secondary_auth_token().delete().await;
            return Err(error);
        }
    };
    if !confirm() {
        return Err("stopped: both tokens work, until you promote the new one or delete it".into());
    }
    // With the new client: promoting kills the token that the old one calls with.
    match renewed.accounts().v1().auth_token_promotion().update().await {
        Ok(_) => Ok(renewed),
        Err(error) if error.is_ambiguous() => {
            Err(format!("maybe promoted ({error}): go on with the new token, which works in any case; the old may not")
                .into())
        }
        Err(error) => {
            Err(format!("not promoted ({error}): the old token works as before, and so does the new one").into())
        }
    }
}
