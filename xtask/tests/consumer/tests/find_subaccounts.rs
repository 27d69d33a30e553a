//! Finding subaccounts: by name, by status, over several pages, and what must never be followed.

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use twilio_accounts::ErrorKind;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};

use crate::guides::{example, example_with, page_of_accounts};
use crate::server::{Exchange, Server};

const ACCOUNTS: &str = "/2010-04-01/Accounts.json";

fn named(friendly_name: &str) -> Value {
    example_with("accounts_fetch", json!({ "friendly_name": friendly_name }))
}

#[tokio::test]
async fn finding_a_name_that_nobody_has_gives_nothing() {
    let exchange = Exchange::get(ACCOUNTS).query(&[("FriendlyName", "MySubaccount"), ("PageSize", "20")]);
    let server = Server::start([exchange.answer(200, example("subaccounts_list_by_name"))]).await;
    let client = server.client();

    let list = client.api().v2010().accounts().list().friendly_name("MySubaccount").limit(20);
    let accounts: Vec<Account> = list.stream().try_collect().await.unwrap();

    assert!(accounts.is_empty());
}

#[tokio::test]
async fn all_pages_are_followed_with_the_same_credentials() {
    let second = "FriendlyName=MySubaccount&PageSize=2&Page=1&PageToken=PAAC00000000000000000000000000000001";
    let third = "FriendlyName=MySubaccount&PageSize=2&Page=2&PageToken=PAAC00000000000000000000000000000002";
    let link = |query: &str| json!(format!("{ACCOUNTS}?{query}"));
    let server = Server::start([
        Exchange::get(ACCOUNTS)
            .query(&[("FriendlyName", "MySubaccount"), ("PageSize", "2")])
            .answer(200, page_of_accounts(vec![named("one"), named("two")], link(second))),
        Exchange::get(ACCOUNTS).raw_query(second).answer(200, page_of_accounts(vec![], link(third))),
        Exchange::get(ACCOUNTS).raw_query(third).answer(200, page_of_accounts(vec![named("three")], Value::Null)),
    ])
    .await;
    let client = server.client();

    let list = client.api().v2010().accounts().list().friendly_name("MySubaccount").page_size(2);
    let accounts: Vec<Account> = list.stream().try_collect().await.unwrap();

    let names: Vec<&str> = accounts.iter().map(|account| account.friendly_name.as_str()).collect();
    assert_eq!(names, ["one", "two", "three"]);
}

#[tokio::test]
async fn no_page_is_asked_for_after_the_limit() {
    let next = json!(format!("{ACCOUNTS}?PageSize=2&Page=1&PageToken=PAAC00000000000000000000000000000001"));
    let exchange = Exchange::get(ACCOUNTS).query(&[("PageSize", "2")]);
    let page = page_of_accounts(vec![named("one"), named("two")], next);
    let server = Server::start([exchange.answer(200, page)]).await;
    let client = server.client();

    let mut accounts = client.api().v2010().accounts().list().limit(2).stream();
    let mut names = Vec::new();
    while let Some(account) = accounts.try_next().await.unwrap() {
        names.push(account.friendly_name);
    }

    assert_eq!(names, ["one", "two"]);
}

#[tokio::test]
async fn the_active_accounts_of_the_main_account_are_listed() {
    let exchange = Exchange::get(ACCOUNTS).query(&[("Status", "active"), ("PageSize", "20")]);
    let server = Server::start([exchange.answer(200, example("accounts_list_active"))]).await;
    let client = server.client();

    let list = client.api().v2010().accounts().list().status(AccountStatus::Active).limit(20);
    let page = list.send().await.unwrap();

    assert!(page.is_empty());
    assert_eq!(page.next_link(), None);
}

#[tokio::test]
async fn the_first_page_alone_keeps_the_link_to_the_second() {
    let next = format!("{ACCOUNTS}?PageSize=1000&Page=1&PageToken=PAAC00000000000000000000000000000001");
    let exchange = Exchange::get(ACCOUNTS).query(&[("PageSize", "1000")]);
    let server = Server::start([exchange.answer(200, page_of_accounts(vec![named("one")], json!(next)))]).await;
    let client = server.client();

    let page = client.api().v2010().accounts().list().await.unwrap();

    assert_eq!(page.len(), 1);
    assert_eq!(page.next_link(), Some(next.as_str()));
    assert_eq!(page.items()[0].friendly_name, "one");
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    let next = json!("https://twilio.example/2010-04-01/Accounts.json?Page=1");
    let exchange = Exchange::get(ACCOUNTS).query(&[("PageSize", "1000")]);
    let server = Server::start([exchange.answer(200, page_of_accounts(vec![named("one")], next))]).await;
    let client = server.client();

    let mut accounts = client.api().v2010().accounts().list().stream();

    assert_eq!(accounts.try_next().await.unwrap().unwrap().friendly_name, "one");
    let error = accounts.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(!error.to_string().contains("twilio.example"), "{error}");
    assert!(accounts.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_answer_to_the_list_that_is_an_error_ends_the_stream() {
    let exchange = Exchange::get(ACCOUNTS).query(&[("PageSize", "1000")]);
    let body = json!({ "code": 20003, "message": "Authenticate", "status": 401 });
    let server = Server::start([exchange.answer(401, body)]).await;
    let client = server.client();

    let mut accounts = client.api().v2010().accounts().list().stream();

    let error = accounts.try_next().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.code(), Some(20003));
    assert!(accounts.try_next().await.unwrap().is_none());
}
