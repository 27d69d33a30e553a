//! Paging in both styles.

use super::{Family, buy, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::types::AccountStatus;

#[tokio::test]
async fn lists_of_2010_are_read_page_by_page_newest_first() {
    let family = Family::start().await;
    let keys = family.sub_account().keys();
    for number in 1..=5 {
        keys.create().friendly_name(number.to_string()).await.unwrap();
    }
    let names = keys.list().page_size(2).stream().map_ok(|key| key.friendly_name.unwrap());
    assert_eq!(names.try_collect::<Vec<_>>().await.unwrap(), ["5", "4", "3", "2", "1"]);
    let requests = family.twilio.requests();
    let pages: Vec<_> =
        requests.iter().filter(|request| request.starts_with("GET") && request.contains("Keys")).collect();
    assert_eq!(pages.len(), 3);
    assert!(pages[0].ends_with("Keys.json?PageSize=2"), "{}", pages[0]);
    assert!(pages[1].contains("Page=1&PageToken=PASK"), "{}", pages[1]);
}

#[tokio::test]
async fn lists_of_newer_apis_are_read_page_by_page() {
    let family = Family::start().await;
    let aws = family.main.accounts().v1().credentials().aws();
    for number in 1..=5 {
        aws.create("AKIA:secret").friendly_name(number.to_string()).await.unwrap();
    }
    let names = aws.list().page_size(2).stream().map_ok(|credential| credential.friendly_name.unwrap());
    assert_eq!(names.try_collect::<Vec<_>>().await.unwrap(), ["5", "4", "3", "2", "1"]);
}

#[tokio::test]
async fn filters_stay_on_every_page() {
    let family = Family::start().await;
    for name in ["Nautilus & Sons", "Argo", "Nautilus & Sons", "Argo", "Nautilus & Sons"] {
        family.main.api().v2010().accounts().create().friendly_name(name).await.unwrap();
    }
    let found = family.main.api().v2010().accounts().list().friendly_name("Nautilus & Sons").page_size(1).stream();
    assert_eq!(found.try_collect::<Vec<_>>().await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_comes_in_meanwhile_repeats_nothing() {
    let family = Family::start().await;
    let keys = family.sub_account().keys();
    for number in 1..=4 {
        keys.create().friendly_name(number.to_string()).await.unwrap();
    }
    let mut names = keys.list().page_size(2).stream().map_ok(|key| key.friendly_name.unwrap());
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("4"));
    keys.create().friendly_name("5").await.unwrap();
    assert_eq!(names.try_collect::<Vec<_>>().await.unwrap(), ["3", "2", "1"]);
}

#[tokio::test]
async fn what_no_longer_matches_the_filter_skips_nothing() {
    let family = Family::start().await;
    for _ in 1..5 {
        family.sibling().await;
    }
    let accounts = family.main.api().v2010().accounts();
    let mut active = accounts.list().status(AccountStatus::Active).page_size(2).stream();
    let mut suspended = 0;
    while let Some(account) = active.try_next().await.unwrap() {
        if account.sid != *family.main.account_sid() {
            family.main.api().v2010().account(&account.sid).update().status(AccountStatus::Suspended).await.unwrap();
            suspended += 1;
        }
    }
    assert_eq!(suspended, 5);
}

#[tokio::test]
async fn what_is_deleted_or_moved_meanwhile_skips_nothing() {
    let family = Family::start().await;
    let account = family.sub_account();
    for number in 0..5 {
        account.keys().create().await.unwrap();
        family.main.accounts().v1().credentials().aws().create("AKIA:secret").await.unwrap();
        buy(&account, &format!("+1415555010{number}")).await;
    }
    let mut keys = account.keys().list().page_size(2).stream();
    while let Some(key) = keys.try_next().await.unwrap() {
        account.key(&key.sid).delete().await.unwrap();
    }
    let aws = family.main.accounts().v1().credentials().aws();
    let mut credentials = aws.list().page_size(2).stream();
    while let Some(credential) = credentials.try_next().await.unwrap() {
        family.main.accounts().v1().credentials().aws_credential(&credential.sid).delete().await.unwrap();
    }
    let mut numbers = account.incoming_phone_numbers().list().page_size(2).stream();
    while let Some(number) = numbers.try_next().await.unwrap() {
        account.incoming_phone_number(&number.sid).update().transfer_to(family.main.account_sid()).await.unwrap();
    }
    assert_eq!(account.keys().list().stream().try_collect::<Vec<_>>().await.unwrap().len(), 0);
    assert_eq!(aws.list().stream().try_collect::<Vec<_>>().await.unwrap().len(), 0);
    let moved = family.main_account().incoming_phone_numbers().list().page_size(2).stream();
    assert_eq!(moved.try_collect::<Vec<_>>().await.unwrap().len(), 5);
}

#[tokio::test]
async fn usage_records_are_read_page_by_page() {
    let family = Family::start().await;
    let records = family.main_account().usage().records().list().page_size(1).stream();
    let categories: Vec<_> = records.map_ok(|record| record.category).try_collect().await.unwrap();
    assert_eq!(categories.len(), 3);
    assert!(categories[0] != categories[1] && categories[1] != categories[2] && categories[0] != categories[2]);
}

#[tokio::test]
async fn a_page_that_nobody_linked_to_is_refused() {
    let family = Family::start().await;
    let path = "/2010-04-01/Accounts.json";
    for query in ["Page=1", "Page=1&PageToken=made-up", "PageSize=1001", "PageSize=0"] {
        let link = format!("{}{path}?{query}", family.twilio.url());
        let page = family.main.api().v2010().accounts().list().resume(link).stream().try_next().await;
        assert_eq!(refusal(page), (400, 20001), "{query}");
    }
}
