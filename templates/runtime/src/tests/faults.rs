//! A raw TCP server that fails on purpose: it refuses, resets, stalls, truncates and sends invalid responses.
//!
//! It takes one fault for each request, and counts the requests that arrive completely.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// The fault that follows after a request was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A whole response: status, further header lines, body. The connection stays open.
    Response(u16, &'static str, &'static [u8]),
    /// The connection is reset before the first byte of a response.
    ResetBeforeAnswer,
    /// The connection is reset after the headers and half the body.
    ResetInBody,
    /// Nothing is sent, and the connection stays open.
    StallBeforeHeaders,
    /// The headers and half the body are sent, then nothing; the connection stays open.
    StallInBody,
}

/// A valid response to every request.
pub const WIDGET: Fault = Fault::Response(200, "Content-Type: application/json\r\n", br#"{"sid": "WI1"}"#);

/// The headers and half of the body of a response.
const HALF: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"sid\"";

/// A running server, or a port that refuses connections until it is opened.
pub struct FaultServer {
    pub base_url: String,
    shared: Arc<Shared>,
    closed: Mutex<Option<TcpSocket>>,
}

struct Shared {
    faults: Vec<Fault>,
    afterwards: Fault,
    received: AtomicUsize,
}

impl FaultServer {
    /// Reserves a port of loopback that refuses connections until `open` is called.
    pub fn refusing(faults: &[Fault], afterwards: Fault) -> Self {
        let socket = TcpSocket::new_v4().expect("sockets are available");
        socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
        let base_url = format!("http://{}", socket.local_addr().expect("bound"));
        let shared = Shared { faults: faults.to_vec(), afterwards, received: AtomicUsize::new(0) };
        Self { base_url, shared: Arc::new(shared), closed: Mutex::new(Some(socket)) }
    }

    /// Starts a server with these faults for the first requests, and with `afterwards` for all others.
    pub fn start(faults: &[Fault], afterwards: Fault) -> Self {
        let server = Self::refusing(faults, afterwards);
        server.open();
        server
    }

    /// Accepts connections from now on.
    pub fn open(&self) {
        let socket = self.closed.lock().expect("no test panics while holding it").take();
        let listener = socket.expect("a server is opened once").listen(64).expect("the port is ours");
        tokio::spawn(accept(listener, self.shared.clone()));
    }

    /// Returns the number of requests that arrived completely.
    pub fn received(&self) -> usize {
        self.shared.received.load(Ordering::SeqCst)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((connection, _)) = listener.accept().await {
        tokio::spawn(serve(connection, shared.clone()));
    }
}

/// Handles all requests of one connection, until the connection ends or a fault ends it.
async fn serve(mut connection: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    while read_request(&mut connection).await? {
        let index = shared.received.fetch_add(1, Ordering::SeqCst);
        match *shared.faults.get(index).unwrap_or(&shared.afterwards) {
            Fault::Response(status, headers, body) => connection.write_all(&answer(status, headers, body)).await?,
            Fault::ResetBeforeAnswer => return connection.set_zero_linger(),
            Fault::ResetInBody => {
                connection.write_all(HALF).await?;
                return connection.set_zero_linger();
            }
            Fault::StallBeforeHeaders => return wait_for_end(&mut connection).await,
            Fault::StallInBody => {
                connection.write_all(HALF).await?;
                return wait_for_end(&mut connection).await;
            }
        }
    }
    Ok(())
}

/// Returns the bytes of a whole response.
fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    // A 204 has no body and no length.
    let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let mut bytes = format!("HTTP/1.1 {status} As Told\r\n{headers}{length}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Reads one whole request. Returns false if the connection ended before a request began.
async fn read_request(connection: &mut TcpStream) -> std::io::Result<bool> {
    let mut request = Vec::new();
    while !is_whole(&request) {
        if connection.read_buf(&mut request).await? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns true if these bytes are a request with its whole body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

/// Reads until the client closes the connection.
async fn wait_for_end(connection: &mut TcpStream) -> std::io::Result<()> {
    while connection.read(&mut [0; 1024]).await? > 0 {}
    Ok(())
}
