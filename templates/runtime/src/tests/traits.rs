//! Tests the traits that async code needs: `Send`, `'static`, `Unpin`, and `.await` without `.send()`.

use std::future::IntoFuture;

use crate::runtime::{Client, Error, ItemStream, Page, PageStream, Response};
use crate::sample::{CreateWidget, DeleteWidget, ListWidget, Widget, WidgetSid, Widgets};

use super::server::{Reply, TestServer, ok};

fn is_send<T: Send + 'static>() {}
fn is_sync<T: Sync>() {}
fn is_unpin<T: Unpin>() {}
fn value_is_send<T: Send + 'static>(_: &T) {}

#[test]
fn everything_can_be_moved_to_another_thread() {
    is_send::<Client>();
    is_send::<Error>();
    is_send::<Widgets>();
    is_send::<CreateWidget>();
    is_send::<ListWidget>();
    is_send::<Page<Widget>>();
    is_send::<Response<Widget>>();
    is_send::<ItemStream<Widget>>();
    is_send::<PageStream<Widget>>();
    is_send::<<DeleteWidget as IntoFuture>::IntoFuture>();
    is_sync::<Client>();
    is_sync::<Error>();
    is_sync::<Widgets>();
    is_sync::<CreateWidget>();
    is_unpin::<ItemStream<Widget>>();
    is_unpin::<PageStream<Widget>>();
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    is_send::<Box<dyn std::error::Error + Send + Sync>>();
    let _: fn(Error) -> Box<dyn std::error::Error + Send + Sync> = |error| error.into();
}

#[tokio::test]
async fn builders_can_be_awaited_in_another_task() {
    let widget = r#"{"sid": "WI1"}"#;
    let list = r#"{"widgets": [{"sid": "WI1"}]}"#;
    let server = TestServer::start([Reply::Body(201, widget.to_owned()), ok(list), ok(widget)]).await;
    let widgets = server.widgets();
    let create = widgets.create("n", "s").url("u");
    let created = tokio::spawn(async move { create.await }).await.unwrap().unwrap();
    assert_eq!(created.sid, "WI1");
    assert_eq!(widgets.list().await.unwrap().len(), 1);
    let sending = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send();
    value_is_send(&sending);
    assert_eq!(sending.await.unwrap().sid, "WI1");
}
