//! Tests which requests are sent again and after which delay. The clock is paused.

use std::time::Duration;

use tokio::time::Instant;

use crate::runtime::{Error, ErrorKind, Result, RetryPolicy};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, Reply, TestServer, ok};

/// Returns the widgets of a client with this policy.
fn widgets(server: &TestServer, policy: RetryPolicy) -> Widgets {
    let client = server.client_builder().retry(policy).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

fn status(status: u16) -> Reply {
    Reply::Body(status, String::new())
}

fn asking(status: u16, retry_after: &'static str) -> Reply {
    Reply::Full(status, vec![("Retry-After", retry_after)], String::new())
}

async fn fetch(widgets: &Widgets) -> Result<()> {
    widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.map(drop)
}

async fn create(widgets: &Widgets) -> Result<()> {
    widgets.create("n", "s").url("u").send().await.map(drop)
}

fn ok_widget() -> Reply {
    ok(r#"{"sid": "WI1"}"#)
}

#[tokio::test(start_paused = true)]
async fn a_post_is_repeated_only_after_429() {
    for code in [500, 502, 503, 504] {
        let server = TestServer::start([status(code), ok_widget()]).await;
        let error = create(&widgets(&server, RetryPolicy::default())).await.unwrap_err();
        assert!(error.is_ambiguous());
        assert_eq!((server.received().len(), error.attempts()), (1, 1));
    }
    let server = TestServer::start([status(429), status(429), ok_widget()]).await;
    create(&widgets(&server, RetryPolicy::default())).await.unwrap();
    assert_eq!(server.received().len(), 3);
    assert_eq!(server.received()[0].body, server.received()[2].body, "the same form each time");
}

#[tokio::test(start_paused = true)]
async fn a_get_and_a_delete_are_repeated_after_5xx() {
    let server = TestServer::start([status(500), status(503), ok_widget()]).await;
    fetch(&widgets(&server, RetryPolicy::default())).await.unwrap();
    assert_eq!(server.received().len(), 3);
    let server = TestServer::start([status(502), status(204)]).await;
    let widget = widgets(&server, RetryPolicy::default()).widget(WidgetSid::from_unvalidated("WI1"));
    widget.delete().send().await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_last_error_is_returned_with_its_attempts() {
    let server = TestServer::start((0..9).map(|_| status(503))).await;
    let error = fetch(&widgets(&server, RetryPolicy::default())).await.unwrap_err();
    assert_eq!((error.attempts(), server.received().len()), (4, 4));
    assert!(error.to_string().ends_with("503: Service Unavailable after 4 attempts"), "{error}");
    assert!(!error.is_ambiguous());
}

#[tokio::test(start_paused = true)]
async fn what_the_server_refuses_for_good_is_not_repeated() {
    for code in [400, 401, 403, 404, 405, 409] {
        let server = TestServer::start([status(code), ok_widget()]).await;
        let error = fetch(&widgets(&server, RetryPolicy::default())).await.unwrap_err();
        assert_eq!((error.attempts(), server.received().len()), (1, 1));
    }
}

/// Returns the delay of a GET between the first response and the next attempt, and the error of the GET.
async fn waited(first: Reply, policy: RetryPolicy) -> (Duration, Option<Error>) {
    let server = TestServer::start([first, ok_widget()]).await;
    let widgets = widgets(&server, policy);
    let started = Instant::now();
    let outcome = fetch(&widgets).await;
    (started.elapsed(), outcome.err())
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_waited_for() {
    let (waited, error) = waited(asking(429, "7"), RetryPolicy::default()).await;
    assert!(error.is_none());
    assert!((Duration::from_secs(7)..Duration::from_secs(8)).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    // Real time also passes until the response arrives.
    let started = std::time::Instant::now();
    let until = jiff::Timestamp::now() + Duration::from_secs(20);
    let date = until.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let (waited, error) = waited(asking(503, Box::leak(date.into_boxed_str())), RetryPolicy::default()).await;
    assert!(error.is_none());
    let shortest = Duration::from_secs(18).saturating_sub(started.elapsed());
    assert!((shortest..Duration::from_secs(21)).contains(&waited), "{waited:?}");
    let (waited, error) = self::waited(asking(503, "Sun, 06 Nov 1994 08:49:37 GMT"), RetryPolicy::default()).await;
    assert!(error.is_none() && waited < Duration::from_secs(1), "a date in the past is no wait");
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_a_day_is_left_to_the_caller() {
    let (waited, error) = waited(asking(429, "86400"), RetryPolicy::default()).await;
    let error = error.unwrap();
    assert!(waited < Duration::from_secs(1));
    assert!(error.is_rate_limited());
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(86400))));
}

#[tokio::test(start_paused = true)]
async fn the_backoff_is_random_and_bounded() {
    let policy = RetryPolicy::default().base_delay(Duration::from_secs(4)).max_delay(Duration::from_secs(4));
    let mut delays = Vec::new();
    for _ in 0..20 {
        delays.push(waited(status(500), policy.clone()).await.0);
    }
    assert!(delays.iter().all(|delay| *delay < Duration::from_millis(4100)), "{delays:?}");
    delays.sort();
    assert!(delays[19] - delays[0] > Duration::from_millis(200), "full jitter spreads: {delays:?}");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_attempts_and_waits() {
    let policy = RetryPolicy::default().deadline(Duration::from_secs(5));
    let (waited, error) = waited(asking(429, "6"), policy.clone()).await;
    assert!(error.unwrap().is_rate_limited() && waited < Duration::from_secs(1), "it would end after the deadline");
    let (waited, error) = self::waited(asking(429, "3"), policy).await;
    assert!(error.is_none() && waited >= Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn a_request_has_a_policy_of_its_own() {
    let server = TestServer::start([status(500), ok_widget()]).await;
    let widgets = widgets(&server, RetryPolicy::default());
    let fetch = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().retry(RetryPolicy::none());
    assert_eq!(fetch.send().await.unwrap_err().attempts(), 1);
    let server = TestServer::start([status(500), ok(r#"{"widgets": []}"#)]).await;
    let list = self::widgets(&server, RetryPolicy::none()).list().retry(RetryPolicy::default());
    assert!(list.send().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_later_page_is_repeated_too() {
    let first = r#"{"widgets": [{"sid": "WI1"}], "next_page_uri": "?Page=1"}"#;
    let server = TestServer::start([ok(first), status(503), ok(r#"{"widgets": [{"sid": "WI2"}]}"#)]).await;
    let items = widgets(&server, RetryPolicy::default()).list().stream();
    let items: Vec<_> = futures_util::StreamExt::collect(items).await;
    assert_eq!(items.into_iter().map(|item| item.unwrap().sid.to_string()).collect::<Vec<_>>(), ["WI1", "WI2"]);
}

#[tokio::test(start_paused = true)]
async fn a_post_that_never_connected_is_repeated() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let server = TestServer::start([]).await;
    let client = server.client_builder().base_url(base_url).retry(RetryPolicy::default()).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
    let error = create(&widgets).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(!error.is_ambiguous());
}

#[tokio::test(start_paused = true)]
async fn every_form_of_retry_after_is_read() {
    let day = Duration::from_secs(86400);
    for asked in ["86400.0", "86400, 86400", "86399.5"] {
        let (waited, error) = waited(asking(429, asked), RetryPolicy::default()).await;
        assert!(waited < Duration::from_secs(1), "{asked}");
        assert_eq!(error.unwrap().retry_after(), Some(day), "{asked}");
    }
    for asked in ["99999999999999999999999", "Sat, 06 Nov 2094 08:49:37 GMT", "Mon, 06 Nov 2094 08:49:37 GMT"] {
        let (_, error) = waited(asking(429, asked), RetryPolicy::default()).await;
        assert!(error.unwrap().retry_after().unwrap() > day, "{asked}");
    }
    for past in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        let (waited, error) = waited(asking(429, past), RetryPolicy::default()).await;
        assert!(error.is_none() && waited < Duration::from_secs(1), "{past}");
    }
}
