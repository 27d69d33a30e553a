//! One client for many tasks, and futures that are dropped.

use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use crate::runtime::{Client, Credentials};
use crate::sample::{AccountSid, WidgetSid, Widgets};

use super::server::{ACCOUNT_SID, TestServer, ok};

#[tokio::test]
async fn a_thousand_tasks_share_one_client() {
    const TASKS: usize = 1000;
    let server = TestServer::start((0..TASKS).map(|_| ok(r#"{"sid": "WI1"}"#))).await;
    let widgets = server.widgets();
    let tasks: Vec<_> = (0..TASKS)
        .map(|number| {
            let fetch = widgets.widget(WidgetSid::from_unvalidated(format!("WI{number}"))).fetch();
            tokio::spawn(async move { fetch.await.map(|widget| widget.sid.to_string()) })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), "WI1");
    }
    let mut paths: Vec<_> = server.received().into_iter().map(|one| one.path).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), TASKS, "every task asked for its own");
}

#[tokio::test]
async fn dropping_a_future_ends_its_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let credentials = Credentials::auth_token(ACCOUNT_SID, "token");
    let client = Client::builder().credentials(credentials).base_url(base_url).build().unwrap();
    let create = Widgets::new(&client, &AccountSid::from_unvalidated(ACCOUNT_SID)).create("n", "s").url("u");
    let call = tokio::spawn(create.timeout(Duration::from_secs(60)).send());
    let (mut connection, _) = listener.accept().await.unwrap();
    let mut buffer = [0; 4096];
    assert!(connection.read(&mut buffer).await.unwrap() > 0, "the request is under way");
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    while connection.read(&mut buffer).await.unwrap_or(0) > 0 {}
}
