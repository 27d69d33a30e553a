//! Tests the requests that a server receives: method, path, query, form and headers.

use crate::runtime::{Date, HttpMethod, Timestamp};
use crate::sample::{WidgetSid, WidgetStatus};

use super::server::{Reply, TestServer, ok};

const WIDGET: &str = r#"{"sid": "WI1"}"#;

#[tokio::test]
async fn a_create_sends_its_form_and_who_is_calling() {
    let server = TestServer::start([Reply::Body(201, WIDGET.to_owned())]).await;
    server.widgets().create("Ünï & +1 100%", "s").url("https://x.y/?a=b").send().await.unwrap();

    let received = server.only();
    assert_eq!(received.method, "POST");
    assert_eq!(received.path, "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets.json");
    assert_eq!(received.query, "");
    assert_eq!(received.body, "FriendlyName=%C3%9Cn%C3%AF+%26+%2B1+100%25&Secret=s&Url=https%3A%2F%2Fx.y%2F%3Fa%3Db");
    assert_eq!(received.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(received.header("accept"), "application/json");
    assert_eq!(received.header("authorization"), "Basic QUNYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWDp0b2tlbg==");
    assert_eq!(received.header("user-agent"), "twilio-accounts-runtime/0.0.0 rust");
}

#[tokio::test]
async fn typed_values_are_written_as_twilio_reads_them() {
    let server = TestServer::start([Reply::Body(201, WIDGET.to_owned())]).await;
    let start: Timestamp = "2024-01-31T08:30:00.75+02:00".parse().unwrap();
    let attributes = serde_json::json!({"a": [1, "b"]});
    let create = server.widgets().create("n", "s").twiml("t").method(HttpMethod::Post).start(start);
    create.enabled(false).attributes(attributes).media_url(["u", "v"]).send().await.unwrap();

    assert_eq!(
        server.only().body,
        "FriendlyName=n&Secret=s&Twiml=t&Method=POST&Start=2024-01-31T06%3A30%3A00Z&Enabled=false\
         &Attributes=%7B%22a%22%3A%5B1%2C%22b%22%5D%7D&MediaUrl=u&MediaUrl=v"
    );
}

#[tokio::test]
async fn the_three_start_times_are_three_parameters() {
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let day: Date = "2008-01-02".parse().unwrap();
    let list = server.widgets().list().start_time(day).start_time_before(day).start_time_after(day);
    list.send().await.unwrap();

    assert_eq!(
        server.only().query,
        "StartTime=2008-01-02&StartTime%3C=2008-01-02&StartTime%3E=2008-01-02&PageSize=1000"
    );
}

#[tokio::test]
async fn an_array_repeats_its_name_in_the_query() {
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let statuses = [WidgetStatus::InRepair, WidgetStatus::from("brand new")];
    server.widgets().list().status(statuses).page_size(7).send().await.unwrap();
    assert_eq!(server.only().query, "Status=in-repair&Status=brand+new&PageSize=7");
}

#[tokio::test]
async fn setting_a_parameter_again_replaces_it_in_its_place() {
    let server = TestServer::start([Reply::Body(201, WIDGET.to_owned())]).await;
    let create = server.widgets().create("n", "s").url("first").enabled(true).url("second");
    create.media_url(["u", "v"]).media_url(["w"]).send().await.unwrap();
    assert_eq!(server.only().body, "FriendlyName=n&Secret=s&Url=second&Enabled=true&MediaUrl=w");
}

#[tokio::test]
async fn an_empty_form_still_has_its_content_type() {
    let server = TestServer::start([ok(WIDGET)]).await;
    let sid = WidgetSid::from_unvalidated("WI1");
    server.widgets().widget(&sid).update().send().await.unwrap();
    let received = server.only();
    assert_eq!(received.body, "");
    assert_eq!(received.header("content-type"), "application/x-www-form-urlencoded");
}

#[tokio::test]
async fn a_fetch_has_no_body_and_no_content_type() {
    let server = TestServer::start([ok(WIDGET)]).await;
    server.widgets().widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap();
    let received = server.only();
    assert_eq!((received.method.as_str(), received.body.as_str()), ("GET", ""));
    assert_eq!(received.header("content-type"), "");
}

#[tokio::test]
async fn a_delete_needs_no_body_in_the_answer() {
    let replies = [Reply::Body(204, String::new()), Reply::Body(202, "accepted".to_owned())];
    let server = TestServer::start(replies).await;
    let widget = server.widgets().widget(WidgetSid::from_unvalidated("WI1"));
    widget.delete().send().await.unwrap();
    widget.delete().send().await.unwrap();
    assert_eq!(server.received()[0].method, "DELETE");
}

#[tokio::test]
async fn a_response_keeps_status_headers_and_raw_body() {
    let headers = vec![("Twilio-Request-Id", "RQ1"), ("Twilio-Concurrent-Requests", "3")];
    let body = r#"{"sid": "WI1", "annotation": "undeclared"}"#;
    let server = TestServer::start([Reply::Full(201, headers, body.to_owned())]).await;
    let response = server.widgets().create("n", "s").url("u").response().await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("RQ1"));
    assert_eq!(response.headers()["twilio-concurrent-requests"], "3");
    assert_eq!(response.body(), body.as_bytes());
    assert_eq!(response.into_value().sid, "WI1");
}

#[tokio::test]
async fn one_of_several_parameters_must_be_set_before_anything_is_sent() {
    let server = TestServer::start([]).await;
    let error = server.widgets().create("n", "s").send().await.unwrap_err();
    assert_eq!(error.to_string(), "POST /2010-04-01/Accounts/{AccountSid}/Widgets.json: one of Url, Twiml must be set");
    assert!(server.received().is_empty());
}
