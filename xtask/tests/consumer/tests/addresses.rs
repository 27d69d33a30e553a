//! Addresses, which some numbers need in the account they are moved to: create, update, delete.

use serde_json::{Value, json};
use twilio_accounts::sid::{AccountSid, AddressSid};

use crate::server::{Exchange, Server};
use crate::timestamp;

const SUBACCOUNT: &str = "AC00000000000000000000000000000002";
const ADDRESSES: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000002/Addresses.json";
const ONE: &str =
    "/2010-04-01/Accounts/AC00000000000000000000000000000002/Addresses/ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json";

fn address(friendly_name: Value) -> Value {
    json!({
        "account_sid": SUBACCOUNT,
        "city": "Berlin",
        "customer_name": "Jäger & Söhne",
        "date_created": "Tue, 18 Aug 2015 17:07:30 +0000",
        "date_updated": "Tue, 18 Aug 2015 17:07:30 +0000",
        "emergency_enabled": false,
        "friendly_name": friendly_name,
        "iso_country": "DE",
        "postal_code": "10969",
        "region": "Berlin",
        "sid": "ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "street": "Lindenstraße 9",
        "street_secondary": null,
        "uri": ONE,
        "validated": false,
        "verified": false,
    })
}

#[tokio::test]
async fn an_address_is_created_updated_and_deleted() {
    let form = [
        ("CustomerName", "Jäger & Söhne"),
        ("Street", "Lindenstraße 9"),
        ("City", "Berlin"),
        ("Region", "Berlin"),
        ("PostalCode", "10969"),
        ("IsoCountry", "DE"),
        ("EmergencyEnabled", "false"),
    ];
    let server = Server::start([
        Exchange::post(ADDRESSES).form(&form).answer(201, address(Value::Null)),
        Exchange::post(ONE).form(&[("FriendlyName", "Office")]).answer(200, address(json!("Office"))),
        Exchange::delete(ONE),
    ])
    .await;
    let client = server.client();

    let account = client.api().v2010().account(&AccountSid::try_from(SUBACCOUNT).unwrap());
    let create = account.addresses().create("Jäger & Söhne", "Lindenstraße 9", "Berlin", "Berlin", "10969", "DE");
    let created = create.emergency_enabled(false).await.unwrap();
    let updated = account.address(&created.sid).update().friendly_name("Office").await.unwrap();
    account.address(&created.sid).delete().await.unwrap();

    assert_eq!(created.sid, AddressSid::try_from("ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap());
    assert_eq!(created.account_sid, SUBACCOUNT);
    assert_eq!(created.street.as_deref(), Some("Lindenstraße 9"));
    assert_eq!(created.date_created, Some(timestamp("2015-08-18T17:07:30Z")));
    assert_eq!(created.emergency_enabled, Some(false));
    assert!(created.friendly_name.is_none());
    assert!(created.street_secondary.is_none());
    assert_eq!(updated.friendly_name.as_deref(), Some("Office"));
}
