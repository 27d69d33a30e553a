//! A secret that goes in anywhere comes out nowhere that is printed.

use std::error::Error as _;
use std::fmt::Debug;

use crate::runtime::{Client, Credentials, Error, Handle};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, Reply, TestServer, ok};

const SENTINEL: &str = "sEnTiNeL-4711";

/// Asserts that neither form of Debug shows the sentinel, in the clear or as HTTP Basic.
fn hides(value: &impl Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

fn assert_hidden(text: &str) {
    // "sEnTiNeL" in the three alignments of base64.
    for trace in [SENTINEL, "c0VuVGlOZU", "zRW5UaU5lT", "NFblRpTmVM"] {
        assert!(!text.contains(trace), "{text}");
    }
}

/// Asserts that an error and its causes hide the sentinel.
fn error_hides(error: &Error) {
    hides(error);
    assert_hidden(&error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        hides(&error);
        assert_hidden(&error.to_string());
        cause = error.source();
    }
}

/// Widgets of a client whose token is the sentinel.
fn widgets(server: &TestServer) -> Widgets {
    let credentials = Credentials::auth_token(ACCOUNT_SID, SENTINEL);
    let client = server.client_builder().credentials(credentials).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

#[test]
fn credentials_clients_and_handles_hide_secrets() {
    for credentials in [
        Credentials::auth_token("AC1", SENTINEL),
        Credentials::api_key("AC1", "SK1", SENTINEL),
        Credentials::auth_token(SENTINEL, "t"),
        Credentials::api_key("AC1", SENTINEL, "s"),
    ] {
        hides(&credentials);
        let builder = Client::builder().credentials(credentials).base_url("http://h");
        hides(&builder);
        match builder.build() {
            Ok(client) => {
                hides(&client);
                hides(&Handle::new(&client).with(SENTINEL));
            }
            Err(error) => error_hides(&error),
        }
    }
    let base_url = format!("http://user:{SENTINEL}@host");
    let builder = Client::builder().credentials(Credentials::auth_token("AC1", "t")).base_url(base_url);
    hides(&builder);
    error_hides(&builder.build().unwrap_err());
}

#[tokio::test]
async fn builders_and_models_hide_secrets() {
    let body = format!(r#"{{"sid": "WI1", "auth_token": "{SENTINEL}", "undeclared": "{SENTINEL}"}}"#);
    let headers = vec![("X-Token", SENTINEL)];
    let server = TestServer::start([Reply::Full(201, headers, body)]).await;
    let create = widgets(&server).create(SENTINEL, SENTINEL).url(SENTINEL).header("X-Token", SENTINEL);
    hides(&create);
    let response = create.response().await.unwrap();
    hides(&response);
    hides(response.value());
    assert!(server.only().body.contains(SENTINEL), "it was sent");
}

#[tokio::test]
async fn lists_and_streams_hide_filters() {
    let page = format!(r#"{{"widgets": [], "next_page_uri": "/x?FriendlyName={SENTINEL}"}}"#);
    let server = TestServer::start([ok(&page)]).await;
    let list = widgets(&server).list().friendly_name(SENTINEL);
    hides(&list);
    hides(&list.clone().stream());
    hides(&list.clone().pages());
    hides(&list.send().await.unwrap());
}

#[tokio::test]
async fn errors_hide_secrets_that_twilio_repeats() {
    let body = format!(
        r#"{{"code": 1, "message": "Secret {SENTINEL} is invalid", "more_info": "https://x/?{SENTINEL}", "details": {{"value": "{SENTINEL}"}}}}"#
    );
    let server = TestServer::start([Reply::Body(400, body)]).await;
    let error = widgets(&server).create("n", SENTINEL).url("u").send().await.unwrap_err();
    error_hides(&error);
    assert_eq!(error.message(), "Secret [redacted] is invalid");
}

#[tokio::test]
async fn errors_hide_bodies_arguments_and_queries() {
    let html = format!("<html>{SENTINEL}</html>");
    let wrong = format!(r#"{{"sid": "WI1", "auth_token": ["{SENTINEL}"]}}"#);
    let replies = [Reply::Body(502, html.clone()), Reply::Body(200, html.clone()), Reply::Body(200, wrong)];
    let server = TestServer::start(replies).await;
    let widget = widgets(&server).widget(WidgetSid::from_unvalidated(SENTINEL));
    hides(&widget);
    for _ in 0..3 {
        error_hides(&widget.fetch().send().await.unwrap_err());
    }
    let page = format!(r#"{{"widgets": [], "next_page_uri": "https://example.org/?x={SENTINEL}"}}"#);
    let server = TestServer::start([ok(&page)]).await;
    let mut stream = widgets(&server).list().friendly_name(SENTINEL).stream();
    let error = futures_util::StreamExt::next(&mut stream).await.unwrap().unwrap_err();
    error_hides(&error);
}

#[tokio::test]
async fn a_broken_connection_hides_the_url_and_the_form() {
    let base_url = super::server::start_cutting_server(b"").await;
    let credentials = Credentials::auth_token(ACCOUNT_SID, SENTINEL);
    let client = Client::builder().credentials(credentials).base_url(base_url).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    error_hides(&widgets.create(SENTINEL, SENTINEL).url(SENTINEL).send().await.unwrap_err());
    error_hides(&widgets.list().friendly_name(SENTINEL).send().await.unwrap_err());
}
