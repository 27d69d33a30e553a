//! The balance of the main account, and usage with and without that of the subaccounts.

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use twilio_accounts::api::v2010::account::AccountResource;
use twilio_accounts::api::v2010::types::UsageRecord;
use twilio_accounts::{Client, Date, Decimal};

use crate::server::{Exchange, Server};

const BALANCE: &str = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Balance.json";
const RECORDS: &str = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Usage/Records.json";

fn main_account(client: &Client) -> AccountResource {
    client.api().v2010().account(client.account_sid())
}

fn record(category: &str, price: Value) -> Value {
    json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "api_version": "2010-04-01",
        "as_of": "2019-06-24T22:32:49+00:00",
        "category": category,
        "count": "0",
        "count_unit": "",
        "description": "Voice Minutes",
        "end_date": "2015-09-04",
        "price": price,
        "price_unit": "usd",
        "start_date": "2011-08-23",
        "subresource_uris": { "daily": "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Usage/Records/Daily.json" },
        "uri": "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Usage/Records.json?Category=calls",
        "usage": "0",
        "usage_unit": "minutes",
    })
}

#[tokio::test]
async fn the_balance_is_a_decimal() {
    let account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for (sent, expected) in [("0.1", Decimal::new(1, 1)), ("-12345678.90123456", Decimal::new(-1234567890123456, 8))] {
        let body = json!({ "account_sid": account, "balance": sent, "currency": "EUR" });
        let server = Server::start([Exchange::get(BALANCE).answer(200, body)]).await;
        let client = server.client();

        let balance = main_account(&client).balance().fetch().await.unwrap();

        assert_eq!(balance.balance, Some(expected));
        assert_eq!(balance.currency.as_deref(), Some("EUR"));
    }
}

#[tokio::test]
async fn usage_is_listed_without_that_of_the_subaccounts() {
    let query =
        [("StartDate", "2011-08-23"), ("EndDate", "2015-09-04"), ("IncludeSubaccounts", "false"), ("PageSize", "1000")];
    let page = json!({
        "usage_records": [record("calls", json!("0.15")), record("sms", json!(2.5)), record("mms", Value::Null)],
        "next_page_uri": null,
        "page": 0,
    });
    let server = Server::start([Exchange::get(RECORDS).query(&query).answer(200, page)]).await;
    let client = server.client();

    let list = main_account(&client).usage().records().list();
    let list = list.start_date(Date::constant(2011, 8, 23)).end_date(Date::constant(2015, 9, 4));
    let records: Vec<UsageRecord> = list.include_subaccounts(false).stream().try_collect().await.unwrap();

    let prices: Vec<_> = records.iter().map(|record| record.price).collect();
    assert_eq!(prices, [Some(Decimal::new(15, 2)), Some(Decimal::new(25, 1)), None]);
    assert_eq!(records[0].category, "calls");
    assert_eq!(records[0].start_date, Some(Date::constant(2011, 8, 23)));
    assert_eq!(records[0].end_date, Some(Date::constant(2015, 9, 4)));
    assert_eq!(records[0].usage.as_deref(), Some("0"));
    assert!(records[0].count_unit.is_none());
}

#[tokio::test]
async fn usage_of_one_category_is_listed_with_that_of_the_subaccounts() {
    let query = [("Category", "totalprice"), ("IncludeSubaccounts", "true"), ("PageSize", "1")];
    let page = json!({ "usage_records": [record("totalprice", json!("2.78"))], "next_page_uri": null });
    let server = Server::start([Exchange::get(RECORDS).query(&query).answer(200, page)]).await;
    let client = server.client();

    let list = main_account(&client).usage().records().list().category("totalprice").include_subaccounts(true);
    let total = list.limit(1).stream().try_next().await.unwrap().unwrap();

    assert_eq!(total.price, Some(Decimal::new(278, 2)));
    assert_eq!(total.price_unit.as_deref(), Some("usd"));
}
