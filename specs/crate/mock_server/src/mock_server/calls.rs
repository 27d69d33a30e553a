//! Calls: placing, listing, ending. Answering them is outside the API; see `network.rs`.

use super::numbers;
use super::paging::page_2010;
use super::records::{find, is_e164, is_in_span, matches, moment, now_rfc_2822, owned, remove, rfc_2822};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use crate::Timestamp;
use serde_json::{Value, json};

/// The states in which a call can be changed and cannot be deleted.
const UNFINISHED: [&str; 3] = ["queued", "ringing", "in-progress"];

pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let filters = [("To", "to"), ("From", "from"), ("ParentCallSid", "parent_call_sid"), ("Status", "status")];
    let mut calls = owned(&state.calls, &account);
    calls.retain(|call| {
        matches(call, request, &filters)
            && is_in_span(moment(call, "start_time"), request, "StartTime")
            && is_in_span(moment(call, "end_time"), request, "EndTime")
    });
    page_2010(state, request, "calls", calls)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_active(request)?;
    let to = request.required("To", 21201)?;
    let from = request.required("From", 21213)?;
    if !is_e164(to) && !to.starts_with("sip:") && !to.starts_with("client:") {
        return Err(ErrorResponse::invalid(
            21211,
            format!("The phone number you are attempting to call, {to}, is not valid."),
        ));
    }
    if !request.has_any(&["Url", "Twiml", "ApplicationSid"]) {
        return Err(ErrorResponse::invalid(21205, "Url parameter is required."));
    }
    let Some(number) = numbers::with(state, &account, from) else {
        let message = format!("The source phone number provided, {from}, is not yet verified for your account.");
        return Err(ErrorResponse::invalid(21210, message));
    };
    let number = number["sid"].clone();
    let mut call = add(state, &account, from, to, "outbound-api");
    call["phone_number_sid"] = number;
    state.calls.push(call.clone());
    Reply::created(call)
}

/// Returns a new queued call of the account. The caller must add it to the state.
pub(super) fn add(state: &mut MockState, account: &str, from: &str, to: &str, direction: &str) -> Value {
    let sid = state.new_sid("CA");
    let path = format!("/2010-04-01/Accounts/{account}/Calls/{sid}");
    let now = now_rfc_2822();
    json!({
        "account_sid": account,
        "annotation": Value::Null,
        "answered_by": Value::Null,
        "api_version": "2010-04-01",
        "caller_name": Value::Null,
        "date_created": now,
        "date_updated": now,
        "direction": direction,
        "duration": "",
        "end_time": Value::Null,
        "forwarded_from": Value::Null,
        "from": from,
        "group_sid": Value::Null,
        "parent_call_sid": Value::Null,
        "phone_number_sid": "",
        "price": Value::Null,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": sid,
        "start_time": Value::Null,
        "status": "queued",
        "subresource_uris": {"events": format!("{path}/Events.json")},
        "to": to,
        "trunk_sid": "",
        "uri": format!("{path}.json"),
    })
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    Reply::ok(find(&mut state.calls, &account, request)?.clone())
}

/// Ends, cancels or redirects a call. This also works for a suspended account, because it is the only way to end its
/// calls.
pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let call = find(&mut state.calls, &account, request)?;
    if !is_unfinished(call) {
        return Err(ErrorResponse::invalid(21220, "Call is not in-progress. Cannot redirect."));
    }
    match request.parameter("Status") {
        Some("completed") if call["status"] == "in-progress" => finish(call, Timestamp::now()),
        Some("completed" | "canceled") if call["status"] != "in-progress" => call["status"] = "canceled".into(),
        // A call in progress cannot be canceled. The request changes nothing and is not an error.
        Some("canceled") | None => {}
        Some(_) => return Err(ErrorResponse::invalid(20001, "Status must be canceled or completed")),
    }
    call["date_updated"] = now_rfc_2822().into();
    Reply::ok(call.clone())
}

pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    if is_unfinished(find(&mut state.calls, &account, request)?) {
        return Err(ErrorResponse::unfinished());
    }
    remove(&mut state.calls, request);
    Reply::deleted()
}

/// Ends a call that is in progress. Its price is set later.
pub(super) fn finish(call: &mut Value, end: Timestamp) {
    let seconds = moment(call, "start_time").map_or(0, |start| (end.as_second() - start.as_second()).max(0));
    call["status"] = "completed".into();
    call["end_time"] = rfc_2822(end).into();
    call["duration"] = seconds.to_string().into();
}

/// Returns true if the call is in progress or has not started.
pub(super) fn is_unfinished(call: &Value) -> bool {
    UNFINISHED.iter().any(|status| call["status"] == *status)
}
