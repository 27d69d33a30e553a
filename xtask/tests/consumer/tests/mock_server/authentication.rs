//! Whose credentials reach what.

use super::{Family, client, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::{Client, Credentials};

/// A client with a new API key of the account that `owner` belongs to.
async fn with_key_of(family: &Family, owner: &Client) -> Client {
    let sid = owner.account_sid();
    let key = owner.api().v2010().account(sid).keys().create().friendly_name("ci").await.unwrap();
    client(&family.twilio, Credentials::api_key(sid.as_str(), key.sid.as_str(), key.secret))
}

#[tokio::test]
async fn a_wrong_token_is_refused() {
    let family = Family::start().await;
    let wrong = client(&family.twilio, Credentials::auth_token(family.sub.sid.as_str(), "wrong"));
    let error = wrong.api().v2010().account(&family.sub.sid).fetch().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.message(), "Authenticate");
}

#[tokio::test]
async fn the_token_of_the_main_account_acts_on_subaccounts() {
    let family = Family::start().await;
    family.sub_account().keys().create().await.unwrap();
    assert_eq!(family.sub_account().fetch().await.unwrap().sid, family.sub.sid);
}

#[tokio::test]
async fn on_accounts_twilio_com_everyone_acts_on_their_own_account() {
    let family = Family::start().await;
    let main = family.main.accounts().v1();
    let of_main = main.credentials().aws().create("AKIA:secret").await.unwrap();
    assert_eq!(of_main.account_sid, *family.main.account_sid());
    let sub = family.sub_client.accounts().v1();
    let of_sub = sub.credentials().aws().create("AKIA:secret").await.unwrap();
    assert_eq!(of_sub.account_sid, family.sub.sid);
    assert_eq!(refusal(main.credentials().aws_credential(&of_sub.sid).fetch().await), (404, 20404));
    sub.safelist().create("+14155550100").await.unwrap();
    assert_eq!(refusal(main.safelist().fetch("+14155550100").await), (404, 20404));
}

#[tokio::test]
async fn a_key_of_the_main_account_does_not_reach_subaccounts() {
    let family = Family::start().await;
    let by_key = with_key_of(&family, &family.main).await;
    by_key.api().v2010().account(family.main.account_sid()).fetch().await.unwrap();
    let sub = by_key.api().v2010().account(&family.sub.sid);
    assert_eq!(refusal(sub.fetch().await), (401, 20003));
    assert_eq!(refusal(sub.calls().list().stream().try_next().await), (401, 20003));
    let visible: Vec<_> = by_key.api().v2010().accounts().list().stream().try_collect().await.unwrap();
    assert_eq!(visible.len(), 1);
}

#[tokio::test]
async fn a_key_of_a_subaccount_acts_for_that_one() {
    let family = Family::start().await;
    let sibling = family.sibling().await;
    let by_key = with_key_of(&family, &family.sub_client).await;
    let api = by_key.api().v2010();
    assert_eq!(api.account(&family.sub.sid).fetch().await.unwrap().sid, family.sub.sid);
    for other in [family.main.account_sid(), &sibling] {
        assert_eq!(refusal(api.account(other).fetch().await), (401, 20003));
    }
}

#[tokio::test]
async fn a_token_of_a_subaccount_reaches_nobody_else() {
    let family = Family::start().await;
    let sibling = family.sibling().await;
    let api = family.sub_client.api().v2010();
    for other in [family.main.account_sid(), &sibling] {
        assert_eq!(refusal(api.account(other).fetch().await), (401, 20003));
        assert_eq!(refusal(api.account(other).keys().create().await), (401, 20003));
    }
    let visible: Vec<_> = api.accounts().list().stream().try_collect().await.unwrap();
    assert_eq!(visible.len(), 1);
}

#[tokio::test]
async fn a_key_does_not_see_the_auth_token() {
    let family = Family::start().await;
    let by_key = with_key_of(&family, &family.sub_client).await;
    assert!(by_key.api().v2010().account(&family.sub.sid).fetch().await.unwrap().auth_token.is_none());
    assert!(family.by_itself().fetch().await.unwrap().auth_token.is_some());
}

#[tokio::test]
async fn a_deleted_key_no_longer_authenticates() {
    let family = Family::start().await;
    let by_key = with_key_of(&family, &family.sub_client).await;
    let keys: Vec<_> = family.sub_account().keys().list().stream().try_collect().await.unwrap();
    assert_eq!(keys[0].friendly_name.as_deref(), Some("ci"));
    family.sub_account().key(&keys[0].sid).delete().await.unwrap();
    assert_eq!(refusal(by_key.api().v2010().account(&family.sub.sid).fetch().await), (401, 20003));
}

#[tokio::test]
async fn the_main_account_is_told_that_an_account_does_not_exist() {
    let family = Family::start().await;
    let nobody = "AC00000000000000000000000000000000".parse().unwrap();
    assert_eq!(refusal(family.main.api().v2010().account(&nobody).fetch().await), (404, 20404));
}
