//! Allocations per request, and the memory that a list of 100,000 accounts takes.
//!
//! `cargo bench --manifest-path xtask/benchmarks/Cargo.toml --bench memory` prints a table. Without a
//! network: a transport in this process answers, so that only the client's own memory is counted.

use std::alloc::System;
use std::sync::atomic::{AtomicUsize, Ordering};

use benchmarks::ACCOUNT;
use futures_util::TryStreamExt;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use twilio_accounts::{Client, Credentials, Transport, TransportFuture, http};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Answers a list with pages of 1,000 accounts, and anything else with one account.
struct Pages {
    pages: usize,
    asked: AtomicUsize,
}

impl Transport for Pages {
    fn send(&self, request: http::Request<bytes::Bytes>) -> TransportFuture {
        let body = if request.uri().path().ends_with("/Accounts.json") {
            let page = self.asked.fetch_add(1, Ordering::Relaxed);
            let next = (page + 1 < self.pages).then(|| format!("\"/2010-04-01/Accounts.json?Page={}\"", page + 1));
            let next = next.unwrap_or_else(|| "null".to_owned());
            format!("{{\"accounts\":[{}],\"next_page_uri\":{next}}}", vec![ACCOUNT; 1000].join(","))
        } else {
            ACCOUNT.to_owned()
        };
        Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
    }
}

fn client(pages: usize) -> Client {
    let credentials = Credentials::auth_token("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "token");
    let transport = Pages { pages, asked: AtomicUsize::new(0) };
    Client::builder().credentials(credentials).transport(transport).build().expect("valid settings")
}

/// The most bytes in use at once, as seen between the items of a list, and how many items there were.
async fn list(pages: usize) -> (usize, usize) {
    let client = client(pages);
    let region = Region::new(ALLOCATOR);
    let mut items = client.api().v2010().accounts().list().stream();
    let (mut most, mut count) = (0, 0);
    while let Some(account) = items.try_next().await.expect("every page decodes") {
        drop(account);
        count += 1;
        if count % 100 == 0 {
            let change = region.change();
            most = most.max(change.bytes_allocated.saturating_sub(change.bytes_deallocated));
        }
    }
    (most, count)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = client(1);
    let fetch = || client.api().v2010().account(client.account_sid()).fetch().send();
    fetch().await.expect("an account");
    let region = Region::new(ALLOCATOR);
    const REQUESTS: usize = 1000;
    for _ in 0..REQUESTS {
        fetch().await.expect("an account");
    }
    let change = region.change();
    println!("allocations per request, decoding included: {}", change.allocations / REQUESTS);
    println!("bytes allocated per request: {}", change.bytes_allocated / REQUESTS);
    for pages in [10, 100] {
        let (most, count) = list(pages).await;
        println!("{count} accounts on {pages} pages: at most {} kB in use at once", most / 1000);
    }
}
