//! Requests that must arrive only once, for every behaviour of the server, the HTTP library and its settings.

use std::sync::atomic::Ordering;
use std::time::Duration;

use http::Method;
use tokio::time::Instant;

use crate::runtime::{Client, ErrorKind, Handle, Result, RetryPolicy};
use crate::sample::WidgetSid;

use super::raw_server::{RawAnswer, RawServer, client_builder, widgets, with_each_transport};
use super::tls_server;

/// Returns a URL that refuses connections.
async fn refusing_url() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_redirected_post_arrives_once() {
    for status in [301, 302, 303, 307, 308] {
        let location = format!("Location: {}\r\n", refusing_url().await);
        let server = RawServer::start([RawAnswer::whole(status, &location, "")]).await;
        for (transport, builder) in with_each_transport(|| server.client_builder()) {
            let before = server.requests().len();
            let error = widgets(builder).create("n", "s").url("u").send().await.unwrap_err();
            assert_eq!(server.requests().len() - before, 1, "{transport} {status}");
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1), "{transport} {status}");
            assert!(error.is_ambiguous(), "{transport} {status}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_leaves_open_what_was_done_is_ambiguous() {
    for (status, is_ambiguous) in [
        (101, true),
        (300, true),
        (304, true),
        (399, true),
        (400, false),
        (404, false),
        (408, true),
        (409, false),
        (429, false),
        (460, true),
        (499, true),
        (500, true),
        (599, true),
        (700, true),
        (999, true),
    ] {
        let answer = format!("HTTP/1.1 {status} As Told\r\nContent-Length: 0\r\n\r\n");
        let server = RawServer::start([RawAnswer::Bytes(answer.into_bytes())]).await;
        for (transport, builder) in with_each_transport(|| server.client_builder()) {
            let builder = builder.retry(RetryPolicy::none());
            let error = widgets(builder).create("n", "s").url("u").send().await.unwrap_err();
            assert_eq!(error.is_ambiguous(), is_ambiguous, "{transport} {status}: {error}");
            assert!(!error.is_not_modified(), "{transport} {status}: nothing was read");
        }
    }
}

/// Sends a DELETE to this route, with an argument if the route has a parameter.
async fn delete(client: &Client, route: &'static str) -> Result<()> {
    let handle = Handle::new(client);
    let handle = if route.contains('{') { handle.with("XX1") } else { handle };
    handle.request(Method::DELETE, "https://accounts.twilio.com", route).send::<()>().await.map(drop)
}

#[tokio::test]
async fn a_delete_is_repeated_after_a_lost_answer_only_where_its_path_ends_in_an_id() {
    for (route, is_repeated) in [
        ("/v1/Things/{Sid}", true),
        ("/v1/Things/{Sid}.json", true),
        ("/v1/Things/{Sid}/", true),
        ("/v1/AuthTokens/Secondary", false),
        ("/v1/Things/{Sid}/Secondary.json", false),
        ("/v1/Things/{Sid}:stop", false),
        ("/", false),
    ] {
        for lost in [RawAnswer::Close, RawAnswer::whole(503, "", "")] {
            let server = RawServer::start([lost, RawAnswer::whole(204, "", "")]).await;
            let (transport, builder) = with_each_transport(|| server.client_builder()).remove(0);
            let outcome = delete(&builder.build().unwrap(), route).await;
            assert_eq!(server.requests().len(), if is_repeated { 2 } else { 1 }, "{transport} {route}");
            assert_eq!(outcome.err().map(|error| error.is_ambiguous()), (!is_repeated).then_some(true), "{route}");
        }
        let server = RawServer::start([RawAnswer::whole(429, "", ""), RawAnswer::whole(204, "", "")]).await;
        let (transport, builder) = with_each_transport(|| server.client_builder()).remove(0);
        delete(&builder.build().unwrap(), route).await.unwrap();
        assert_eq!(server.requests().len(), 2, "{transport} {route}: nothing was done yet");
    }
}

#[tokio::test]
async fn without_time_nothing_is_sent() {
    let server = RawServer::start([RawAnswer::whole(200, "", r#"{"sid": "WI1"}"#)]).await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        let widgets = widgets(builder);
        let create = widgets.create("n", "s").url("u");
        let no_deadline = RetryPolicy::default().deadline(Duration::ZERO);
        for create in [create.clone().retry(no_deadline), create.timeout(Duration::ZERO)] {
            let error = create.send().await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0), "{transport}");
            assert!(error.is_timeout() && !error.is_ambiguous(), "{transport}: {error}");
        }
    }
    assert_eq!((server.connections(), server.requests().len()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn no_time_to_wait_is_a_random_time() {
    for asked in ["0", "0.0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let head = format!("HTTP/1.1 429 Slow\r\nRetry-After: {asked}\r\nContent-Length: 0\r\n\r\n");
        let answers = [RawAnswer::Bytes(head.into_bytes()), RawAnswer::whole(200, "", r#"{"sid": "WI1"}"#)];
        let mut waits = Vec::new();
        for _ in 0..10 {
            let server = RawServer::start(answers.clone()).await;
            let (_, builder) = with_each_transport(|| server.client_builder()).remove(0);
            let widgets = widgets(builder.retry(RetryPolicy::default()));
            let started = Instant::now();
            widgets.create("n", "s").url("u").send().await.unwrap();
            waits.push(started.elapsed());
        }
        waits.sort();
        assert!(waits[9] <= Duration::from_millis(510), "{asked}: {waits:?}");
        assert!(waits[9] - waits[0] > Duration::from_millis(50), "{asked}: {waits:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_tried_once() {
    for (transport, builder) in with_each_transport(client_builder) {
        let (base_url, connections) = tls_server::start(b"").await;
        let widgets = widgets(builder.base_url(base_url));
        let error = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1), "{transport}: {error}");
        assert!(error.message().to_lowercase().contains("certificate"), "{transport}: {error}");
        assert_eq!(connections.load(Ordering::SeqCst), 1, "{transport}");
    }
}

/// Tests of a client with the user's own settings.
#[cfg(feature = "reqwest")]
mod reqwest_settings {
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use reqwest::{Certificate, Proxy, redirect, retry};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn redirects_and_retries_of_the_settings_are_off() {
        let location = format!("Location: {}\r\n", refusing_url().await);
        for answer in [RawAnswer::whole(307, &location, ""), RawAnswer::whole(503, "", ""), RawAnswer::Close] {
            let server = RawServer::start([answer]).await;
            let again = retry::for_host("127.0.0.1").no_budget().classify_fn(|attempt| attempt.retryable());
            let settings = reqwest::Client::builder().redirect(redirect::Policy::limited(10)).retry(again);
            let widgets = widgets(server.client_builder().http_client(settings));
            let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
            assert_eq!((server.requests().len(), error.attempts()), (1, 1), "{error}");
            assert!(error.is_ambiguous());
        }
    }

    #[tokio::test]
    async fn nothing_is_decompressed_and_http_2_is_not_spoken() {
        let server = RawServer::start([RawAnswer::whole(200, "Content-Encoding: gzip\r\n", r#"{"sid": "WI1"}"#)]).await;
        let settings = reqwest::Client::builder().gzip(true).http2_prior_knowledge();
        let widgets = widgets(server.client_builder().http_client(settings));
        assert_eq!(widgets.create("n", "s").url("u").send().await.unwrap().sid, "WI1");
        let request = server.requests().pop().unwrap().to_ascii_lowercase();
        assert!(request.starts_with("post /2010-04-01/") && !request.contains("accept-encoding"), "{request}");
    }

    #[tokio::test]
    async fn a_post_that_an_http_2_server_refuses_arrives_once() {
        let (base_url, streams) = start_refusing_http_2().await;
        let settings = reqwest::Client::builder().http2_prior_knowledge();
        let widgets = widgets(client_builder().base_url(base_url).http_client(settings).http2(true));
        let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
        assert_eq!((streams.load(Ordering::SeqCst), error.attempts()), (1, 1), "{error}");
        assert!(error.is_ambiguous() && error.kind() == ErrorKind::Transport, "{error}");
    }

    /// Starts an HTTP/2 server without TLS that resets every stream with REFUSED_STREAM and counts the streams.
    async fn start_refusing_http_2() -> (String, Arc<AtomicUsize>) {
        const SETTINGS: u8 = 4;
        const HEADERS: u8 = 1;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let streams = Arc::new(AtomicUsize::new(0));
        let counted = streams.clone();
        tokio::spawn(async move {
            loop {
                let (mut connection, _) = listener.accept().await?;
                let counted = counted.clone();
                tokio::spawn(async move {
                    connection.read_exact(&mut [0; 24]).await?;
                    connection.write_all(&[0, 0, 0, SETTINGS, 0, 0, 0, 0, 0]).await?;
                    loop {
                        let mut head = [0; 9];
                        connection.read_exact(&mut head).await?;
                        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
                        connection.read_exact(&mut vec![0; length]).await?;
                        match (head[3], head[4]) {
                            (SETTINGS, 0) => connection.write_all(&[0, 0, 0, SETTINGS, 1, 0, 0, 0, 0]).await?,
                            (HEADERS, _) => {
                                counted.fetch_add(1, Ordering::SeqCst);
                                let stream = [head[5], head[6], head[7], head[8]];
                                let reset = [&[0, 0, 4, 3, 0][..], &stream, &[0, 0, 0, 7]].concat();
                                connection.write_all(&reset).await?;
                            }
                            _ => {}
                        }
                    }
                    #[allow(unreachable_code, reason = "it says what the errors are")]
                    std::io::Result::Ok(())
                });
            }
            #[allow(unreachable_code, reason = "it says what the errors are")]
            std::io::Result::Ok(())
        });
        (base_url, streams)
    }

    #[tokio::test]
    async fn a_proxy_that_wants_a_password_is_asked_once() {
        let proxy = RawServer::start([RawAnswer::whole(407, "Proxy-Authenticate: Basic\r\n", "")]).await;
        for base_url in ["https://api.example.org", "http://api.example.org"] {
            let settings = reqwest::Client::builder().proxy(Proxy::all(&proxy.base_url).unwrap());
            let widgets = widgets(client_builder().base_url(base_url).http_client(settings));
            let before = proxy.requests().len();
            let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
            assert_eq!((proxy.requests().len() - before, error.attempts()), (1, 1), "{base_url}: {error}");
            assert!(!error.is_ambiguous(), "{error}");
        }
    }

    #[tokio::test]
    async fn certificates_of_the_settings_are_trusted() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"sid\": \"WI1\"}";
        let (base_url, _) = tls_server::start(answer).await;
        let certificate = Certificate::from_der(&tls_server::certificate()).unwrap();
        let settings = reqwest::Client::builder().tls_certs_only([certificate]);
        let widgets = widgets(client_builder().base_url(base_url).http_client(settings));
        assert_eq!(widgets.create("n", "s").url("u").send().await.unwrap().sid, "WI1");
    }
}
