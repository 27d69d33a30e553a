//! Postal addresses of an account. None is validated.

use super::paging::page_2010;
use super::records::{assign, find, matches, now_rfc_2822, owned, remove};
use super::request::MockRequest;
use super::response::{MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// The settings that can change, by their names in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[
    ("CustomerName", "customer_name"),
    ("FriendlyName", "friendly_name"),
    ("Street", "street"),
    ("StreetSecondary", "street_secondary"),
    ("City", "city"),
    ("Region", "region"),
    ("PostalCode", "postal_code"),
    ("EmergencyEnabled", "emergency_enabled"),
];

pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let filters = [
        ("CustomerName", "customer_name"),
        ("FriendlyName", "friendly_name"),
        ("EmergencyEnabled", "emergency_enabled"),
        ("IsoCountry", "iso_country"),
    ];
    let mut addresses = owned(&state.addresses, &account);
    addresses.retain(|address| matches(address, request, &filters));
    page_2010(state, request, "addresses", addresses)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_open(request)?;
    for name in ["CustomerName", "Street", "City", "Region", "PostalCode", "IsoCountry"] {
        request.required(name, 20001)?;
    }
    let sid = state.new_sid("AD");
    let now = now_rfc_2822();
    let mut address = json!({
        "account_sid": account,
        "date_created": now,
        "date_updated": now,
        "emergency_enabled": false,
        "friendly_name": Value::Null,
        "sid": sid,
        "street_secondary": Value::Null,
        "uri": format!("/2010-04-01/Accounts/{account}/Addresses/{sid}.json"),
        "validated": false,
        "verified": false,
    });
    assign(&mut address, request, SETTINGS);
    assign(&mut address, request, &[("IsoCountry", "iso_country")]);
    state.addresses.push(address.clone());
    Reply::created(address)
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    Reply::ok(find(&mut state.addresses, &account, request)?.clone())
}

pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_open(request)?;
    let address = find(&mut state.addresses, &account, request)?;
    assign(address, request, SETTINGS);
    address["date_updated"] = now_rfc_2822().into();
    Reply::ok(address.clone())
}

pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    find(&mut state.addresses, &account, request)?;
    remove(&mut state.addresses, request);
    Reply::deleted()
}
