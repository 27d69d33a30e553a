//! Lists that never end: each ends in an error, and none blocks other tasks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};

use crate::runtime::{Client, Credentials, Error, ErrorKind, Transport, TransportFuture};
use crate::sample::{AccountSid, Widgets};

use super::server::{ACCOUNT_SID, TestServer, ok};

/// A transport that responds at once, always with another link. Only every `n`-th page has items.
#[derive(Clone, Default)]
struct EndlessTransport {
    sent: Arc<AtomicUsize>,
    with_item_every: usize,
}

impl Transport for EndlessTransport {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        let page = self.sent.fetch_add(1, Ordering::SeqCst) + 1;
        let has_item = page.is_multiple_of(self.with_item_every);
        let items = if has_item { r#"{"sid": "WI1"}"# } else { "" };
        let body = format!(r#"{{"widgets": [{items}], "next_page_uri": "?Page={page}"}}"#);
        Box::pin(std::future::ready(Ok(http::Response::new(Bytes::from(body)))))
    }
}

fn widgets(transport: &EndlessTransport) -> Widgets {
    let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
    let client = Client::builder().credentials(credentials).transport(transport.clone()).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

fn assert_empty_pages(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::EmptyPages);
    assert_eq!(error.message(), "the list sent 100 empty pages in a row and links to more: it may never end");
    assert_eq!(error.path(), Some("/2010-04-01/Accounts/{AccountSid}/Widgets.json"));
}

#[tokio::test]
async fn a_hundred_empty_pages_in_a_row_are_an_error_in_all_forms() {
    let replies = || (1..=200).map(|page| ok(&format!(r#"{{"widgets": [], "next_page_uri": "?Page={page}"}}"#)));
    for limit in [None, Some(5)] {
        let list = |server: &TestServer| {
            let list = server.widgets().list();
            limit.into_iter().fold(list, |list, limit| list.limit(limit))
        };
        let server = TestServer::start(replies()).await;
        assert_empty_pages(&list(&server).stream().try_collect::<Vec<_>>().await.unwrap_err());
        assert_eq!(server.received().len(), 100);
        let server = TestServer::start(replies()).await;
        assert_empty_pages(&list(&server).resume("?Page=0").pages().try_collect::<Vec<_>>().await.unwrap_err());
        assert_eq!(server.received().len(), 100);
        let server = TestServer::start(replies()).await;
        let mut items = list(&server).stream();
        assert_empty_pages(&items.next().await.unwrap().unwrap_err());
        assert!(items.next().await.is_none(), "nothing comes after the error");
        assert_eq!(server.received().len(), 100);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_hundred_empty_pages_in_a_row_are_an_error_without_async() {
    let transport = EndlessTransport::default();
    let error = widgets(&transport).list().iter_blocking().next().unwrap().unwrap_err();
    assert_empty_pages(&error);
    let error = widgets(&transport).list().pages_blocking().next().unwrap().unwrap_err();
    assert_empty_pages(&error);
    assert_eq!(transport.sent.load(Ordering::SeqCst), 200);
}

#[tokio::test]
async fn fewer_empty_pages_are_passed_over_again_and_again() {
    let transport = EndlessTransport { with_item_every: 100, ..EndlessTransport::default() };
    let items: Vec<_> = widgets(&transport).list().limit(3).stream().try_collect().await.unwrap();
    assert_eq!((items.len(), transport.sent.load(Ordering::SeqCst)), (3, 300));
}

#[tokio::test]
async fn the_last_of_a_hundred_empty_pages_may_end_the_list() {
    let page = |page| match page {
        100 => ok(r#"{"widgets": []}"#),
        page => ok(&format!(r#"{{"widgets": [], "next_page_uri": "?Page={page}"}}"#)),
    };
    let server = TestServer::start((1..=100).map(page)).await;
    let items: Vec<_> = server.widgets().list().stream().try_collect().await.unwrap();
    assert_eq!((items.len(), server.received().len()), (0, 100));
}

#[tokio::test]
async fn a_long_cycle_of_pages_is_an_error() {
    let page =
        |page: usize| ok(&format!(r#"{{"widgets": [{{"sid": "WI1"}}], "next_page_uri": "?Page={}"}}"#, page % 250));
    let server = TestServer::start((1..).map(page).take(600)).await;
    let items: Vec<_> = server.widgets().list().stream().collect().await;
    assert_eq!(items.last().unwrap().as_ref().unwrap_err().kind(), ErrorKind::Paging);
    assert_eq!((items.len(), server.received().len()), (252, 251));
}

/// All tasks share one thread, so a stream that never waits would block the other task.
#[tokio::test]
async fn a_list_whose_pages_are_always_there_lets_other_tasks_run() {
    for with_item_every in [0, 1] {
        let transport = EndlessTransport { with_item_every, ..EndlessTransport::default() };
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = turns.clone();
        let other = tokio::spawn(async move {
            loop {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
            }
        });
        let _: Vec<_> = widgets(&transport).list().limit(50).stream().collect().await;
        let pages = transport.sent.load(Ordering::SeqCst);
        assert!(pages >= 50 && turns.load(Ordering::SeqCst) >= pages - 1, "{turns:?} turns in {pages} pages");
        other.abort();
    }
}
