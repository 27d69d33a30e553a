//! Properties that all resources have: an owner, a SID, dates, and settings from parameters.

use super::request::MockRequest;
use super::response::ErrorResponse;
use crate::Timestamp;
use serde_json::Value;

/// Returns the account's own resource with the SID at the end of the path.
///
/// # Errors
/// Returns 404 if there is no such resource, or if it belongs to another account.
pub(super) fn find<'a>(
    records: &'a mut [Value],
    account: &str,
    request: &MockRequest,
) -> Result<&'a mut Value, ErrorResponse> {
    let sid = request.argument("sid");
    let found = records.iter_mut().find(|record| record["sid"] == sid && record["account_sid"] == account);
    found.ok_or_else(|| ErrorResponse::not_found(&request.path))
}

/// Returns the resources of an account.
pub(super) fn owned(records: &[Value], account: &str) -> Vec<Value> {
    records.iter().filter(|record| record["account_sid"] == account).cloned().collect()
}

/// Removes the resource that [`find`] has found.
pub(super) fn remove(records: &mut Vec<Value>, request: &MockRequest) {
    records.retain(|record| record["sid"] != request.argument("sid"));
}

/// Returns true if the resource matches the parameters with these names. Each pair has the name in a request and the
/// name in a response.
pub(super) fn matches(record: &Value, request: &MockRequest, names: &[(&str, &str)]) -> bool {
    names
        .iter()
        .all(|(parameter, field)| request.parameter(parameter).is_none_or(|wanted| shown(&record[*field]) == wanted))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Copies the parameters with these names into the resource. Each pair has the name in a request and the name in a
/// response.
pub(super) fn assign(record: &mut Value, request: &MockRequest, names: &[(&str, &str)]) {
    for (parameter, field) in names {
        if let Some(value) = request.parameter(parameter) {
            record[*field] = match value {
                "true" | "false" if record[*field].is_boolean() => Value::Bool(value == "true"),
                _ => Value::from(value),
            };
        }
    }
}

/// Returns true if text is a phone number in E.164 form: `+` and 7 to 15 digits.
pub(super) fn is_e164(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Returns the current time in the format of resources of 2010-04-01.
pub(super) fn now_rfc_2822() -> String {
    rfc_2822(Timestamp::now())
}

/// Returns a timestamp in the format of resources of 2010-04-01.
pub(super) fn rfc_2822(moment: Timestamp) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Returns the current time in the format of resources of accounts.twilio.com.
pub(super) fn now_iso_8601() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns the timestamp in a property of a resource of 2010-04-01.
pub(super) fn moment(record: &Value, field: &str) -> Option<Timestamp> {
    let date = jiff::fmt::rfc2822::parse(record[field].as_str()?).ok()?;
    Some(date.timestamp())
}

/// Returns true if a timestamp is in the span of three parameters: on `name`, until `name<`, from `name>`.
///
/// Each is a date or a timestamp. A date as a bound means midnight UTC. The bounds are inclusive.
pub(super) fn is_in_span(moment: Option<Timestamp>, request: &MockRequest, name: &str) -> bool {
    let bound = |suffix: &str| request.parameter(&format!("{name}{suffix}"));
    let (on, before, after) = (bound(""), bound("<"), bound(">"));
    let Some(moment) = moment else { return on.is_none() && before.is_none() && after.is_none() };
    let written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    // Text in this format sorts by time, and a date is a prefix of all its timestamps.
    on.is_none_or(|on| written.starts_with(on))
        && before.is_none_or(|before| *written <= *first_moment(before))
        && after.is_none_or(|after| *written >= *first_moment(after))
}

fn first_moment(bound: &str) -> String {
    if bound.len() == "2018-01-15".len() { format!("{bound}T00:00:00Z") } else { bound.to_owned() }
}
