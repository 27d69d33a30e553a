//! Following the server's links: both styles, and the ends of a list.

use futures_util::{StreamExt, TryStreamExt};

use crate::runtime::ErrorKind;

use super::server::{Reply, TestServer, WIDGETS, ok};

/// Returns the paths and queries of the received requests, in order.
fn asked(server: &TestServer) -> Vec<String> {
    server.received().iter().map(|one| format!("{}?{}", one.path, one.query)).collect()
}

#[tokio::test]
async fn relative_links_are_followed_to_the_end() {
    let server = TestServer::start([
        ok(&format!(
            r#"{{"widgets": [{{"sid": "a"}}, {{"sid": "b"}}], "next_page_uri": "{WIDGETS}?PageSize=2&Page=1&PageToken=PA%3D1"}}"#
        )),
        ok(r#"{"widgets": [{"sid": "c"}], "next_page_uri": null}"#),
    ])
    .await;
    let sids: Vec<String> =
        server.widgets().list().page_size(2).stream().map_ok(|widget| widget.sid.into()).try_collect().await.unwrap();
    assert_eq!(sids, ["a", "b", "c"]);
    assert_eq!(asked(&server)[1], format!("{WIDGETS}?PageSize=2&Page=1&PageToken=PA%3D1"));
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
    let page = r#"{"widgets": [{"sid": "a"}], "next_page_uri": "?Page=1"}"#;
    let server = TestServer::start([ok(page)]).await;
    let page = server.widgets().list().send().await.unwrap();
    assert_eq!((page.len(), page.is_empty(), page.next_link()), (1, false, Some("?Page=1")));
    assert_eq!((&page).into_iter().count(), 1);
    assert_eq!(page.into_items()[0].sid, "a");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn empty_pages_in_the_middle_are_passed_over() {
    let replies = || {
        [
            ok(r#"{"widgets": [], "next_page_uri": "?Page=1"}"#),
            ok(r#"{"widgets": [{"sid": "a"}], "next_page_uri": "?Page=2"}"#),
            ok(r#"{"widgets": [], "next_page_uri": "?Page=3"}"#),
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
        ok(r#"{"widgets": [{"sid": "a"}], "next_page_uri": "?Page=1"}"#),
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

#[tokio::test]
async fn a_list_goes_on_behind_a_stored_link() {
    let server = TestServer::start([
        ok(r#"{"widgets": [{"sid": "WI1"}], "next_page_uri": "?Page=1&PageToken=t"}"#),
        ok(r#"{"widgets": [{"sid": "WI2"}], "next_page_uri": "?Page=2"}"#),
        ok(r#"{"widgets": [{"sid": "WI3"}]}"#),
        ok(r#"{"widgets": [{"sid": "WI2"}]}"#),
    ])
    .await;
    let first = server.widgets().list().send().await.unwrap();
    let link = first.next_link().unwrap().to_owned();
    let rest: Vec<_> = server.widgets().list().resume(&*link).stream().collect().await;
    let rest: Vec<_> = rest.into_iter().map(|item| item.unwrap().sid.to_string()).collect();
    assert_eq!(rest, ["WI2", "WI3"]);
    assert_eq!((&*server.received()[1].path, &*server.received()[1].query), (WIDGETS, "Page=1&PageToken=t"));
    assert_eq!(server.widgets().list().resume(link).limit(1).send().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_stored_link_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let server = TestServer::start([]).await;
    let other_account = WIDGETS.replace("XXXX/", "XXXY/");
    let below = format!("{WIDGETS}/WI1/Parts?Page=1");
    let encoded_step = format!("{WIDGETS}/%2e%2E/Gadgets.json");
    let elsewhere = [
        "https://example.org/2010-04-01/Widgets.json",
        "//example.org/",
        "nonsense",
        "/",
        "/v1/Gadgets?Page=1",
        &*other_account,
        &*below,
        &*encoded_step,
        &WIDGETS.replace("Widgets", "Messages"),
        &WIDGETS.replace("/Accounts", "//Accounts"),
        &WIDGETS.replace("/Widgets", "%2FWidgets"),
        &WIDGETS.replace("Widgets", "widgets"),
        &WIDGETS.replace(".json", ""),
        &format!("https://api.twilio.com{other_account}?Page=1"),
    ];
    for link in elsewhere {
        let error = server.widgets().list().resume(link).send().await.unwrap_err();
        assert_eq!(error.kind(), crate::runtime::ErrorKind::Paging, "{link}");
        let error = server.widgets().list().resume(link).stream().next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), crate::runtime::ErrorKind::Paging, "{link}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_stored_link_may_be_encoded_in_another_way() {
    let encoded = WIDGETS.replace("Widgets", "%57idget%73").replace("2010-04", "2010%2d04");
    for link in [encoded, format!("{WIDGETS}/"), format!("https://api.twilio.com{WIDGETS}")] {
        let server = TestServer::start([ok(r#"{"widgets": [{"sid": "WI1"}]}"#)]).await;
        let page = server.widgets().list().resume(format!("{link}?Page=1")).send().await;
        assert_eq!(page.map(|page| page.len()).map_err(|error| error.to_string()), Ok(1), "{link}");
    }
}

#[tokio::test]
async fn a_page_comes_with_its_response() {
    let body = r#"{"widgets": [{"sid": "WI1", "annotation": "kept"}]}"#;
    let server = TestServer::start([Reply::Full(200, vec![("Twilio-Request-Id", "RQ1")], body.to_owned())]).await;
    let response = server.widgets().list().response().await.unwrap();
    assert_eq!((response.request_id(), response.body()), (Some("RQ1"), body.as_bytes()));
    assert_eq!(response.into_value().len(), 1);
}
