//! Paging in both styles.

use super::{Family, refusal};
use futures_util::TryStreamExt;

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
async fn a_page_that_nobody_linked_to_is_refused() {
    let family = Family::start().await;
    let path = "/2010-04-01/Accounts.json";
    for query in ["Page=1", "Page=1&PageToken=made-up", "PageSize=1001", "PageSize=0"] {
        let link = format!("{}{path}?{query}", family.twilio.url());
        let page = family.main.api().v2010().accounts().list().resume(link).stream().try_next().await;
        assert_eq!(refusal(page), (400, 20001), "{query}");
    }
}
