//! Requests per second: bare reqwest with a typed decode, our client on reqwest, our client on hyper.
//!
//! `cargo bench --manifest-path xtask/benchmarks/Cargo.toml --bench requests`. All of them ask the same
//! server, in this process on a thread of its own, in one run.
//!
//! criterion measures one after the other, so that a machine that slows down in between shows as a
//! difference. The table at the end is from rounds that take turns, and its ratios are what counts.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use axum::http::header;
use criterion::{Criterion, Throughput};
use futures_util::future::join_all;
use serde::Deserialize;
use tokio::runtime::{Builder, Runtime};
use twilio_accounts::{Client, Credentials, HyperTransport};

const SID: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// The fields of our model, decoded by serde's derive.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "decoding is what is measured")]
struct Account {
    sid: String,
    friendly_name: String,
    status: String,
    r#type: Option<String>,
    owner_account_sid: Option<String>,
    auth_token: Option<String>,
    date_created: String,
    date_updated: String,
    subresource_uris: Option<BTreeMap<String, String>>,
    uri: Option<String>,
}

/// Starts the server on a thread of its own and returns its base URL.
fn server() -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let answer = || async { ([(header::CONTENT_TYPE, "application/json")], benchmarks::ACCOUNT) };
            let router = axum::Router::new().fallback(answer);
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            sender.send(listener.local_addr().expect("bound")).expect("the benchmark waits");
            axum::serve(listener, router).await.expect("the server runs");
        });
    });
    format!("http://{}", receiver.recv().expect("the server starts"))
}

async fn bare(client: &reqwest::Client, url: &str) {
    let request = client.get(url).basic_auth(SID, Some("token")).header("Accept", "application/json");
    let body = request.send().await.expect("answered").bytes().await.expect("complete");
    black_box(serde_json::from_slice::<Account>(&body).expect("an account"));
}

async fn ours(client: &Client) {
    black_box(client.api().v2010().account(client.account_sid()).fetch().send().await.expect("an account"));
}

/// Who asks.
struct Contestants {
    runtime: Runtime,
    url: String,
    plain: reqwest::Client,
    timed: reqwest::Client,
    on_reqwest: Client,
    on_hyper: Client,
}

impl Contestants {
    const NAMES: [&str; 4] = ["bare reqwest", "bare reqwest with our timeout", "ours on reqwest", "ours on hyper"];

    fn new(base_url: &str) -> Self {
        let no_redirects = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let builder = || Client::builder().credentials(Credentials::auth_token(SID, "token")).base_url(base_url);
        let hyper = HyperTransport::new(Duration::from_secs(10)).expect("TLS");
        Self {
            // One thread for the client, one for the server.
            runtime: Builder::new_current_thread().enable_all().build().expect("a runtime"),
            url: format!("{base_url}/2010-04-01/Accounts/{SID}.json"),
            plain: no_redirects().build().expect("TLS"),
            timed: no_redirects().timeout(Duration::from_secs(30)).build().expect("TLS"),
            on_reqwest: builder().build().expect("valid settings"),
            on_hyper: builder().transport(hyper).build().expect("valid settings"),
        }
    }

    /// So many requests at once, by the contestant of this name.
    fn ask(&self, name: &str, in_flight: u64) {
        self.runtime.block_on(async {
            match name {
                "bare reqwest" => drop(join_all((0..in_flight).map(|_| bare(&self.plain, &self.url))).await),
                "ours on reqwest" => drop(join_all((0..in_flight).map(|_| ours(&self.on_reqwest))).await),
                "ours on hyper" => drop(join_all((0..in_flight).map(|_| ours(&self.on_hyper))).await),
                _ => drop(join_all((0..in_flight).map(|_| bare(&self.timed, &self.url))).await),
            }
        });
    }
}

fn one_after_the_other(criterion: &mut Criterion, contestants: &Contestants) {
    for in_flight in [1, 32] {
        let mut group = criterion.benchmark_group(format!("{in_flight} in flight"));
        group.throughput(Throughput::Elements(in_flight));
        group.measurement_time(Duration::from_secs(8)).sample_size(60);
        for name in Contestants::NAMES {
            group.bench_function(name, |bencher| bencher.iter(|| contestants.ask(name, in_flight)));
        }
        group.finish();
    }
}

/// Rounds of 20 ms or so by each in turn; the median of each over the median of the first.
fn taking_turns(contestants: &Contestants) {
    const ROUNDS: usize = 301;
    for in_flight in [1, 32] {
        let batches = if in_flight == 1 { 200 } else { 30 };
        let mut seconds = Contestants::NAMES.map(|_| Vec::new());
        for _ in 0..ROUNDS {
            for (name, seconds) in Contestants::NAMES.iter().zip(&mut seconds) {
                let started = Instant::now();
                for _ in 0..batches {
                    contestants.ask(name, in_flight);
                }
                seconds.push(started.elapsed().as_secs_f64() / (batches * in_flight) as f64);
            }
        }
        let medians = seconds.map(|mut seconds| {
            seconds.sort_by(f64::total_cmp);
            seconds[ROUNDS / 2]
        });
        println!("\n{in_flight} in flight, taking turns");
        for (name, median) in Contestants::NAMES.iter().zip(medians) {
            println!("{name:30} {:8.0} requests per second, {:.2}×", 1.0 / median, medians[0] / median);
        }
    }
}

fn main() {
    let contestants = Contestants::new(&server());
    let mut criterion = Criterion::default().configure_from_args();
    one_after_the_other(&mut criterion, &contestants);
    criterion.final_summary();
    taking_turns(&contestants);
}
