//! Whole responses: a client of the sample receives them. Its errors must be readable and must never show a secret.

use crate::runtime::{Client, Credentials, Error, MockTransport, Result, RetryPolicy, StatusCode};
use crate::sample::{AccountSid, Gadgets, Widget, WidgetSid, Widgets};
use futures_util::StreamExt as _;
use http::{HeaderName, HeaderValue, Response};
use std::future::Future;
use std::sync::LazyLock;

const ACCOUNT_SID: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// A token that is too long and too random to occur by accident.
const TOKEN: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().build().expect("a runtime needs nothing but memory")
});

fn client(transport: &MockTransport) -> Client {
    let settings = Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, TOKEN));
    settings.transport(transport.clone()).retry(RetryPolicy::none()).build().expect("valid settings")
}

fn finish<T>(work: impl Future<Output = T>) -> T {
    RUNTIME.block_on(work)
}

/// Checks the error of a response other than 2xx. The bytes are two bytes of status, a line for `Retry-After`, and
/// the body.
pub fn error_body(bytes: &[u8]) {
    let Some((head, rest)) = bytes.split_first_chunk::<2>() else { return };
    let Ok(status) = StatusCode::from_u16(300 + u16::from_be_bytes(*head) % 700) else { return };
    let line_end = rest.iter().position(|byte| *byte == b'\n');
    let (line, body) = rest.split_at(line_end.unwrap_or_default());
    let mut response = Response::new(body.to_vec().into());
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::from_bytes(line) {
        response.headers_mut().insert(HeaderName::from_static("retry-after"), value);
    }
    let transport = MockTransport::new();
    transport.respond_with(response);
    let widgets = Widgets::new(&client(&transport), &AccountSid::from_unvalidated(ACCOUNT_SID));
    match finish(widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().into_future()) {
        Err(error) => check(&error),
        Ok(_) => assert!(status.is_redirection(), "{status} is no success"),
    }
}

/// Reads a list whose first page is arbitrary. The first byte selects the style, and the other bytes are the body.
/// The second page has no link.
pub fn page(bytes: &[u8]) {
    let Some((style, body)) = bytes.split_first() else { return };
    let transport = MockTransport::new();
    transport.respond(200, body.to_vec());
    transport.respond(200, r#"{"widgets": [], "gadgets": [], "gizmos": [], "next_page_uri": null}"#);
    let client = client(&transport);
    let items: Vec<Result<Widget>> = match style % 3 {
        0 => {
            let list = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID)).list();
            finish(list.stream().collect())
        }
        1 => finish(Gadgets::new(&client).list().stream().collect()),
        _ => finish(Gadgets::new(&client).list_gizmos().stream().collect()),
    };
    assert!(transport.requests().len() <= 2, "the second page leads nowhere");
    for request in transport.requests() {
        // Host names are not case-sensitive.
        let host = request.uri().host().unwrap_or_default().to_ascii_lowercase();
        assert!(host.ends_with(".twilio.com"), "the client was led to {host}");
    }
    let (last, before) = items.split_last().map_or((None, [].as_slice()), |(last, before)| (Some(last), before));
    assert!(before.iter().all(Result::is_ok), "nothing comes after an error");
    if let Some(Err(error)) = last {
        check(error);
    }
}

/// Checks that an error is one line and that nothing printable of it holds a secret.
fn check(error: &Error) {
    let shown = error.to_string();
    assert!(!shown.is_empty() && !shown.contains(['\n', '\r']), "{shown:?} is not one line");
    let repeated = String::from_utf8_lossy(error.body().unwrap_or_default()).into_owned();
    for text in [shown, format!("{error:?}"), format!("{error:#?}"), repeated] {
        assert!(!text.contains(TOKEN), "the token is in {text}");
    }
    let _ = (error.retry_after(), error.code(), error.more_info(), error.details(), error.is_rate_limited());
}
