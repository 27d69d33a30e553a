//! A server in the process that follows a script of exchanges.
//!
//! The test fails unless exactly the requests of the script arrive, in its order. The server listens on loopback
//! only.

pub mod differences;
pub mod exchange;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, Response, header};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use twilio_accounts::{Client, Credentials};

use differences::differences;
pub use exchange::Exchange;
use exchange::{AUTH_TOKEN, MAIN_ACCOUNT};

/// Answers the script for as long as it lives. Dropping it fails the test if anything was wrong.
pub struct Server {
    origin: String,
    script: Arc<Mutex<Script>>,
    task: JoinHandle<()>,
}

/// The exchanges that are still to come, and the differences so far.
struct Script {
    /// Scheme, host and port; answers may name it as `{origin}`.
    origin: String,
    remaining: VecDeque<Exchange>,
    received: usize,
    complaints: Vec<String>,
}

impl Server {
    /// Starts listening on a free port.
    pub async fn start(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound listener has an address"));
        let remaining = exchanges.into_iter().collect();
        let script = Script { origin: origin.clone(), remaining, received: 0, complaints: Vec::new() };
        let script = Arc::new(Mutex::new(script));
        let router = Router::new().fallback(answer).with_state(script.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.expect("serving never ends") });
        Self { origin, script, task }
    }

    /// A client of the main account, which is who a script expects unless told otherwise.
    pub fn client(&self) -> Client {
        self.client_of(Credentials::auth_token(MAIN_ACCOUNT, AUTH_TOKEN))
    }

    /// A client with these credentials, sending everything here.
    pub fn client_of(&self, credentials: Credentials) -> Client {
        let client = Client::builder().credentials(credentials).base_url(&self.origin).build();
        client.expect("the credentials and the base URL have the right shape")
    }

    /// All that was wrong so far, one paragraph each; empty if nothing was.
    fn report(&self) -> String {
        let script = self.script.lock().expect("no request panics while it holds the script");
        let mut complaints = script.complaints.clone();
        let never_came = |exchange: &Exchange| format!("expected, but never came: {}", exchange.label());
        complaints.extend(script.remaining.iter().map(never_came));
        complaints.join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let report = self.report();
        if report.is_empty() {
            return;
        }
        // A second panic would abort the process and hide the first.
        if std::thread::panicking() {
            eprintln!("what the server saw:\n{report}");
        } else {
            panic!("what the server saw:\n{report}");
        }
    }
}

/// Compares one request with the next exchange of the script and answers it.
async fn answer(State(script): State<Arc<Mutex<Script>>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the client sends its whole body");
    let mut script = script.lock().expect("no request panics while it holds the script");
    script.received += 1;
    let Some(exchange) = script.remaining.pop_front() else {
        let complaint = format!("request {} was not expected: {} {}", script.received, head.method, head.uri);
        return refuse(&mut script, complaint);
    };
    let differences = differences(&exchange, &head, &body);
    if !differences.is_empty() {
        let complaint = format!("request {} is not {}:\n{}", script.received, exchange.label(), differences.join("\n"));
        return refuse(&mut script, complaint);
    }
    let text = exchange.answer_body.replace("{origin}", &script.origin);
    Response::builder()
        .status(exchange.answer_status)
        .header(header::CONTENT_TYPE, exchange.answer_content_type)
        .header("Twilio-Request-Id", format!("RQ{:032}", script.received))
        .body(Body::from(text))
        .expect("the script holds valid statuses and headers")
}

/// Keeps the complaint for the end of the test, and answers with a status that no client retries.
fn refuse(script: &mut Script, complaint: String) -> Response<Body> {
    let body = serde_json::json!({ "code": 0, "message": complaint.as_str() }).to_string();
    script.complaints.push(complaint);
    Response::builder().status(400).body(Body::from(body)).expect("400 is a status")
}
