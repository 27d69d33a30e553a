//! Calculating what a subaccount used, as "Calculate billing for Subaccount usage" does — except for
//! the guide's product of price and duration: `price` is already the whole charge.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use serde_json::json;
use twilio_accounts::api::v2010::types::Call;
use twilio_accounts::sid::{AccountSid, CallSid};
use twilio_accounts::{Date, Decimal};

use crate::guides::{example, example_with};
use crate::server::{Exchange, Server};
use crate::timestamp;

const SUBACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const CALLS: &str = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Calls.json";
const THE_DAY: Date = Date::constant(2018, 1, 15);

/// A last page without calls.
fn no_calls() -> serde_json::Value {
    example_with("subaccounts_list_calls", json!({ "calls": [], "next_page_uri": null }))
}

#[tokio::test]
async fn the_calls_of_a_day_are_summed_per_currency() {
    let first = example("subaccounts_list_calls");
    let next_page_uri = first["next_page_uri"].as_str().unwrap().to_owned();
    let (_, next_query) = next_page_uri.split_once('?').unwrap();
    let not_yet_priced = example_with("subaccounts_create_call", json!({ "price": null, "duration": "" }));
    let second = example_with("subaccounts_list_calls", json!({ "calls": [not_yet_priced], "next_page_uri": null }));
    let server = Server::start([
        Exchange::get(CALLS).query(&[("StartTime", "2018-01-15"), ("PageSize", "20")]).answer(200, first),
        Exchange::get(CALLS).raw_query(next_query).answer(200, second),
    ])
    .await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::try_from(SUBACCOUNT).unwrap());
    let mut calls = subaccount.calls().list().start_time(THE_DAY).limit(20).stream();
    let mut charges: BTreeMap<String, Decimal> = BTreeMap::new();
    let mut pending: Vec<CallSid> = Vec::new();
    while let Some(call) = calls.try_next().await.unwrap() {
        match (call.price, call.price_unit) {
            (Some(price), Some(currency)) => *charges.entry(currency).or_default() -= price,
            _ => pending.push(call.sid),
        }
    }

    let expected = [("JPY".to_owned(), Decimal::new(1, 1)), ("USD".to_owned(), Decimal::new(2, 1))];
    assert_eq!(charges, BTreeMap::from(expected));
    assert_eq!(pending.len(), 1);
}

#[tokio::test]
async fn the_calls_of_the_guide_are_decoded() {
    let exchange = Exchange::get(CALLS).query(&[("PageSize", "2")]);
    let server = Server::start([exchange.answer(200, example("subaccounts_list_calls"))]).await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::try_from(SUBACCOUNT).unwrap());
    let calls: Vec<Call> = subaccount.calls().list().limit(2).stream().try_collect().await.unwrap();

    let [first, second] = calls.as_slice() else { panic!("expected two calls, found {calls:?}") };
    assert_eq!(first.answered_by.as_ref().map(ToString::to_string).as_deref(), Some("machine_start"));
    assert_eq!(first.group_sid.as_ref().unwrap(), &"GPdeadbeefdeadbeefdeadbeefdeadbeef");
    assert_eq!(first.trunk_sid.as_ref().unwrap(), &"TKdeadbeefdeadbeefdeadbeefdeadbeef");
    assert_eq!(first.start_time, Some(timestamp("2019-10-18T17:02:00Z")));
    assert_eq!(first.price, Some(Decimal::new(-200, 3)));
    assert_eq!(second.sid, "CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0");
    assert_eq!(second.price_unit.as_deref(), Some("JPY"));
    assert_eq!(second.caller_name.as_deref(), Some("callerid2"));
}

#[tokio::test]
async fn the_three_start_times_are_three_parameters() {
    let server = Server::start([
        Exchange::get(CALLS).raw_query("StartTime=2018-01-15&PageSize=1000").answer(200, no_calls()),
        Exchange::get(CALLS).raw_query("StartTime%3C=2018-01-16&PageSize=1000").answer(200, no_calls()),
        Exchange::get(CALLS)
            .raw_query("StartTime%3E=2018-01-14&StartTime%3C=2018-01-16&PageSize=1000")
            .answer(200, no_calls()),
    ])
    .await;
    let client = server.client();

    let calls = client.api().v2010().account(&AccountSid::try_from(SUBACCOUNT).unwrap()).calls();
    calls.list().start_time(THE_DAY).await.unwrap();
    calls.list().start_time_before(THE_DAY.tomorrow().unwrap()).await.unwrap();
    let span = calls.list().start_time_after(THE_DAY.yesterday().unwrap());
    span.start_time_before(THE_DAY.tomorrow().unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_start_time_can_be_a_moment() {
    let query = "StartTime%3E=2018-01-14T23%3A30%3A00Z&PageSize=1000";
    let server = Server::start([Exchange::get(CALLS).raw_query(query).answer(200, no_calls())]).await;
    let client = server.client();

    let calls = client.api().v2010().account(&AccountSid::try_from(SUBACCOUNT).unwrap()).calls();
    calls.list().start_time_after(timestamp("2018-01-15T00:30:00+01:00")).await.unwrap();
}
