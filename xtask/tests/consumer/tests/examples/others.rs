//! The examples that need no file of their own here.

use super::files::{blocking, find_by_name, handle_errors, quickstart, subaccount_api_key, test_your_code};
use crate::mock_server::{Family, client};
use find_by_name::Found;
use futures_util::TryStreamExt;
use std::time::Duration;
use twilio_accounts::api::v2010::types::AccountStatus;
use twilio_accounts::mock_server::{Fault, MockTwilio};
use twilio_accounts::sid::AccountSid;

#[tokio::test]
async fn the_quickstart_leaves_a_closed_account() {
    let family = Family::start().await;
    let account = quickstart::live(&family.main, "Nautilus").await.unwrap();
    assert_eq!((account.friendly_name.as_str(), account.status), ("Nautilus", AccountStatus::Closed));
    let statuses = family.twilio.requests().iter().filter(|request| request.starts_with("POST")).count();
    assert_eq!(statuses, 1 + 1 + 4, "the scene, create, suspend, reactivate, close, and the attempt to reopen");
}

#[tokio::test]
async fn a_name_leads_to_none_one_or_many_open_accounts() {
    let family = Family::start().await;
    assert!(matches!(find_by_name::find(&family.main, "Nautilus").await.unwrap(), Found::None));
    let found = find_by_name::find(&family.main, "Submarine").await.unwrap();
    assert!(matches!(found, Found::One(account) if account.sid == family.sub.sid));
    family.main.api().v2010().accounts().create().friendly_name("Submarine").await.unwrap();
    let found = find_by_name::find(&family.main, "Submarine").await.unwrap();
    assert!(matches!(found, Found::Many(accounts) if accounts.len() == 2));
    family.set_status(AccountStatus::Closed).await;
    assert!(matches!(find_by_name::find(&family.main, "Submarine").await.unwrap(), Found::One(_)));
}

#[tokio::test]
async fn a_key_of_a_subaccount_reaches_that_one_alone() {
    let family = Family::start().await;
    let key = subaccount_api_key::create_key(&family.main, &family.sub.sid).await.unwrap();
    let limited = client(&family.twilio, subaccount_api_key::credentials(&family.sub.sid, &key));
    limited.api().v2010().account(&family.sub.sid).fetch().await.unwrap();
    assert!(limited.api().v2010().account(family.main.account_sid()).fetch().await.unwrap_err().is_auth());
}

#[tokio::test]
async fn only_a_refusal_shows_that_a_key_reaches_no_further() {
    let family = Family::start().await;
    let sub = family.sub.sid.clone();
    let key = subaccount_api_key::create_key(&family.main, &sub).await.unwrap();
    let twilio = subaccount_api_key::support::Twilio { client: family.main, mock_server: Some(family.twilio) };
    subaccount_api_key::try_out(&twilio, &sub, &key).await.unwrap();
    let path = format!("/Accounts/{}.json", twilio.client.account_sid());
    twilio.mock_server.as_ref().unwrap().inject(Fault::server_error(503).times(20).on(path));
    let error = subaccount_api_key::try_out(&twilio, &sub, &key).await.unwrap_err();
    assert!(format!("{error:?}").contains("503"), "{error:?}");
}

#[tokio::test]
async fn an_account_is_created_once_whether_or_not_the_lost_answer_was_a_success() {
    for fault in [Fault::server_error(503).after_processing(), Fault::server_error(503)] {
        let family = Family::start().await;
        family.twilio.inject(fault.on("POST "));
        let account = handle_errors::create_once(&family.main, "Nautilus").await.unwrap();
        let named = family.main.api().v2010().accounts().list().friendly_name("Nautilus").stream();
        let named: Vec<_> = named.map_ok(|account| account.sid).try_collect().await.unwrap();
        assert_eq!(named, [account.sid]);
    }
}

#[tokio::test]
async fn neither_a_closed_namesake_nor_one_from_before_is_taken_for_the_new_account() {
    for fault in [Fault::server_error(503).after_processing(), Fault::server_error(503)] {
        let family = Family::start().await;
        let older = [family.sub.sid.clone(), named(&family, "Submarine").await];
        family.set_status(AccountStatus::Closed).await;
        family.twilio.inject(fault.on("POST "));
        let account = handle_errors::create_once(&family.main, "Submarine").await.unwrap();
        assert!(!older.contains(&account.sid) && account.status == AccountStatus::Active);
        let all = family.main.api().v2010().accounts().list().friendly_name("Submarine").stream();
        assert_eq!(all.try_collect::<Vec<_>>().await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn of_two_new_accounts_of_one_name_none_is_taken() {
    let family = Family::start().await;
    family.twilio.inject(Fault::server_error(503).after_processing().on("POST "));
    family.twilio.latency(Duration::from_millis(300));
    // Somebody else is as quick: their account comes in before this one is looked for.
    let posts = || family.twilio.requests().iter().filter(|request| request.starts_with("POST")).count();
    let (error, _) = tokio::join!(handle_errors::create_once(&family.main, "Nautilus"), async {
        while posts() < 2 {
            tokio::task::yield_now().await;
        }
        named(&family, "Nautilus").await
    });
    assert!(format!("{:?}", error.unwrap_err()).starts_with("2 new accounts are called Nautilus, after: "));
}

#[tokio::test]
async fn where_looking_fails_too_the_account_that_may_be_there_is_not_forgotten() {
    let family = Family::start().await;
    family.twilio.inject(Fault::server_error(503).after_processing().on("POST "));
    let posts = || family.twilio.requests().iter().filter(|request| request.starts_with("POST")).count();
    let before = posts();
    let (error, ()) = tokio::join!(handle_errors::create_once(&family.main, "Nautilus"), async {
        while posts() == before {
            tokio::task::yield_now().await;
        }
        family.twilio.inject(Fault::server_error(503).times(20).on("GET "));
    });
    let error = format!("{:?}", error.unwrap_err());
    assert!(error.starts_with("maybe there is a new account called Nautilus (POST "), "{error}");
    assert!(error.contains("looking failed (GET "), "{error}");
}

/// Another account of this name.
async fn named(family: &Family, name: &str) -> AccountSid {
    family.main.api().v2010().accounts().create().friendly_name(name).await.unwrap().sid
}

#[tokio::test]
async fn errors_are_explained_by_what_to_do() {
    let family = Family::start().await;
    family.twilio.inject(Fault::server_error(503).on("POST "));
    let ambiguous = family.main.api().v2010().accounts().create().await.unwrap_err();
    assert!(handle_errors::explain(&ambiguous).contains("look before doing it again"));
    let refused = family.main_account().update().status(AccountStatus::Closed).await.unwrap_err();
    assert!(handle_errors::explain(&refused).contains("Twilio refused it"));
}

#[test]
fn blocking_code_reads_all_pages() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mock_server = runtime.block_on(MockTwilio::start()).unwrap();
    let client = mock_server.client().unwrap();
    client.api().v2010().accounts().create().friendly_name("Nautilus").send_blocking().unwrap();
    let names = blocking::active_names(&client).unwrap();
    assert_eq!(names, ["Nautilus", "Main account of the mock server"]);
}

#[tokio::test]
async fn the_tests_of_the_example_pass() {
    test_your_code::a_customer_is_greeted_by_name().await.unwrap();
    test_your_code::a_customer_who_is_gone_is_greeted_all_the_same().await.unwrap();
    test_your_code::other_errors_are_passed_on().await.unwrap();
}
