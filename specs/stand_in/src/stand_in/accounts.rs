//! Accounts: the main one, its subaccounts, and the rules of suspending and closing.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::authorize::Caller;
use super::paging::page_2010;
use super::records::{assign, matches, now_rfc_2822};
use super::world::{Account, World};
use crate::Timestamp;
use serde_json::Value;

/// How many subaccounts a main account may have, closed ones included.
const MOST_SUBACCOUNTS: usize = 1000;
/// How many characters a name may have.
const LONGEST_NAME: usize = 64;

/// The caller's account and, for a main account's token, all subaccounts.
pub(super) fn list(world: &mut World, asked: &Asked) -> Answer {
    let caller = world.caller(asked)?;
    let sees_all = caller.account == world.main && !caller.is_key;
    let visible = world.accounts.iter().filter(|account| sees_all || account.resource["sid"] == caller.account);
    let filters = [("FriendlyName", "friendly_name"), ("Status", "status")];
    let wanted = visible.filter(|account| matches(&account.resource, asked, &filters));
    let accounts = wanted.map(|account| shown(account, &caller)).collect();
    page_2010(world, asked, "accounts", accounts)
}

pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    world.require_main_token(asked)?;
    // The main account is one of them.
    if world.accounts.len() > MOST_SUBACCOUNTS {
        return Err(Refusal::invalid(20001, "The main account has as many subaccounts as it may have"));
    }
    let default = || Timestamp::now().strftime("SubAccount Created at %Y-%m-%d %I:%M %P").to_string();
    let name = checked_name(asked)?.map_or_else(default, str::to_owned);
    let caller = world.caller(asked)?;
    let sid = world.add_account(&name);
    let account = world.account(&sid).ok_or_else(|| Refusal::not_found(&asked.path))?;
    Reply::created(shown(account, &caller))
}

pub(super) fn fetch(world: &mut World, asked: &Asked) -> Answer {
    let (sid, caller) = (world.enter(asked)?, world.caller(asked)?);
    let account = world.account(&sid).ok_or_else(|| Refusal::not_found(&asked.path))?;
    Reply::ok(shown(account, &caller))
}

pub(super) fn update(world: &mut World, asked: &Asked) -> Answer {
    let (sid, caller) = (world.enter(asked)?, world.caller(asked)?);
    checked_name(asked)?;
    if let Some(status) = asked.parameter("Status") {
        set_status(world, asked, &sid, status)?;
    }
    let account = world.account(&sid).ok_or_else(|| Refusal::not_found(&asked.path))?;
    assign(&mut account.resource, asked, &[("FriendlyName", "friendly_name")]);
    account.resource["date_updated"] = now_rfc_2822().into();
    Reply::ok(shown(account, &caller))
}

/// Suspends, reactivates or closes a subaccount.
fn set_status(world: &mut World, asked: &Asked, sid: &str, status: &str) -> Result<(), Refusal> {
    if !["active", "suspended", "closed"].contains(&status) {
        return Err(Refusal::invalid(20001, "Status must be active, suspended or closed"));
    }
    world.require_main_token(asked)?;
    if sid == world.main {
        return Err(Refusal::invalid(20001, "The main account cannot be suspended or closed"));
    }
    if status != "closed" && world.is(sid, "closed") {
        return Err(Refusal::invalid(20001, "A closed account cannot be reopened"));
    }
    if let Some(account) = world.account(sid) {
        account.resource["status"] = status.into();
    }
    if status == "closed" {
        // Calls in progress go on, as they do on suspending: Twilio promises no more than that numbers are released.
        world.numbers.retain(|number| number["account_sid"] != sid);
    }
    Ok(())
}

fn checked_name(asked: &Asked) -> Result<Option<&str>, Refusal> {
    let name = asked.parameter("FriendlyName").filter(|name| !name.is_empty());
    match name {
        Some(name) if name.chars().count() > LONGEST_NAME => Err(Refusal::invalid(20002, "Invalid FriendlyName")),
        name => Ok(name),
    }
}

/// An account as the caller may see it: an API key does not see the token.
fn shown(account: &Account, caller: &Caller) -> Value {
    let mut resource = account.resource.clone();
    resource["auth_token"] = if caller.is_key { Value::from("") } else { Value::from(account.auth_token.clone()) };
    resource
}
