//! Phone numbers: buying, configuring, releasing, and moving from one account to another.

use super::paging::page_2010;
use super::records::{assign, find, is_e164, matches, now_rfc_2822, owned, remove};
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// The settings that can change, by their names in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[
    ("FriendlyName", "friendly_name"),
    ("VoiceUrl", "voice_url"),
    ("VoiceMethod", "voice_method"),
    ("VoiceFallbackUrl", "voice_fallback_url"),
    ("VoiceFallbackMethod", "voice_fallback_method"),
    ("VoiceApplicationSid", "voice_application_sid"),
    ("VoiceCallerIdLookup", "voice_caller_id_lookup"),
    ("VoiceReceiveMode", "voice_receive_mode"),
    ("TrunkSid", "trunk_sid"),
    ("SmsUrl", "sms_url"),
    ("SmsMethod", "sms_method"),
    ("SmsFallbackUrl", "sms_fallback_url"),
    ("SmsFallbackMethod", "sms_fallback_method"),
    ("SmsApplicationSid", "sms_application_sid"),
    ("StatusCallback", "status_callback"),
    ("StatusCallbackMethod", "status_callback_method"),
    ("AddressSid", "address_sid"),
    ("IdentitySid", "identity_sid"),
    ("BundleSid", "bundle_sid"),
    ("EmergencyStatus", "emergency_status"),
    ("EmergencyAddressSid", "emergency_address_sid"),
];

pub(super) fn list(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let filters = [("FriendlyName", "friendly_name"), ("Beta", "beta"), ("Origin", "origin")];
    let pattern = request.parameter("PhoneNumber").unwrap_or_default();
    let mut numbers = owned(&state.numbers, &account);
    numbers.retain(|number| {
        matches(number, request, &filters)
            && number["phone_number"].as_str().is_some_and(|text| has_part(text, pattern))
    });
    page_2010(state, request, "incoming_phone_numbers", numbers)
}

pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter_open(request)?;
    let phone_number = match (request.parameter("PhoneNumber"), request.parameter("AreaCode")) {
        (Some(phone_number), _) if !is_e164(phone_number) => {
            return Err(ErrorResponse::invalid(21421, "PhoneNumber is invalid"));
        }
        (Some(phone_number), _) if state.numbers.iter().any(|number| number["phone_number"] == phone_number) => {
            return Err(ErrorResponse::invalid(21422, format!("{phone_number} is not available")));
        }
        (Some(phone_number), _) => phone_number.to_owned(),
        (None, Some(code)) if code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("+1{code}555{:04}", state.new_number() % 10_000)
        }
        (None, Some(_)) => return Err(ErrorResponse::invalid(21451, "Invalid area code")),
        (None, None) => return Err(ErrorResponse::invalid(20001, "PhoneNumber or AreaCode is required")),
    };
    let sid = state.new_sid("PN");
    let now = now_rfc_2822();
    let mut number = json!({
        "account_sid": account,
        "address_requirements": "none",
        "address_sid": "",
        "api_version": "2010-04-01",
        "beta": false,
        "bundle_sid": "",
        "capabilities": {"fax": false, "mms": true, "sms": true, "voice": true},
        "date_created": now,
        "date_updated": now,
        "emergency_address_sid": "",
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "friendly_name": phone_number,
        "identity_sid": "",
        "origin": "twilio",
        "phone_number": phone_number,
        "sid": sid,
        "sms_application_sid": "",
        "sms_fallback_method": "POST",
        "sms_fallback_url": "",
        "sms_method": "POST",
        "sms_url": "",
        "status": "in-use",
        "status_callback": "",
        "status_callback_method": "POST",
        "trunk_sid": Value::Null,
        "uri": uri(&account, &sid),
        "voice_application_sid": "",
        "voice_caller_id_lookup": false,
        "voice_fallback_method": "POST",
        "voice_fallback_url": "",
        "voice_method": "POST",
        "voice_receive_mode": "voice",
        "voice_url": "",
    });
    assign(&mut number, request, SETTINGS);
    state.numbers.push(number.clone());
    Reply::created(number)
}

pub(super) fn fetch(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    Reply::ok(find(&mut state.numbers, &account, request)?.clone())
}

/// Configures a number or moves it. The path names the current owner, and `AccountSid` the new owner.
pub(super) fn update(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    find(&mut state.numbers, &account, request)?;
    let owner = match request.parameter("AccountSid") {
        Some(owner) if owner != account => {
            state.require_main_token(request)?;
            if state.account(owner).is_none() {
                return Err(ErrorResponse::invalid(20001, format!("AccountSid {owner} is not one of your accounts")));
            }
            if state.is(owner, "closed") {
                return Err(ErrorResponse::invalid(20001, format!("AccountSid {owner} is closed")));
            }
            owner
        }
        _ => &account,
    };
    let number = find(&mut state.numbers, &account, request)?;
    assign(number, request, SETTINGS);
    number["account_sid"] = owner.into();
    number["uri"] = uri(owner, request.argument("sid")).into();
    number["date_updated"] = now_rfc_2822().into();
    Reply::ok(number.clone())
}

pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    find(&mut state.numbers, &account, request)?;
    remove(&mut state.numbers, request);
    Reply::deleted()
}

/// Returns the account's number with these digits.
pub(super) fn with<'a>(state: &'a MockState, account: &str, phone_number: &str) -> Option<&'a Value> {
    let mut numbers = state.numbers.iter();
    numbers.find(|number| number["account_sid"] == account && number["phone_number"] == phone_number)
}

/// Returns true if a part of the number matches the pattern, in which `*` is any digit.
fn has_part(phone_number: &str, pattern: &str) -> bool {
    let is_alike = |(wanted, is): (u8, u8)| if wanted == b'*' { is.is_ascii_digit() } else { wanted == is };
    let fits = |from: usize| {
        let part = &phone_number.as_bytes()[from..];
        part.len() >= pattern.len() && pattern.bytes().zip(part.iter().copied()).all(is_alike)
    };
    (0..=phone_number.len()).any(fits)
}

fn uri(account: &str, sid: &str) -> String {
    format!("/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{sid}.json")
}
