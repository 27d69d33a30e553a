//! Links to a next page that are rejected before credentials are sent.

use futures_util::StreamExt;

use crate::runtime::ErrorKind;

use super::server::{TestServer, ok};

/// Returns the message of the error after the only item of a page with this link. Checks that only one request was
/// sent.
async fn refusal(link: &str) -> String {
    let page = serde_json::json!({"gadgets": [{"sid": "a"}], "meta": {"next_page_url": link}});
    let server = TestServer::start([ok(&page.to_string())]).await;
    let mut stream = server.gadgets().list().stream();
    assert_eq!(stream.next().await.unwrap().unwrap().sid, "a");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(stream.next().await.is_none());
    assert_eq!(server.received().len(), 1);
    error.message().to_owned()
}

const OTHER_ORIGIN: &str = "the link to the next page leads to another origin and was not followed";

#[tokio::test]
async fn another_server_receives_nothing() {
    let other = TestServer::start([]).await;
    assert_eq!(refusal(&format!("{}/v1/Gadgets?Page=1", other.base_url)).await, OTHER_ORIGIN);
    assert_eq!(refusal(&other.base_url.replace("http:", "")).await, OTHER_ORIGIN);
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn links_that_only_look_alike_are_refused() {
    for link in [
        "https://{base}/",
        "https://accounts.twilio.com.example.org/v1/Gadgets",
        "http://accounts.twilio.com/v1/Gadgets",
        "https://api.twilio.com/v1/Gadgets",
        "//example.org/",
        "/\\example.org/",
        "javascript:alert(1)",
        "data:,x",
    ] {
        let message = refusal(link).await;
        let refused = message == OTHER_ORIGIN || message == "the link to the next page is not a URL";
        assert!(refused, "{link}: {message}");
    }
}

#[tokio::test]
async fn links_away_from_the_path_of_the_list_are_refused() {
    for link in [
        "/",
        "/v1/Gizmos?Page=1",
        "/v1/Gadget",
        "/v1/Gadgetsx?Page=1",
        "/v1/gadgets?Page=1",
        "/v1//Gadgets?Page=1",
        "/v1/./Gadgets?Page=1",
        "/v1%2FGadgets?Page=1",
        "/v1/Gadgets/../Gizmos",
        "/v1/Gadgets/%2e%2E/Gizmos",
        "/v1/Gadgets/more/.%2e/../Gizmos",
        "{base}/v1/Gizmos",
        "https://accounts.twilio.com/v1/Gizmos",
        "https://accounts.twilio.com//example.org/",
    ] {
        let expected = "the link to the next page leads to another path than that of the list and was not followed";
        assert_eq!(refusal(link).await, expected, "{link}");
    }
}

#[tokio::test]
async fn a_link_with_credentials_is_refused() {
    let link = "https://user:pass@accounts.twilio.com/v1/Gadgets";
    let expected = "the link to the next page holds credentials and was not followed";
    assert_eq!(refusal(link).await, expected);
    assert_eq!(refusal("https://accounts.twilio.com@example.org/").await, expected);
}

#[tokio::test]
async fn a_link_by_the_products_own_name_is_led_to_the_base_url() {
    let server = TestServer::start([
        ok(r#"{"gadgets": [{"sid": "a"}], "meta": {"next_page_url": "https://accounts.twilio.com/v1/Gadgets?Page=1"}}"#),
        ok(r#"{"gadgets": [{"sid": "b"}], "meta": {"next_page_url": "https://accounts.twilio.com/v1/Gadgets/more?Page=2"}}"#),
        ok(r#"{"gadgets": [{"sid": "c"}], "meta": {"next_page_url": null}}"#),
    ])
    .await;
    let items: Vec<_> = server.gadgets().list().stream().collect().await;
    assert!(items.iter().all(|item| item.is_ok()));
    let received = server.received();
    assert_eq!((received[1].path.as_str(), received[1].query.as_str()), ("/v1/Gadgets", "Page=1"));
    assert_eq!(received[2].path, "/v1/Gadgets/more", "below the path of the list");
}

#[tokio::test]
async fn a_link_by_the_name_of_another_region_or_edge_is_followed_where_the_list_is() {
    for host in ["accounts.twilio.com", "accounts.us1.twilio.com", "accounts.ashburn.us1.twilio.com"] {
        for (region, edge) in [(None, Some("dublin")), (Some("us1"), None), (Some("ie1"), Some("dublin")), (None, None)]
        {
            let page = |next: &str| format!(r#"{{"gadgets": [{{"sid": "a"}}], "meta": {{"next_page_url": {next}}}}}"#);
            let next = format!("\"https://{host}/v1/Gadgets?Page=1\"");
            let server = TestServer::start([ok(&page(&next)), ok(&page("null"))]).await;
            let mut builder = server.client_builder();
            builder = region.into_iter().fold(builder, |builder, region: &str| builder.region(region));
            builder = edge.into_iter().fold(builder, |builder, edge: &str| builder.edge(edge));
            let gadgets = crate::sample::Gadgets::new(&builder.build().unwrap());
            let items: Vec<_> = gadgets.list().stream().collect().await;
            assert!(items.len() == 2 && items.iter().all(Result::is_ok), "{host} {region:?} {edge:?}");
        }
    }
    let expected = "the link to the next page leads to another origin and was not followed";
    for host in ["api.us1.twilio.com", "accounts.a.b.c.twilio.com", "accounts.twilio.com.example.org"] {
        assert_eq!(refusal(&format!("https://{host}/v1/Gadgets?Page=1")).await, expected, "{host}");
    }
}

#[tokio::test]
async fn a_repeated_link_is_an_error() {
    let server = TestServer::start([
        ok(r#"{"widgets": [{"sid": "a"}], "next_page_uri": "?Page=1"}"#),
        ok(r#"{"widgets": [{"sid": "b"}], "next_page_uri": "?Page=2"}"#),
        ok(r#"{"widgets": [], "next_page_uri": "?Page=1"}"#),
    ])
    .await;
    let items: Vec<_> = server.widgets().list().stream().collect().await;
    assert_eq!(items.len(), 3);
    let error = items[2].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!(error.message(), "the link to the next page was followed before: the list would never end");
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_page_that_links_to_itself_is_an_error() {
    let first = r#"{"gizmos": [{"sid": "a"}], "links": {"next": "{base}/v1/Gizmos"}}"#;
    let server = TestServer::start([ok(first)]).await;
    let items: Vec<_> = server.gadgets().list_gizmos().stream().collect().await;
    assert_eq!(items[1].as_ref().unwrap_err().kind(), ErrorKind::Paging);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_link_that_is_no_text_is_an_error() {
    let server = TestServer::start([ok(r#"{"gadgets": [], "meta": {"next_page_url": 3}}"#)]).await;
    let error = server.gadgets().list().send().await.unwrap_err();
    assert_eq!(error.message(), "meta.next_page_url: expected a link, found a number");
}
