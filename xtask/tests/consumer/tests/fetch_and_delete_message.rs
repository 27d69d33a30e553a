//! Creating, fetching and deleting a message of the main account, as the guide to API requests does.

use twilio_accounts::api::v2010::account::AccountResource;
use twilio_accounts::api::v2010::types::MessageStatus;
use twilio_accounts::sid::MessageSid;
use twilio_accounts::{Client, Decimal};

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

const MESSAGE: &str =
    "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages/SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json";

/// The account whose credentials the client holds.
fn own_account(client: &Client) -> AccountResource {
    client.api().v2010().account(client.account_sid())
}

fn message_sid() -> MessageSid {
    "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap()
}

#[tokio::test]
async fn a_message_is_created() {
    let path = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages.json";
    let text = "This will be the body of the new message!";
    let form = [("To", "+14155552345"), ("Body", text), ("From", "+14155552344")];
    let exchange = Exchange::post(path).form(&form).answer(201, example("requests_create_message"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let message = own_account(&client).messages().create("+14155552345").body(text).from("+14155552344").await.unwrap();

    assert_eq!(message.sid, message_sid());
    assert_eq!(message.body.as_deref(), Some(text));
}

#[tokio::test]
async fn a_message_is_fetched() {
    let server = Server::start([Exchange::get(MESSAGE).answer(200, example("requests_fetch_message"))]).await;
    let client = server.client();

    let message = own_account(&client).message(&message_sid()).fetch().await.unwrap();

    assert_eq!(message.body.as_deref(), Some("testing"));
    assert_eq!(message.status, MessageStatus::Sent);
    assert_eq!(message.error_code, Some(30007));
    assert_eq!(message.error_message.as_deref(), Some("Carrier violation"));
    assert_eq!(message.price, Some(Decimal::new(-75, 4)));
    assert_eq!(message.price_unit.as_deref(), Some("USD"));
    assert_eq!(message.date_created, Some(timestamp("2019-05-24T17:18:27Z")));
    assert_eq!(message.date_sent, Some(timestamp("2019-05-24T17:18:28Z")));
    assert!(message.subresource_uris.unwrap().contains_key("feedback"));
}

#[tokio::test]
async fn the_tags_of_a_message_stay_in_the_raw_body() {
    let server = Server::start([Exchange::get(MESSAGE).answer(200, example("requests_fetch_message"))]).await;
    let client = server.client();

    let response = own_account(&client).message(&message_sid()).fetch().response().await.unwrap();

    let raw: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(raw["tags"]["campaign_name"], "Spring Sale 2022");
}

#[tokio::test]
async fn a_message_is_deleted() {
    let server = Server::start([Exchange::delete(MESSAGE)]).await;
    let client = server.client();

    own_account(&client).message(&message_sid()).delete().await.unwrap();
}
