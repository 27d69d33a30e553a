//! The headers that callers cannot set, on a request or on the HTTP client.

use crate::runtime::ErrorKind;

use super::server::{TestServer, ok};

/// The names of all protected headers, as callers would write them.
const PROTECTED: [&str; 17] = [
    "Authorization",
    "Connection",
    "Content-Length",
    "Cookie",
    "Cookie2",
    "Expect",
    "Host",
    "HTTP2-Settings",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "WWW-Authenticate",
];

#[tokio::test]
async fn a_header_that_frames_the_message_or_replaces_credentials_is_refused() {
    let server = TestServer::start([]).await;
    let widgets = server.widgets();
    for name in PROTECTED {
        for name in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            let create = widgets.create("n", "s").url("u").header(&name, "5").send().await.unwrap_err();
            let list = widgets.list().header(&name, "5").send().await.unwrap_err();
            for error in [create, list] {
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0), "{name}");
                let start = format!("the header {} ", name.to_lowercase());
                assert!(error.message().starts_with(&start), "{name}: {error}");
                assert!(!error.is_ambiguous(), "{name}");
            }
        }
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn other_headers_are_sent() {
    let names = ["Accept-Language", "I-Twilio-Idempotency-Token", "If-Match", "Range", "X-Host", "Traceparent"];
    let server = TestServer::start(names.map(|_| ok(r#"{"widgets": []}"#))).await;
    let widgets = server.widgets();
    for name in names {
        widgets.list().header(name, "v").send().await.unwrap();
        assert_eq!(server.received().pop().unwrap().header(name), "v");
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn default_headers_of_the_http_client_are_refused_too() {
    use http::{HeaderMap, HeaderName, HeaderValue};
    let server = TestServer::start([ok(r#"{"widgets": []}"#)]).await;
    let build = |name: &str, value: &str, is_sensitive: bool| {
        let mut value = HeaderValue::from_str(value).unwrap();
        value.set_sensitive(is_sensitive);
        let headers = HeaderMap::from_iter([(HeaderName::from_bytes(name.as_bytes()).unwrap(), value)]);
        server.client_builder().http_client(reqwest::Client::builder().default_headers(headers)).build()
    };
    for name in PROTECTED {
        for is_sensitive in [false, true] {
            let error = build(name, "5", is_sensitive).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            let start = format!("the default header {} of the HTTP client ", name.to_lowercase());
            assert!(error.message().starts_with(&start), "{name}: {error}");
        }
    }
    assert!(build("x-note", r#"{"host": "x"}, "te": "#, false).is_ok(), "a value is not a name");
}
