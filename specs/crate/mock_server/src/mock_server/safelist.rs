//! The SafeList: numbers that fraud protection never blocks, looked up by number.

use super::records::is_e164;
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// Adds a number. A number that already exists stays unchanged.
pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let caller = state.caller(request)?;
    let phone_number = request.required("PhoneNumber", 20001)?;
    if !is_e164(phone_number) {
        return Err(ErrorResponse::invalid(21211, format!("Invalid 'PhoneNumber': {phone_number}")));
    }
    if let Some(entry) = find(state, &caller.account, phone_number) {
        return Reply::created(shown(entry));
    }
    let sid = state.new_sid("GN");
    let entry = json!({"account_sid": caller.account, "phone_number": phone_number, "sid": sid});
    state.safe_numbers.push(entry.clone());
    Reply::created(shown(&entry))
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let caller = state.caller(request)?;
    let phone_number = request.required("PhoneNumber", 20001)?;
    let entry = find(state, &caller.account, phone_number).ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    Reply::ok(shown(entry))
}

pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let caller = state.caller(request)?;
    let phone_number = request.required("PhoneNumber", 20001)?;
    let entry = find(state, &caller.account, phone_number).ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    let sid = entry["sid"].clone();
    state.safe_numbers.retain(|entry| entry["sid"] != sid);
    Reply::deleted()
}

fn find<'a>(state: &'a MockState, account: &str, phone_number: &str) -> Option<&'a Value> {
    let mut entries = state.safe_numbers.iter();
    entries.find(|entry| entry["account_sid"] == account && entry["phone_number"] == phone_number)
}

/// Returns an entry without its owner.
fn shown(entry: &Value) -> Value {
    json!({"phone_number": entry["phone_number"], "sid": entry["sid"]})
}
