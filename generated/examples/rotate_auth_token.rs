//! Rotates the auth token without a moment in which none works: create a second one, verify it, store it,
//! promote it, and go on with it.
//!
//! ```sh
//! cargo run -p twilio-accounts --example rotate_auth_token -- new_token.txt
//! ```
//!
//! Promoting ends the old token at once, wherever it is in use. So the new one is stored before, and everything
//! that uses the old one should have it by then.

mod support;

use std::fs::OpenOptions;
use std::io::Write as _;
use support::Outcome;
use twilio_accounts::{Client, Credentials, ExposeSecret as _, Result, SecretString};

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("a file for the new token")?;
    let twilio = support::connect().await?;
    let file = match argument {
        Some(file) => file.into(),
        None => twilio.scene().map(|_| std::env::temp_dir().join(format!("new_token_{}.txt", std::process::id())))?,
    };
    // A file stands for your secret manager here. It must not be there yet: a token is not to be overwritten.
    let stored = OpenOptions::new().write(true).create_new(true).open(&file);
    let mut stored = stored.map_err(|error| format!("cannot make {}: {error}", file.display()))?;
    let store = |token: &SecretString| stored.write_all(token.expose_secret().as_bytes()).map_err(Into::into);
    let renewed = rotate(&twilio.client, |credentials| twilio.client_with(credentials), store).await?;

    println!("The new token of {} is in {}.", renewed.account_sid(), file.display());
    match twilio.client.api().v2010().account(renewed.account_sid()).fetch().await {
        Ok(_) => println!("The old one still works."),
        Err(error) if error.is_auth() => println!("The old one no longer works: {error}"),
        Err(error) => return Err(error.into()),
    }
    if twilio.stand_in.is_some() {
        std::fs::remove_file(&file)?;
    }
    Ok(())
}

/// Rotates the token that `client` uses; returns a client with the new one.
///
/// `connect` makes a client from credentials, `store` puts the new token where it is needed. Until both have
/// succeeded nothing is promoted, and a failure deletes the new token again.
///
/// # Errors
/// Twilio refused something, or `store` failed: the old token still works. After an error from promoting that
/// [`is_ambiguous`](twilio_accounts::Error::is_ambiguous), try which one does; the new one is stored.
pub async fn rotate(
    client: &Client,
    connect: impl Fn(Credentials) -> Result<Client>,
    store: impl FnOnce(&SecretString) -> Outcome,
) -> Outcome<Client> {
    let secondary = client.accounts().v1().secondary_auth_token().create().await?;
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
    // With the new client: promoting kills the token that the old one calls with.
    renewed.accounts().v1().auth_token_promotion().update().await?;
    Ok(renewed)
}
