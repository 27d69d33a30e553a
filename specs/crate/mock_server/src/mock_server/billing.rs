//! Balance and usage records, added up from the prices of calls and messages. Dollars only.

use super::paging::page_2010;
use super::records::moment;
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use crate::{Decimal, Timestamp};
use serde_json::{Value, json};

/// The credit of the main account, in dollars.
const CREDIT: i64 = 100;

/// The categories of usage records, in the order of the records.
pub(super) const CATEGORIES: [&str; 3] = ["totalprice", "sms", "calls"];

/// Returns the balance. A subaccount has no balance of its own.
pub(super) fn balance(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    if account != state.main {
        return Reply::ok(json!({"account_sid": account, "balance": Value::Null, "currency": Value::Null}));
    }
    let resources = state.calls.iter().chain(&state.messages);
    let charges: Decimal = resources.filter_map(charge).sum();
    let balance = (Decimal::from(CREDIT) - charges).to_string();
    Reply::ok(json!({"account_sid": account, "balance": balance, "currency": "USD"}))
}

/// Returns the usage per category between two dates. The usage of a main account includes all its subaccounts, unless
/// the request excludes them.
pub(super) fn usage_records(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = state.enter(request)?;
    let first = request.parameter("StartDate").unwrap_or("2010-01-01").to_owned();
    let last = request.parameter("EndDate").map_or_else(|| day(Timestamp::now()), str::to_owned);
    if [&first, &last].iter().any(|date| date.len() != "2018-01-15".len()) {
        return Err(ErrorResponse::invalid(20001, "StartDate and EndDate must be YYYY-MM-DD"));
    }
    let includes_all = account == state.main && request.parameter("IncludeSubaccounts") != Some("false");
    let totals = |resources: &[Value], date: &str| {
        let wanted = resources.iter().filter(|resource| includes_all || resource["account_sid"] == account);
        let in_span = wanted.filter(|resource| {
            moment(resource, date).map(day).is_some_and(|day| (first.as_str()..=last.as_str()).contains(&day.as_str()))
        });
        in_span
            .fold((0, Decimal::ZERO), |(count, sum), resource| (count + 1, sum + charge(resource).unwrap_or_default()))
    };
    let (calls, call_price) = totals(&state.calls, "start_time");
    let (messages, message_price) = totals(&state.messages, "date_sent");
    let total = call_price + message_price;
    let [total_price, sms, voice] = CATEGORIES;
    let records = [
        (total_price, "Total Price", None, "", total, total.to_string()),
        (sms, "SMS", Some(messages), "messages", message_price, messages.to_string()),
        (voice, "Voice Minutes", Some(calls), "calls", call_price, calls.to_string()),
    ];
    let wanted = records.into_iter().filter(|record| request.parameter("Category").is_none_or(|name| name == record.0));
    let shown = wanted.map(|(category, description, count, unit, price, usage)| {
        json!({
            "account_sid": account,
            "api_version": "2010-04-01",
            "as_of": Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
            "category": category,
            "count": count.map(|count: u32| count.to_string()),
            "count_unit": unit,
            "description": description,
            "end_date": last,
            "price": price.to_string(),
            "price_unit": "usd",
            "start_date": first,
            "subresource_uris": {},
            "uri": format!("{}?Category={category}&StartDate={first}&EndDate={last}", request.path),
            "usage": usage,
            "usage_unit": if unit.is_empty() { "usd" } else { unit },
        })
    });
    page_2010(state, request, "usage_records", shown.collect())
}

/// Returns the price of a call or message, if it is known and in dollars. The API writes it as a negative number.
fn charge(resource: &Value) -> Option<Decimal> {
    let price: Decimal = resource["price"].as_str()?.parse().ok()?;
    (resource["price_unit"] == "USD").then_some(-price)
}

fn day(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d").to_string()
}
