//! The states of a call, and who may place one.

use super::{Family, buy, refusal};
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::account::call::CallResource;
use twilio_accounts::api::v2010::types::{AccountStatus, Call, CallStatus, UpdateCallStatus};
use twilio_accounts::{Date, Decimal};

/// A call that the subaccount has placed.
async fn placed(family: &Family) -> Call {
    let account = family.sub_account();
    buy(&account, "+14155550100").await;
    account.calls().create("+14155550199", "+14155550100").url("https://example.com/voice").await.unwrap()
}

fn handle(family: &Family, call: &Call) -> CallResource {
    family.sub_account().call(&call.sid)
}

#[tokio::test]
async fn a_call_is_queued_answered_ended_and_priced() {
    let family = Family::start().await;
    let call = placed(&family).await;
    assert_eq!((call.status.clone(), call.duration.clone(), call.price), (CallStatus::Queued, None, None));
    assert!(family.twilio.answer_call(&call.sid));
    assert_eq!(handle(&family, &call).fetch().await.unwrap().status, CallStatus::InProgress);
    assert!(family.twilio.hang_up(&call.sid, 15));
    let ended = handle(&family, &call).fetch().await.unwrap();
    assert_eq!((ended.status, ended.duration.as_deref(), ended.price), (CallStatus::Completed, Some("15"), None));
    assert!(family.twilio.charge(&call.sid, Decimal::new(3, 2), "USD"));
    let priced = handle(&family, &call).fetch().await.unwrap();
    assert_eq!((priced.price, priced.price_unit.as_deref()), (Some(Decimal::new(-3, 2)), Some("USD")));
}

#[tokio::test]
async fn what_the_network_cannot_do_it_says() {
    let family = Family::start().await;
    let call = placed(&family).await;
    assert!(!family.twilio.hang_up(&call.sid, 1), "nobody has answered");
    assert!(family.twilio.answer_call(&call.sid));
    assert!(!family.twilio.answer_call(&call.sid), "somebody has answered");
    assert!(!family.twilio.charge("CA00000000000000000000000000000000", Decimal::ONE, "USD"));
    assert!(!family.twilio.deliver_message("SM00000000000000000000000000000000"));
}

#[tokio::test]
async fn a_call_needs_a_number_of_the_account_and_somebody_to_call() {
    let family = Family::start().await;
    let calls = family.sub_account().calls();
    let from_nobody = calls.create("+14155550199", "+14155550100").twiml("<Response/>").send();
    assert_eq!(refusal(from_nobody.await), (400, 21210));
    buy(&family.sub_account(), "+14155550100").await;
    assert_eq!(refusal(calls.create("nobody", "+14155550100").twiml("<Response/>").await), (400, 21211));
    calls.create("client:joe", "+14155550100").twiml("<Response/>").await.unwrap();
    // The number of another account of the family is not one of this account.
    let calls = family.main_account().calls();
    let with_theirs = calls.create("+14155550199", "+14155550100").twiml("<Response/>").send();
    assert_eq!(refusal(with_theirs.await), (400, 21210));
}

#[tokio::test]
async fn canceling_stops_a_call_before_it_is_answered_only() {
    let family = Family::start().await;
    let call = placed(&family).await;
    let canceled = handle(&family, &call).update().status(UpdateCallStatus::Canceled).await.unwrap();
    assert_eq!(canceled.status, CallStatus::Canceled);
    let sid = family.twilio.receive_call(&family.sub.sid, "+14155550199", "+14155550100").unwrap().parse().unwrap();
    let goes_on = family.sub_account().call(&sid).update().status(UpdateCallStatus::Canceled).await.unwrap();
    assert_eq!(goes_on.status, CallStatus::InProgress);
}

#[tokio::test]
async fn a_finished_call_does_not_change_and_an_unfinished_one_is_not_deleted() {
    let family = Family::start().await;
    let call = placed(&family).await;
    let call = handle(&family, &call);
    assert_eq!(refusal(call.delete().await), (409, 20009));
    call.update().status(UpdateCallStatus::Completed).await.unwrap();
    assert_eq!(refusal(call.update().status(UpdateCallStatus::Completed).await), (400, 21220));
    call.delete().await.unwrap();
    assert_eq!(refusal(call.fetch().await), (404, 20404));
}

#[tokio::test]
async fn only_an_active_account_is_called() {
    let family = Family::start().await;
    let receive = |account: &str| family.twilio.receive_call(account, "+14155550199", "+14155550100");
    let noon = || "2018-01-15T12:00:00Z".parse().unwrap();
    assert_eq!(receive("AC00000000000000000000000000000000"), None);
    assert_eq!(family.twilio.past_call("Submarine", noon(), 60), None);
    for status in [AccountStatus::Suspended, AccountStatus::Closed] {
        family.set_status(status).await;
        assert_eq!(receive(family.sub.sid.as_str()), None);
        assert_eq!(family.twilio.past_call(&family.sub.sid, noon(), 60), None);
    }
    let calls: Vec<_> = family.sub_account().calls().list().stream().try_collect().await.unwrap();
    assert!(calls.is_empty());
}

#[tokio::test]
async fn calls_are_found_by_status_and_day() {
    let family = Family::start().await;
    let past = |start: &str| family.twilio.past_call(&family.sub.sid, start.parse().unwrap(), 60).unwrap();
    for start in ["2018-01-14T23:59:59Z", "2018-01-15T00:00:00Z", "2018-01-15T12:00:00Z", "2018-01-16T00:00:00Z"] {
        past(start);
    }
    let day = Date::constant(2018, 1, 15);
    let list = || family.sub_account().calls().list().status(CallStatus::Completed);
    // A day as a bound is its first moment, which is in the span.
    for (calls, expected) in [
        (list(), 4),
        (list().start_time(day), 2),
        (list().start_time_after(day), 3),
        (list().start_time_before(day), 2),
    ] {
        assert_eq!(calls.stream().try_collect::<Vec<_>>().await.unwrap().len(), expected);
    }
    let in_progress = family.sub_account().calls().list().status(CallStatus::InProgress).stream();
    assert!(in_progress.try_collect::<Vec<_>>().await.unwrap().is_empty());
}
