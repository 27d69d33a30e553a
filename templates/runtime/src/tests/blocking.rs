//! Calls from code without an async runtime, and from code that has one.

use std::time::Duration;

use tokio::runtime::Runtime;

use crate::sample::Widgets;

use super::server::{Reply, TestServer, ok};

/// Starts a server that runs on its own runtime.
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
    let first = r#"{"widgets": [{"sid": "WI1"}, {"sid": "WI2"}], "next_page_uri": "?Page=1"}"#;
    let second = r#"{"widgets": [{"sid": "WI3"}]}"#;
    let (_runtime, server) = server(vec![ok(first), ok(second), ok(first), ok(second)]);
    let sids: Vec<_> = server.widgets().list().iter_blocking().map(|item| item.unwrap().sid.to_string()).collect();
    assert_eq!(sids, ["WI1", "WI2", "WI3"]);
    let sizes: Vec<_> = server.widgets().list().pages_blocking().map(|page| page.unwrap().len()).collect();
    assert_eq!(sizes, [2, 1]);
}

#[tokio::test]
async fn inside_a_task_it_is_refused_politely() {
    let server = TestServer::start([]).await;
    let error = server.widgets().create("n", "s").url("u").send_blocking().unwrap_err();
    assert!(error.message().starts_with("a blocking call was made inside an async task"), "{error}");
    let mut items = server.widgets().list().iter_blocking();
    assert!(items.next().unwrap().is_err());
    assert!(items.next().is_none());
    assert!(server.received().is_empty());
}

/// Creates a widget and reads a list with blocking calls. Returns the SID of the widget.
fn call(widgets: &Widgets) -> String {
    let created = widgets.create("n", "s").url("u").send_blocking().unwrap();
    let listed: Vec<_> = widgets.list().iter_blocking().map(|item| item.unwrap().sid).collect();
    assert_eq!(listed, ["WI1"]);
    created.sid.to_string()
}

fn replies() -> Vec<Reply> {
    vec![ok(r#"{"sid": "WI1"}"#), ok(r#"{"widgets": [{"sid": "WI1"}]}"#)]
}

#[tokio::test]
async fn a_call_works_in_spawn_blocking() {
    let server = TestServer::start(replies()).await;
    let widgets = server.widgets();
    assert_eq!(tokio::task::spawn_blocking(move || call(&widgets)).await.unwrap(), "WI1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_works_in_spawn_blocking_and_block_in_place_of_several_threads() {
    let server = TestServer::start(replies().into_iter().chain(replies())).await;
    let widgets = server.widgets();
    assert_eq!(tokio::task::spawn_blocking(move || call(&widgets)).await.unwrap(), "WI1");
    let widgets = server.widgets();
    assert_eq!(tokio::task::block_in_place(|| call(&widgets)), "WI1");
    let error = tokio::spawn(async move { widgets.list().send_blocking().unwrap_err() }).await.unwrap();
    assert!(error.message().starts_with("a blocking call was made inside an async task"), "{error}");
}

#[test]
fn a_call_works_in_a_thread_that_has_entered_a_runtime() {
    let (runtime, server) = server(replies());
    let _entered = runtime.enter();
    assert_eq!(call(&server.widgets()), "WI1");
}

#[tokio::test]
async fn a_call_in_a_task_without_a_budget_ends_with_its_timeout_and_does_not_panic() {
    let server = TestServer::start([Reply::Never]).await;
    let create = server.widgets().create("n", "s").url("u").timeout(Duration::from_millis(50));
    let error = tokio::task::unconstrained(async move { create.send_blocking().unwrap_err() }).await;
    assert!(error.is_timeout(), "{error}");
}
