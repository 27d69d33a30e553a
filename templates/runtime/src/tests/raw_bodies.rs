//! Responses that are not JSON: text, bytes, and the media types that are requested.

use http::StatusCode;

use crate::runtime::{Bytes, ErrorKind, Handle, Method, Request};

use super::server::{Reply, TestServer};

/// Returns a request for text to this server.
async fn asked(server: &TestServer) -> Request {
    let mut request = Handle::new(&server.client()).request(Method::GET, "https://accounts.twilio.com", "/v1/Notes");
    request.accept("text/plain, text/csv");
    request
}

#[tokio::test]
async fn text_is_returned_as_it_was_sent() {
    let server = TestServer::start([Reply::Body(200, "\"ü\"\n".to_owned()), Reply::Body(202, String::new())]).await;
    assert_eq!(asked(&server).await.send_for_raw::<String>().await.unwrap().into_value(), "\"ü\"\n");
    let empty = asked(&server).await.send_for_raw::<String>().await.unwrap();
    assert_eq!((empty.status(), empty.value().as_str()), (StatusCode::ACCEPTED, ""));
    assert_eq!(server.received()[0].header("accept"), "text/plain, text/csv");
}

#[tokio::test]
async fn the_charset_of_a_response_counts() {
    let latin1 = vec![("Content-Type", "text/plain; charset=\"ISO-8859-1\"")];
    let utf8 = vec![("Content-Type", "text/plain; charset=utf-8")];
    let replies = [Reply::Full(200, latin1, "é".to_owned()), Reply::Full(200, utf8, "é".to_owned())];
    let server = TestServer::start(replies).await;
    // The two characters are the two bytes of the UTF-8 character, read as ISO 8859-1.
    assert_eq!(asked(&server).await.send_for_raw::<String>().await.unwrap().into_value(), "\u{c3}\u{a9}");
    assert_eq!(asked(&server).await.send_for_raw::<String>().await.unwrap().into_value(), "é");
}

#[tokio::test]
async fn bytes_are_the_whole_body() {
    let server = TestServer::start([Reply::Body(200, "{not JSON".to_owned())]).await;
    let response = asked(&server).await.send_for_raw::<Bytes>().await.unwrap();
    assert_eq!((response.value().as_ref(), response.body()), (&b"{not JSON"[..], &b"{not JSON"[..]));
}

#[tokio::test]
async fn a_refusal_is_an_error_whatever_was_asked_for() {
    let body = r#"{"code":20404,"message":"Not here"}"#;
    let server = TestServer::start([Reply::Body(404, body.to_owned())]).await;
    let error = asked(&server).await.send_for_raw::<String>().await.unwrap_err();
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Api, Some(20404), "Not here"));
}
