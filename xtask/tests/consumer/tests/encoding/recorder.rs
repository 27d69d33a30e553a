//! A server that refuses every request, and records it. The error of a call names its operation.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, Response, StatusCode, request::Parts};
use tokio::net::TcpListener;
use twilio_accounts::{Client, Credentials, Error};

use crate::server::exchange::{AUTH_TOKEN, MAIN_ACCOUNT};

/// One request: the operation it belongs to, how much was set, and what arrived.
pub struct Record {
    /// Method and route template, such as `GET /2010-04-01/Accounts/{Sid}.json`.
    pub operation: String,
    pub variant: &'static str,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Record {
    /// The names of all parameters in query and form, as they are on the wire.
    pub fn parameter_names(&self) -> impl Iterator<Item = &str> {
        let pairs = self.query.split('&').chain(self.body.split('&'));
        pairs.filter_map(|pair| Some(pair.split_once('=')?.0))
    }

    /// The request as a golden file shows it: a line for each parameter, credentials masked.
    pub fn shown(&self) -> String {
        let method = self.operation.split(' ').next().unwrap_or_default();
        let mut text = format!("# {}, {}\n{method} {}\n", self.operation, self.variant, self.path);
        if !self.query.is_empty() {
            text.push_str(&format!("?{}\n", on_lines(&self.query)));
        }
        for name in ["accept", "content-type", "authorization"] {
            for value in self.headers.get_all(name) {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                let scheme = value.split(' ').next().unwrap_or_default();
                let shown = if name == "authorization" { format!("{scheme} (masked)") } else { value.clone() };
                text.push_str(&format!("{name}: {shown}\n"));
            }
        }
        if self.headers.contains_key("content-type") {
            let body = if self.body.is_empty() { "(empty)".to_owned() } else { on_lines(&self.body) };
            text.push_str(&format!("\n{body}\n"));
        }
        text
    }
}

/// Every pair on its own line. No raw `&` is anything but the start of one.
fn on_lines(pairs: &str) -> String {
    pairs.replace('&', "\n&")
}

/// The requests that arrived and were not recorded yet, with their bodies.
type Received = Arc<Mutex<Vec<(Parts, String)>>>;

/// A running server, its client, and everything recorded.
pub struct Recorder {
    pub client: Client,
    pub records: Vec<Record>,
    received: Received,
}

impl Recorder {
    /// Starts listening on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound listener has an address"));
        let received = Received::default();
        let router = Router::new().fallback(refuse).with_state(received.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.expect("serving never ends") });
        let credentials = Credentials::auth_token(MAIN_ACCOUNT, AUTH_TOKEN);
        let client = Client::builder().credentials(credentials).base_url(origin).build();
        Self { client: client.expect("valid settings"), records: Vec::new(), received }
    }

    /// Sends one request and keeps it.
    pub async fn record<T>(&mut self, variant: &'static str, call: impl IntoFuture<Output = Result<T, Error>>) {
        let Err(error) = call.await else { panic!("the server refuses everything, and yet a call succeeded") };
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST), "{error}");
        let (Some(method), Some(route)) = (error.method(), error.path()) else { panic!("{error}: of what request?") };
        let mut received = std::mem::take(&mut *self.received.lock().expect("no request panics while it holds this"));
        let (Some((parts, body)), true) = (received.pop(), received.is_empty()) else {
            panic!("{error}: not exactly one request was sent");
        };
        assert_eq!(*method, parts.method);
        self.records.push(Record {
            operation: format!("{method} {route}"),
            variant,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            body,
        });
    }

    /// Fails if anything arrived that was not recorded.
    pub fn assert_nothing_else_arrived(&self) {
        assert!(self.received.lock().expect("no request panics while it holds this").is_empty());
    }
}

/// Keeps the request and answers with a status that no client retries.
async fn refuse(State(received): State<Received>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the client sends its whole body");
    let body = String::from_utf8(body.to_vec()).expect("forms are ASCII");
    received.lock().expect("no request panics while it holds this").push((parts, body));
    Response::builder().status(400).body(Body::empty()).expect("400 is a status")
}
