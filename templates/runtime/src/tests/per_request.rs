//! Settings of one request and of one client: each of these tests fails when the setting is ignored.

use std::time::Duration;

use crate::runtime::ErrorKind;
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, Reply, TestServer, ok};

const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_request_has_its_own_timeout() {
    let server = TestServer::start([Reply::Never]).await;
    let error = server.widgets().create("n", "s").url("u").timeout(SHORT).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout());
    assert!(error.is_ambiguous(), "the server has the POST");
    assert_eq!(error.message(), "no complete answer within 50ms");
}

#[tokio::test]
async fn a_list_has_its_own_timeout() {
    let server = TestServer::start([Reply::Never]).await;
    let error = server.widgets().list().timeout(SHORT).send().await.unwrap_err();
    assert_eq!(error.message(), "no complete answer within 50ms");
    assert!(error.is_timeout() && !error.is_ambiguous());
}

#[tokio::test]
async fn a_client_has_a_timeout_for_all_requests() {
    let server = TestServer::start([Reply::Never]).await;
    let client = server.client_builder().timeout(SHORT).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    let error = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
    assert_eq!(error.message(), "no complete answer within 50ms");
}

#[tokio::test]
async fn headers_are_sent_and_replace_the_usual_ones() {
    let server = TestServer::start([ok(r#"{"sid": "WI1"}"#)]).await;
    let update = server.widgets().widget(WidgetSid::from_unvalidated("WI1")).update().if_match("v1");
    let update = update.header("X-Trace", "first").header("x-trace", "second");
    update.header("Accept", "text/csv").send().await.unwrap();
    let received = server.only();
    assert_eq!(received.header("if-match"), "v1");
    assert_eq!(received.header("x-trace"), "second");
    assert_eq!(received.headers.get_all("x-trace").iter().count(), 1);
    assert_eq!(received.header("accept"), "text/csv");
}

#[tokio::test]
async fn headers_go_with_every_page() {
    let first = r#"{"widgets": [{"sid": "WI1"}], "next_page_uri": "?Page=1"}"#;
    let server = TestServer::start([ok(first), ok(r#"{"widgets": []}"#)]).await;
    let list = server.widgets().list().header("X-Trace", "t").stream();
    let _: Vec<_> = futures_util::StreamExt::collect(list).await;
    let traces: Vec<_> = server.received().iter().map(|one| one.header("x-trace").to_owned()).collect();
    assert_eq!(traces, ["t", "t"]);
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_errors() {
    let server = TestServer::start([]).await;
    for (name, value, sentence) in [
        ("bad name", "v", "a header name is not valid: use letters, digits and hyphens"),
        ("X-Trace", "a\nb", "the value of the header x-trace holds a control character"),
        ("Authorization", "v", "the header authorization is set from the client's credentials"),
    ] {
        let error = server.widgets().list().header(name, value).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.message(), sentence);
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn the_user_agent_can_be_extended() {
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let client = server.client_builder().user_agent_suffix("app/1").build().unwrap();
    let account_sid = AccountSid::from_unvalidated(ACCOUNT_SID);
    Widgets::new(&client, &account_sid).list().send().await.unwrap();
    assert_eq!(server.only().header("user-agent"), "twilio-accounts-runtime/0.0.0 rust app/1");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn settings_of_the_users_own_are_used() {
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let mut headers = http::HeaderMap::new();
    headers.insert("x-own", http::HeaderValue::from_static("yes"));
    let own = reqwest::Client::builder().default_headers(headers);
    let client = server.client_builder().http_client(own).build().unwrap();
    let account_sid = AccountSid::from_unvalidated(ACCOUNT_SID);
    Widgets::new(&client, &account_sid).list().send().await.unwrap();
    assert_eq!(server.only().header("x-own"), "yes");
}
