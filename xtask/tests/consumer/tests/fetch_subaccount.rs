//! Fetching one account, with the SIDs of the guides, which no pattern allows.

use serde_json::json;
use twilio_accounts::api::v2010::types::{AccountStatus, AccountType};
use twilio_accounts::sid::AccountSid;
use twilio_accounts::{ErrorKind, ExposeSecret};

use crate::guides::{example, example_with};
use crate::server::{Exchange, Server};

const SUBACCOUNT: &str = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
const PATH: &str = "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX.json";

#[tokio::test]
async fn a_subaccount_is_fetched_by_its_sid() {
    let server = Server::start([Exchange::get(PATH).answer(200, example("subaccounts_fetch"))]).await;
    let client = server.client();

    let sid = AccountSid::from_unvalidated(SUBACCOUNT);
    let account = client.api().v2010().account(&sid).fetch().await.unwrap();

    assert_eq!(account.sid, sid);
    assert_eq!(account.friendly_name, "friendly_name");
    assert_eq!(account.auth_token.unwrap().expose_secret(), "auth_token");
}

#[tokio::test]
async fn an_account_is_fetched_by_a_parsed_sid() {
    let path = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json";
    let server = Server::start([Exchange::get(path).answer(200, example("accounts_fetch"))]).await;
    let client = server.client();

    let sid: AccountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap();
    let account = client.api().v2010().account(&sid).fetch().await.unwrap();

    assert_eq!(account.sid, sid);
}

#[tokio::test]
async fn empty_null_and_missing_are_absent_and_unknown_values_are_kept() {
    let unusual = json!({
        "auth_token": "",
        "status": "hibernating",
        "type": "Enterprise",
        "uri": null,
        "subresource_uris": null,
        "a_field_of_tomorrow": [1, 2],
    });
    let server = Server::start([Exchange::get(PATH).answer(200, example_with("subaccounts_fetch", unusual))]).await;
    let client = server.client();

    let account = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).fetch().await.unwrap();

    assert!(account.auth_token.is_none());
    assert!(account.uri.is_none());
    assert!(account.subresource_uris.is_none());
    assert_eq!(account.status, AccountStatus::Other("hibernating".to_owned()));
    assert_eq!(account.r#type, Some(AccountType::Other("Enterprise".to_owned())));
}

#[tokio::test]
async fn a_sid_of_another_kind_is_refused_when_it_is_parsed() {
    let error = AccountSid::try_from("SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap_err();

    assert_eq!(error.to_string(), "invalid AccountSid: expected AC followed by 32 hexadecimal digits");
}

#[tokio::test]
async fn a_sid_cannot_leave_its_place_in_the_path() {
    let server = Server::start([
        Exchange::get("/2010-04-01/Accounts/AC%2F..%2F%3FStatus.json").answer(200, example("subaccounts_fetch"))
    ])
    .await;
    let client = server.client();

    client.api().v2010().account(&AccountSid::from_unvalidated("AC/../?Status")).fetch().await.unwrap();
    let empty = client.api().v2010().account(&AccountSid::from_unvalidated("")).fetch().await.unwrap_err();

    assert_eq!(empty.kind(), ErrorKind::InvalidRequest);
}
