//! Tests of emitted crates: compares the request of every operation with the document, in memory or against a server.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::Request;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::client::Client;
use super::credentials::Credentials;
use super::error::{Error, Result};
use super::error_kind::ErrorKind;
use super::mock_transport::MockTransport;

/// A part that a request must have. Header names are in lower case.
#[derive(Debug)]
pub(crate) enum Part {
    Query(&'static str, &'static str),
    Header(&'static str, &'static str),
    Form(&'static str, &'static str),
    /// A form without parameters.
    EmptyForm,
    Json(&'static str),
}

/// A request that is being sent, or the error of a value that could not be built for it.
pub(crate) type Call = std::result::Result<Pin<Box<dyn Future<Output = Result<()>> + Send>>, Box<dyn StdError>>;

/// An operation with every possible parameter set.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// The method and the URL, such as `POST https://api.twilio.com/2010-04-01/Accounts.json`.
    pub(crate) request: &'static str,
    pub(crate) call: fn(&Client) -> Call,
}

/// An error response, and a check that a model of the document decodes it.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) body: &'static str,
    pub(crate) is_read: fn(&Error) -> bool,
}

/// A typical error response of Twilio.
const NOT_FOUND: Refusal = Refusal {
    status: 404,
    body: r#"{"code":20404,"message":"Not here","more_info":"https://www.twilio.com/docs/errors/20404","status":404}"#,
    is_read: |error| error.more_info() == Some("https://www.twilio.com/docs/errors/20404"),
};

/// Declares a test for each operation, and a test that runs all of them against servers.
///
/// `wire_tests! { client create_call: client.api()…, "POST https://…" [Form("To", "+1")] => 201 r#"{}"#; }`. After
/// the response, `, empty 204` adds a success without a body, and `, 400 Model = r#"{}"#` adds an error response that
/// the document declares.
macro_rules! wire_tests {
    ($client:ident $($name:ident: $call:expr, $request:literal [$($part:expr),*]
        => $status:literal $answer:expr $(, empty $empty:literal)? $(, $refused:literal $model:ty = $refusal:literal)?;)*) => {
        /// The namespace of the calls of the tests.
        struct Calls;

        impl Calls {
            $(fn $name($client: &$crate::runtime::Client) -> $crate::runtime::wire_tests::Call {
                $crate::runtime::wire_tests::call($call)
            })*
        }

        $(#[test]
        fn $name() {
            #[allow(unused_imports, reason = "few operations have all of them")]
            use $crate::runtime::wire_tests::Part::{EmptyForm, Form, Header, Json, Query};
            let operation = $crate::runtime::wire_tests::Operation {
                name: stringify!($name), request: $request, call: Calls::$name,
            };
            #[allow(unused_mut, unused_assignments, reason = "most documents declare no refusal")]
            let mut refusal = None;
            $(refusal = Some($crate::runtime::wire_tests::Refusal {
                status: $refused,
                body: $refusal,
                is_read: |error| <$model>::from_error(error).is_some(),
            });)?
            let empty: &[u16] = &[$($empty)?];
            $crate::runtime::wire_tests::check(&operation, &[$($part),*], ($status, $answer), empty, refusal);
        })*

        #[test]
        #[ignore = "needs servers: cargo xtask conformance"]
        fn conformance() {
            $crate::runtime::wire_tests::conformance(&[$($crate::runtime::wire_tests::Operation {
                name: stringify!($name), request: $request, call: Calls::$name,
            }),*]);
        }
    };
}

pub(crate) use wire_tests;

/// Wraps a request, so that it is sent when the result is awaited.
pub(crate) fn call<T>(request: impl IntoFuture<Output = Result<T>, IntoFuture: Send + 'static>) -> Call {
    let sent = request.into_future();
    Ok(Box::pin(async move { sent.await.map(|_| ()) }))
}

/// Sends the request for each response, and checks it against the document. The response, the successes without a
/// body and the error response must all be decoded.
pub(crate) fn check(
    operation: &Operation,
    parts: &[Part],
    answer: (u16, &'static str),
    empty: &[u16],
    refusal: Option<Refusal>,
) {
    let refusal = refusal.unwrap_or(NOT_FOUND);
    let transport = MockTransport::new();
    transport.respond(answer.0, answer.1);
    for status in empty {
        transport.respond(*status, "");
    }
    transport.respond(refusal.status, refusal.body);
    let client = client(|builder| builder.transport(transport.clone()));
    send(operation, &client).unwrap_or_else(|error| panic!("the answer: {error}"));
    for status in empty {
        send(operation, &client).unwrap_or_else(|error| panic!("a {status} without a body: {error}"));
    }
    let error = send(operation, &client).expect_err("a refusal is an error");
    let requests = transport.requests();
    check_request(operation, parts, &requests[0]);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(refusal.status));
    assert!((refusal.is_read)(&error), "the refusal is not understood: {error}");
    let body: Value = serde_json::from_str(refusal.body).expect("a refusal is JSON");
    if let Some(code) = body["code"].as_i64().filter(|code| *code != 0) {
        assert_eq!(error.code(), Some(code));
    }
    if let Some(message) = body["message"].as_str().filter(|message| !message.is_empty()) {
        assert_eq!(error.message(), message);
    }
}

fn check_request(operation: &Operation, parts: &[Part], request: &Request<Bytes>) {
    let uri = request.uri();
    let host = uri.authority().map_or("", |authority| authority.as_str());
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    let scheme = uri.scheme_str().unwrap_or_default();
    // The document may escape characters in a path, and may add a fragment, which is not sent.
    let (expected, _) = operation.request.split_once('#').unwrap_or((operation.request, ""));
    let expected = percent_decode_str(expected).decode_utf8_lossy();
    assert_eq!(format!("{} {scheme}://{host}{path}", request.method()), expected);
    let query = parts.iter().filter_map(|part| match part {
        Part::Query(name, value) => Some((*name, *value)),
        _ => None,
    });
    compare("query", query, uri.query().unwrap_or_default().as_bytes());
    let json = parts.iter().find_map(|part| match part {
        Part::Json(text) => Some(text.as_bytes()),
        _ => None,
    });
    let parsed = |text: &[u8]| serde_json::from_slice::<Value>(text).expect("a JSON body is JSON");
    match json {
        Some(json) => assert_eq!(parsed(request.body()), parsed(json), "the body"),
        None => {
            let form = parts.iter().filter_map(|part| match part {
                Part::Form(name, value) => Some((*name, *value)),
                _ => None,
            });
            compare("form", form, request.body());
        }
    }
    let header = |name: &str| request.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let is_form = parts.iter().any(|part| matches!(part, Part::Form(..) | Part::EmptyForm));
    if json.is_none() {
        assert_eq!(header("content-type").as_deref(), is_form.then_some("application/x-www-form-urlencoded"));
    }
    if !parts.iter().any(|part| matches!(part, Part::Header("accept", _))) {
        assert_eq!(header("accept").as_deref(), Some("application/json"), "the header accept");
    }
    for part in parts {
        if let Part::Header(name, value) = part {
            assert_eq!(header(name).as_deref(), Some(*value), "the header {name}");
        }
    }
}

/// Compares names and values. The values of one name must have the same order.
fn compare<'a>(what: &str, expected: impl Iterator<Item = (&'a str, &'a str)>, sent: &[u8]) {
    let mut expected: Vec<(String, Value)> =
        expected.map(|(name, value)| (name.to_owned(), comparable(value))).collect();
    let mut sent: Vec<(String, Value)> =
        form_urlencoded::parse(sent).map(|(name, value)| (name.into_owned(), comparable(&value))).collect();
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    sent.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(sent, expected, "the {what}");
}

/// Returns JSON whose order of properties does not matter, or the text unchanged.
fn comparable(text: &str) -> Value {
    let parsed = serde_json::from_str(text).ok().filter(|_| text.starts_with(['{', '[']));
    parsed.unwrap_or_else(|| Value::from(text))
}

/// Runs every operation against the servers in `TWILIO_CONFORMANCE_URLS`, and prints a line for each operation. The
/// variable has the form `https://api.twilio.com=http://127.0.0.1:4010`, with blanks between several servers.
pub(crate) fn conformance(operations: &[Operation]) {
    let urls = std::env::var("TWILIO_CONFORMANCE_URLS").expect("TWILIO_CONFORMANCE_URLS says where the servers are");
    let urls: Vec<(&str, &str)> = urls.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    let mut failed = Vec::new();
    for operation in operations {
        let (method, url) = operation.request.split_once(' ').expect("a request has a method");
        let (_, server) = urls.iter().find(|(host, _)| url.starts_with(host)).expect("every host has a server");
        let client = client(|builder| builder.base_url(*server));
        let (accepted, decoded, why) = match send(operation, &client) {
            Ok(()) => (true, true, String::new()),
            Err(error) => (error.kind() == ErrorKind::Decode, false, said(&error)),
        };
        println!("conformance\t{}\t{method} {url}\t{accepted}\t{decoded}\t{why}", operation.name);
        if !decoded {
            failed.push(operation.name);
        }
    }
    assert!(failed.is_empty(), "failed: {failed:?}");
}

/// Returns the error and the body of the response on one line.
fn said(error: &Error) -> String {
    let body = String::from_utf8_lossy(error.body().unwrap_or_default()).into_owned();
    format!("{error} {body}").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn client(set: impl FnOnce(super::client_builder::ClientBuilder) -> super::client_builder::ClientBuilder) -> Client {
    let credentials = Credentials::auth_token(format!("AC{}", "a".repeat(32)), "0123456789abcdef0123456789abcdef");
    set(Client::builder().credentials(credentials)).build().expect("a client can be built")
}

fn send(operation: &Operation, client: &Client) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
    let name = operation.name;
    let _guard = runtime.enter();
    let sent = (operation.call)(client).unwrap_or_else(|error| panic!("the values for {name}: {error}"));
    runtime.block_on(sent)
}
