//! A server in this process that sends prepared responses and records the requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::runtime::{Client, ClientBuilder, Credentials, RetryPolicy};
use crate::sample::{AccountSid, Gadgets, Widgets};

/// The account of every test.
pub const ACCOUNT_SID: &str = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";

/// The path of the widgets of that account.
pub const WIDGETS: &str = "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Widgets.json";

/// The response of the server to one request.
pub enum Reply {
    /// A status and a body; `{base}` in the body becomes the server's own URL.
    Body(u16, String),
    /// A status, headers and a body, which is as in `Body`.
    Full(u16, Vec<(&'static str, &'static str)>, String),
    /// No response, ever.
    Never,
}

/// Returns a 200 with this JSON.
pub fn ok(json: &str) -> Reply {
    Reply::Body(200, json.to_owned())
}

/// One request as the server received it.
#[derive(Debug, Clone)]
pub struct Received {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Received {
    /// Returns the text of a header, or "" if it was not sent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// A running server.
pub struct TestServer {
    pub base_url: String,
    shared: Arc<Shared>,
}

struct Shared {
    base_url: String,
    replies: Mutex<VecDeque<Reply>>,
    received: Mutex<Vec<Received>>,
}

impl TestServer {
    /// Starts a server that sends these responses in order, and then 599 for every further request.
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("bound"));
        let shared = Arc::new(Shared {
            base_url: base_url.clone(),
            replies: Mutex::new(replies.into_iter().collect()),
            received: Mutex::new(Vec::new()),
        });
        let router = axum::Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base_url, shared }
    }

    /// Adds responses after the existing ones.
    pub fn then(&self, replies: impl IntoIterator<Item = Reply>) {
        self.shared.replies.lock().expect("no test panics while holding it").extend(replies);
    }

    /// Returns all requests received so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().expect("no test panics while holding it").clone()
    }

    /// Returns the only request that was received. Fails if there is not exactly one.
    pub fn only(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.into_iter().next().expect("counted above")
    }

    /// Returns a builder for a client of this server that does not retry.
    pub fn client_builder(&self) -> ClientBuilder {
        let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
        Client::builder().credentials(credentials).base_url(&self.base_url).retry(RetryPolicy::none())
    }

    /// Returns a client of this server.
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("valid settings")
    }

    /// Returns the widgets on this server.
    pub fn widgets(&self) -> Widgets {
        Widgets::new(&self.client(), &AccountSid::from_unvalidated(ACCOUNT_SID))
    }

    /// Returns the gadgets on this server.
    pub fn gadgets(&self) -> Gadgets {
        Gadgets::new(&self.client())
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole body");
    shared.received.lock().expect("not poisoned").push(Received {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or("").to_owned(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).expect("UTF-8"),
    });
    let reply = shared.replies.lock().expect("not poisoned").pop_front();
    let (status, headers, body) = match reply {
        Some(Reply::Body(status, body)) => (status, Vec::new(), body),
        Some(Reply::Full(status, headers, body)) => (status, headers, body),
        Some(Reply::Never) => std::future::pending().await,
        None => (599, Vec::new(), String::new()),
    };
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(Body::from(body.replace("{base}", &shared.base_url))).expect("valid parts")
}

/// Starts a server that reads the start of each request, writes `bytes` and closes the connection. Returns its URL.
pub async fn start_cutting_server(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("bound"));
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let _ = connection.read(&mut [0; 4096]).await;
            let _ = connection.write_all(bytes).await;
        }
    });
    base_url
}
