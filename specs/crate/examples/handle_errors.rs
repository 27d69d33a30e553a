//! Tells errors apart, and handles the one that needs care: a POST that may have been processed.
//!
//! ```sh
//! cargo run -p twilio-accounts --example handle_errors
//! ```
//!
//! It always runs against the mock server, which can produce faults on demand.

#[macro_use]
mod support;

use futures_util::{TryStreamExt as _, future};
use std::time::Duration;
use support::Outcome;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};
use twilio_accounts::mock_server::Fault;
use twilio_accounts::{Client, Credentials, Error, ErrorKind, Result, RetryPolicy, sid::AccountSid};

#[tokio::main]
async fn main() -> Outcome {
    support::no_argument("It acts on a mock server for Twilio in its own process, which goes wrong on demand.")?;
    let twilio = support::mock_server().await?;
    let api = twilio.client.api().v2010();

    let nobody = AccountSid::from_unvalidated("AC00000000000000000000000000000000");
    if let Err(error) = api.account(&nobody).fetch().await {
        println!("{}\n  {error}\n  see {}\n", explain(&error), error.more_info().unwrap_or("-"));
    }

    let wrong = Credentials::auth_token(twilio.client.account_sid().as_str(), "not the token");
    if let Err(error) = twilio.client_with(wrong)?.api().v2010().account(twilio.client.account_sid()).fetch().await {
        println!("{}\n  {error}\n  request {}\n", explain(&error), error.request_id().unwrap_or("-"));
    }

    let mock_server = twilio.scene()?;
    mock_server.inject(Fault::too_many_requests().times(3));
    let impatient = RetryPolicy::none();
    if let Err(error) = api.account(twilio.client.account_sid()).fetch().retry(impatient).await {
        println!("{}\n  {error}\n", explain(&error));
    }

    let patient = RetryPolicy::default();
    let response = api.account(twilio.client.account_sid()).fetch().retry(patient).response().await?;
    println!("With patience it works.\n  {} after {} attempts\n", response.status(), response.attempts());

    mock_server.inject(Fault::server_error(503).after_processing().on("POST "));
    let account = create_once(&twilio.client, "Submarine").await?;
    println!("The answer got lost, the account was created once.\n  {}", account.sid);
    Ok(())
}

/// The maximum time that a request is expected to run after its response was lost.
const UNDER_WAY: Duration = Duration::from_secs(2);

/// Returns a sentence that says what to do about an error.
pub fn explain(error: &Error) -> &'static str {
    match error {
        error if error.is_not_found() => "There is no such thing, or it is somebody else's.",
        error if error.is_auth() => "The credentials are wrong, or may not do this.",
        error if error.is_rate_limited() => "Too many requests, even after waiting: do less at once.",
        error if error.is_ambiguous() => "It may have been done: look before doing it again.",
        error if error.is_timeout() => "It took too long.",
        error if error.kind() == ErrorKind::Configuration => "The client is set up wrongly: the message says how.",
        error if error.status().is_some_and(|status| status.is_server_error()) => "Twilio has a problem: try later.",
        error if error.kind() == ErrorKind::Api => "Twilio refused it: the message and `more_info` say why.",
        _ => "Twilio could not be reached, or not be understood.",
    }
}

/// Creates exactly one account, even if the response to the request is lost.
///
/// Twilio has no idempotency keys. So this function lists the open accounts of that name before and after the
/// request, and an account that is new was created by the request. This works only if nobody else uses the name at
/// the same time and the request has finished before the second list. The function waits for a while before the
/// second list. The wait is long for Twilio, but not a guarantee. If a second account would do harm, return the error
/// instead, and let a person check.
///
/// # Errors
/// - Twilio sends an error response.
/// - More than one account is new, so it is unknown which one the request created.
/// - It is unknown whether an account was created. The message says so, and another call may create a second account.
pub async fn create_once(client: &Client, name: &str) -> Outcome<Account> {
    let before: Vec<AccountSid> = open_accounts(client, name).await?.into_iter().map(|account| account.sid).collect();
    let accounts = client.api().v2010().accounts();
    let error = match accounts.create().friendly_name(name).await {
        Err(error) if error.is_ambiguous() => error,
        result => return Ok(result?),
    };
    tokio::time::sleep(UNDER_WAY).await;
    let mut new = open_accounts(client, name).await.map_err(|failed| {
        format!("maybe there is a new account called {name} ({error}), and looking failed ({failed}): look before doing it again")
    })?;
    new.retain(|account| !before.contains(&account.sid));
    match (new.pop(), new.len()) {
        (None, _) => Ok(accounts.create().friendly_name(name).await?),
        (Some(account), 0) => Ok(account),
        (Some(_), others) => Err(format!("{} new accounts are called {name}, after: {error}", others + 1).into()),
    }
}

/// Returns the open accounts with this name. Closed accounts keep their names and stay in lists.
async fn open_accounts(client: &Client, name: &str) -> Result<Vec<Account>> {
    let accounts = client.api().v2010().accounts().list().friendly_name(name).stream();
    accounts.try_filter(|account| future::ready(account.status != AccountStatus::Closed)).try_collect().await
}
