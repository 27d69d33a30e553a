//! Every operation of the crate, once, with success.

use super::{Family, buy};
use futures_util::TryStreamExt;
use std::collections::BTreeSet;
use twilio_accounts::api::v2010::types::{AccountStatus, UpdateCallStatus};

/// The number of operations of both documents.
const OPERATIONS: usize = 47;

#[tokio::test]
async fn every_operation_is_answered() {
    let family = Family::start().await;
    accounts_and_numbers(&family).await;
    calls_and_messages(&family).await;
    v1(&family).await;
    let operations: BTreeSet<String> = family.twilio.requests().iter().map(|request| operation(request)).collect();
    assert_eq!(operations.len(), OPERATIONS, "{operations:#?}");
}

/// Method and path with `{}` in the place of each SID, and without a query.
fn operation(request: &str) -> String {
    let path = request.split('?').next().unwrap_or_default();
    let is_sid = |segment: &str| segment.trim_end_matches(".json").len() == 34;
    let segments: Vec<&str> = path.split('/').map(|segment| if is_sid(segment) { "{}" } else { segment }).collect();
    segments.join("/")
}

async fn accounts_and_numbers(family: &Family) {
    let account = family.sub_account();
    account.fetch().await.unwrap();
    account.update().status(AccountStatus::Active).await.unwrap();
    family.main.api().v2010().accounts().list().stream().try_next().await.unwrap();
    family.main_account().balance().fetch().await.unwrap();
    account.usage().records().list().stream().try_next().await.unwrap();

    let number = buy(&account, "+14155550100").await;
    account.incoming_phone_numbers().list().stream().try_next().await.unwrap();
    account.incoming_phone_number(&number.sid).fetch().await.unwrap();
    account.incoming_phone_number(&number.sid).update().friendly_name("Line 1").await.unwrap();
    let other = buy(&account, "+14155550101").await;
    account.incoming_phone_number(&other.sid).delete().await.unwrap();

    let key = account.keys().create().await.unwrap();
    account.keys().list().stream().try_next().await.unwrap();
    account.key(&key.sid).fetch().await.unwrap();
    assert_eq!(account.key(&key.sid).update().friendly_name("ci").await.unwrap().friendly_name.as_deref(), Some("ci"));
    account.key(&key.sid).delete().await.unwrap();

    let address = account.addresses().create("Ada", "1 Main St", "Springfield", "IL", "62701", "US").await.unwrap();
    let found = account.addresses().list().iso_country("US").stream().try_next().await.unwrap();
    assert_eq!(found.unwrap().sid, address.sid);
    account.address(&address.sid).fetch().await.unwrap();
    let changed = account.address(&address.sid).update().emergency_enabled(true).await.unwrap();
    assert_eq!(changed.emergency_enabled, Some(true));
    account.address(&address.sid).delete().await.unwrap();
}

async fn calls_and_messages(family: &Family) {
    let account = family.sub_account();
    let call = account.calls().create("+14155550199", "+14155550100").twiml("<Response/>").await.unwrap();
    account.calls().list().stream().try_next().await.unwrap();
    account.call(&call.sid).fetch().await.unwrap();
    account.call(&call.sid).update().status(UpdateCallStatus::Canceled).await.unwrap();
    account.call(&call.sid).delete().await.unwrap();

    let message = account.messages().create("+14155550199").from("+14155550100").body("Ahoy").await.unwrap();
    account.messages().list().to("+14155550199").stream().try_next().await.unwrap();
    account.message(&message.sid).fetch().await.unwrap();
    account.message(&message.sid).update().body("").await.unwrap();
    family.twilio.deliver_message(&message.sid);
    account.message(&message.sid).delete().await.unwrap();
}

async fn v1(family: &Family) {
    let v1 = family.sub_client.accounts().v1();
    v1.safelist().create("+14155550100").await.unwrap();
    v1.safelist().fetch("+14155550100").await.unwrap();
    v1.safelist().delete("+14155550100").await.unwrap();

    let aws = v1.credentials().aws().create("AKIA:secret").await.unwrap().sid;
    v1.credentials().aws().list().stream().try_next().await.unwrap();
    v1.credentials().aws_credential(&aws).fetch().await.unwrap();
    v1.credentials().aws_credential(&aws).update().friendly_name("ci").await.unwrap();
    v1.credentials().aws_credential(&aws).delete().await.unwrap();

    let key = v1.credentials().public_keys().create("a public key").await.unwrap().sid;
    v1.credentials().public_keys().list().stream().try_next().await.unwrap();
    v1.credentials().public_key(&key).fetch().await.unwrap();
    v1.credentials().public_key(&key).update().friendly_name("ci").await.unwrap();
    v1.credentials().public_key(&key).delete().await.unwrap();

    v1.secondary_auth_token().create().await.unwrap();
    v1.secondary_auth_token().delete().await.unwrap();
    v1.secondary_auth_token().create().await.unwrap();
    v1.auth_token_promotion().update().await.unwrap();
}
