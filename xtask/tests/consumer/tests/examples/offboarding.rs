//! Offboarding a customer.

use super::files::offboard_customer::{Offboarded, offboard};
use crate::mock_server::{Family, buy};
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::types::{AccountStatus, CallStatus};
use twilio_accounts::mock_server::Fault;
use twilio_accounts::sid::CallSid;

/// A customer with two numbers, a call in progress and one that is queued. Returns the one in progress.
async fn customer() -> (Family, CallSid) {
    let family = Family::start().await;
    let account = family.sub_account();
    for phone_number in ["+14155550100", "+14155550101"] {
        buy(&account, phone_number).await;
    }
    account.calls().create("+14155550199", "+14155550100").twiml("<Response/>").await.unwrap();
    let call = family.twilio.receive_call(&family.sub.sid, "+14155550199", "+14155550100").unwrap().parse().unwrap();
    (family, call)
}

async fn numbers_of_the_main_account(family: &Family) -> Vec<String> {
    let numbers = family.main_account().incoming_phone_numbers().list().stream();
    let mut numbers: Vec<_> = numbers.map_ok(|number| number.phone_number.unwrap()).try_collect().await.unwrap();
    numbers.sort();
    numbers
}

#[tokio::test]
async fn calls_end_numbers_move_and_the_account_is_closed() {
    let (family, call) = customer().await;
    let offboarded = offboard(&family.main, &family.sub.sid, |plan| {
        assert_eq!((plan.calls.len(), plan.numbers.len()), (2, 2));
        true
    })
    .await
    .unwrap();
    assert!(matches!(offboarded, Offboarded::Now(account) if account.status == AccountStatus::Closed));
    assert_eq!(numbers_of_the_main_account(&family).await, ["+14155550100", "+14155550101"]);
    assert_eq!(family.sub_account().call(&call).fetch().await.unwrap().status, CallStatus::Completed);
}

#[tokio::test]
async fn without_consent_nothing_happens() {
    let (family, call) = customer().await;
    offboard(&family.main, &family.sub.sid, |_| false).await.unwrap_err();
    assert_eq!(family.sub_account().fetch().await.unwrap().status, AccountStatus::Active);
    assert_eq!(family.sub_account().call(&call).fetch().await.unwrap().status, CallStatus::InProgress);
    let posts = family.twilio.requests().iter().filter(|request| request.starts_with("POST")).count();
    assert_eq!(posts, 1 + 2 + 1, "those that set the scene");
}

#[tokio::test]
async fn the_main_account_is_refused() {
    let family = Family::start().await;
    let agree = |_: &_| -> bool { panic!("nobody is asked") };
    let error = offboard(&family.main, family.main.account_sid(), agree).await.unwrap_err();
    assert!(format!("{error:?}").contains("is the main account"), "{error:?}");
}

#[tokio::test]
async fn with_the_credentials_of_the_customer_it_says_whose_are_needed() {
    let family = Family::start().await;
    let agree = |_: &_| -> bool { panic!("nobody is asked") };
    let error = offboard(&family.sub_client, &family.sub.sid, agree).await.unwrap_err();
    let expected = format!("{} belongs to {}: this needs", family.sub.sid, family.main.account_sid());
    assert!(format!("{error:?}").starts_with(&expected), "{error:?}");
}

#[tokio::test]
async fn what_was_closed_already_is_not_said_to_be_moved() {
    let (family, _) = customer().await;
    family.set_status(AccountStatus::Closed).await;
    let offboarded = offboard(&family.main, &family.sub.sid, |_| panic!("nobody is asked")).await.unwrap();
    assert!(matches!(offboarded, Offboarded::Before(account) if account.sid == family.sub.sid));
}

#[tokio::test]
async fn what_stopped_midway_goes_on_where_it_stopped() {
    let (family, _) = customer().await;
    // Wherever it stops: with the suspension, with a call, with a number, or with the end.
    let sub = format!("POST /2010-04-01/Accounts/{}", family.sub.sid);
    let stops =
        [format!("{sub}.json"), format!("{sub}/Calls/"), format!("{sub}/IncomingPhoneNumbers/"), format!("{sub}.json")];
    let steps = ["suspending the account", "ending the call CA", "moving +1415555010", "closing the account"];
    for (index, stop) in stops.iter().enumerate() {
        // The last one is the second request of its kind in a run.
        let fault = Fault::server_error(503).on(stop).every(if index == 3 { 2 } else { 1 });
        family.twilio.inject(if index == 2 { fault.after_processing() } else { fault });
        let error = offboard(&family.main, &family.sub.sid, |_| true).await.unwrap_err();
        let said = format!("{error:?}");
        assert!(said.starts_with(&format!("stopped at {}", steps[index])) && said.contains("Run this again"), "{said}");
    }
    assert_eq!(family.sub_account().fetch().await.unwrap().status, AccountStatus::Suspended);
    offboard(&family.main, &family.sub.sid, |_| true).await.unwrap();
    assert_eq!(family.sub_account().fetch().await.unwrap().status, AccountStatus::Closed);
    assert_eq!(numbers_of_the_main_account(&family).await, ["+14155550100", "+14155550101"]);
    // And again, when all is done.
    offboard(&family.main, &family.sub.sid, |_| panic!("there is nothing to agree to")).await.unwrap();
}
