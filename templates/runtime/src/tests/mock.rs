//! The transport for users' own tests, and transports that users write.

use std::error::Error as _;

use crate::runtime::{Client, Credentials, ErrorKind, MockTransport, RetryPolicy, TransportError};
use crate::sample::{AccountSid, Widgets};

use super::server::ACCOUNT_SID;

fn widgets(transport: &MockTransport) -> Widgets {
    let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
    let client = Client::builder().credentials(credentials).transport(transport.clone()).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

#[tokio::test]
async fn answers_come_in_order_and_requests_are_kept() {
    let transport = MockTransport::new();
    transport.respond(201, r#"{"sid": "WI1"}"#).respond(200, r#"{"widgets": []}"#);
    let created = widgets(&transport).create("n", "s").url("u").send().await.unwrap();
    assert_eq!(created.sid, "WI1");
    assert!(widgets(&transport).list().send().await.unwrap().is_empty());
    let requests = transport.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        requests[0].uri(),
        "https://api.twilio.com/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets.json"
    );
    assert_eq!(requests[0].body(), "FriendlyName=n&Secret=s&Url=u");
    assert!(requests[0].headers()["authorization"].is_sensitive());
    assert!(!format!("{transport:?}").contains("dG9rZW4"), "Debug hides the credentials");
}

#[tokio::test]
async fn without_an_answer_the_error_says_so_at_once() {
    let error = widgets(&MockTransport::new()).list().send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert_eq!(error.message(), "MockTransport has no answer left for this GET");
}

#[tokio::test(start_paused = true)]
async fn failures_are_told_apart() {
    let transport = MockTransport::new();
    transport.fail(TransportError::connect("no route")).respond(201, r#"{"sid": "WI1"}"#);
    widgets(&transport).create("n", "s").url("u").send().await.unwrap();
    assert_eq!(transport.requests().len(), 2, "never connected: sent again");
    transport.fail(TransportError::broken("cut off").timed_out());
    let error = widgets(&transport).create("n", "s").url("u").retry(RetryPolicy::default()).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_ambiguous() && error.is_timeout());
    assert_eq!(error.message(), "the connection broke: cut off");
    assert!(error.source().is_some());
}
