//! Offboards a customer: ends the calls of their subaccount, moves its numbers to the main account, closes it.
//!
//! ```sh
//! cargo run -p twilio-accounts --example offboard_customer -- ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
//! ```
//!
//! The order matters. Closing releases all numbers for good, so they are moved first; and neither suspending
//! nor closing ends a call. If it stops midway, run it again: every step looks at what is left to do.

mod support;

use futures_util::TryStreamExt as _;
use support::{Outcome, Twilio};
use twilio_accounts::api::v2010::account::call::{CallStatus, UpdateCallStatus};
use twilio_accounts::api::v2010::account::incoming_phone_number::IncomingPhoneNumber;
use twilio_accounts::api::v2010::account::{Account, AccountResource, AccountStatus};
use twilio_accounts::{Client, Result, sid::AccountSid, sid::CallSid};

/// What Twilio says about changing a call that has ended in the meantime.
const CALL_HAS_ENDED: i64 = 21220;

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("the SID of a subaccount")?;
    let twilio = support::connect().await?;
    let customer = match argument {
        Some(sid) => sid.parse()?,
        None => set_scene(&twilio).await?,
    };
    offboard(&twilio.client, &customer, |plan| {
        println!("{} ({})", plan.account.friendly_name, plan.account.sid);
        println!("  calls to end: {}", plan.calls.len());
        plan.numbers.iter().for_each(|number| println!("  {} moves to the main account", number_of(number)));
        println!("  then the account is closed, which cannot be undone");
        // In the stand-in nothing can get lost.
        twilio.stand_in.is_some() || support::confirm("Go on?")
    })
    .await?;
    println!("Done: the account is closed, its numbers are yours.");
    Ok(())
}

/// What is about to happen to the account of a customer.
pub struct Plan {
    /// The account.
    pub account: Account,
    /// The calls that are queued, ring or are in progress.
    pub calls: Vec<CallSid>,
    /// The numbers that it still owns.
    pub numbers: Vec<IncomingPhoneNumber>,
}

/// Offboards a customer after `confirm` has agreed to the plan. Returns the closed account.
///
/// # Errors
/// `customer` is the main account, `confirm` said no, or Twilio refused something. Safe to repeat.
pub async fn offboard(client: &Client, customer: &AccountSid, confirm: impl FnOnce(&Plan) -> bool) -> Outcome<Account> {
    let main = client.account_sid();
    let handle = client.api().v2010().account(customer);
    let account = handle.fetch().await?;
    if customer == main || account.owner_account_sid.as_ref() == Some(customer) {
        return Err(format!("{customer} is the main account, and that is never offboarded").into());
    }
    if account.status == AccountStatus::Closed {
        return Ok(account);
    }
    let plan = Plan { calls: unfinished_calls(&handle).await?, numbers: numbers(&handle).await?, account };
    if !confirm(&plan) {
        return Err("stopped: nothing was done".into());
    }

    // From here on no new call begins, so that the list of those to end gets no longer.
    handle.update().status(AccountStatus::Suspended).await?;
    for call in unfinished_calls(&handle).await? {
        end(&handle, &call).await?;
    }
    for number in numbers(&handle).await? {
        // The handle is the owner now; the parameter is the owner afterwards.
        handle.incoming_phone_number(&number.sid).update().transfer_to(main).await?;
    }
    // The last look before what cannot be undone.
    let left = numbers(&handle).await?;
    if !left.is_empty() {
        return Err(format!("{} numbers came in meanwhile: run this again", left.len()).into());
    }
    Ok(handle.update().status(AccountStatus::Closed).await?)
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

/// All numbers at once: moving one while the list is being read would shift the pages behind it.
async fn numbers(account: &AccountResource) -> Result<Vec<IncomingPhoneNumber>> {
    account.incoming_phone_numbers().list().stream().try_collect().await
}

async fn end(account: &AccountResource, call: &CallSid) -> Result<()> {
    match account.call(call).update().status(UpdateCallStatus::Completed).await {
        // Somebody hung up first, which is what was wanted.
        Err(error) if error.code() == Some(CALL_HAS_ENDED) => Ok(()),
        result => result.map(drop),
    }
}

fn number_of(number: &IncomingPhoneNumber) -> &str {
    number.phone_number.as_deref().unwrap_or_else(|| number.sid.as_str())
}

/// A customer with two numbers and a call in progress.
async fn set_scene(twilio: &Twilio) -> Outcome<AccountSid> {
    let stand_in = twilio.scene()?;
    let customer = twilio.client.api().v2010().accounts().create().friendly_name("Submarine").await?;
    let account = twilio.client.api().v2010().account(&customer.sid);
    for phone_number in ["+14155550100", "+14155550101"] {
        account.incoming_phone_numbers().create().phone_number(phone_number).await?;
    }
    stand_in.receive_call(&customer.sid, "+15005550006", "+14155550100").ok_or("a new account is active")?;
    Ok(customer.sid)
}
