//! Limits and page sizes, and that no request is sent whose response nobody reads.

use futures_util::{StreamExt, TryStreamExt};

use crate::runtime::ErrorKind;

use super::server::{Reply, TestServer, ok};

/// Returns a page of two items with a link to another page.
fn two(next: &str) -> Reply {
    ok(&format!(r#"{{"widgets": [{{"sid": "x"}}, {{"sid": "y"}}], "next_page_uri": "{next}"}}"#))
}

/// Returns the query of the first request of a list with this limit.
async fn query_with_limit(limit: usize) -> String {
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let _: Vec<_> = server.widgets().list().limit(limit).stream().try_collect().await.unwrap();
    server.only().query
}

#[tokio::test]
async fn the_page_size_is_the_limit_up_to_a_thousand() {
    assert_eq!(query_with_limit(3).await, "PageSize=3");
    assert_eq!(query_with_limit(1000).await, "PageSize=1000");
    assert_eq!(query_with_limit(1001).await, "PageSize=1000");
    assert_eq!(query_with_limit(usize::MAX).await, "PageSize=1000");
}

#[tokio::test]
async fn a_limit_is_exact_and_asks_for_no_page_more() {
    for (limit, requests) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        let server = TestServer::start([two("?Page=1"), two("?Page=2"), two("")]).await;
        let list = server.widgets().list().page_size(2).limit(limit);
        let items: Vec<_> = list.clone().stream().try_collect().await.unwrap();
        assert_eq!((items.len(), server.received().len()), (limit, requests));
    }
}

#[tokio::test]
async fn a_limit_holds_for_pages_and_the_first_page() {
    let server = TestServer::start([two("?Page=1"), two("?Page=2"), two("?Page=1")]).await;
    let pages: Vec<_> = server.widgets().list().limit(3).pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(server.widgets().list().limit(1).send().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_limit_of_nothing_sends_nothing() {
    let server = TestServer::start([]).await;
    assert!(server.widgets().list().limit(0).stream().next().await.is_none());
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_page_size_out_of_range_is_refused_before_anything_is_sent() {
    let server = TestServer::start([]).await;
    for page_size in [0, 1001] {
        let list = server.widgets().list().page_size(page_size);
        let error = list.clone().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.message(), format!("the page size is {page_size}: it must be from 1 to 1000"));
        let mut stream = list.stream();
        assert!(stream.next().await.unwrap().is_err());
        assert!(stream.next().await.is_none());
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn the_page_sizes_of_a_list_bound_what_is_asked_for() {
    for (limit, query) in [(None, "5"), (Some(1), "3"), (Some(4), "4"), (Some(5), "5"), (Some(1000), "5")] {
        let server = TestServer::start([ok(r#"{"gears": []}"#)]).await;
        let mut list = server.gadgets().list_gears();
        list = limit.into_iter().fold(list, |list, limit| list.limit(limit));
        list.send().await.unwrap();
        assert_eq!(server.only().query, format!("PageSize={query}"), "{limit:?}");
    }
    let server = TestServer::start([ok(r#"{"gears": []}"#), ok(r#"{"gears": []}"#)]).await;
    for page_size in [3, 5] {
        server.gadgets().list_gears().page_size(page_size).send().await.unwrap();
    }
    for page_size in [0, 2, 6, 1000] {
        let error = server.gadgets().list_gears().page_size(page_size).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.message(), format!("the page size is {page_size}: it must be from 3 to 5"));
    }
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_dropped_stream_sends_nothing_more() {
    let server = TestServer::start([two("?Page=1"), two("?Page=2")]).await;
    let mut stream = server.widgets().list().stream();
    assert!(server.received().is_empty(), "nothing is sent before the first poll");
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    // The server handles requests in order of arrival, so its record is complete after another request.
    server.widgets().list().send().await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_page_that_a_limit_cut_has_no_link_behind_what_is_missing() {
    let page = r#"{"widgets": [{"sid": "a"}, {"sid": "b"}], "next_page_uri": "?Page=1"}"#;
    let server = TestServer::start([ok(page), ok(page), ok(page)]).await;
    let list = || server.widgets().list().page_size(2);
    assert_eq!(list().limit(1).send().await.unwrap().next_link(), None);
    assert_eq!(list().limit(2).send().await.unwrap().next_link(), Some("?Page=1"));
    let mut pages = list().limit(1).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().next_link(), None);
}

#[tokio::test]
async fn a_list_resumes_from_its_own_first_page() {
    let server = TestServer::start([ok(r#"{"gizmos": [{"sid": "a"}]}"#)]).await;
    let items: Vec<_> = server.gadgets().list_gizmos().resume("/v1/Gizmos").stream().collect().await;
    assert!(items.len() == 1 && items[0].is_ok(), "{items:?}");
}
