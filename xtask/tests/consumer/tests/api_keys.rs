//! API keys: made with the account's auth token, then used in place of it.

use serde_json::{Value, json};
use twilio_accounts::sid::AccountSid;
use twilio_accounts::{Client, Credentials, ErrorKind, ExposeSecret};

use crate::guides::{example, example_with};
use crate::server::{Exchange, Server};
use crate::timestamp;

const ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const KEY: &str = "SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const SECRET: &str = "foobarfoobarfoobarfoobarfoobarfo";

fn new_key() -> Value {
    json!({
        "sid": KEY,
        "friendly_name": "foo",
        "date_created": "Mon, 13 Jun 2016 22:50:08 +0000",
        "date_updated": "Mon, 13 Jun 2016 22:50:08 +0000",
        "secret": SECRET,
    })
}

#[tokio::test]
async fn a_key_is_created_with_its_secret_and_used_at_once() {
    let account_path = format!("/2010-04-01/Accounts/{ACCOUNT}.json");
    let server = Server::start([
        Exchange::post(format!("/2010-04-01/Accounts/{ACCOUNT}/Keys.json"))
            .form(&[("FriendlyName", "foo")])
            .answer(201, new_key()),
        Exchange::get(account_path)
            .authorization(KEY, SECRET)
            .answer(200, example_with("accounts_fetch", json!({ "auth_token": "" }))),
    ])
    .await;
    let client = server.client();
    let account: AccountSid = ACCOUNT.parse().unwrap();

    let key = client.api().v2010().account(&account).keys().create().friendly_name("foo").await.unwrap();
    let with_key = server.client_of(Credentials::api_key(ACCOUNT, key.sid.as_str(), key.secret.clone()));
    let fetched = with_key.api().v2010().account(&account).fetch().await.unwrap();

    assert_eq!(key.sid, KEY);
    assert_eq!(key.secret.expose_secret(), SECRET);
    assert_eq!(key.date_created, Some(timestamp("2016-06-13T22:50:08Z")));
    assert!(!format!("{key:?} {with_key:?}").contains(SECRET), "{key:?} {with_key:?}");
    assert!(fetched.auth_token.is_none());
}

#[tokio::test]
async fn a_key_that_is_revoked_is_gone() {
    let path = format!("/2010-04-01/Accounts/{ACCOUNT}/Keys/{KEY}.json");
    let server = Server::start([Exchange::delete(path)]).await;
    let client = server.client();

    let account = client.api().v2010().account(&ACCOUNT.parse().unwrap());
    account.key(&KEY.parse().unwrap()).delete().await.unwrap();
}

#[tokio::test]
async fn the_message_of_the_guide_is_sent_with_an_api_key() {
    let text = "This will be the body of the new message!";
    let form = [("To", "+14155552345"), ("From", "+14155552344"), ("Body", text)];
    let exchange = Exchange::post(format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json"))
        .authorization(KEY, SECRET)
        .form(&form)
        .answer(201, example("requests_create_message"));
    let server = Server::start([exchange]).await;
    let client = server.client_of(Credentials::api_key(ACCOUNT, KEY, SECRET));

    let account = client.api().v2010().account(client.account_sid());
    let message = account.messages().create("+14155552345").from("+14155552344").body(text).await.unwrap();

    assert_eq!(message.body.as_deref(), Some(text));
}

#[tokio::test]
async fn credentials_in_the_wrong_place_are_refused_when_the_client_is_built() {
    for credentials in [
        Credentials::auth_token(KEY, SECRET),
        Credentials::auth_token(ACCOUNT, ""),
        Credentials::api_key(ACCOUNT, ACCOUNT, SECRET),
        Credentials::api_key("", KEY, SECRET),
        Credentials::api_key(SECRET, KEY, SECRET),
    ] {
        let error = Client::builder().credentials(credentials).build().unwrap_err();

        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
    }
    let error = Client::builder().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
