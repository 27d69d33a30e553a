//! Failures below HTTP: no connection, a connection that breaks.

use std::error::Error as _;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::runtime::{Client, Credentials, ErrorKind, RetryPolicy};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, start_cutting_server};

/// Returns the widgets at this base URL.
fn widgets_at(base_url: &str) -> Widgets {
    let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
    let client =
        Client::builder().credentials(credentials).base_url(base_url).retry(RetryPolicy::none()).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

#[tokio::test]
async fn a_refused_connection_is_not_ambiguous() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let create = widgets_at(&format!("http://{address}")).create("n", "s").url("u");
    let error = create.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().starts_with("could not connect: "), "{error}");
    assert!(!error.is_ambiguous(), "Twilio never saw it");
    assert!(error.source().is_some());
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_post_cut_off_before_the_answer_is_ambiguous() {
    let widgets = widgets_at(&start_cutting_server(b"").await);
    let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_ambiguous());
    let fetch = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch();
    assert!(!fetch.send().await.unwrap_err().is_ambiguous());
}

#[tokio::test]
async fn an_answer_cut_off_keeps_its_status() {
    let start = b"HTTP/1.1 201 Created\r\nTwilio-Request-Id: RQ1\r\nContent-Length: 100\r\n\r\n{\"sid\"";
    let create = widgets_at(&start_cutting_server(start).await).create("n", "s").url("u");
    let error = create.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.request_id(), Some("RQ1"));
    assert!(error.is_ambiguous());
}

#[tokio::test]
async fn no_error_shows_where_it_was_sent() {
    let base_url = start_cutting_server(b"").await;
    let sid = WidgetSid::from_unvalidated("WIsecretargument");
    let error = widgets_at(&base_url).widget(sid).fetch().send().await.unwrap_err();
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        shown.push_str(&format!("{error} {error:?} {error:#?}"));
        cause = error.source();
    }
    assert!(!shown.contains("secretargument") && !shown.contains(ACCOUNT_SID), "{shown}");
}

#[tokio::test]
async fn a_failed_tls_handshake_is_not_ambiguous() {
    let base_url = start_cutting_server(b"not TLS").await.replace("http:", "https:");
    let error = widgets_at(&base_url).create("n", "s").url("u").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!error.is_ambiguous(), "nothing but the handshake was sent");
}

#[tokio::test]
async fn a_refusal_whose_body_is_cut_off_is_still_a_refusal() {
    let base_url =
        start_cutting_server(b"HTTP/1.1 404 Not Found\r\nTwilio-Request-Id: RQ1\r\nContent-Length: 9\r\n\r\n{").await;
    let error = widgets_at(&base_url).create("n", "s").url("u").send().await.unwrap_err();
    assert!(error.is_not_found() && !error.is_ambiguous(), "{error:?}");
    assert_eq!(error.request_id(), Some("RQ1"));
    let base_url = start_cutting_server(b"HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 9\r\n\r\n{").await;
    let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
    let at_once = RetryPolicy::default().base_delay(Duration::ZERO);
    let client = Client::builder().credentials(credentials).base_url(base_url).retry(at_once).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() > 1, "{error:?}");
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_a_connection_that_was_never_opened() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let silent = tokio::spawn(async move {
        let mut connections = Vec::new();
        while let Ok(connection) = listener.accept().await {
            connections.push(connection);
        }
    });
    let client = Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, "token")).base_url(base_url);
    let client = client.retry(RetryPolicy::none()).connect_timeout(Duration::from_millis(50)).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_timeout() && !error.is_ambiguous(), "{error:?}");
    silent.abort();
}
