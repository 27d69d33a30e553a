//! Successes without a body: `None` if the result type allows it, else an error whose message names the empty body.

use futures_util::TryStreamExt;

use crate::runtime::{Error, ErrorKind, Response};
use crate::sample::{Widget, WidgetSid};

use super::server::{Reply, TestServer};

async fn find(status: u16, body: &str) -> Result<Response<Option<Widget>>, Error> {
    let server = TestServer::start([Reply::Body(status, body.to_owned())]).await;
    server.widgets().find().response().await
}

/// Returns the message of the error of a fetch with this response.
async fn fetch_error(status: u16, body: &str) -> String {
    let server = TestServer::start([Reply::Body(status, body.to_owned())]).await;
    let error = server.widgets().widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    error.to_string()
}

#[tokio::test]
async fn an_empty_success_is_none_where_the_result_can_say_so() {
    for status in [200, 201, 202, 203, 204, 205, 206, 299] {
        for body in ["", " \r\n\t", "null", " null\n"] {
            if body.is_empty() || ![204, 205].contains(&status) {
                let response = find(status, body).await.unwrap_or_else(|error| panic!("{status} {body:?}: {error}"));
                assert_eq!(response.status().as_u16(), status);
                assert!(response.value().is_none(), "{status} {body:?}");
            }
        }
    }
    let response = find(202, r#"{"sid": "WI1"}"#).await.unwrap();
    assert_eq!(response.into_value().unwrap().sid, "WI1");
}

#[tokio::test]
async fn an_empty_success_is_else_an_error_that_says_so() {
    let expected =
        |status| format!("GET /2010-04-01/Accounts/{{AccountSid}}/Widgets/{{Sid}}.json: {status}: the body is empty");
    for status in [200, 201, 202, 204, 205, 299] {
        assert_eq!(fetch_error(status, "").await, expected(status));
    }
    assert_eq!(fetch_error(200, " \r\n\t").await, expected(200));
    assert!(fetch_error(200, "null").await.ends_with(": 200: expected an object, found null"));
    let server = TestServer::start([Reply::Body(200, String::new())]).await;
    let error = server.widgets().name_all().await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Decode, "the body is empty"));
    assert!(error.is_ambiguous(), "the POST may have been processed");
}

#[tokio::test]
async fn an_operation_without_a_result_takes_any_body() {
    for (status, body) in [(204, ""), (205, ""), (200, ""), (202, "{}"), (200, "<ok/>"), (200, "null")] {
        let server = TestServer::start([Reply::Body(status, body.to_owned())]).await;
        server.widgets().widget(WidgetSid::from_unvalidated("WI1")).delete().send().await.unwrap();
    }
}

#[tokio::test]
async fn a_list_without_content_is_an_empty_last_page() {
    for status in [204, 205] {
        let replies = || [Reply::Body(200, PAGE.to_owned()), Reply::Body(status, String::new())];
        const PAGE: &str = r#"{"widgets": [{"sid": "WI1"}], "next_page_uri": "?Page=1"}"#;
        let server = TestServer::start(replies()).await;
        let items: Vec<_> = server.widgets().list().stream().try_collect().await.unwrap();
        assert_eq!((items.len(), server.received().len()), (1, 2));
        let server = TestServer::start([Reply::Body(status, String::new())]).await;
        let page = server.widgets().list().send().await.unwrap();
        assert_eq!((page.len(), page.next_link()), (0, None));
    }
    for body in ["", " \n"] {
        let server = TestServer::start([Reply::Body(200, body.to_owned())]).await;
        let error = server.widgets().list().send().await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Decode, "the body is empty"));
    }
}

/// HTTP servers cannot send such a body. A cache, a proxy or a transport of the caller can still return one.
#[cfg(feature = "test-util")]
#[tokio::test]
async fn a_204_or_205_has_no_body_even_where_one_comes() {
    use crate::runtime::{Client, Credentials, MockTransport};
    use crate::sample::{AccountSid, Widgets};
    let transport = MockTransport::new();
    let credentials = Credentials::auth_token("AC1", "token");
    let client = Client::builder().credentials(credentials).transport(transport.clone()).build().unwrap();
    let widgets = Widgets::new(&client, &AccountSid::from_unvalidated("AC1"));
    for status in [204, 205] {
        transport.respond(status, r#"{"sid": "WI1"}"#).respond(status, "not JSON");
        for _ in 0..2 {
            assert!(widgets.find().send().await.unwrap().is_none());
        }
    }
}
