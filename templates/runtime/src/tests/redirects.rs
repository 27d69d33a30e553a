//! Redirects and 304. Redirects of a GET are followed, and credentials are never sent to another origin.

use crate::runtime::{Client, Credentials, ErrorKind, MockTransport};
use crate::sample::{AccountSid, Widget, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, Reply, TestServer, ok};

fn redirect(status: u16, location: &'static str) -> Reply {
    Reply::Full(status, vec![("Location", location)], String::new())
}

async fn fetch(server: &TestServer) -> crate::runtime::Result<Widget> {
    server.widgets().widget(WidgetSid::from_unvalidated("WI1")).fetch().header("X-Own", "mine").send().await
}

#[tokio::test]
async fn a_get_is_followed_to_the_same_origin_with_credentials() {
    for status in [301, 302, 303, 307, 308] {
        let server = TestServer::start([redirect(status, "/moved?a=b"), ok(r#"{"sid": "WI1"}"#)]).await;
        assert_eq!(fetch(&server).await.unwrap().sid, "WI1");
        let received = server.received();
        assert_eq!((received[1].path.as_str(), received[1].query.as_str()), ("/moved", "a=b"));
        assert_eq!(received[0].header("authorization"), received[1].header("authorization"));
        assert!(received[1].header("authorization").starts_with("Basic "));
    }
}

#[tokio::test]
async fn another_origin_gets_neither_credentials_nor_the_callers_headers() {
    let elsewhere = TestServer::start([ok(r#"{"sid": "WI2"}"#)]).await;
    let location: &'static str = Box::leak(format!("{}/media", elsewhere.base_url).into_boxed_str());
    let server = TestServer::start([redirect(307, location)]).await;
    assert_eq!(fetch(&server).await.unwrap().sid, "WI2");
    let received = elsewhere.only();
    assert_eq!(received.header("authorization"), "");
    assert_eq!(received.header("x-own"), "");
    assert_eq!(received.header("accept"), "application/json");
}

#[tokio::test]
async fn credentials_do_not_come_back_by_way_of_another_origin() {
    let server = TestServer::start([]).await;
    let home: &'static str = Box::leak(format!("{}/home", server.base_url).into_boxed_str());
    let elsewhere = TestServer::start([redirect(302, home)]).await;
    let away: &'static str = Box::leak(elsewhere.base_url.clone().into_boxed_str());
    server.then([redirect(302, away), ok(r#"{"sid": "WI3"}"#)]);
    assert_eq!(fetch(&server).await.unwrap().sid, "WI3");
    let received = server.received();
    assert_eq!(received[1].path, "/home");
    assert_eq!(received[1].header("authorization"), "");
}

#[tokio::test]
async fn a_post_is_not_followed() {
    let server = TestServer::start([redirect(307, "/elsewhere")]).await;
    let error = server.widgets().create("n", "s").url("u").send().await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 307));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_circle_and_a_link_that_is_none_are_errors() {
    let server = TestServer::start((0..9).map(|_| redirect(302, "/again"))).await;
    let error = fetch(&server).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(error.message(), "there were more than 5 redirects in a row");
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(server.received().len(), 6);
    for location in ["javascript:alert(1)", "http://", "https://u:p@example.org/"] {
        let server = TestServer::start([redirect(302, location)]).await;
        let error = fetch(&server).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Redirect, 302));
    }
}

#[tokio::test]
async fn every_form_of_a_relative_location_is_followed() {
    for (location, path) in [
        ("WI2.json", "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets/WI2.json"),
        ("./WI2.json#part", "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets/WI2.json"),
        ("../x", "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/x"),
        ("../../../../../../x", "/x"),
        ("/x#part", "/x"),
    ] {
        let server = TestServer::start([redirect(302, location), ok(r#"{"sid": "WI2"}"#)]).await;
        assert_eq!(fetch(&server).await.unwrap().sid, "WI2");
        let received = server.received();
        assert_eq!(received[1].path, path, "{location}");
        assert!(received[1].header("authorization").starts_with("Basic "));
    }
    let elsewhere = TestServer::start([ok(r#"{"sid": "WI3"}"#)]).await;
    let location: &'static str = Box::leak(elsewhere.base_url.replace("http:", "").into_boxed_str());
    let server = TestServer::start([redirect(302, location)]).await;
    assert_eq!(fetch(&server).await.unwrap().sid, "WI3");
    assert_eq!(elsewhere.only().header("authorization"), "");
}

#[tokio::test]
async fn a_redirected_post_may_have_been_processed() {
    for status in [301, 302, 303, 307, 408, 500] {
        let server = TestServer::start([redirect(status, "/elsewhere")]).await;
        let error = server.widgets().create("n", "s").url("u").send().await.unwrap_err();
        assert!(error.is_ambiguous(), "{status}");
    }
    let server = TestServer::start([redirect(400, "/elsewhere")]).await;
    assert!(!server.widgets().create("n", "s").url("u").send().await.unwrap_err().is_ambiguous());
}

#[tokio::test]
async fn not_modified_is_an_outcome_of_its_own() {
    let server = TestServer::start([Reply::Full(304, vec![("ETag", "v1")], String::new())]).await;
    let fetch = server.widgets().widget(WidgetSid::from_unvalidated("WI1")).fetch().header("If-None-Match", "v1");
    let error = fetch.send().await.unwrap_err();
    assert!(error.is_not_modified());
    assert_eq!(error.kind(), ErrorKind::NotModified);
    assert_eq!(error.headers().unwrap()["etag"], "v1");
    assert_eq!(server.only().header("if-none-match"), "v1");
}

#[tokio::test]
async fn a_get_is_not_led_from_https_to_http() {
    for location in ["http://api.twilio.com/x", "HTTP://example.org/file", "http://127.0.0.1:1/file"] {
        for status in [301, 302, 303, 307, 308] {
            let transport = MockTransport::new();
            let mut answer = http::Response::new(bytes::Bytes::new());
            *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
            answer.headers_mut().insert("location", http::HeaderValue::from_static(location));
            transport.respond_with(answer).respond(200, r#"{"sid": "WI1"}"#);
            let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
            let client = Client::builder().credentials(credentials).transport(transport.clone()).build().unwrap();
            let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
            let error = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect);
            assert_eq!(error.message(), "the redirect leads from https to http and was not followed");
            assert_eq!((error.status().unwrap().as_u16(), transport.requests().len()), (status, 1));
        }
    }
}
