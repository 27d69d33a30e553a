//! Rotating auth tokens: create the secondary one, promote it, delete it.

use serde_json::{Value, json};
use twilio_accounts::{Credentials, ExposeSecret};

use crate::server::{Exchange, Server};
use crate::timestamp;

const SECONDARY: &str = "/v1/AuthTokens/Secondary";
const PROMOTE: &str = "/v1/AuthTokens/Promote";

fn secondary_token() -> Value {
    json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "date_created": "2015-07-31T04:00:00Z",
        "date_updated": "2015-07-31T04:00:00Z",
        "secondary_auth_token": "11112222333344445555666677778888",
        "url": "https://accounts.twilio.com/v1/AuthTokens/Secondary",
    })
}

fn promoted_token() -> Value {
    json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "auth_token": "11112222333344445555666677778888",
        "date_created": "2015-07-31T04:00:00Z",
        "date_updated": "2015-07-31T04:00:00Z",
        "url": "https://accounts.twilio.com/v1/AuthTokens/Promote",
    })
}

#[tokio::test]
async fn a_secondary_token_is_created() {
    let server = Server::start([Exchange::post(SECONDARY).answer(201, secondary_token())]).await;
    let client = server.client();

    let created = client.accounts().v1().secondary_auth_token().create().send().await.unwrap();

    assert_eq!(created.account_sid, "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(created.date_created, Some(timestamp("2015-07-31T04:00:00Z")));
    assert_eq!(created.secondary_auth_token.expose_secret(), "11112222333344445555666677778888");
    assert!(!format!("{created:?}").contains("11112222"), "{created:?}");
}

#[tokio::test]
async fn the_secondary_token_is_deleted() {
    let server = Server::start([Exchange::delete(SECONDARY)]).await;
    let client = server.client();

    client.accounts().v1().secondary_auth_token().delete().await.unwrap();
}

#[tokio::test]
async fn a_client_goes_on_with_the_promoted_token() {
    let account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let server = Server::start([
        Exchange::post(SECONDARY).answer(201, secondary_token()),
        Exchange::post(PROMOTE).answer(200, promoted_token()),
        Exchange::delete(SECONDARY).authorization(account, "11112222333344445555666677778888"),
    ])
    .await;
    let client = server.client();

    client.accounts().v1().secondary_auth_token().create().await.unwrap();
    let promoted = client.accounts().v1().auth_token_promotion().update().await.unwrap();
    let client = server.client_of(Credentials::auth_token(client.account_sid(), promoted.auth_token.clone()));
    client.accounts().v1().secondary_auth_token().delete().await.unwrap();

    assert!(!format!("{promoted:?} {client:?}").contains("11112222"), "{promoted:?} {client:?}");
}
