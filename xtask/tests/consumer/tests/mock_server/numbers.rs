//! Buying, configuring and moving phone numbers.

use super::{Family, buy, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::account::AccountResource;
use twilio_accounts::api::v2010::types::AccountStatus;

async fn owned(account: &AccountResource) -> Vec<String> {
    let numbers = account.incoming_phone_numbers().list().stream();
    numbers.map_ok(|number| number.phone_number.unwrap()).try_collect().await.unwrap()
}

#[tokio::test]
async fn the_main_account_moves_a_number_from_the_path_to_the_body() {
    let family = Family::start().await;
    let number = buy(&family.sub_account(), "+14155550100").await;
    let old = family.sub_account().incoming_phone_number(&number.sid);
    let moved = old.update().transfer_to(family.main.account_sid()).await.unwrap();
    assert_eq!(moved.account_sid, *family.main.account_sid());
    assert_eq!(moved.sid, number.sid);
    assert!(moved.uri.unwrap().contains(family.main.account_sid().as_str()));
    assert_eq!(owned(&family.main_account()).await, ["+14155550100"]);
    assert!(owned(&family.sub_account()).await.is_empty());
    assert_eq!(refusal(old.fetch().await), (404, 20404));
}

#[tokio::test]
async fn a_number_moves_between_subaccounts() {
    let family = Family::start().await;
    let sibling = family.sibling().await;
    let number = buy(&family.sub_account(), "+14155550100").await;
    family.sub_account().incoming_phone_number(&number.sid).update().transfer_to(&sibling).await.unwrap();
    assert_eq!(owned(&family.main.api().v2010().account(&sibling)).await, ["+14155550100"]);
}

#[tokio::test]
async fn a_subaccount_does_not_move_its_numbers_itself() {
    let family = Family::start().await;
    let number = buy(&family.by_itself(), "+14155550100").await;
    let transfer = family.by_itself().incoming_phone_number(&number.sid).update();
    assert_eq!(refusal(transfer.transfer_to(family.main.account_sid()).await), (401, 20003));
    assert_eq!(owned(&family.sub_account()).await, ["+14155550100"]);
}

#[tokio::test]
async fn a_number_does_not_leave_the_family() {
    let (family, strangers) = (Family::start().await, Family::start().await);
    let number = buy(&family.sub_account(), "+14155550100").await;
    // Two mock servers know nothing of each other, but name their accounts alike: this one has a sibling more.
    strangers.sibling().await;
    let stranger = strangers.sibling().await;
    let transfer = family.sub_account().incoming_phone_number(&number.sid).update();
    assert_eq!(refusal(transfer.transfer_to(&stranger).await), (400, 20001));
    assert_eq!(owned(&family.sub_account()).await, ["+14155550100"]);
}

#[tokio::test]
async fn a_number_does_not_move_to_a_closed_account() {
    let family = Family::start().await;
    let number = buy(&family.main_account(), "+14155550100").await;
    family.set_status(AccountStatus::Closed).await;
    let transfer = family.main_account().incoming_phone_number(&number.sid).update();
    assert_eq!(refusal(transfer.transfer_to(&family.sub.sid).await), (400, 20001));
}

#[tokio::test]
async fn the_path_must_name_the_present_owner() {
    let family = Family::start().await;
    let number = buy(&family.sub_account(), "+14155550100").await;
    // The misuse: the new owner in the path, as if the number were there already.
    let transfer = family.main_account().incoming_phone_number(&number.sid).update();
    assert_eq!(refusal(transfer.transfer_to(family.main.account_sid()).await), (404, 20404));
    assert_eq!(owned(&family.sub_account()).await, ["+14155550100"]);
}

#[tokio::test]
async fn a_number_that_somebody_has_cannot_be_bought() {
    let family = Family::start().await;
    buy(&family.main_account(), "+14155550100").await;
    let create = || family.sub_account().incoming_phone_numbers().create();
    assert_eq!(refusal(create().phone_number("+14155550100").await), (400, 21422));
    assert_eq!(refusal(create().phone_number("call me").await), (400, 21421));
    assert_eq!(refusal(create().area_code("4x5").await), (400, 21451));
    let number = create().area_code("415").await.unwrap().phone_number.unwrap();
    assert!(number.starts_with("+1415555"), "{number}");
}

#[tokio::test]
async fn a_number_is_configured_found_and_released() {
    let family = Family::start().await;
    let account = family.sub_account();
    let number = buy(&account, "+14155550100").await;
    assert!(number.voice_url.is_none(), "an empty URL is none");
    let handle = account.incoming_phone_number(&number.sid);
    let changed = handle.update().voice_url("https://example.com/voice").friendly_name("Line 1").await.unwrap();
    assert_eq!(changed.voice_url.as_deref(), Some("https://example.com/voice"));
    for (part, expected) in [("5550100", 1), ("5550101", 0)] {
        let found = account.incoming_phone_numbers().list().friendly_name("Line 1").phone_number(part).stream();
        assert_eq!(found.try_collect::<Vec<_>>().await.unwrap().len(), expected);
    }
    handle.delete().await.unwrap();
    assert_eq!(refusal(handle.delete().await), (404, 20404));
}

#[tokio::test]
async fn numbers_are_found_by_a_part_in_which_an_asterisk_is_any_digit() {
    let family = Family::start().await;
    for phone_number in ["+14155550107", "+14155550198", "+442079460107"] {
        buy(&family.sub_account(), phone_number).await;
    }
    for (pattern, expected) in [
        ("+1415******7", &["+14155550107"][..]),
        ("0107", &["+442079460107", "+14155550107"]),
        ("*415555", &["+14155550198", "+14155550107"]),
        ("+1415*******7", &[]),
        ("*14155550107", &[]),
        ("", &["+442079460107", "+14155550198", "+14155550107"]),
    ] {
        let numbers = family.sub_account().incoming_phone_numbers().list().phone_number(pattern).stream();
        let numbers: Vec<_> = numbers.map_ok(|number| number.phone_number.unwrap()).try_collect().await.unwrap();
        assert_eq!(numbers, expected, "{pattern}");
    }
}
