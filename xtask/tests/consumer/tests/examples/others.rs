//! The examples that need no file of their own here.

use super::files::{blocking, find_by_name, handle_errors, quickstart, subaccount_api_key, test_your_code};
use crate::stand_in::{Family, client};
use find_by_name::Found;
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::account::AccountStatus;
use twilio_accounts::stand_in::{Fault, StandIn};

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
    let stand_in = runtime.block_on(StandIn::start()).unwrap();
    let client = stand_in.client().unwrap();
    client.api().v2010().accounts().create().friendly_name("Nautilus").send_blocking().unwrap();
    let names = blocking::active_names(&client).unwrap();
    assert_eq!(names, ["Nautilus", "Main account of the stand-in"]);
}

#[tokio::test]
async fn the_tests_of_the_example_pass() {
    test_your_code::a_customer_is_greeted_by_name().await.unwrap();
    test_your_code::a_customer_who_is_gone_is_greeted_all_the_same().await.unwrap();
    test_your_code::other_errors_are_passed_on().await.unwrap();
}
