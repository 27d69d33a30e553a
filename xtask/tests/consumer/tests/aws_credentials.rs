//! AWS credentials: create, list over pages whose links are absolute, fetch, update, delete.

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use twilio_accounts::accounts::v1::types::CredentialAws;
use twilio_accounts::sid::{AccountSid, CredentialSid};

use crate::server::{Exchange, Server};
use crate::timestamp;

const AWS: &str = "/v1/Credentials/AWS";
const SID: &str = "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const ONE: &str = "/v1/Credentials/AWS/CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const KEYS: &str = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn credential(friendly_name: &str) -> Value {
    json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "date_created": "2015-07-31T04:00:00Z",
        "date_updated": "Fri, 31 Jul 2015 04:00:00 +0000",
        "friendly_name": friendly_name,
        "sid": SID,
        "url": format!("https://accounts.twilio.com{ONE}"),
    })
}

fn page(credentials: Vec<Value>, next_page_url: Value) -> Value {
    let meta = json!({
        "first_page_url": "https://accounts.twilio.com/v1/Credentials/AWS?PageSize=50&Page=0",
        "key": "credentials",
        "next_page_url": next_page_url,
        "page": 0,
        "page_size": 50,
        "previous_page_url": null,
        "url": "https://accounts.twilio.com/v1/Credentials/AWS?PageSize=50&Page=0",
    });
    json!({ "credentials": credentials, "meta": meta })
}

#[tokio::test]
async fn a_credential_is_created_for_a_subaccount() {
    let subaccount = "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    let form = [("Credentials", KEYS), ("FriendlyName", "ci"), ("AccountSid", subaccount)];
    let server = Server::start([Exchange::post(AWS).form(&form).answer(201, credential("ci"))]).await;
    let client = server.client();

    let create = client.accounts().v1().credentials().aws().create(KEYS).friendly_name("ci");
    let shown = format!("{create:?}");
    let created = create.account_sid(AccountSid::try_from(subaccount).unwrap()).send().await.unwrap();

    assert!(!shown.contains("AKIA"), "{shown}");
    assert_eq!(created.sid, SID);
    assert_eq!(created.friendly_name.as_deref(), Some("ci"));
    assert_eq!(created.date_created, Some(timestamp("2015-07-31T04:00:00Z")));
    assert_eq!(created.date_updated, created.date_created);
}

#[tokio::test]
async fn an_error_does_not_repeat_the_keys_that_twilio_repeats() {
    let body = json!({ "code": 20001, "message": format!("Invalid credentials: {KEYS}"), "status": 400 });
    let server = Server::start([Exchange::post(AWS).form(&[("Credentials", KEYS)]).answer(400, body)]).await;
    let client = server.client();

    let error = client.accounts().v1().credentials().aws().create(KEYS).await.unwrap_err();

    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), "Invalid credentials: [redacted]");
    assert!(!format!("{error} {error:?}").contains("AKIA"), "{error:?}");
}

#[tokio::test]
async fn absolute_links_of_the_same_origin_are_followed() {
    let second = "PageSize=50&Page=1&PageToken=PACRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let third = "PageSize=50&Page=2&PageToken=PACRbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    let of_this_server = json!(format!("{{origin}}{AWS}?{second}"));
    // Behind a proxy the API goes on linking to itself by its own name: that is led to the base URL.
    let of_twilio = json!(format!("https://accounts.twilio.com{AWS}?{third}"));
    let server = Server::start([
        Exchange::get(AWS).query(&[("PageSize", "50")]).answer(200, page(vec![credential("one")], of_this_server)),
        Exchange::get(AWS).raw_query(second).answer(200, page(vec![credential("two")], of_twilio)),
        Exchange::get(AWS).raw_query(third).answer(200, page(vec![credential("three")], Value::Null)),
    ])
    .await;
    let client = server.client();

    let list = client.accounts().v1().credentials().aws().list().page_size(50);
    let credentials: Vec<CredentialAws> = list.stream().try_collect().await.unwrap();

    let names: Vec<_> = credentials.iter().map(|credential| credential.friendly_name.as_deref()).collect();
    assert_eq!(names, [Some("one"), Some("two"), Some("three")]);
}

#[tokio::test]
async fn a_credential_is_fetched_renamed_and_deleted() {
    let server = Server::start([
        Exchange::get(ONE).answer(200, credential("ci")),
        Exchange::post(ONE).form(&[("FriendlyName", "cd")]).answer(200, credential("cd")),
        Exchange::delete(ONE),
    ])
    .await;
    let client = server.client();

    let credential = client.accounts().v1().credentials().aws_credential(&CredentialSid::try_from(SID).unwrap());
    let fetched = credential.fetch().await.unwrap();
    let renamed = credential.update().friendly_name("cd").await.unwrap();
    credential.delete().await.unwrap();

    assert_eq!(fetched.friendly_name.as_deref(), Some("ci"));
    assert_eq!(renamed.friendly_name.as_deref(), Some("cd"));
    assert_eq!(renamed.url, Some(format!("https://accounts.twilio.com{ONE}")));
}
