//! A secret that is passed in anywhere is never printed.

use std::error::Error as _;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::runtime::{Client, Credentials, Error, ErrorKind, Handle, RetryPolicy};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::faults::{FaultServer, WIDGET};
use super::server::{ACCOUNT_SID, Reply, TestServer, ok};

const SENTINEL: &str = "sEnTiNeL-4711";

/// Asserts that neither form of Debug shows the sentinel, as plain text or as HTTP Basic.
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

/// Asserts that an error and its causes hide the sentinel, also in a panic and in everything that callers can read.
fn error_hides(error: Error) {
    hides(&error);
    assert_hidden(&error.to_string());
    assert_hidden(&format!("{:?}{:?}{:?}", error.message(), error.more_info(), error.details()));
    assert_hidden(&String::from_utf8_lossy(error.body().unwrap_or_default()));
    let mut cause = error.source();
    while let Some(error) = cause {
        hides(&error);
        assert_hidden(&error.to_string());
        cause = error.source();
    }
    let failed = || -> Result<(), Error> { Err(error) };
    let panic = catch_unwind(AssertUnwindSafe(|| failed().unwrap())).unwrap_err();
    assert_hidden(panic.downcast_ref::<String>().expect("a panic of unwrap has a message"));
}

/// Returns the widgets of a client whose token is the sentinel.
fn widgets(server: &TestServer) -> Widgets {
    widgets_at(&server.base_url)
}

fn widgets_at(base_url: &str) -> Widgets {
    let builder = Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, SENTINEL));
    let client = builder.base_url(base_url).retry(RetryPolicy::none()).build().unwrap();
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
            Err(error) => error_hides(error),
        }
    }
    let base_url = format!("http://user:{SENTINEL}@host");
    let builder = Client::builder().credentials(Credentials::auth_token("AC1", "t")).base_url(base_url);
    hides(&builder);
    error_hides(builder.build().unwrap_err());
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
    let page = format!(r#"{{"widgets": [], "next_page_uri": "?FriendlyName={SENTINEL}"}}"#);
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
    assert_eq!(error.message(), "Secret [redacted] is invalid");
    error_hides(error);
}

/// Returns an error of this kind, with the sentinel in every part that a caller or a server can set.
async fn error_of_kind(kind: ErrorKind) -> Error {
    let repeated = format!(r#"{{"sid": "WI1", "auth_token": ["other", 1], "quantity": "{SENTINEL}"}}"#);
    let reply = match kind {
        ErrorKind::Configuration => {
            let credentials = Credentials::auth_token(SENTINEL, SENTINEL);
            return Client::builder().credentials(credentials).region(SENTINEL).build().unwrap_err();
        }
        ErrorKind::Connect => {
            let closed = FaultServer::refusing(&[], WIDGET);
            return widgets_at(&closed.base_url).create(SENTINEL, SENTINEL).url(SENTINEL).send().await.unwrap_err();
        }
        ErrorKind::Transport => {
            let cutting = super::server::start_cutting_server(b"").await;
            return widgets_at(&cutting).create(SENTINEL, SENTINEL).url(SENTINEL).send().await.unwrap_err();
        }
        ErrorKind::InvalidRequest => {
            let server = TestServer::start([]).await;
            return widgets(&server)
                .create(SENTINEL, SENTINEL)
                .header("X-Token", "\n")
                .url("u")
                .send()
                .await
                .unwrap_err();
        }
        ErrorKind::Paging => {
            let page = format!(r#"{{"widgets": [], "next_page_uri": "https://{SENTINEL}.example.org/?x={SENTINEL}"}}"#);
            let server = TestServer::start([ok(&page)]).await;
            let mut pages = widgets(&server).list().friendly_name(SENTINEL).pages();
            return futures_util::StreamExt::next(&mut pages).await.unwrap().unwrap_err();
        }
        ErrorKind::EmptyPages => {
            let pages = (1..=100).map(|page| {
                ok(&format!(r#"{{"widgets": [], "next_page_uri": "?FriendlyName={SENTINEL}&Page={page}"}}"#))
            });
            let server = TestServer::start(pages).await;
            let mut pages = widgets(&server).list().friendly_name(SENTINEL).pages();
            return futures_util::StreamExt::next(&mut pages).await.unwrap().unwrap_err();
        }
        ErrorKind::Redirect => Reply::Full(302, vec![("Location", "https://user:sEnTiNeL-4711@h/")], repeated),
        ErrorKind::NotModified => Reply::Full(304, vec![("ETag", SENTINEL)], String::new()),
        ErrorKind::Api => Reply::Full(400, vec![("X-Token", SENTINEL)], repeated),
        ErrorKind::Decode => Reply::Full(200, vec![("X-Token", SENTINEL)], repeated),
        ErrorKind::BodyTooLarge => Reply::Full(200, vec![("X-Token", SENTINEL)], repeated.repeat(100)),
        ErrorKind::Timeout => Reply::Never,
    };
    let server = TestServer::start([reply]).await;
    let widget = widgets(&server).widget(WidgetSid::from_unvalidated(SENTINEL));
    let fetch = widget.fetch().header("X-Token", SENTINEL);
    let fetch = fetch.max_response_body(1000);
    let fetch = if kind == ErrorKind::Timeout { fetch.timeout(Duration::from_millis(1)) } else { fetch };
    fetch.send().await.unwrap_err()
}

#[tokio::test]
async fn every_kind_of_error_hides_what_callers_and_servers_put_in() {
    use ErrorKind::{
        Api, BodyTooLarge, Configuration, Connect, Decode, EmptyPages, InvalidRequest, NotModified, Paging, Redirect,
        Timeout, Transport,
    };
    // A new kind does not compile until `error_of_kind` handles it.
    let before_the_answer = [Configuration, Connect, InvalidRequest, Timeout, Transport];
    let after_it = [Api, BodyTooLarge, Decode, EmptyPages, NotModified, Paging, Redirect];
    for kind in before_the_answer.into_iter().chain(after_it) {
        let error = error_of_kind(kind).await;
        assert_eq!(error.kind(), kind, "{error:?}");
        error_hides(error);
    }
}

#[tokio::test]
async fn the_body_of_an_error_keeps_all_but_secrets() {
    let wrong = format!(
        r#"{{"sid": [], "auth_token": "a\"b", "Api_Secret": {{"x": ["]", 1]}}, "token": null, "url": "?t={SENTINEL}", "n": 1}}"#
    );
    let server =
        TestServer::start([Reply::Body(200, wrong), Reply::Body(404, format!(r#"{{"password":"{SENTINEL}"#))]).await;
    let widget = widgets(&server).widget(WidgetSid::from_unvalidated("WI1"));
    let body = |error: Error| String::from_utf8(error.body().unwrap().to_vec()).unwrap();
    assert_eq!(
        body(widget.fetch().send().await.unwrap_err()),
        r#"{"sid": [], "auth_token": "[redacted]", "Api_Secret": "[redacted]", "token": null, "url": "?t=[redacted]", "n": 1}"#
    );
    // The body breaks off before the closing quote of the secret.
    assert_eq!(body(widget.fetch().send().await.unwrap_err()), r#"{"password":"[redacted]""#);
}

#[tokio::test]
async fn a_secret_is_recognized_however_it_is_escaped() {
    let secret = "päß/\"w\\rd";
    let body = format!(
        r#"{{"message": {}, "more_info": "https://x/?s={}", "details": "p\u00e4"}}"#,
        serde_json::json!(format!("<{secret}>")),
        "p%C3%A4%C3%9F%2F%22w%5Crd",
    );
    let server = TestServer::start([Reply::Body(400, body.clone()), Reply::Body(400, body.replace('/', "\\/"))]).await;
    for _ in 0..2 {
        let error = widgets(&server).create("n", secret).url("u").send().await.unwrap_err();
        assert_eq!(error.message(), "<[redacted]>");
        assert_eq!(error.more_info(), Some("https://x/?s=[redacted]"));
    }
}

#[tokio::test]
async fn a_secret_that_is_the_name_of_a_member_is_hidden() {
    let wrong = format!(r#"{{"sid": [], "a\"\\" : 1, "{SENTINEL}:" : {{"x\\{SENTINEL}": "\"", "token": "t"}}}}"#);
    let server = TestServer::start([Reply::Body(200, wrong)]).await;
    let error = widgets(&server).widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
    let body = String::from_utf8(error.body().unwrap().to_vec()).unwrap();
    let expected = r#"{"sid": [], "a\"\\" : 1, "[redacted]:" : {"x\\[redacted]": "\"", "token": "[redacted]"}}"#;
    assert_eq!(body, expected);
    error_hides(error);
}

#[tokio::test]
async fn a_secret_that_an_escape_completes_is_hidden() {
    let secret = "0f1e2d3c4b5a69788796";
    let body = format!(r#"{{"message": "\u043{secret}"}}"#);
    let server = TestServer::start([Reply::Body(400, body)]).await;
    let error = widgets(&server).create("n", secret).url("u").send().await.unwrap_err();
    assert!(!String::from_utf8_lossy(error.body().unwrap()).contains(secret));
}

#[tokio::test]
async fn a_server_that_echoes_the_authorization_leaks_nothing() {
    let credentials = Credentials::auth_token(ACCOUNT_SID, SENTINEL);
    let authorization = credentials.authorization().unwrap();
    let basic = authorization.to_str().unwrap();
    let echo = vec![("X-Echo", &*Box::leak(basic.to_owned().into_boxed_str()))];
    let replies = [format!("<pre>{basic}</pre>"), format!(r#"{{"message": "bad {basic}"}}"#)];
    for body in replies {
        let server = TestServer::start([Reply::Full(502, echo.clone(), body)]).await;
        let error = widgets(&server).widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
        assert_eq!(error.headers().unwrap()["x-echo"], "[redacted]");
        error_hides(error);
    }
}

#[tokio::test]
async fn escapes_do_not_carry_a_secret_through() {
    let (id, part) = ("AKIAXXXXXXXXXXXXXXXX", "wJalr+XUtnFEMI/K7MDENG=");
    let secret = format!("{id}:{part}");
    for text in [
        r"wJalr\u002BXUtnFEMI\/K7MDENG\u003d".to_owned(),
        "wJalr%2bXUtnFEMI%2fK7MDENG%3d".to_owned(),
        part.to_owned(),
        format!("{id}:{part}"),
    ] {
        let body = format!(r#"{{"message": "no {text}", "details": {{"is": "{text}"}}}}"#);
        let server = TestServer::start([Reply::Body(400, body)]).await;
        let error = widgets(&server).create("n", secret.as_str()).url("u").send().await.unwrap_err();
        assert_eq!(error.message(), "no [redacted]", "{text}");
        assert_eq!(error.details().unwrap()["is"], "[redacted]");
    }
}

#[tokio::test]
async fn harmless_headers_leave_an_error_whole() {
    let body = r#"{"code": 20404, "message": "The requested test resource", "user_error": true}"#;
    for value in ["true", "20404", "code", "test"] {
        let server = TestServer::start([Reply::Body(404, body.to_owned())]).await;
        let fetch = widgets(&server).widget(WidgetSid::from_unvalidated("WI1")).fetch().header("X-Trace", value);
        let error = fetch.send().await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some(20404), "The requested test resource"));
    }
}

#[tokio::test]
async fn a_body_that_should_hold_a_secret_and_is_not_json_is_left_out() {
    for body in ["<AuthToken>other</AuthToken>", "auth_token=other", r#"x" {"auth\u005ftoken": "other"}"#] {
        let server = TestServer::start([ok(body)]).await;
        let error = widgets(&server).widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
        assert_eq!(error.body(), Some(&b"[redacted]"[..]));
    }
}

#[cfg(feature = "test-util")]
#[tokio::test]
async fn the_mock_transport_hides_what_it_remembers() {
    let transport = crate::runtime::MockTransport::new();
    transport.respond(201, format!(r#"{{"sid": "WI1", "auth_token": "{SENTINEL}"}}"#)).respond(200, SENTINEL);
    let credentials = Credentials::auth_token(ACCOUNT_SID, SENTINEL);
    let client = Client::builder().credentials(credentials).transport(transport.clone()).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    widgets.create("n", SENTINEL).url("u").send().await.unwrap();
    hides(&transport);
}

#[tokio::test]
async fn errors_hide_arguments_and_queries() {
    let html = format!("<html>{SENTINEL}</html>");
    let server = TestServer::start([Reply::Body(502, html.clone()), Reply::Body(200, html.clone())]).await;
    let widget = widgets(&server).widget(WidgetSid::from_unvalidated(SENTINEL));
    hides(&widget);
    for _ in 0..2 {
        error_hides(widget.fetch().send().await.unwrap_err());
    }
}
