//! Tests that all pages and links give the right items in order, and end.
//!
//! A server in this process sends the random lists of `page_lists.rs`. A second server, to which some links lead,
//! must receive nothing. All lists use the same server, client and runtime.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use futures_util::{Stream, StreamExt};
use proptest::test_runner::{Config, TestRunner};
use proptest::{prop_assert, prop_assert_eq};

use crate::runtime::{Client, Credentials, Error, ErrorKind, Result, RetryPolicy};
use crate::sample::{AccountSid, Gadgets, Widget, Widgets};

use super::page_lists::{List, Style, lists};
use super::server::{ACCOUNT_SID, TestServer};

/// The server's data for the list that is being read.
#[derive(Default)]
struct Served {
    pages: HashMap<String, String>,
    /// Path and query of each request, and its `Authorization` header.
    received: Vec<(String, String)>,
}

type Shared = Arc<Mutex<Served>>;

/// Returns a page of the list. Returns 404 for any other address, and for every request after too many of them.
async fn answer(State(shared): State<Shared>, request: Request) -> (axum::http::StatusCode, String) {
    let authorization = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let authorization = authorization.unwrap_or_default().to_owned();
    let address = request.uri().path_and_query().map(|address| address.as_str().to_owned()).unwrap_or_default();
    let mut served = shared.lock().expect("no request panics while it holds the pages");
    served.received.push((address.clone(), authorization));
    let is_endless = served.received.len() > served.pages.len() + 3;
    match served.pages.get(&address).filter(|_| !is_endless) {
        Some(page) => (axum::http::StatusCode::OK, page.clone()),
        None => (axum::http::StatusCode::NOT_FOUND, String::new()),
    }
}

/// Returns all items of the stream, and the error after them if there is one.
async fn drain<T>(mut stream: impl Stream<Item = Result<T>> + Unpin) -> (Vec<T>, Option<Error>) {
    let mut came = Vec::new();
    let error = loop {
        match stream.next().await {
            Some(Ok(one)) => came.push(one),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    assert!(stream.next().await.is_none(), "nothing comes after the end or an error");
    (came, error)
}

/// Reads the list with its options. Returns the SIDs of the items, and the error after them if there is one.
async fn read(list: &List, client: &Client) -> (Vec<String>, Option<Error>) {
    // The builders of the two lists have the same methods, but no common trait.
    macro_rules! read {
        ($request:expr) => {{
            let mut request = $request;
            if let Some(limit) = list.limit {
                request = request.limit(limit);
            }
            if let Some(page_size) = list.page_size {
                request = request.page_size(page_size);
            }
            if list.by_page {
                let (pages, error) = drain(request.pages()).await;
                assert!(pages.iter().all(|page| !page.is_empty()), "empty pages are passed over");
                (pages.into_iter().flatten().collect(), error)
            } else {
                drain(request.stream()).await
            }
        }};
    }
    let (widgets, error): (Vec<Widget>, _) = match list.style {
        Style::Widgets => read!(Widgets::new(client, &AccountSid::from_unvalidated(ACCOUNT_SID)).list()),
        Style::Gadgets => read!(Gadgets::new(client).list()),
    };
    (widgets.into_iter().map(|widget| widget.sid.into()).collect(), error)
}

#[test]
fn any_list_gives_its_items_and_ends() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let shared = Shared::default();
    let (own, other) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let own = listener.local_addr().expect("bound").to_string();
        let router = axum::Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (own, TestServer::start([]).await)
    });
    let other_address = other.base_url.trim_start_matches("http://").to_owned();
    let client = Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, "token"))
        .base_url(format!("http://{own}"))
        .retry(RetryPolicy::none())
        .build()
        .expect("valid settings");

    let mut runner = TestRunner::new(Config { cases: 512, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&lists(), |list| {
        let pages = list.served(&own, &other_address);
        *shared.lock().expect("not poisoned") = Served { pages, received: Vec::new() };
        let (items, error) = runtime.block_on(read(&list, &client));
        let received = std::mem::take(&mut shared.lock().expect("not poisoned").received);
        let (addresses, authorizations): (Vec<_>, Vec<_>) = received.into_iter().unzip();

        let (expected_items, expected_addresses, fails) = list.expected();
        prop_assert_eq!(items, expected_items);
        prop_assert_eq!(error.map(|error| error.kind()), fails.then_some(ErrorKind::Paging));
        prop_assert!(addresses.len() <= list.most_requests(), "{} requests", addresses.len());
        prop_assert_eq!(addresses, expected_addresses);
        prop_assert!(authorizations.iter().all(|one| one.starts_with("Basic ") && *one == authorizations[0]));
        prop_assert!(other.received().is_empty(), "the other server received {:?}", other.received());
        Ok(())
    });
    if let Err(failed) = outcome {
        panic!("{failed}");
    }
}
