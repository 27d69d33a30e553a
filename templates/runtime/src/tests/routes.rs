//! A path argument stays within one segment, whatever characters it has.

use crate::runtime::ErrorKind;
use crate::sample::WidgetSid;

use super::server::{TestServer, ok};

/// Returns the last segment that the server received for a widget with this SID.
async fn received_segment(sid: &str) -> String {
    let server = TestServer::start([ok(r#"{"sid": "WI1"}"#)]).await;
    server.widgets().widget(WidgetSid::from_unvalidated(sid)).fetch().send().await.unwrap();
    let received = server.only();
    assert_eq!(received.query, "");
    let start = "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets/";
    received.path.strip_prefix(start).expect("all before the argument is untouched").to_owned()
}

#[tokio::test]
async fn reserved_characters_are_escaped() {
    assert_eq!(received_segment("WI1").await, "WI1.json");
    assert_eq!(received_segment("a/b").await, "a%2Fb.json");
    assert_eq!(received_segment("../Calls").await, "..%2FCalls.json");
    assert_eq!(received_segment("a?b=c#d").await, "a%3Fb%3Dc%23d.json");
    assert_eq!(received_segment("100% ü+").await, "100%25%20%C3%BC%2B.json");
    assert_eq!(received_segment("%2e%2e").await, "%252e%252e.json");
    assert_eq!(received_segment("a\\b\n").await, "a%5Cb%0A.json");
}

#[tokio::test]
async fn what_cannot_stay_a_segment_is_refused_before_anything_is_sent() {
    let server = TestServer::start([]).await;
    for (sid, what) in [
        ("", "is empty"),
        (".", "is a relative path step, not a value"),
        ("..", "is a relative path step, not a value"),
    ] {
        let fetch = server.widgets().widget(WidgetSid::from_unvalidated(sid)).fetch();
        let error = fetch.send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.message(), format!("the path argument Sid {what}"));
    }
    assert!(server.received().is_empty());
}
