//! A secret is recognised in every form in which a server or a transport may repeat it.

use std::error::Error as _;
use std::fmt;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{HeaderValue, Request, Response};

use crate::runtime::{Client, Credentials, Error, ErrorKind, RetryPolicy, Transport, TransportError, TransportFuture};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, Reply, TestServer, start_cutting_server};

/// A token whose base64 has `+` and `/` in the standard alphabet, and needs padding.
const TOKEN: &str = "a?>b~~c?>d~~e?>f~";

fn widgets_by(set: impl FnOnce(crate::runtime::ClientBuilder) -> crate::runtime::ClientBuilder) -> Widgets {
    let builder = Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, TOKEN));
    let client = set(builder.retry(RetryPolicy::none())).build().unwrap();
    Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID))
}

async fn fetch(widgets: &Widgets) -> Error {
    widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err()
}

/// Returns every form in which the token, or the credentials of HTTP Basic, may be written.
fn forms() -> Vec<String> {
    let pair = format!("{ACCOUNT_SID}:{TOKEN}");
    let mut forms = vec![TOKEN.to_owned()];
    for text in [TOKEN, &pair, &format!("{TOKEN}\n"), &format!("x{TOKEN}"), &format!("xy{TOKEN}z")] {
        forms.push(BASE64_STANDARD.encode(text));
        forms.push(BASE64_STANDARD_NO_PAD.encode(text));
        forms.push(BASE64_URL_SAFE.encode(text));
        forms.push(BASE64_URL_SAFE_NO_PAD.encode(text));
    }
    for form in forms.clone() {
        let all: String = form.bytes().map(|byte| format!("%{byte:02x}")).collect();
        forms.extend([all.to_uppercase(), all.replace('%', "%25"), all]);
        forms.push(form.replace('=', "%3D").replace('+', "%2B").replace('/', "%2f"));
    }
    forms.extend([TOKEN.replace('~', "%7E"), TOKEN.replace('?', "%3f"), TOKEN.replace('>', "%253E")]);
    forms
}

/// Asserts that no part of the token is left in the text, where the token had this form.
fn assert_redacted(text: &str, form: &str) {
    let middle = &form[form.len() / 3..form.len() * 2 / 3];
    assert!(!text.contains(middle) && text.contains("[redacted]"), "{form} in {text}");
}

#[tokio::test]
async fn every_form_is_hidden_in_messages_bodies_and_headers() {
    // All forms share one client, because each new client reads the certificates of the machine.
    let server = TestServer::start([]).await;
    let widgets = widgets_by(|builder| builder.base_url(&server.base_url));
    for form in forms() {
        let json = serde_json::json!({ "message": format!("bad {form} here"), "details": { "x": form } });
        let echo: &'static str = form.clone().leak();
        for body in [json.to_string(), format!("<p>{form}</p>")] {
            server.then([Reply::Full(400, vec![("X-Echo", echo)], body.clone())]);
            let error = fetch(&widgets).await;
            assert_redacted(&String::from_utf8_lossy(error.body().unwrap()), &form);
            assert_redacted(error.headers().unwrap()["x-echo"].to_str().unwrap(), &form);
            if body.starts_with('{') {
                assert_redacted(error.message(), &form);
                assert_redacted(&error.details().unwrap().to_string(), &form);
                assert!(error.message().starts_with("bad ") && error.message().ends_with(" here"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn characters_that_nobody_sees_do_not_carry_a_secret_through() {
    let (start, end) = TOKEN.split_at(8);
    for between in ["\\u200b", "\\u202e", "\\u0007", "\\ufeff\\u2066", "\u{2060}"] {
        let body = format!(r#"{{"message": "bad {start}{between}{end}"}}"#);
        let server = TestServer::start([Reply::Body(400, body)]).await;
        let error = fetch(&widgets_by(|builder| builder.base_url(&server.base_url))).await;
        assert_eq!(error.message(), "bad [redacted]", "{between}");
    }
}

#[tokio::test]
async fn a_text_of_escapes_is_searched_in_linear_time() {
    let server = TestServer::start([]).await;
    let widgets = widgets_by(|builder| builder.base_url(&server.base_url).timeout(std::time::Duration::from_secs(600)));
    for unit in ["\\", "%25", "%2525", "a\u{200b}", "\u{200b}", "%", "a?>b"] {
        let body = unit.repeat(50_000 / unit.len());
        server.then([Reply::Body(400, body.clone())]);
        assert_eq!(fetch(&widgets).await.body(), Some(body.as_bytes()), "{unit}");
    }
}

#[tokio::test]
async fn a_message_cannot_reorder_or_hide_the_text_around_it() {
    let invisible: String = ('\u{200e}'..='\u{200f}')
        .chain('\u{202a}'..='\u{202e}')
        .chain('\u{2066}'..='\u{2069}')
        .chain(['\u{61c}', '\u{200b}', '\u{feff}', '\u{7}', '\u{1b}', '\u{9b}', '\u{7f}', '\u{ad}'])
        .collect();
    let body = serde_json::json!({
        "message": format!("ab{invisible}c"),
        "more_info": format!("https://x/{invisible}y"),
        "code": 7,
    });
    let server = TestServer::start([Reply::Body(400, body.to_string())]).await;
    let error = fetch(&widgets_by(|builder| builder.base_url(&server.base_url))).await;
    assert_eq!(error.message(), "abc");
    let expected = "GET /2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json: 400: abc (Twilio error 7, https://x/y)";
    assert_eq!(error.to_string(), expected);
    assert_eq!(format!("{error:?}"), expected);
}

#[tokio::test]
async fn the_headers_of_an_answer_cut_off_in_its_body_are_redacted() {
    for status in ["200 OK", "404 Not Found", "502 Bad Gateway"] {
        let start = format!(
            "HTTP/1.1 {status}\r\nTwilio-Request-Id: {TOKEN}\r\nX-Echo: <{TOKEN}>\r\nContent-Length: 100\r\n\r\n{{"
        );
        let base_url = start_cutting_server(start.leak().as_bytes()).await;
        let error = fetch(&widgets_by(|builder| builder.base_url(base_url))).await;
        let headers = error.headers().expect("they had arrived");
        assert_eq!(headers["x-echo"], "<[redacted]>", "{status}");
        assert_eq!(error.request_id(), Some("[redacted]"));
        let shown = format!("{error} {error:?} {error:#?} {headers:?}");
        assert!(!shown.contains(TOKEN), "{shown}");
    }
}

/// A transport that always returns the result of its function.
struct Echo(fn() -> Result<Response<Bytes>, TransportError>);

impl Transport for Echo {
    fn send(&self, _: Request<Bytes>) -> TransportFuture {
        Box::pin(std::future::ready((self.0)()))
    }
}

#[tokio::test]
async fn header_values_beyond_ascii_are_redacted() {
    let echo = || {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = http::StatusCode::BAD_REQUEST;
        let mut add = |bytes: &[u8]| response.headers_mut().append("x-echo", HeaderValue::from_bytes(bytes).unwrap());
        add(format!("ä {TOKEN} é").as_bytes());
        add(&[b"\xe4 ", TOKEN.as_bytes(), b" \xff"].concat());
        add(b"caf\xe9");
        Ok(response)
    };
    let error = fetch(&widgets_by(|builder| builder.transport(Echo(echo)))).await;
    let values: Vec<_> = error.headers().unwrap().get_all("x-echo").iter().map(HeaderValue::as_bytes).collect();
    assert_eq!(values, ["ä [redacted] é".as_bytes(), b"[redacted]", b"caf\xe9"]);
}

#[tokio::test]
async fn a_secret_beyond_ascii_is_found_in_utf_8_and_latin_1() {
    const ECHOES: [&[u8]; 4] =
        ["zwölf Käse".as_bytes(), b"zw\xf6lf K\xe4se", b"zw%F6lf+K%E4se", b"zw%c3%b6lf%20K%C3%a4se"];
    let echo = || {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = http::StatusCode::BAD_REQUEST;
        for echo in ECHOES {
            response.headers_mut().append("x-echo", HeaderValue::from_bytes(echo).unwrap());
        }
        Ok(response)
    };
    let widgets = widgets_by(|builder| builder.transport(Echo(echo)));
    let error = widgets.create("n", "zwölf Käse").url("u").send().await.unwrap_err();
    let values: Vec<_> = error.headers().unwrap().get_all("x-echo").iter().collect();
    assert_eq!(values, ["[redacted]"; 4]);
}

#[tokio::test]
async fn headers_that_are_called_like_a_secret_are_not_printed() {
    let server = TestServer::start([Reply::Full(400, vec![("Set-Cookie", "session=other")], String::new())]).await;
    let error = fetch(&widgets_by(|builder| builder.base_url(&server.base_url))).await;
    assert_eq!(error.headers().unwrap()["set-cookie"], "session=other", "callers may look at it");
    assert!(!format!("{:?}", error.headers()).contains("session"));
}

#[tokio::test]
async fn the_request_id_of_a_response_repeats_no_secret() {
    let token = "0123456789abcdef0123456789abcdef";
    let plain = "RQ0123456789abcdef0123456789abcde0";
    let encoded = BASE64_STANDARD.encode(token);
    for (id, shown) in [
        (plain, plain),
        (token, "[redacted]"),
        (encoded.as_str(), "[redacted]"),
        ("RQ0123456789abcdef0123456789abcdef", "RQ[redacted]"),
        ("id-7", "id-7"),
    ] {
        let id: &'static str = id.to_owned().leak();
        let reply = Reply::Full(200, vec![("Twilio-Request-Id", id)], r#"{"sid": "WI1"}"#.to_owned());
        let server = TestServer::start([reply]).await;
        let client = server.client_builder().credentials(Credentials::auth_token(ACCOUNT_SID, token)).build().unwrap();
        let widgets = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID));
        let response = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().response().await.unwrap();
        assert_eq!(response.request_id(), Some(shown));
        assert!(format!("{response:?}").contains(shown), "{response:?}");
    }
}

/// An error of a transport that shows the request, as a careless transport might.
#[derive(Debug)]
struct Careless {
    text: String,
    cause: Option<Box<Careless>>,
}

impl fmt::Display for Careless {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl std::error::Error for Careless {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

/// A transport that fails with the `Authorization` of the request in every text.
struct CarelessTransport;

impl Transport for CarelessTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        let authorization = request.headers()["authorization"].to_str().unwrap_or_default().to_owned();
        let cause = Some(Box::new(Careless { text: format!("it had {authorization}"), cause: None }));
        let error = Careless { text: format!("could not send {TOKEN} to {}", request.uri()), cause };
        Box::pin(std::future::ready(Err(TransportError::broken(error))))
    }
}

#[tokio::test]
async fn what_a_transport_says_is_redacted_down_to_its_causes() {
    let error = fetch(&widgets_by(|builder| builder.transport(CarelessTransport))).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.message(), "the connection broke: it had [redacted]");
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut causes = 0;
    let mut cause = error.source();
    while let Some(error) = cause {
        shown.push_str(&format!("{error} {error:?} {error:#?}"));
        causes += 1;
        cause = error.source();
    }
    assert_eq!(causes, 3, "the transport's error and both of its causes");
    let basic = BASE64_STANDARD.encode(format!("{ACCOUNT_SID}:{TOKEN}"));
    assert!(!shown.contains(TOKEN) && !shown.contains(&basic[..20]), "{shown}");
    assert!(shown.contains("could not send [redacted] to "), "{shown}");
}

#[tokio::test]
async fn a_harmless_cause_stays_what_it_is() {
    let broken = || Err(TransportError::broken(std::io::Error::from(std::io::ErrorKind::ConnectionReset)));
    let error = fetch(&widgets_by(|builder| builder.transport(Echo(broken)))).await;
    let innermost = error.source().and_then(std::error::Error::source).unwrap();
    assert!(innermost.downcast_ref::<std::io::Error>().is_some());
}

#[tokio::test]
async fn a_token_in_the_place_of_a_sid_is_not_printed() {
    let token = "fedcba9876543210fedcba9876543210";
    let body = format!(r#"{{"code": 20404, "message": "/Accounts/{token}/Widgets.json was not found"}}"#);
    let server = TestServer::start([Reply::Body(404, body)]).await;
    let widgets = Widgets::new(&server.client(), &AccountSid::from_unvalidated(token));
    let error = widgets.list().send().await.unwrap_err();
    assert_eq!(error.message(), "/Accounts/[redacted]/Widgets.json was not found");
    // The token is passed as the account SID, or a secret looks like a SID.
    for credentials in [
        Credentials::auth_token(token, "AC0123456789abcdef0123456789abcdef"),
        Credentials::auth_token("ACa9876543210fedcba9876543210abc", "t"),
        Credentials::auth_token(format!("AC0123456789abcdef0123456789abcdef:{token}"), "t"),
        Credentials::api_key("AC1", "SKa9876543210fedcba9876543210abc", "SK1"),
    ] {
        let shown = format!("{credentials:?}");
        assert!(!shown.contains("9876543210"), "{shown}");
        let built = Client::builder().credentials(credentials).build();
        let shown = format!("{built:?} {built:#?}");
        assert!(!shown.contains("9876543210"), "{shown}");
    }
}
