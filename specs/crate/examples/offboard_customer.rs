//! Offboards a customer: ends the calls of their subaccount, moves its numbers to the main account, closes it.
//!
//! ```sh
//! cargo run -p twilio-accounts --example offboard_customer -- ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
//! ```
//!
//! The order matters. Closing an account releases all its numbers permanently, so the numbers are moved first.
//! Neither suspending nor closing ends a call. If a run stops midway, run it again: every step checks what is left to
//! do.

#[macro_use]
mod support;

use futures_util::TryStreamExt as _;
use std::fmt::Display;
use support::{Failure, Outcome, Twilio};
use twilio_accounts::api::v2010::account::AccountResource;
use twilio_accounts::api::v2010::types::{Account, AccountStatus, CallStatus, IncomingPhoneNumber, UpdateCallStatus};
use twilio_accounts::{Client, Error, Result, sid::AccountSid, sid::CallSid};

/// Twilio's error code for changing a call that has ended in the meantime.
const CALL_HAS_ENDED: i64 = 21220;

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("the SID of a subaccount")?.map(|sid| sid.parse()).transpose()?;
    let twilio = support::connect(
        "ends the calls of a customer, takes its numbers and closes it for good, once you agree again",
    )
    .await?;
    let customer = match argument {
        Some(sid) => sid,
        None => set_scene(&twilio).await?,
    };
    let outcome = offboard(&twilio.client, &customer, |plan| {
        println!("{} ({})", plan.account.friendly_name, plan.account.sid);
        println!("  calls to end: {}", plan.calls.len());
        plan.numbers.iter().for_each(|number| println!("  {} moves to the main account", number_of(number)));
        println!("  then the account is closed, which cannot be undone");
        // The mock server has nothing that could be lost.
        twilio.mock_server.is_some() || support::confirm("Go on?")
    })
    .await?;
    match outcome {
        Offboarded::Now(_) => println!("Done: the account is closed, its numbers are yours."),
        Offboarded::Before(account) => println!("{} was closed already; nothing was moved.", account.sid),
    }
    Ok(())
}

/// The planned changes to the account of a customer.
pub struct Plan {
    /// The account.
    pub account: Account,
    /// The calls that are queued, ringing or in progress.
    pub calls: Vec<CallSid>,
    /// The numbers that the account still owns.
    pub numbers: Vec<IncomingPhoneNumber>,
}

/// The closed account, and which run closed it.
#[derive(Debug)]
pub enum Offboarded {
    /// This run closed the account.
    Now(Box<Account>),
    /// The account was closed before. Its numbers were moved or released then.
    Before(Box<Account>),
}

/// Offboards a customer after `confirm` has accepted the plan.
///
/// # Errors
/// `customer` is the main account or the account of the client, `confirm` returned false, or Twilio sent an error
/// response. The message names the step. The call is safe to repeat.
pub async fn offboard(
    client: &Client,
    customer: &AccountSid,
    confirm: impl FnOnce(&Plan) -> bool,
) -> Outcome<Offboarded> {
    let main = client.account_sid();
    let handle = client.api().v2010().account(customer);
    let account = handle.fetch().await?;
    let owner = account.owner_account_sid.as_ref().unwrap_or(main);
    if owner != main {
        return Err(format!("{customer} belongs to {owner}: this needs the credentials of that account").into());
    }
    if customer == main {
        return Err(format!("{customer} is the main account, and that is never offboarded").into());
    }
    if account.status == AccountStatus::Closed {
        return Ok(Offboarded::Before(Box::new(account)));
    }
    let plan = Plan { calls: unfinished_calls(&handle).await?, numbers: numbers(&handle).await?, account };
    if !confirm(&plan) {
        return Err("stopped: nothing was done".into());
    }

    // A suspended account starts no new calls, so the list of calls to end does not grow.
    handle.update().status(AccountStatus::Suspended).await.map_err(stopped("suspending the account"))?;
    for call in unfinished_calls(&handle).await.map_err(stopped("looking for calls"))? {
        end(&handle, &call).await.map_err(stopped(format!("ending the call {call}")))?;
    }
    for number in numbers(&handle).await.map_err(stopped("looking for numbers"))? {
        // The handle names the current owner, and the parameter names the new owner.
        let transfer = handle.incoming_phone_number(&number.sid).update().transfer_to(main);
        transfer.await.map_err(stopped(format!("moving {}", number_of(&number))))?;
    }
    // The last check before the step that cannot be undone.
    let left = numbers(&handle).await.map_err(stopped("looking for numbers"))?;
    if !left.is_empty() {
        return Err(format!("{} numbers came in meanwhile: run this again", left.len()).into());
    }
    let closed = handle.update().status(AccountStatus::Closed).await.map_err(stopped("closing the account"))?;
    Ok(Offboarded::Now(Box::new(closed)))
}

/// Returns a function that adds the step to an error. The message also says that the finished steps are not lost.
fn stopped(step: impl Display) -> impl FnOnce(Error) -> Failure {
    move |error| format!("stopped at {step}: {error}\nRun this again: it goes on from there.").into()
}

async fn unfinished_calls(account: &AccountResource) -> Result<Vec<CallSid>> {
    let mut calls = Vec::new();
    for status in [CallStatus::Queued, CallStatus::Ringing, CallStatus::InProgress] {
        let mut stream = account.calls().list().status(status).stream();
        while let Some(call) = stream.try_next().await? {
            calls.push(call.sid);
        }
    }
    Ok(calls)
}

/// Returns all numbers at once. Moving a number while the list is being read may shift the later pages.
async fn numbers(account: &AccountResource) -> Result<Vec<IncomingPhoneNumber>> {
    account.incoming_phone_numbers().list().stream().try_collect().await
}

async fn end(account: &AccountResource, call: &CallSid) -> Result<()> {
    match account.call(call).update().status(UpdateCallStatus::Completed).await {
        // The caller hung up first, so the call has ended as intended.
        Err(error) if error.code() == Some(CALL_HAS_ENDED) => Ok(()),
        result => result.map(drop),
    }
}

fn number_of(number: &IncomingPhoneNumber) -> &str {
    number.phone_number.as_deref().unwrap_or_else(|| number.sid.as_str())
}

/// Adds a customer with two numbers and a call in progress.
async fn set_scene(twilio: &Twilio) -> Outcome<AccountSid> {
    let mock_server = twilio.scene()?;
    let customer = twilio.client.api().v2010().accounts().create().friendly_name("Submarine").await?;
    let account = twilio.client.api().v2010().account(&customer.sid);
    for phone_number in ["+14155550100", "+14155550101"] {
        account.incoming_phone_numbers().create().phone_number(phone_number).await?;
    }
    mock_server.receive_call(&customer.sid, "+15005550006", "+14155550100").ok_or("a new account is active")?;
    Ok(customer.sid)
}
