//! Tests the errors for error responses of Twilio and of proxies.

use std::collections::BTreeMap;

use crate::runtime::{Decode, DecodeError, Error, ErrorKind, Fields, Json, Timestamp, error_body};
use crate::sample::WidgetSid;

use super::server::{Reply, TestServer};

/// Returns the error of a fetch with this response.
async fn fetch_error(reply: Reply) -> Error {
    let server = TestServer::start([reply]).await;
    server.widgets().widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err()
}

/// Returns the error of a create with this status and body.
async fn create_error(status: u16, body: &str) -> Error {
    let server = TestServer::start([Reply::Body(status, body.to_owned())]).await;
    server.widgets().create("n", "s").url("u").send().await.unwrap_err()
}

#[tokio::test]
async fn a_twilio_error_is_one_useful_line() {
    let body = r#"{"code": 20001, "message": "Invalid\n FriendlyName", "status": 400,
        "more_info": "https://www.twilio.com/docs/errors/20001", "details": {"field": "x"}}"#;
    let error = create_error(400, body).await;
    assert_eq!(
        error.to_string(),
        "POST /2010-04-01/Accounts/{AccountSid}/Widgets.json: 400: Invalid FriendlyName \
         (Twilio error 20001, https://www.twilio.com/docs/errors/20001)"
    );
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), "Invalid FriendlyName");
    assert_eq!(error.more_info(), Some("https://www.twilio.com/docs/errors/20001"));
    assert_eq!(error.details().unwrap()["field"], "x");
    assert_eq!(error.method().unwrap(), "POST");
    assert_eq!(error.path(), Some("/2010-04-01/Accounts/{AccountSid}/Widgets.json"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(!error.is_ambiguous());
}

#[tokio::test]
async fn rfc_9457_problem_details_are_read() {
    let body = r#"{"type": "https://www.twilio.com/docs/errors/20404", "title": "Not Found", "status": 404,
        "code": "20404", "detail": "No such widget", "instance": "/x", "errors": [{"pointer": "/a"}]}"#;
    let headers = vec![("Twilio-Request-Id", "RQ1")];
    let error = fetch_error(Reply::Full(404, headers, body.to_owned())).await;
    assert_eq!(
        error.to_string(),
        "GET /2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json: 404: No such widget \
         (Twilio error 20404, https://www.twilio.com/docs/errors/20404)"
    );
    assert_eq!(error.details().unwrap()[0]["pointer"], "/a");
    assert_eq!(error.request_id(), Some("RQ1"));
    // `main` prints this text for an error that it returns.
    assert_eq!(format!("{error:?}"), format!("{error}, request RQ1"));
    let parts = format!("{error:#?}");
    assert!(parts.contains("kind: Api") && parts.contains("is_ambiguous: false"), "{parts}");
    assert_eq!(error.headers().unwrap()["twilio-request-id"], "RQ1");
    assert!(error.is_not_found());
}

#[tokio::test]
async fn html_and_empty_bodies_keep_their_status() {
    for body in ["<html><h1>502</h1></html>", "", "[]", "{}", r#"{"code": {}, "message": 3}"#] {
        let error = fetch_error(Reply::Body(502, body.to_owned())).await;
        let expected = "GET /2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json: 502: Bad Gateway";
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.code(), None);
    }
    let error = fetch_error(Reply::Body(599, String::new())).await;
    assert_eq!(error.message(), "the answer has no message");
}

#[tokio::test]
async fn statuses_have_their_questions() {
    let none = |status| Reply::Body(status, String::new());
    assert!(fetch_error(none(401)).await.is_auth());
    assert!(fetch_error(none(403)).await.is_auth());
    assert!(fetch_error(none(429)).await.is_rate_limited());
    let error = fetch_error(none(400)).await;
    assert!(!error.is_auth() && !error.is_rate_limited() && !error.is_not_found());
    assert!(!error.is_timeout() && !error.is_ambiguous());
}

#[tokio::test]
async fn a_post_that_may_have_been_processed_says_so() {
    let error = create_error(503, "").await;
    assert!(error.is_ambiguous());
    assert_eq!(
        error.to_string(),
        "POST /2010-04-01/Accounts/{AccountSid}/Widgets.json: 503: Service Unavailable; \
         the request may have been processed"
    );
    assert!(!create_error(429, "").await.is_ambiguous());
    let undecodable = create_error(201, r#"{"sid": null}"#).await;
    assert_eq!(undecodable.kind(), ErrorKind::Decode);
    assert!(undecodable.is_ambiguous(), "it was processed, whatever it answered");
    assert!(!fetch_error(Reply::Body(503, String::new())).await.is_ambiguous());
}

#[tokio::test]
async fn an_answer_of_the_wrong_shape_says_where() {
    let error = fetch_error(Reply::Body(200, r#"{"sid": "WI1", "price": "abc"}"#.to_owned())).await;
    assert_eq!(
        error.to_string(),
        "GET /2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json: 200: price: expected a decimal, found \"abc\""
    );
    assert!(!error.is_ambiguous());
    let error = fetch_error(Reply::Body(200, "<html>".to_owned())).await;
    assert_eq!(error.message(), "the body is not JSON: expected a value at line 1 column 1");
}

/// An error response with properties that have secret names.
#[derive(Debug)]
struct Refused {
    missing_secrets: Vec<String>,
    client_secret_expires_at: i64,
    token_valid_until: Timestamp,
    token_kinds: BTreeMap<String, bool>,
    client_secret: Option<String>,
    secret: Option<Inner>,
}

#[derive(Debug)]
struct Inner {
    count: i64,
    words: Vec<String>,
}

impl Decode for Refused {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut fields = Fields::new(json)?;
        Ok(Self {
            missing_secrets: fields.required("missingSecrets")?,
            client_secret_expires_at: fields.required("client_secret_expires_at")?,
            token_valid_until: fields.required("token_valid_until")?,
            token_kinds: fields.required("tokenKinds")?,
            client_secret: fields.optional("client_secret")?,
            secret: fields.optional("secret")?,
        })
    }
}

impl Decode for Inner {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut fields = Fields::new(json)?;
        Ok(Self { count: fields.required("count")?, words: fields.required("words")? })
    }
}

error_body!(Refused, 400);

#[tokio::test]
async fn a_typed_error_keeps_its_types_under_names_of_secrets_and_nothing_of_it_is_printed() {
    let body = r#"{
        "message": "no", "missingSecrets": ["one", "two"], "client_secret_expires_at": 17, "client_secret": "hunter2",
        "token_valid_until": "2024-01-31T00:00:00Z", "tokenKinds": {"bearer": true}, "echo": "s3cr3t-s3cr3t",
        "secret": {"count": 2, "words": ["hunter2", "hunter3"]}
    }"#;
    let server = TestServer::start([Reply::Body(400, body.to_owned())]).await;
    let error = server.widgets().create("n", "s3cr3t-s3cr3t").url("u").send().await.unwrap_err();
    let refused = Refused::from_error(&error).expect("it is what the document declares");
    assert_eq!(refused.missing_secrets, ["one", "two"]);
    assert_eq!(refused.client_secret_expires_at, 17);
    assert_eq!(refused.token_valid_until.to_string(), "2024-01-31T00:00:00Z");
    assert_eq!(refused.token_kinds, BTreeMap::from([("bearer".to_owned(), true)]));
    assert_eq!(refused.client_secret.as_deref(), Some("[redacted]"));
    let inner = refused.secret.as_ref().unwrap();
    assert_eq!((inner.count, inner.words.len()), (2, 2));
    let printed =
        format!("{refused:?} {error} {error:?} {error:#?} {}", String::from_utf8_lossy(error.body().unwrap()));
    assert!(!printed.contains("hunter") && !printed.contains("s3cr3t"), "{printed}");
    assert!(!String::from_utf8_lossy(error.body().unwrap()).contains("one"), "the body is as it was");
}
