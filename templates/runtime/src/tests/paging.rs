//! Following the server's links: both styles, and the ends of a list.

use futures_util::{StreamExt, TryStreamExt};

use crate::runtime::ErrorKind;

use super::server::{Reply, TestServer, ok};

/// The paths and queries received, in order.
fn asked(server: &TestServer) -> Vec<String> {
    server.received().iter().map(|one| format!("{}?{}", one.path, one.query)).collect()
}

#[tokio::test]
async fn relative_links_are_followed_to_the_end() {
    let server = TestServer::start([
        ok(r#"{"widgets": [{"sid": "a"}, {"sid": "b"}], "next_page_uri": "/2010-04-01/W.json?PageSize=2&Page=1&PageToken=PA%3D1"}"#),
        ok(r#"{"widgets": [{"sid": "c"}], "next_page_uri": null}"#),
    ])
    .await;
    let sids: Vec<String> =
        server.widgets().list().page_size(2).stream().map_ok(|widget| widget.sid.into()).try_collect().await.unwrap();
    assert_eq!(sids, ["a", "b", "c"]);
    assert_eq!(asked(&server)[1], "/2010-04-01/W.json?PageSize=2&Page=1&PageToken=PA%3D1");
    let credentials: Vec<_> = server.received().iter().map(|one| one.header("authorization").to_owned()).collect();
    assert_eq!(credentials[0], credentials[1]);
}

#[tokio::test]
async fn absolute_links_in_meta_are_followed() {
    let server = TestServer::start([
        ok(r#"{"gadgets": [{"sid": "a"}], "meta": {"next_page_url": "{base}/v1/Gadgets?Page=1", "key": "gadgets"}}"#),
        ok(r#"{"gadgets": [{"sid": "b"}], "meta": {"next_page_url": ""}}"#),
    ])
    .await;
    let pages: Vec<_> = server.gadgets().list().pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].items()[0].sid, "b");
    assert_eq!(asked(&server), ["/v1/Gadgets?PageSize=1000", "/v1/Gadgets?Page=1"]);
}

#[tokio::test]
async fn links_next_is_followed_and_no_page_size_sent_where_there_is_none() {
    let server = TestServer::start([
        ok(r#"{"gizmos": [{"sid": "a"}], "links": {"next": "?cursor=1"}}"#),
        ok(r#"{"gizmos": [{"sid": "b"}]}"#),
    ])
    .await;
    let gizmos: Vec<_> = server.gadgets().list_gizmos().stream().try_collect().await.unwrap();
    assert_eq!(gizmos.len(), 2);
    assert_eq!(asked(&server), ["/v1/Gizmos?", "/v1/Gizmos?cursor=1"]);
}

#[tokio::test]
async fn a_page_knows_its_items_and_its_link() {
    let page = r#"{"widgets": [{"sid": "a"}], "next_page_uri": "/next"}"#;
    let server = TestServer::start([ok(page)]).await;
    let page = server.widgets().list().send().await.unwrap();
    assert_eq!((page.len(), page.is_empty(), page.next_link()), (1, false, Some("/next")));
    assert_eq!((&page).into_iter().count(), 1);
    assert_eq!(page.into_items()[0].sid, "a");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn empty_pages_in_the_middle_are_passed_over() {
    let replies = || {
        [
            ok(r#"{"widgets": [], "next_page_uri": "/1"}"#),
            ok(r#"{"widgets": [{"sid": "a"}], "next_page_uri": "/2"}"#),
            ok(r#"{"widgets": [], "next_page_uri": "/3"}"#),
            ok(r#"{"widgets": [{"sid": "b"}], "next_page_uri": ""}"#),
        ]
    };
    let server = TestServer::start(replies()).await;
    let items: Vec<_> = server.widgets().list().stream().try_collect().await.unwrap();
    assert_eq!(items.len(), 2);
    let server = TestServer::start(replies()).await;
    let pages: Vec<_> = server.widgets().list().pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
}

#[tokio::test]
async fn a_page_without_its_items_is_an_error_naming_them() {
    for body in [r#"{"items": []}"#, "{}"] {
        let server = TestServer::start([ok(body), ok(body)]).await;
        let error = server.widgets().list().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.message(), "widgets: the field is missing");
        let error = server.widgets().list().stream().next().await.unwrap().unwrap_err();
        assert_eq!(error.message(), "widgets: the field is missing");
    }
}

#[tokio::test]
async fn a_wrong_item_says_where_it_stands() {
    let server = TestServer::start([ok(r#"{"widgets": [{"sid": "a"}, {"sid": "b", "price": "abc"}]}"#)]).await;
    let error = server.widgets().list().send().await.unwrap_err();
    assert_eq!(error.message(), r#"widgets[1].price: expected a decimal, found "abc""#);
}

#[tokio::test]
async fn an_error_on_a_later_page_keeps_its_code_and_ends_the_stream() {
    let body = r#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#;
    let server = TestServer::start([
        ok(r#"{"widgets": [{"sid": "a"}], "next_page_uri": "/1"}"#),
        Reply::Body(429, body.to_owned()),
    ])
    .await;
    let mut stream = server.widgets().list().stream();
    assert_eq!(stream.next().await.unwrap().unwrap().sid, "a");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some(20429));
    assert!(error.is_rate_limited());
    assert_eq!(error.path(), Some("/2010-04-01/Accounts/{AccountSid}/Widgets.json"));
    assert!(stream.next().await.is_none());
    assert_eq!(server.received().len(), 2);
}
