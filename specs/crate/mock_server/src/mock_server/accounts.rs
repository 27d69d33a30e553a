//! Accounts: the main one, its subaccounts, and the rules of suspending and closing.

use super::authorize::Caller;
use super::paging::page_2010;
use super::records::{assign, matches, now_rfc_2822};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::{Account, MockState};
use crate::Timestamp;
use serde_json::Value;

/// The maximum number of subaccounts of a main account, including closed ones.
const MOST_SUBACCOUNTS: usize = 1000;
/// The maximum length of a name, in characters.
const LONGEST_NAME: usize = 64;

/// Lists the caller's account and, for a main account's token, all subaccounts.
pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let caller = state.caller(request)?;
    let sees_all = caller.account == state.main && !caller.is_key;
    let visible = state.accounts.iter().filter(|account| sees_all || account.resource["sid"] == caller.account);
    let filters = [("FriendlyName", "friendly_name"), ("Status", "status")];
    let wanted = visible.filter(|account| matches(&account.resource, request, &filters));
    let accounts = wanted.map(|account| shown(account, &caller)).collect();
    page_2010(state, request, "accounts", accounts)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    state.require_main_token(request)?;
    // The list of accounts includes the main account.
    if state.accounts.len() > MOST_SUBACCOUNTS {
        return Err(ErrorResponse::invalid(20001, "The main account has as many subaccounts as it may have"));
    }
    let default = || Timestamp::now().strftime("SubAccount Created at %Y-%m-%d %I:%M %P").to_string();
    let name = checked_name(request)?.map_or_else(default, str::to_owned);
    let caller = state.caller(request)?;
    let sid = state.add_account(&name);
    let account = state.account(&sid).ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    Reply::created(shown(account, &caller))
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let (sid, caller) = (state.enter(request)?, state.caller(request)?);
    let account = state.account(&sid).ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    Reply::ok(shown(account, &caller))
}

pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let (sid, caller) = (state.enter(request)?, state.caller(request)?);
    checked_name(request)?;
    if let Some(status) = request.parameter("Status") {
        set_status(state, request, &sid, status)?;
    }
    let account = state.account(&sid).ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    assign(&mut account.resource, request, &[("FriendlyName", "friendly_name")]);
    account.resource["date_updated"] = now_rfc_2822().into();
    Reply::ok(shown(account, &caller))
}

/// Suspends, reactivates or closes a subaccount.
fn set_status(state: &mut MockState, request: &MockRequest, sid: &str, status: &str) -> Result<(), ErrorResponse> {
    if !["active", "suspended", "closed"].contains(&status) {
        return Err(ErrorResponse::invalid(20001, "Status must be active, suspended or closed"));
    }
    state.require_main_token(request)?;
    if sid == state.main {
        return Err(ErrorResponse::invalid(20001, "The main account cannot be suspended or closed"));
    }
    if status != "closed" && state.is(sid, "closed") {
        return Err(ErrorResponse::invalid(20001, "A closed account cannot be reopened"));
    }
    if let Some(account) = state.account(sid) {
        account.resource["status"] = status.into();
    }
    if status == "closed" {
        // Calls in progress continue, as when an account is suspended. Twilio promises only that the numbers are
        // released.
        state.numbers.retain(|number| number["account_sid"] != sid);
    }
    Ok(())
}

fn checked_name(request: &MockRequest) -> Result<Option<&str>, ErrorResponse> {
    let name = request.parameter("FriendlyName").filter(|name| !name.is_empty());
    match name {
        Some(name) if name.chars().count() > LONGEST_NAME => Err(ErrorResponse::invalid(20002, "Invalid FriendlyName")),
        name => Ok(name),
    }
}

/// Returns the account as the caller may see it. An API key does not see the auth token.
fn shown(account: &Account, caller: &Caller) -> Value {
    let mut resource = account.resource.clone();
    resource["auth_token"] = if caller.is_key { Value::from("") } else { Value::from(account.auth_token.clone()) };
    resource
}
