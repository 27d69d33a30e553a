//! Messages: sending, listing, redacting, deleting. Delivering them is outside the API; see `network.rs`.

use super::numbers;
use super::paging::page_2010;
use super::records::{find, is_e164, is_in_span, matches, moment, now_rfc_2822, owned, remove};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// The final states of a message.
const FINAL: [&str; 7] = ["delivered", "undelivered", "failed", "received", "read", "canceled", "partially_delivered"];

pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let mut messages = owned(&state.messages, &account);
    messages.retain(|message| {
        matches(message, request, &[("To", "to"), ("From", "from")])
            && is_in_span(moment(message, "date_sent"), request, "DateSent")
    });
    page_2010(state, request, "messages", messages)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_active(request)?;
    let to = request.required("To", 21604)?;
    if !is_e164(to) && !to.contains(':') {
        return Err(ErrorResponse::invalid(21211, format!("Invalid 'To' Phone Number: {to}")));
    }
    if !request.has_any(&["Body", "MediaUrl", "ContentSid"]) {
        return Err(ErrorResponse::invalid(21619, "A text message body or media urls must be specified."));
    }
    let service = request.parameter("MessagingServiceSid");
    let from = match (request.parameter("From"), service) {
        (None, None) => return Err(ErrorResponse::invalid(21603, "A 'From' phone number is required.")),
        (Some(from), _) if numbers::with(state, &account, from).is_none() => {
            let message = format!("Mismatch between the 'From' number {from} and the account {account}");
            return Err(ErrorResponse::invalid(21660, message));
        }
        (from, _) => from,
    };
    let sid = state.new_sid("SM");
    let path = format!("/2010-04-01/Accounts/{account}/Messages/{sid}");
    let now = now_rfc_2822();
    let is_scheduled = request.has_any(&["SendAt"]) && request.parameter("ScheduleType") == Some("fixed");
    let message = json!({
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": request.parameter("Body").unwrap_or_default(),
        "date_created": now,
        "date_sent": Value::Null,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": Value::Null,
        "error_message": Value::Null,
        "from": from,
        "messaging_service_sid": service,
        "num_media": if request.has_any(&["MediaUrl"]) { "1" } else { "0" },
        "num_segments": "1",
        "price": Value::Null,
        "price_unit": "USD",
        "sid": sid,
        "status": if is_scheduled { "scheduled" } else if service.is_some() { "accepted" } else { "queued" },
        "subresource_uris": {"media": format!("{path}/Media.json")},
        "tags": Value::Null,
        "to": to,
        "uri": format!("{path}.json"),
    });
    state.messages.push(message.clone());
    Reply::created(message)
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    Reply::ok(find(&mut state.messages, &account, request)?.clone())
}

/// Removes the text of a message, or cancels one that is scheduled.
pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let message = find(&mut state.messages, &account, request)?;
    match request.parameter("Status") {
        None => {}
        Some("canceled") if message["status"] == "scheduled" => message["status"] = "canceled".into(),
        Some(_) => return Err(ErrorResponse::invalid(20001, "Only a scheduled message can be canceled")),
    }
    match request.parameter("Body") {
        None => {}
        Some("") => message["body"] = "".into(),
        Some(_) => return Err(ErrorResponse::invalid(20001, "Body can only be set to the empty string")),
    }
    message["date_updated"] = now_rfc_2822().into();
    Reply::ok(message.clone())
}

pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let message = find(&mut state.messages, &account, request)?;
    if !FINAL.iter().any(|status| message["status"] == *status) {
        return Err(ErrorResponse::unfinished());
    }
    remove(&mut state.messages, request);
    Reply::deleted()
}
