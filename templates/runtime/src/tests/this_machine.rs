//! Tests that depend on the machine: its certificates, and the proxies in its environment.
//!
//! A process cannot change its own environment safely, so each test runs an ignored test in a separate process.

use std::process::Command;

#[cfg(not(feature = "native-tls"))]
use crate::runtime::{Client, Credentials};
use crate::runtime::{Result, is_loopback};
use crate::sample::{Widget, WidgetSid};

use super::raw_server::{RawAnswer, RawServer, client_builder, widgets};
#[cfg(not(feature = "native-tls"))]
use super::server::ACCOUNT_SID;

/// Runs the ignored test with this name in a process with these variables.
fn run(test: &str, variables: &[(&str, &str)]) {
    let name = format!("{}::{test}", module_path!().split_once("::").expect("inside the crate").1);
    let output = Command::new(std::env::current_exe().expect("a test has a program"))
        .args(["--exact", &name, "--ignored", "--nocapture"])
        .envs(variables.iter().copied())
        .output()
        .expect("this program can be started");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
}

#[test]
fn a_machine_without_ca_certificates_is_said_first() {
    run("without_ca_certificates", &[("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", "/nonexistent")]);
}

#[test]
#[ignore = "needs variables: a_machine_without_ca_certificates_is_said_first sets them"]
fn without_ca_certificates() {
    let mut errors = Vec::new();
    #[cfg(feature = "hyper")]
    errors.push(crate::runtime::HyperTransport::new(std::time::Duration::from_secs(1)).unwrap_err());
    // native-tls looks for its certificates only when it connects.
    #[cfg(not(feature = "native-tls"))]
    errors.push(Client::builder().credentials(Credentials::auth_token(ACCOUNT_SID, "token")).build().unwrap_err());
    for error in errors {
        assert!(error.message().starts_with("no CA certificates were found on this machine: "), "{error}");
        assert!(error.to_string().starts_with("no CA certificates were found on this machine: "), "{error}");
    }
}

#[test]
fn this_machine_is_reached_without_a_proxy() {
    // No server listens on the port of the discard protocol.
    let proxy = "http://127.0.0.1:9";
    run("past_the_proxy", &[("HTTP_PROXY", proxy), ("http_proxy", proxy), ("ALL_PROXY", proxy), ("NO_PROXY", "")]);
}

#[tokio::test]
#[ignore = "needs variables: this_machine_is_reached_without_a_proxy sets them"]
async fn past_the_proxy() {
    let server = RawServer::start([RawAnswer::whole(200, "", r#"{"sid": "WI1"}"#)]).await;
    let port = server.base_url.rsplit_once(':').unwrap().1.to_owned();
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "localhost.", "0.0.0.0", "[::ffff:127.0.0.1]"] {
        let base_url = format!("http://{host}:{port}");
        // Some machines have no IPv6, or cannot resolve `localhost.`.
        let is_known = std::net::TcpStream::connect(format!("{host}:{port}")).is_ok();
        assert!(is_known || !["127.0.0.1", "localhost"].contains(&host));
        let by_default = client_builder().base_url(&base_url);
        let fetched = widgets(by_default).widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await;
        check(fetched, is_known, &base_url);
        #[cfg(feature = "reqwest")]
        {
            let own = client_builder().base_url(&base_url).http_client(reqwest::Client::builder());
            let fetched = widgets(own).widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await;
            check(fetched, is_known, &format!("reqwest's settings {base_url}"));
        }
    }
    #[cfg(feature = "reqwest")]
    {
        // The variables are read, and a proxy that the user sets is also used for this machine.
        let elsewhere = widgets(client_builder().base_url("http://api.example.org"));
        let error = elsewhere.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap_err();
        assert_eq!(error.kind(), crate::runtime::ErrorKind::Connect);
        let own = reqwest::Client::builder().proxy(reqwest::Proxy::all(&server.base_url).unwrap());
        let through = widgets(client_builder().base_url("http://localhost:9").http_client(own));
        through.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap();
        assert!(server.requests().pop().unwrap().starts_with("GET http://localhost:9/"));
    }
}

/// Checks the result of a fetch. If the machine does not know the host, the error must come from the machine, and no
/// connection to the port of the proxy is attempted.
fn check(fetched: Result<Widget>, is_known: bool, what: &str) {
    match fetched {
        Ok(widget) => assert_eq!(widget.sid, "WI1", "{what}"),
        Err(error) => assert!(!is_known && !error.message().contains("refused"), "{what}: {error}"),
    }
}

#[test]
fn this_machine_is_recognized_however_it_is_written() {
    for host in [
        "localhost",
        "LOCALHOST",
        "Localhost.",
        "api.localhost",
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7f00:1]",
        "[::ffff:0.0.0.0]",
    ] {
        assert!(is_loopback(host), "{host}");
    }
    for host in
        ["api.twilio.com", "localhost.example.org", "notlocalhost", "128.0.0.1", "[::2]", "[::ffff:10.0.0.1]", ""]
    {
        assert!(!is_loopback(host), "{host}");
    }
}
