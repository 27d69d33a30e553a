//! API keys of an account. The secret is shown once.

use super::paging::page_2010;
use super::records::{assign, now_rfc_2822};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::{Key, MockState};
use serde_json::json;

/// The settings that can change, by their names in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[("FriendlyName", "friendly_name")];

pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let keys = state.keys.iter().filter(|key| key.account == account).map(|key| key.resource.clone()).collect();
    page_2010(state, request, "keys", keys)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_open(request)?;
    let (sid, secret, now) = (state.new_sid("SK"), state.new_secret(), now_rfc_2822());
    let mut resource = json!({"date_created": now, "date_updated": now, "friendly_name": "", "sid": sid});
    assign(&mut resource, request, SETTINGS);
    let mut shown = resource.clone();
    shown["secret"] = secret.clone().into();
    state.keys.push(Key { account, resource, secret });
    Reply::created(shown)
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    Reply::ok(key(state, request)?.resource.clone())
}

pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let key = key(state, request)?;
    assign(&mut key.resource, request, SETTINGS);
    key.resource["date_updated"] = now_rfc_2822().into();
    Reply::ok(key.resource.clone())
}

/// Deletes a key. A deleted key no longer authenticates.
pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    key(state, request)?;
    state.keys.retain(|key| key.resource["sid"] != request.argument("sid"));
    Reply::deleted()
}

fn key<'a>(state: &'a mut MockState, request: &MockRequest) -> Result<&'a mut Key, ErrorResponse> {
    let account = state.enter(request)?;
    let sid = request.argument("sid");
    let found = state.keys.iter_mut().find(|key| key.account == account && key.resource["sid"] == sid);
    found.ok_or_else(|| ErrorResponse::not_found(&request.path))
}
