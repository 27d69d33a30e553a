//! Tests every fault of a server with every kind of request: one table for permanent faults, one for faults that
//! happen once.
//!
//! The clock is paused, so that waits take no time. `faults.rs` has the faults.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use crate::runtime::{
    Client, Credentials, Error, ErrorKind, Result, RetryPolicy, Transport, TransportFuture, default_transport,
};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::faults::{Fault, FaultServer, WIDGET};
use super::server::ACCOUNT_SID;

/// The results if the fault happens on every attempt. There are at most three attempts, of 7 s each.
///
/// A cell is `attempts outcome time`. The attempts are the number that transport, server and error agree on. The
/// outcome is `ok`, or the kind of the error, its status if it has one, and `?` if it is ambiguous. The time is the
/// seconds on the clock, plus the number of random waits (`w`): the first takes up to 100 hours, and the second up to
/// 150 hours.
const PERSISTENT: &str = "
fault                  | GET                      | DELETE                   | POST create              | POST update
429                    | 3 Api:429 0s+2w          | 3 Api:429 0s+2w          | 3 Api:429 0s+2w          | 3 Api:429 0s+2w
429, Retry-After: 3    | 3 Api:429 6s             | 3 Api:429 6s             | 3 Api:429 6s             | 3 Api:429 6s
500                    | 3 Api:500 0s+2w          | 3 Api:500 0s+2w          | 1 Api:500? 0s            | 1 Api:500? 0s
502 with HTML          | 3 Api:502 0s+2w          | 3 Api:502 0s+2w          | 1 Api:502? 0s            | 1 Api:502? 0s
503                    | 3 Api:503 0s+2w          | 3 Api:503 0s+2w          | 1 Api:503? 0s            | 1 Api:503? 0s
connection refused     | 3 Connect 0s+2w          | 3 Connect 0s+2w          | 3 Connect 0s+2w          | 3 Connect 0s+2w
reset before answer    | 3 Transport 0s+2w        | 3 Transport 0s+2w        | 1 Transport? 0s          | 1 Transport? 0s
reset in body          | 3 Transport:200 0s+2w    | 3 Transport:200 0s+2w    | 1 Transport:200? 0s      | 1 Transport:200? 0s
slow headers           | 3 Timeout 21s+2w         | 3 Timeout 21s+2w         | 1 Timeout? 7s            | 1 Timeout? 7s
slow body              | 3 Timeout 21s+2w         | 3 Timeout 21s+2w         | 1 Timeout? 7s            | 1 Timeout? 7s
truncated JSON         | 1 Decode:200 0s          | 1 ok 0s                  | 1 Decode:200? 0s         | 1 Decode:200? 0s
empty 200              | 1 Decode:200 0s          | 1 ok 0s                  | 1 Decode:200? 0s         | 1 Decode:200? 0s
200 with HTML          | 1 Decode:200 0s          | 1 ok 0s                  | 1 Decode:200? 0s         | 1 Decode:200? 0s
gzip, not asked for    | 1 Decode:200 0s          | 1 ok 0s                  | 1 Decode:200? 0s         | 1 Decode:200? 0s
";

/// The results if the fault happens only on the first attempt. A repeated request succeeds, and everything else is as
/// above.
const ONCE: &str = "
fault                  | GET                      | DELETE                   | POST create              | POST update
429                    | 2 ok 0s+1w               | 2 ok 0s+1w               | 2 ok 0s+1w               | 2 ok 0s+1w
429, Retry-After: 3    | 2 ok 3s                  | 2 ok 3s                  | 2 ok 3s                  | 2 ok 3s
500                    | 2 ok 0s+1w               | 2 ok 0s+1w               | 1 Api:500? 0s            | 1 Api:500? 0s
502 with HTML          | 2 ok 0s+1w               | 2 ok 0s+1w               | 1 Api:502? 0s            | 1 Api:502? 0s
connection refused     | 2 ok 0s+1w               | 2 ok 0s+1w               | 2 ok 0s+1w               | 2 ok 0s+1w
reset before answer    | 2 ok 0s+1w               | 2 ok 0s+1w               | 1 Transport? 0s          | 1 Transport? 0s
reset in body          | 2 ok 0s+1w               | 2 ok 0s+1w               | 1 Transport:200? 0s      | 1 Transport:200? 0s
slow headers           | 2 ok 7s+1w               | 2 ok 7s+1w               | 1 Timeout? 7s            | 1 Timeout? 7s
slow body              | 2 ok 7s+1w               | 2 ok 7s+1w               | 1 Timeout? 7s            | 1 Timeout? 7s
truncated JSON         | 1 Decode:200 0s          | 1 ok 0s                  | 1 Decode:200? 0s         | 1 Decode:200? 0s
";

/// The maximum random waits before the second and the third attempt. They are so long that no wait is close to zero
/// by chance.
const FIRST_WAIT: Duration = Duration::from_secs(100 * 3600);
const SECOND_WAIT: Duration = Duration::from_secs(150 * 3600);

/// Returns the fault with this name in the tables; `None` for a port that refuses connections.
fn fault(name: &str) -> Option<Fault> {
    const JSON: &str = "Content-Type: application/json\r\n";
    const HTML: &[u8] = b"<html><body><h1>Bad Gateway</h1></body></html>";
    // The gzip form of `{"sid": "WI1"}`.
    const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\x2a\xce\x4c\x51\xb2\
        \x52\x50\x0a\xf7\x34\x54\xaa\x05\x00\x39\xe8\xdc\xfa\x0e\x00\x00\x00";
    Some(match name {
        "429" => Fault::Response(429, JSON, br#"{"code": 20429, "message": "Too Many Requests", "status": 429}"#),
        "429, Retry-After: 3" => Fault::Response(429, "Retry-After: 3\r\n", b""),
        "500" => Fault::Response(500, JSON, br#"{"code": 20500, "message": "Internal", "status": 500}"#),
        "502 with HTML" => Fault::Response(502, "Content-Type: text/html\r\n", HTML),
        "503" => Fault::Response(503, "", b""),
        "connection refused" => return None,
        "reset before answer" => Fault::ResetBeforeAnswer,
        "reset in body" => Fault::ResetInBody,
        "slow headers" => Fault::StallBeforeHeaders,
        "slow body" => Fault::StallInBody,
        "truncated JSON" => Fault::Response(200, JSON, br#"{"sid": "WI"#),
        "empty 200" => Fault::Response(200, JSON, b""),
        "200 with HTML" => Fault::Response(200, "Content-Type: text/html\r\n", HTML),
        "gzip, not asked for" => {
            Fault::Response(200, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", GZIP)
        }
        _ => panic!("no fault is named {name}"),
    })
}

/// Sends the request of this column.
async fn call(method: &str, widgets: &Widgets) -> Result<()> {
    let widget = widgets.widget(WidgetSid::from_unvalidated("WI1"));
    match method {
        "GET" => widget.fetch().send().await.map(|widget| assert_eq!(widget.sid, "WI1", "not what was sent")),
        "DELETE" => widget.delete().send().await,
        "POST create" => widgets.create("n", "s").url("u").send().await.map(drop),
        "POST update" => widget.update().send().await.map(drop),
        _ => panic!("no request is named {method}"),
    }
}

/// Returns the default transport of clients: reqwest, or hyper if only hyper is enabled.
fn shared_transport() -> Arc<dyn Transport> {
    default_transport(Duration::from_secs(10), true).expect("TLS can be set up").into()
}

/// A transport that several clients share.
struct Shared(Arc<dyn Transport>);

impl Transport for Shared {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.0.send(request)
    }
}

/// The default transport with a counter. If requested, it opens a refusing server before the second attempt.
struct Counting {
    transport: Arc<dyn Transport>,
    server: Arc<FaultServer>,
    opens_before_second: bool,
    sent: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        if self.sent.fetch_add(1, Ordering::SeqCst) == 1 && self.opens_before_second {
            self.server.open();
        }
        self.transport.send(request)
    }
}

/// The result of one request.
struct Observed {
    /// The attempts and the outcome as in a cell. If the counts differ, it names all of them.
    attempts_and_outcome: String,
    time: Duration,
}

/// Sends the request of this column to a server with this fault.
async fn observe(transport: &Arc<dyn Transport>, name: &str, happens_once: bool, method: &str) -> Observed {
    let fault = fault(name);
    let server = match fault {
        Some(fault) if happens_once => FaultServer::start(&[fault], WIDGET),
        Some(fault) => FaultServer::start(&[], fault),
        None => FaultServer::refusing(&[], WIDGET),
    };
    let (server, sent) = (Arc::new(server), Arc::new(AtomicUsize::new(0)));
    let transport = Counting {
        transport: transport.clone(),
        server: server.clone(),
        opens_before_second: fault.is_none() && happens_once,
        sent: sent.clone(),
    };
    let widgets = widgets(&server, transport);
    let started = Instant::now();
    let outcome = call(method, &widgets).await;
    let time = started.elapsed();
    let refused = if fault.is_none() { if happens_once { 1 } else { sent.load(Ordering::SeqCst) } } else { 0 };
    let attempts = attempts(sent.load(Ordering::SeqCst), server.received() + refused, outcome.as_ref().err());
    Observed { attempts_and_outcome: format!("{attempts} {}", shown(&outcome)), time }
}

/// Returns the widgets of a client with the policy and the time limit of the tables.
fn widgets(server: &FaultServer, transport: impl Transport) -> Widgets {
    let policy = RetryPolicy::default().max_attempts(3);
    let policy = policy.base_delay(FIRST_WAIT).max_delay(SECOND_WAIT);
    let client = Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, "token"))
        .base_url(&server.base_url)
        .timeout(Duration::from_secs(7))
        .retry(policy)
        .transport(transport)
        .build();
    Widgets::new(&client.expect("valid settings"), &AccountSid::from_unvalidated(ACCOUNT_SID))
}

/// Returns the number of attempts if all counts agree, or else every count.
fn attempts(sent: usize, arrived: usize, error: Option<&Error>) -> String {
    let told = error.map_or(sent, |error| error.attempts() as usize);
    if sent == arrived && sent == told {
        return sent.to_string();
    }
    format!("sent={sent},arrived={arrived},error.attempts()={told}")
}

/// Returns the outcome as in a cell.
fn shown(outcome: &Result<()>) -> String {
    let Err(error) = outcome else { return "ok".to_owned() };
    let status = error.status().map(|status| format!(":{}", status.as_u16())).unwrap_or_default();
    format!("{:?}{status}{}", error.kind(), if error.is_ambiguous() { "?" } else { "" })
}

/// Returns true if the cell agrees with the result.
fn agrees(cell: &str, observed: &Observed) -> bool {
    // Timers fire on whole milliseconds, rounded up.
    const ROUNDING: Duration = Duration::from_millis(10);
    let (attempts_and_outcome, time) = cell.rsplit_once(' ').expect("a cell ends with a time");
    let (seconds, waits) = time.split_once('s').expect("a time has a unit");
    let fixed = Duration::from_secs(seconds.parse().expect("a time is in seconds"));
    let in_time = match waits {
        "" => fixed..=fixed + ROUNDING,
        "+1w" => fixed + ROUNDING..=fixed + FIRST_WAIT + ROUNDING,
        "+2w" => fixed + ROUNDING..=fixed + FIRST_WAIT + SECOND_WAIT + ROUNDING,
        _ => panic!("{cell}: there are at most two waits"),
    };
    in_time.contains(&observed.time) && attempts_and_outcome == observed.attempts_and_outcome
}

/// Runs every cell of the table, and fails with all cells that do not agree.
async fn check(table: &str, happens_once: bool) {
    let transport = shared_transport();
    let mut lines = table.trim().lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let methods = lines.next().expect("a table has a head");
    let mut differing = Vec::new();
    for line in lines {
        for (method, cell) in methods.iter().zip(&line).skip(1) {
            let observed = observe(&transport, line[0], happens_once, method).await;
            if !agrees(cell, &observed) {
                let (found, seconds) = (observed.attempts_and_outcome, observed.time.as_secs_f64());
                differing.push(format!("{:22} | {method:11} | {cell:22} | {found} {seconds:.3}", line[0]));
            }
        }
    }
    let head = format!("{:22} | {:11} | {:22} | found", "fault", "request", "expected");
    assert!(differing.is_empty(), "\n{head}\n{}\n", differing.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_persists_comes_to_what_the_table_says() {
    check(PERSISTENT, false).await;
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_happens_once_comes_to_what_the_table_says() {
    check(ONCE, true).await;
}

#[tokio::test(start_paused = true)]
async fn a_post_on_a_kept_connection_that_is_reset_is_sent_once() {
    let server = FaultServer::start(&[WIDGET, Fault::ResetBeforeAnswer], WIDGET);
    let transport = Shared(shared_transport());
    let widgets = widgets(&server, transport);
    call("GET", &widgets).await.unwrap();
    let error = call("POST create", &widgets).await.unwrap_err();
    assert!(error.is_ambiguous());
    assert_eq!((server.received(), error.attempts()), (2, 1), "the HTTP client must not repeat it on its own");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_decoded_counts_the_attempts_before_it() {
    let server = FaultServer::start(&[fault("503").unwrap(), fault("truncated JSON").unwrap()], WIDGET);
    let transport = Shared(shared_transport());
    let error = call("GET", &widgets(&server, transport)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), server.received()), (ErrorKind::Decode, 2, 2));
}
