//! AWS and public-key credentials that an account gives to Twilio. Responses never contain their secrets.

use super::paging::page_v1;
use super::records::{assign, find, now_iso_8601, owned, remove};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// The settings that can change, by their names in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[("FriendlyName", "friendly_name")];

pub(super) fn list_aws(state: &mut MockState, request: &MockRequest) -> MockResponse {
    list(state, request, |state| &mut state.aws_credentials)
}

pub(super) fn create_aws(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let is_pair = |pair: &str| pair.split_once(':').is_some_and(|(id, secret)| !id.is_empty() && !secret.is_empty());
    if !is_pair(request.required("Credentials", 20001)?) {
        return Err(ErrorResponse::invalid(
            20001,
            "Credentials must be an access key ID and a secret with a colon between",
        ));
    }
    create(state, request, "AWS", |state| &mut state.aws_credentials)
}

pub(super) fn fetch_aws(state: &mut MockState, request: &MockRequest) -> MockResponse {
    fetch(state, request, |state| &mut state.aws_credentials)
}

pub(super) fn update_aws(state: &mut MockState, request: &MockRequest) -> MockResponse {
    update(state, request, |state| &mut state.aws_credentials)
}

pub(super) fn delete_aws(state: &mut MockState, request: &MockRequest) -> MockResponse {
    delete(state, request, |state| &mut state.aws_credentials)
}

pub(super) fn list_public_keys(state: &mut MockState, request: &MockRequest) -> MockResponse {
    list(state, request, |state| &mut state.public_keys)
}

pub(super) fn create_public_key(state: &mut MockState, request: &MockRequest) -> MockResponse {
    request.required("PublicKey", 20001)?;
    create(state, request, "PublicKeys", |state| &mut state.public_keys)
}

pub(super) fn fetch_public_key(state: &mut MockState, request: &MockRequest) -> MockResponse {
    fetch(state, request, |state| &mut state.public_keys)
}

pub(super) fn update_public_key(state: &mut MockState, request: &MockRequest) -> MockResponse {
    update(state, request, |state| &mut state.public_keys)
}

pub(super) fn delete_public_key(state: &mut MockState, request: &MockRequest) -> MockResponse {
    delete(state, request, |state| &mut state.public_keys)
}

/// The list of one of the two kinds of credentials.
type Kind = fn(&mut MockState) -> &mut Vec<Value>;

fn list(state: &mut MockState, request: &MockRequest, kind: Kind) -> MockResponse {
    let caller = state.caller(request)?;
    let credentials = owned(kind(state), &caller.account);
    page_v1(state, request, "credentials", credentials)
}

/// Creates credentials for the caller's account, or for the subaccount in `AccountSid`. Only the token of a main
/// account may name a subaccount.
fn create(state: &mut MockState, request: &MockRequest, path: &str, kind: Kind) -> MockResponse {
    let caller = state.caller(request)?;
    let account = match request.parameter("AccountSid") {
        Some(account) if account != caller.account => {
            if caller.is_key {
                return Err(ErrorResponse::unauthorized());
            }
            if caller.account != state.main || state.account(account).is_none() {
                return Err(ErrorResponse::invalid(
                    20001,
                    format!("AccountSid {account} is not one of your subaccounts"),
                ));
            }
            if state.is(account, "closed") {
                return Err(ErrorResponse::invalid(20001, format!("AccountSid {account} is closed")));
            }
            account
        }
        _ => &caller.account,
    };
    let (sid, now) = (state.new_sid("CR"), now_iso_8601());
    let mut credential = json!({
        "account_sid": account,
        "date_created": now,
        "date_updated": now,
        "friendly_name": "",
        "sid": sid,
        "url": format!("{}/v1/Credentials/{path}/{sid}", request.origin),
    });
    assign(&mut credential, request, SETTINGS);
    kind(state).push(credential.clone());
    Reply::created(credential)
}

fn fetch(state: &mut MockState, request: &MockRequest, kind: Kind) -> MockResponse {
    let caller = state.caller(request)?;
    Reply::ok(find(kind(state), &caller.account, request)?.clone())
}

fn update(state: &mut MockState, request: &MockRequest, kind: Kind) -> MockResponse {
    let caller = state.caller(request)?;
    let credential = find(kind(state), &caller.account, request)?;
    assign(credential, request, SETTINGS);
    credential["date_updated"] = now_iso_8601().into();
    Reply::ok(credential.clone())
}

fn delete(state: &mut MockState, request: &MockRequest, kind: Kind) -> MockResponse {
    let caller = state.caller(request)?;
    find(kind(state), &caller.account, request)?;
    remove(kind(state), request);
    Reply::deleted()
}
