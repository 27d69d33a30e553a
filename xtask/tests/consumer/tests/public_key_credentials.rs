//! Public keys: create and fetch.

use serde_json::{Value, json};
use twilio_accounts::sid::CredentialSid;

use crate::server::{Exchange, Server};
use crate::timestamp;

const PUBLIC_KEYS: &str = "/v1/Credentials/PublicKeys";
const SID: &str = "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const KEY: &str = "--BEGIN PUBLIC KEY--MIIBIjANB.pa9xQIDAQAB--END PUBLIC KEY--";

fn credential() -> Value {
    json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "date_created": "2015-07-31T04:00:00Z",
        "date_updated": "2015-07-31T04:00:00Z",
        "friendly_name": "",
        "sid": SID,
        "url": format!("https://accounts.twilio.com{PUBLIC_KEYS}/{SID}"),
    })
}

#[tokio::test]
async fn a_public_key_is_created() {
    let form = [("PublicKey", KEY), ("FriendlyName", "friendly_name")];
    let server = Server::start([Exchange::post(PUBLIC_KEYS).form(&form).answer(201, credential())]).await;
    let client = server.client();

    let public_keys = client.accounts().v1().credentials().public_keys();
    let created = public_keys.create(KEY).friendly_name("friendly_name").await.unwrap();

    assert_eq!(created.sid, SID);
    assert_eq!(created.date_updated, Some(timestamp("2015-07-31T04:00:00Z")));
    assert!(created.friendly_name.is_none());
}

#[tokio::test]
async fn a_public_key_is_fetched() {
    let path = format!("{PUBLIC_KEYS}/{SID}");
    let server = Server::start([Exchange::get(path).answer(200, credential())]).await;
    let client = server.client();

    let sid: CredentialSid = SID.parse().unwrap();
    let fetched = client.accounts().v1().credentials().public_key(&sid).fetch().await.unwrap();

    assert_eq!(fetched.sid, sid);
    assert_eq!(&fetched.account_sid, client.account_sid());
}
