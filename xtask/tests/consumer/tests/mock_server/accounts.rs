//! Who may change the status of which account, and what a status does.

use super::{Family, buy, client, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::types::{Account, AccountStatus, CallStatus, UpdateCallStatus};
use twilio_accounts::{Client, Credentials};

async fn named(client: &Client, name: &str) -> Vec<Account> {
    client.api().v2010().accounts().list().friendly_name(name).stream().try_collect().await.unwrap()
}

#[tokio::test]
async fn a_subaccount_belongs_to_the_main_account_and_has_a_token_of_its_own() {
    let family = Family::start().await;
    assert_eq!(family.sub.status, AccountStatus::Active);
    assert_eq!(family.sub.owner_account_sid.as_ref(), Some(family.main.account_sid()));
    let main = family.main_account().fetch().await.unwrap();
    assert_eq!(main.owner_account_sid.as_ref(), Some(&main.sid));
    assert_eq!(family.by_itself().fetch().await.unwrap().sid, family.sub.sid);
}

#[tokio::test]
async fn only_the_main_account_creates_subaccounts() {
    let family = Family::start().await;
    let result = family.sub_client.api().v2010().accounts().create().await;
    assert_eq!(refusal(result), (401, 20003));
}

#[tokio::test]
async fn a_subaccount_without_a_name_gets_one() {
    let family = Family::start().await;
    let account = family.main.api().v2010().accounts().create().await.unwrap();
    assert!(account.friendly_name.starts_with("SubAccount Created at 2"), "{}", account.friendly_name);
}

#[tokio::test]
async fn names_have_64_characters_at_most() {
    let family = Family::start().await;
    let rename = |length| family.sub_account().update().friendly_name("é".repeat(length)).send();
    assert_eq!(rename(64).await.unwrap().friendly_name.chars().count(), 64);
    assert_eq!(refusal(rename(65).await), (400, 20002));
}

#[tokio::test]
async fn a_name_leads_to_none_one_or_many_accounts() {
    let family = Family::start().await;
    assert_eq!(named(&family.main, "Nautilus").await.len(), 0);
    assert_eq!(named(&family.main, "Submarine").await.len(), 1);
    family.main.api().v2010().accounts().create().friendly_name("Submarine").await.unwrap();
    assert_eq!(named(&family.main, "Submarine").await.len(), 2);
}

#[tokio::test]
async fn a_main_account_has_1000_subaccounts_at_most() {
    let family = Family::start().await;
    for _ in 1..1000 {
        family.main.api().v2010().accounts().create().await.unwrap();
    }
    assert_eq!(refusal(family.main.api().v2010().accounts().create().await), (400, 20001));
}

#[tokio::test]
async fn the_main_account_is_neither_suspended_nor_closed() {
    let family = Family::start().await;
    for status in [AccountStatus::Suspended, AccountStatus::Closed] {
        assert_eq!(refusal(family.main_account().update().status(status).await), (400, 20001));
    }
    assert_eq!(family.main_account().fetch().await.unwrap().status, AccountStatus::Active);
}

#[tokio::test]
async fn a_status_is_changed_with_the_token_of_the_main_account_only() {
    let family = Family::start().await;
    let suspended = || AccountStatus::Suspended;
    assert_eq!(refusal(family.by_itself().update().status(suspended()).await), (401, 20003));
    let key = family.main_account().keys().create().await.unwrap();
    let credentials = Credentials::api_key(family.main.account_sid().as_str(), key.sid.as_str(), key.secret);
    let by_key = client(&family.twilio, credentials);
    let result = by_key.api().v2010().account(&family.sub.sid).update().status(suspended()).await;
    assert_eq!(refusal(result), (401, 20003));
    assert_eq!(family.sub_account().update().status(suspended()).await.unwrap().status, suspended());
}

#[tokio::test]
async fn a_status_that_does_not_exist_is_refused() {
    let family = Family::start().await;
    let result = family.sub_account().update().status(AccountStatus::from("asleep")).await;
    assert_eq!(refusal(result), (400, 20001));
}

#[tokio::test]
async fn a_suspended_account_neither_calls_nor_sends_until_it_is_active_again() {
    let family = Family::start().await;
    let account = family.sub_account();
    buy(&account, "+14155550100").await;
    family.set_status(AccountStatus::Suspended).await;
    let call = || account.calls().create("+14155550199", "+14155550100").url("https://example.com").send();
    let message = || account.messages().create("+14155550199").from("+14155550100").body("Ahoy").send();
    assert_eq!(refusal(call().await), (403, 20005));
    assert_eq!(refusal(message().await), (403, 20005));
    family.set_status(AccountStatus::Active).await;
    call().await.unwrap();
    message().await.unwrap();
}

#[tokio::test]
async fn the_credentials_of_a_suspended_account_are_refused() {
    let family = Family::start().await;
    let key = family.sub_account().keys().create().await.unwrap();
    let by_key = client(&family.twilio, Credentials::api_key(family.sub.sid.as_str(), key.sid.as_str(), key.secret));
    let by_key = by_key.api().v2010().account(&family.sub.sid);
    by_key.fetch().await.unwrap();
    family.set_status(AccountStatus::Suspended).await;
    assert_eq!(refusal(family.by_itself().fetch().await), (401, 20003));
    assert_eq!(refusal(by_key.fetch().await), (401, 20003));
    family.set_status(AccountStatus::Active).await;
    family.by_itself().fetch().await.unwrap();
    by_key.fetch().await.unwrap();
}

#[tokio::test]
async fn suspending_leaves_calls_in_progress_which_must_be_ended() {
    let family = Family::start().await;
    let call = family.twilio.receive_call(&family.sub.sid, "+14155550199", "+14155550100").unwrap();
    family.set_status(AccountStatus::Suspended).await;
    let call = family.sub_account().call(&call.parse().unwrap());
    assert_eq!(call.fetch().await.unwrap().status, CallStatus::InProgress);
    assert_eq!(call.update().status(UpdateCallStatus::Completed).await.unwrap().status, CallStatus::Completed);
}

#[tokio::test]
async fn closing_releases_all_numbers_for_good() {
    let family = Family::start().await;
    let account = family.sub_account();
    let number = buy(&account, "+14155550100").await;
    family.set_status(AccountStatus::Closed).await;
    let left: Vec<_> = account.incoming_phone_numbers().list().stream().try_collect().await.unwrap();
    assert!(left.is_empty());
    let rescue = account.incoming_phone_number(&number.sid).update().transfer_to(family.main.account_sid());
    assert_eq!(refusal(rescue.await), (404, 20404));
}

#[tokio::test]
async fn what_is_closed_stays_closed_and_stays_in_lists() {
    let family = Family::start().await;
    family.set_status(AccountStatus::Closed).await;
    for status in [AccountStatus::Active, AccountStatus::Suspended] {
        assert_eq!(refusal(family.sub_account().update().status(status).await), (400, 20001));
    }
    // Closing twice is the same as once, so that closing can be repeated.
    family.set_status(AccountStatus::Closed).await;
    assert_eq!(named(&family.main, "Submarine").await[0].status, AccountStatus::Closed);
    let closed = family.main.api().v2010().accounts().list().status(AccountStatus::Closed).stream();
    assert_eq!(closed.try_collect::<Vec<_>>().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_closed_account_shows_its_past_and_gets_nothing_new() {
    let family = Family::start().await;
    let account = family.sub_account();
    let past = family.twilio.past_call(&family.sub.sid, "2018-01-15T12:00:00Z".parse().unwrap(), 60).unwrap();
    family.set_status(AccountStatus::Closed).await;
    assert_eq!(account.call(&past.parse().unwrap()).fetch().await.unwrap().duration.as_deref(), Some("60"));
    assert_eq!(refusal(account.incoming_phone_numbers().create().area_code("415").await), (403, 20005));
    assert_eq!(refusal(account.keys().create().await), (403, 20005));
    assert_eq!(refusal(family.by_itself().fetch().await), (401, 20003));
}
