//! The span of a request: the fields that it records, and the data that it never records.

use std::io;
use std::sync::{Arc, Mutex};

use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::sample::WidgetSid;

use super::server::{Reply, TestServer};

/// The text that subscribers wrote.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_request_is_one_span_without_arguments_parameters_or_secrets() {
    let reply = |status, headers, body: &str| Reply::Full(status, headers, body.to_owned());
    let server = TestServer::start([
        reply(201, vec![("Twilio-Request-Id", "RQ1")], r#"{"sid": "WI1", "auth_token": "sentinel"}"#),
        reply(200, vec![("Twilio-Request-Id", "dG9rZW4=")], r#"{"sid": "WI1"}"#),
        reply(404, vec![], r#"{"message": "sentinel is not here", "code": 20404}"#),
    ])
    .await;
    // With one subscriber, tracing asks only the thread that first reaches a span whether the span is wanted, and
    // caches the result. That thread may run another test, without a subscriber. With two subscribers, it asks both.
    let _second = tracing::Dispatch::new(tracing_subscriber::fmt().with_writer(io::sink).finish());
    let written = Written::default();
    let writer = written.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let calls = async {
        server.widgets().create("sentinel", "sentinel").url("sentinel").send().await.unwrap();
        let widget = server.widgets().widget(WidgetSid::from_unvalidated("sentinel"));
        widget.fetch().send().await.unwrap();
        widget.fetch().send().await.unwrap_err();
    };
    calls.with_subscriber(subscriber).await;
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    for expected in [
        r#"twilio_request{method=POST route="/2010-04-01/Accounts/{AccountSid}/Widgets.json""#,
        "attempts=1",
        "status=201",
        r#"request_id="RQ1""#,
        r#"request_id="[redacted]""#,
        "duration_ms=",
        "status=404",
        "error=Api",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert!(!text.contains("sentinel") && !text.contains("dG9rZW4"), "{text}");
}
