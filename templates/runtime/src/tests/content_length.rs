//! The lengths and types of bodies, in the bytes that arrive, for every transport.

use http::Method;

use crate::runtime::{Client, Handle};
use crate::sample::WidgetSid;

use super::raw_server::{RawAnswer, RawServer, widgets, with_each_transport};

/// Returns the lines of the head that describe the body, in lower case.
fn body_lines(request: &str) -> Vec<String> {
    let (head, _) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.lines().map(str::to_ascii_lowercase).filter(|line| is_about_body(line)).collect();
    lines.sort();
    lines
}

fn is_about_body(line: &str) -> bool {
    line.starts_with("content-") || line.starts_with("transfer-encoding")
}

async fn server() -> RawServer {
    RawServer::start([RawAnswer::whole(200, "", r#"{"sid": "WI1"}"#)]).await
}

#[tokio::test]
async fn an_empty_form_has_its_type_and_the_length_zero() {
    let server = server().await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        widgets(builder).widget(WidgetSid::from_unvalidated("WI1")).update().send().await.unwrap();
        let request = server.requests().pop().unwrap();
        let expected = ["content-length: 0", "content-type: application/x-www-form-urlencoded"];
        assert_eq!(body_lines(&request), expected, "{transport}");
        assert!(request.ends_with("\r\n\r\n"), "{transport}: {request}");
    }
}

#[tokio::test]
async fn a_form_has_its_length_once() {
    let server = server().await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        widgets(builder).create("n", "s").url("u").send().await.unwrap();
        let request = server.requests().pop().unwrap();
        let body = "FriendlyName=n&Secret=s&Url=u";
        let length = format!("content-length: {}", body.len());
        assert_eq!(body_lines(&request), [&length, "content-type: application/x-www-form-urlencoded"], "{transport}");
        assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{transport}: {request}");
    }
}

/// Sends a request without a body.
async fn send_bare(client: &Client, method: Method) {
    Handle::new(client).request(method, "https://api.twilio.com", "/v1/Things").send::<()>().await.unwrap();
}

#[tokio::test]
async fn an_operation_without_a_body_has_no_type_and_a_length_only_where_the_method_means_a_body() {
    let server = server().await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        let client = builder.build().unwrap();
        for (method, expected) in [
            (Method::POST, &["content-length: 0"][..]),
            (Method::PUT, &["content-length: 0"]),
            (Method::PATCH, &["content-length: 0"]),
            (Method::GET, &[]),
            (Method::DELETE, &[]),
        ] {
            send_bare(&client, method.clone()).await;
            assert_eq!(body_lines(&server.requests().pop().unwrap()), expected, "{transport} {method}");
        }
    }
}
