//! AWS and public-key credentials, and the SafeList.

use super::{Family, client, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::Credentials;
use twilio_accounts::api::v2010::types::AccountStatus;

#[tokio::test]
async fn aws_credentials_have_two_parts_and_never_come_back() {
    let family = Family::start().await;
    let aws = family.main.accounts().v1().credentials().aws();
    assert_eq!(refusal(aws.create("no colon").await), (400, 20001));
    let response = aws.create("AKIA:a secret").friendly_name("ci").response().await.unwrap();
    assert!(!String::from_utf8_lossy(response.body()).contains("a secret"));
    assert_eq!(response.value().friendly_name.as_deref(), Some("ci"));
    assert!(response.value().date_created.is_some());
}

#[tokio::test]
async fn the_main_account_makes_credentials_for_its_subaccounts() {
    let family = Family::start().await;
    let keys = family.main.accounts().v1().credentials().public_keys();
    let created = keys.create("a public key").account_sid(&family.sub.sid).await.unwrap();
    assert_eq!(created.account_sid, family.sub.sid);
    let visible: Vec<_> =
        family.sub_client.accounts().v1().credentials().public_keys().list().stream().try_collect().await.unwrap();
    assert_eq!(visible[0].sid, created.sid);
    let up = family.sub_client.accounts().v1().credentials().public_keys().create("a public key");
    assert_eq!(refusal(up.account_sid(family.main.account_sid()).await), (400, 20001));
}

#[tokio::test]
async fn a_key_makes_no_credentials_for_a_subaccount() {
    let family = Family::start().await;
    let key = family.main_account().keys().create().await.unwrap();
    let main = family.main.account_sid();
    let by_key = client(&family.twilio, Credentials::api_key(main.as_str(), key.sid.as_str(), key.secret));
    let aws = by_key.accounts().v1().credentials().aws();
    assert_eq!(refusal(aws.create("AKIA:secret").account_sid(&family.sub.sid).await), (401, 20003));
    assert_eq!(aws.create("AKIA:secret").account_sid(main).await.unwrap().account_sid, *main);
}

#[tokio::test]
async fn a_closed_subaccount_gets_no_credentials() {
    let family = Family::start().await;
    family.set_status(AccountStatus::Closed).await;
    let credentials = family.main.accounts().v1().credentials();
    let aws = credentials.aws().create("AKIA:secret").account_sid(&family.sub.sid);
    assert_eq!(refusal(aws.await), (400, 20001));
    let public_key = credentials.public_keys().create("a public key").account_sid(&family.sub.sid);
    assert_eq!(refusal(public_key.await), (400, 20001));
}

#[tokio::test]
async fn the_safelist_is_looked_up_by_number() {
    let family = Family::start().await;
    let safelist = family.main.accounts().v1().safelist();
    assert_eq!(refusal(safelist.fetch("+14155550100").await), (404, 20404));
    let entry = safelist.create("+14155550100").await.unwrap();
    assert_eq!(safelist.create("+14155550100").await.unwrap().sid, entry.sid, "it is there once");
    assert_eq!(safelist.fetch("+14155550100").await.unwrap().phone_number, "+14155550100");
    safelist.delete("+14155550100").await.unwrap();
    assert_eq!(refusal(safelist.delete("+14155550100").await), (404, 20404));
    assert_eq!(refusal(safelist.create("my mother").await), (400, 21211));
}
