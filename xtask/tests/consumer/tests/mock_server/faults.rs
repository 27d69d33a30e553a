//! Tests the faults that the mock server injects.

use super::Family;
use futures_util::TryStreamExt;
use std::time::Duration;
use twilio_accounts::RetryPolicy;
use twilio_accounts::mock_server::Fault;

#[tokio::test]
async fn too_many_requests_say_when_to_come_back_and_are_repeated() {
    let family = Family::start().await;
    let fault = Fault::too_many_requests().retry_after(0).times(2);
    family.twilio.inject(fault.clone());
    let error = family.main_account().fetch().retry(RetryPolicy::none()).await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!((error.code(), error.retry_after()), (Some(20429), Some(Duration::ZERO)));
    family.twilio.inject(fault);
    let response = family.main.api().v2010().accounts().create().friendly_name("Nautilus").response().await.unwrap();
    assert_eq!(response.attempts(), 4, "one is left of the first fault, two of the second");
    let named = family.main.api().v2010().accounts().list().friendly_name("Nautilus").stream();
    assert_eq!(named.try_collect::<Vec<_>>().await.unwrap().len(), 1, "a 429 was not processed");
}

#[tokio::test]
async fn a_server_error_after_processing_is_ambiguous() {
    let family = Family::start().await;
    family.twilio.inject(Fault::server_error(503).after_processing().on("POST "));
    let error = family.main.api().v2010().accounts().create().friendly_name("Nautilus").await.unwrap_err();
    assert!(error.is_ambiguous());
    let named = family.main.api().v2010().accounts().list().friendly_name("Nautilus").stream();
    assert_eq!(named.try_collect::<Vec<_>>().await.unwrap().len(), 1, "it was processed all the same");
}

#[tokio::test]
async fn a_server_error_before_processing_leaves_nothing() {
    let family = Family::start().await;
    family.twilio.inject(Fault::server_error(500));
    let error = family.main.api().v2010().accounts().create().friendly_name("Nautilus").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    let named = family.main.api().v2010().accounts().list().friendly_name("Nautilus").stream();
    assert!(named.try_collect::<Vec<_>>().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_broken_connection_after_processing_is_ambiguous() {
    let family = Family::start().await;
    family.twilio.inject(Fault::broken_connection().after_processing().on("POST "));
    let error = family.main.api().v2010().accounts().create().friendly_name("Nautilus").await.unwrap_err();
    assert!(error.is_ambiguous(), "{error}");
    let named = family.main.api().v2010().accounts().list().friendly_name("Nautilus").stream();
    assert_eq!(named.try_collect::<Vec<_>>().await.unwrap().len(), 1, "it was processed all the same");
}

#[tokio::test]
async fn what_a_broken_connection_was_to_bring_is_asked_for_again() {
    let family = Family::start().await;
    family.twilio.inject(Fault::broken_connection().on("GET "));
    let response = family.main_account().fetch().response().await.unwrap();
    assert_eq!(response.attempts(), 2);
}

#[tokio::test]
async fn a_page_of_a_proxy_or_nothing_keeps_the_status() {
    let family = Family::start().await;
    for fault in [Fault::server_error(502).as_html(), Fault::server_error(502).without_body()] {
        family.twilio.inject(fault);
        let error = family.main_account().fetch().retry(RetryPolicy::none()).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.code()), (502, None));
        assert!(!error.to_string().contains('<'), "{error}");
    }
}

#[tokio::test]
async fn an_error_says_how_long_the_server_asks_to_wait() {
    let family = Family::start().await;
    family.twilio.inject(Fault::too_many_requests().retry_after(3_600));
    let error = family.main_account().fetch().await.unwrap_err();
    assert!(error.to_string().ends_with("; the server asks to wait 3600 s"), "{error}");
}

#[tokio::test]
async fn a_fault_strikes_the_requests_it_is_for() {
    let family = Family::start().await;
    let once = || RetryPolicy::none();
    family.twilio.inject(Fault::server_error(503).on("/Keys").every(2).times(2));
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        family.main_account().fetch().retry(once()).await.unwrap();
        outcomes.push(family.main_account().keys().list().retry(once()).stream().try_next().await.is_ok());
    }
    assert_eq!(outcomes, [true, false, true, false, true, true]);
}

#[tokio::test]
async fn answers_carry_the_headers_of_twilio() {
    let family = Family::start().await;
    let response = family.main_account().fetch().response().await.unwrap();
    assert!(response.request_id().unwrap().starts_with("RQ"));
    assert_eq!(response.headers()["twilio-concurrent-requests"], "1");
    let error = family.main.accounts().v1().safelist().fetch("+14155550100").await.unwrap_err();
    assert!(error.request_id().unwrap().starts_with("RQ"));
}
