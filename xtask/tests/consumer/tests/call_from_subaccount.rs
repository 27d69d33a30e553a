//! Making a phone call with a subaccount, as "Making a phone call with a Subaccount" does.

use twilio_accounts::api::v2010::types::CallStatus;
use twilio_accounts::sid::AccountSid;
use twilio_accounts::{Decimal, ErrorKind, HttpMethod};

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

const SUBACCOUNT: &str = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
const CALLS: &str = "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Calls.json";
const FROM: &str = "+14158141829";
const TO: &str = "+16518675310";
const URL: &str = "http://twimlets.com/message?Message%5B0%5D=Hello%20from%20your%20subaccount";

#[tokio::test]
async fn a_call_is_made_from_the_subaccount_in_the_path() {
    let form = [("To", TO), ("From", FROM), ("Url", URL)];
    let exchange = Exchange::post(CALLS).form(&form).answer(201, example("subaccounts_create_call"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT));
    let call = subaccount.calls().create(TO, FROM).url(URL).send().await.unwrap();

    assert_eq!(call.sid, "CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(call.account_sid, SUBACCOUNT);
    assert_eq!(call.status, CallStatus::Completed);
    assert_eq!(call.direction.as_ref().map(ToString::to_string).as_deref(), Some("inbound"));
    assert_eq!((call.from.as_deref(), call.to.as_deref()), (Some(FROM), Some(TO)));
    assert_eq!(call.phone_number_sid.unwrap(), "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(call.price, Some(Decimal::new(-3, 2)));
    assert_eq!(call.price_unit.as_deref(), Some("USD"));
    assert_eq!(call.start_time, Some(timestamp("2010-08-31T20:36:29Z")));
    assert_eq!(call.end_time, Some(timestamp("2010-08-31T20:36:44Z")));
    assert_eq!(call.duration.as_deref(), Some("15"));
    assert_eq!(call.queue_time.as_deref(), Some("1000"));
    assert!(call.answered_by.is_none());
    assert!(call.caller_name.is_none());
    assert!(call.group_sid.is_none());
    assert!(call.parent_call_sid.is_none());
    assert!(call.trunk_sid.is_none());
    assert_eq!(call.subresource_uris.unwrap().len(), 9);
}

#[tokio::test]
async fn the_fields_that_the_crate_does_not_know_stay_in_the_raw_body() {
    let form = [("To", TO), ("From", FROM), ("Url", URL)];
    let exchange = Exchange::post(CALLS).form(&form).answer(201, example("subaccounts_create_call"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT));
    let response = subaccount.calls().create(TO, FROM).url(URL).response().await.unwrap();

    let raw: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(raw.get("annotation"), Some(&serde_json::Value::Null));
}

#[tokio::test]
async fn a_call_without_anything_to_say_is_refused_before_it_is_sent() {
    let server = Server::start([]).await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT));
    let error = subaccount.calls().create(TO, FROM).record(true).await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(!error.is_ambiguous());
    assert_eq!(error.status(), None);
    let route = "/2010-04-01/Accounts/{AccountSid}/Calls.json";
    assert_eq!(error.to_string(), format!("POST {route}: one of Url, Twiml, ApplicationSid must be set"));
}

#[tokio::test]
async fn twiml_or_an_application_does_instead_of_a_url() {
    let application = "APaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let twiml = "<Response><Say>Ahoy!</Say></Response>";
    let answer = example("subaccounts_create_call");
    let server = Server::start([
        Exchange::post(CALLS).form(&[("To", TO), ("From", FROM), ("Twiml", twiml)]).answer(201, answer.clone()),
        Exchange::post(CALLS).form(&[("To", TO), ("From", FROM), ("ApplicationSid", application)]).answer(201, answer),
    ])
    .await;
    let client = server.client();

    let calls = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).calls();
    calls.create(TO, FROM).twiml(twiml).await.unwrap();
    let application: twilio_accounts::sid::ApplicationSid = application.parse().unwrap();
    calls.create(TO, FROM).application_sid(&application).await.unwrap();
}

#[tokio::test]
async fn options_of_every_kind_arrive_in_the_form() {
    let form = [
        ("To", TO),
        ("From", FROM),
        ("Url", URL),
        ("Method", "GET"),
        ("StatusCallbackEvent", "initiated"),
        ("StatusCallbackEvent", "answered"),
        ("Timeout", "20"),
        ("Record", "true"),
    ];
    let exchange = Exchange::post(CALLS).form(&form).answer(201, example("subaccounts_create_call"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let calls = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).calls();
    let call = calls
        .create(TO, FROM)
        .url(URL)
        .method(HttpMethod::Get)
        .status_callback_event(["initiated", "answered"])
        .ring_timeout(20)
        .record(true);
    call.await.unwrap();
}
