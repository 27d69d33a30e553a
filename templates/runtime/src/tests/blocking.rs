//! Calls from code without an async runtime, and from code that has one.

use tokio::runtime::Runtime;

use super::server::{Reply, TestServer, ok};

/// A server that answers on a runtime of its own.
fn server(replies: Vec<Reply>) -> (Runtime, TestServer) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(TestServer::start(replies));
    (runtime, server)
}

#[test]
fn a_call_works_without_a_runtime() {
    let (_runtime, server) = server(vec![ok(r#"{"sid": "WI1"}"#), ok(r#"{"widgets": [{"sid": "WI2"}]}"#)]);
    let widget = server.widgets().create("n", "s").url("u").send_blocking().unwrap();
    assert_eq!(widget.sid, "WI1");
    assert_eq!(server.widgets().list().send_blocking().unwrap().len(), 1);
}

#[test]
fn a_list_is_an_iterator() {
    let first = r#"{"widgets": [{"sid": "WI1"}, {"sid": "WI2"}], "next_page_uri": "/next"}"#;
    let second = r#"{"widgets": [{"sid": "WI3"}]}"#;
    let (_runtime, server) = server(vec![ok(first), ok(second), ok(first), ok(second)]);
    let sids: Vec<_> = server.widgets().list().iter_blocking().map(|item| item.unwrap().sid.to_string()).collect();
    assert_eq!(sids, ["WI1", "WI2", "WI3"]);
    let sizes: Vec<_> = server.widgets().list().pages_blocking().map(|page| page.unwrap().len()).collect();
    assert_eq!(sizes, [2, 1]);
}

#[tokio::test]
async fn inside_a_runtime_it_is_refused_politely() {
    let server = TestServer::start([]).await;
    let error = server.widgets().create("n", "s").url("u").send_blocking().unwrap_err();
    assert!(error.message().starts_with("a blocking call was made inside an async runtime"), "{error}");
    let mut items = server.widgets().list().iter_blocking();
    assert!(items.next().unwrap().is_err());
    assert!(items.next().is_none());
    assert!(server.received().is_empty());
}
