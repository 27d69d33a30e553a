//! Requests per second: bare reqwest with a typed decode, our client on reqwest, our client on hyper.
//!
//! `cargo bench --manifest-path xtask/benchmarks/Cargo.toml --bench requests`. All of them ask the same
//! server, in this process on a thread of its own, in one run.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use axum::http::header;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures_util::future::join_all;
use serde::Deserialize;
use tokio::runtime::Builder;
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

fn requests(criterion: &mut Criterion) {
    let base_url = server();
    // One thread for the client, one for the server.
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = format!("{base_url}/2010-04-01/Accounts/{SID}.json");
    let plain = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("TLS");
    let timed = reqwest::Client::builder().timeout(Duration::from_secs(30));
    let timed = timed.redirect(reqwest::redirect::Policy::none()).build().expect("TLS");
    let builder = || Client::builder().credentials(Credentials::auth_token(SID, "token")).base_url(&base_url);
    let on_reqwest = builder().build().expect("valid settings");
    let hyper = HyperTransport::new(Duration::from_secs(10)).expect("TLS");
    let on_hyper = builder().transport(hyper).build().expect("valid settings");
    for in_flight in [1, 32] {
        let mut group = criterion.benchmark_group(format!("{in_flight} in flight"));
        group.throughput(Throughput::Elements(in_flight));
        group.measurement_time(Duration::from_secs(8)).sample_size(60);
        group.bench_function("bare reqwest", |bencher| {
            bencher.to_async(&runtime).iter(|| join_all((0..in_flight).map(|_| bare(&plain, &url))));
        });
        group.bench_function("bare reqwest with our timeout", |bencher| {
            bencher.to_async(&runtime).iter(|| join_all((0..in_flight).map(|_| bare(&timed, &url))));
        });
        group.bench_function("ours on reqwest", |bencher| {
            bencher.to_async(&runtime).iter(|| join_all((0..in_flight).map(|_| ours(&on_reqwest))));
        });
        group.bench_function("ours on hyper", |bencher| {
            bencher.to_async(&runtime).iter(|| join_all((0..in_flight).map(|_| ours(&on_hyper))));
        });
        group.finish();
    }
}

criterion_group!(benches, requests);
criterion_main!(benches);
