//! Creating a subaccount, as "Creating Subaccounts" and "Create an Account resource" do.

use serde_json::json;
use twilio_accounts::ExposeSecret;
use twilio_accounts::api::v2010::types::{AccountStatus, AccountType};

use crate::guides::{example, example_with};
use crate::server::{Exchange, Server};
use crate::timestamp;

#[tokio::test]
async fn a_subaccount_is_created_with_a_friendly_name() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[("FriendlyName", "Submarine")]);
    let server = Server::start([exchange.answer(201, example("subaccounts_create"))]).await;
    let client = server.client();

    let account = client.api().v2010().accounts().create().friendly_name("Submarine").send().await.unwrap();

    assert_eq!(account.sid, "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(account.owner_account_sid.unwrap(), "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(account.friendly_name, "Submarine");
    assert_eq!(account.status, AccountStatus::Active);
    assert_eq!(account.r#type, Some(AccountType::Full));
    assert_eq!(account.auth_token.as_ref().unwrap().expose_secret(), "auth_token");
    assert_eq!(account.date_created, timestamp("2015-07-30T20:00:00Z"));
    assert_eq!(account.date_updated, timestamp("2015-07-30T20:00:00Z"));
    let uris = account.subresource_uris.as_ref().unwrap();
    assert_eq!(uris.len(), 20);
    let balance = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Balance.json";
    assert_eq!(uris.get("balance").map(String::as_str), Some(balance));
}

#[tokio::test]
async fn a_subaccount_is_created_without_parameters_by_an_empty_form() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[]);
    let server = Server::start([exchange.answer(201, example("accounts_create"))]).await;
    let client = server.client();

    let account = client.api().v2010().accounts().create().await.unwrap();

    assert_eq!(account.friendly_name, "friendly_name");
}

#[tokio::test]
async fn a_friendly_name_arrives_as_it_was_given() {
    let name = "Jäger & Söhne = 100% + 1 🚢";
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[("FriendlyName", name)]);
    let created = example_with("subaccounts_create", json!({ "friendly_name": name }));
    let server = Server::start([exchange.answer(201, created)]).await;
    let client = server.client();

    let account = client.api().v2010().accounts().create().friendly_name(name).await.unwrap();

    assert_eq!(account.friendly_name, name);
}

#[tokio::test]
async fn debug_of_an_account_hides_its_auth_token() {
    let created = example_with("subaccounts_create", json!({ "auth_token": "0123456789abcdef" }));
    let server = Server::start([Exchange::post("/2010-04-01/Accounts.json").form(&[]).answer(201, created)]).await;
    let client = server.client();

    let account = client.api().v2010().accounts().create().await.unwrap();

    assert_eq!(account.auth_token.as_ref().unwrap().expose_secret(), "0123456789abcdef");
    assert!(!format!("{account:?}").contains("0123456789abcdef"), "{account:?}");
    assert!(!format!("{client:?}").contains("auth token"), "{client:?}");
}

#[tokio::test]
async fn the_response_keeps_status_request_id_and_raw_body() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[]);
    let server = Server::start([exchange.answer(201, example("accounts_create"))]).await;
    let client = server.client();

    let response = client.api().v2010().accounts().create().response().await.unwrap();

    assert_eq!(response.status().as_u16(), 201);
    assert_eq!(response.request_id(), Some("RQ00000000000000000000000000000001"));
    let raw: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(raw, example("accounts_create"));
    assert_eq!(response.value().friendly_name, "friendly_name");
}

#[tokio::test]
async fn requests_outlive_the_client_and_can_be_sent_from_other_tasks() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[("FriendlyName", "Submarine")]);
    let server = Server::start([exchange.answer(201, example("subaccounts_create"))]).await;
    let create = server.client().api().v2010().accounts().create().friendly_name("Submarine");

    let account = tokio::spawn(create.into_future()).await.unwrap().unwrap();

    assert_eq!(account.friendly_name, "Submarine");
}
