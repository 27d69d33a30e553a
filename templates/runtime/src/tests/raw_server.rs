//! A server of raw TCP that records the bytes of each request and sends prepared bytes as the response.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[cfg(feature = "hyper")]
use crate::runtime::HyperTransport;
#[cfg(feature = "reqwest")]
use crate::runtime::ReqwestTransport;
use crate::runtime::{Client, ClientBuilder, Credentials, RetryPolicy, Transport, TransportFuture};
use crate::sample::{AccountSid, Widgets};

use super::server::ACCOUNT_SID;

/// The response to one request.
#[derive(Clone)]
pub enum RawAnswer {
    /// Sends these bytes. The connection stays open.
    Bytes(Vec<u8>),
    /// Sends these bytes, and then more of the body as long as the client reads.
    Endless(Vec<u8>),
    /// Sends nothing and closes the connection.
    Close,
}

impl RawAnswer {
    /// Returns a whole response with this status, further header lines and body.
    pub fn whole(status: u16, headers: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status} As Told\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        Self::Bytes((head + body).into_bytes())
    }

    /// Returns a response with this status and a body without end, either in chunks or until the connection is
    /// closed.
    pub fn endless(status: u16, is_chunked: bool) -> Self {
        let framing = if is_chunked { "Transfer-Encoding: chunked\r\n" } else { "" };
        let head = format!("HTTP/1.1 {status} As Told\r\nTwilio-Request-Id: RQ1\r\n{framing}\r\n");
        Self::Endless(head.into_bytes())
    }
}

/// A running server.
pub struct RawServer {
    pub base_url: String,
    shared: Arc<State>,
}

#[derive(Default)]
struct State {
    answers: Vec<RawAnswer>,
    requests: Mutex<Vec<String>>,
    connections: AtomicUsize,
}

impl RawServer {
    /// Starts a server that sends these responses in order, and then repeats the last one.
    pub async fn start(answers: impl IntoIterator<Item = RawAnswer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("bound"));
        let shared = Arc::new(State { answers: answers.into_iter().collect(), ..State::default() });
        let accepting = shared.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                accepting.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(connection, accepting.clone()));
            }
        });
        Self { base_url, shared }
    }

    /// Returns the bytes of every request so far, as text.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().expect("no test panics while holding it").clone()
    }

    /// Returns the number of accepted connections.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Returns a builder for a client of this server that retries without delay.
    pub fn client_builder(&self) -> ClientBuilder {
        client_builder().base_url(&self.base_url)
    }
}

/// Returns a builder with credentials, and with a policy that retries without delay.
pub fn client_builder() -> ClientBuilder {
    let at_once = RetryPolicy::default().base_delay(Duration::ZERO);
    Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, "token")).retry(at_once)
}

/// Returns the widgets of the client with these settings.
pub fn widgets(builder: ClientBuilder) -> Widgets {
    Widgets::new(&builder.build().expect("valid settings"), &AccountSid::from_unvalidated(ACCOUNT_SID))
}

/// Returns a client builder for each transport, with the name of the transport. Each transport is created only once,
/// because setting up TLS takes time.
pub fn with_each_transport(make: impl Fn() -> ClientBuilder) -> Vec<(&'static str, ClientBuilder)> {
    static TRANSPORTS: OnceLock<Vec<(&'static str, SharedTransport)>> = OnceLock::new();
    let transports = TRANSPORTS.get_or_init(|| {
        vec![
            #[cfg(feature = "reqwest")]
            (
                "reqwest",
                SharedTransport(Arc::new(ReqwestTransport::new(reqwest::Client::builder().no_proxy()).expect("TLS"))),
            ),
            #[cfg(feature = "hyper")]
            ("hyper", SharedTransport(Arc::new(HyperTransport::new(Duration::from_secs(10)).expect("TLS")))),
        ]
    });
    transports.iter().map(|(name, transport)| (*name, make().transport(SharedTransport(transport.0.clone())))).collect()
}

/// A transport that several clients share.
struct SharedTransport(Arc<dyn Transport>);

impl Transport for SharedTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.0.send(request)
    }

    fn send_bounded(&self, request: http::Request<Bytes>, max_body: usize) -> TransportFuture {
        self.0.send_bounded(request, max_body)
    }
}

async fn serve(mut connection: TcpStream, shared: Arc<State>) -> std::io::Result<()> {
    while let Some(request) = read_request(&mut connection).await? {
        let index = {
            let mut requests = shared.requests.lock().expect("not poisoned");
            requests.push(request);
            requests.len() - 1
        };
        match shared.answers.get(index).or(shared.answers.last()).cloned() {
            Some(RawAnswer::Bytes(bytes)) => connection.write_all(&bytes).await?,
            Some(RawAnswer::Endless(head)) => {
                let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
                connection.write_all(&head).await?;
                loop {
                    connection.write_all(chunk.as_bytes()).await?;
                }
            }
            Some(RawAnswer::Close) | None => return Ok(()),
        }
    }
    Ok(())
}

/// Reads one whole request; `None` if the connection ended before a request began.
async fn read_request(connection: &mut TcpStream) -> std::io::Result<Option<String>> {
    let mut request = Vec::new();
    loop {
        if connection.read_buf(&mut request).await? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lines = head.to_ascii_lowercase();
            let length = lines.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(Some(text.into_owned()));
            }
        }
    }
}
