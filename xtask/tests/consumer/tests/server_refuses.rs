//! The in-process server itself: a test whose requests are not the script's fails and says why.

use crate::guides::example;
use crate::server::{Exchange, Server};

#[tokio::test]
#[should_panic(expected = "request 1 was not expected: POST /2010-04-01/Accounts.json")]
async fn a_request_after_the_script_fails_the_test() {
    let server = Server::start([]).await;
    server.client().api().v2010().accounts().create().await.unwrap_err();
}

#[tokio::test]
#[should_panic(expected = "expected, but never came: GET /2010-04-01/Accounts.json?PageSize=1000")]
async fn a_request_that_never_came_fails_the_test() {
    let exchange = Exchange::get("/2010-04-01/Accounts.json").query(&[("PageSize", "1000")]);
    let _server = Server::start([exchange.answer(200, example("accounts_list"))]).await;
}

#[tokio::test]
#[should_panic(expected = "body: expected `FriendlyName=Submarine`, found `FriendlyName=Yellow`")]
async fn another_form_fails_the_test() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[("FriendlyName", "Submarine")]);
    let server = Server::start([exchange.answer(201, example("subaccounts_create"))]).await;
    server.client().api().v2010().accounts().create().friendly_name("Yellow").await.unwrap_err();
}

#[tokio::test]
#[should_panic(expected = "Content-Type: expected `(none)`, found `application/x-www-form-urlencoded`")]
async fn a_form_where_no_body_is_expected_fails_the_test() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json");
    let server = Server::start([exchange.answer(201, example("subaccounts_create"))]).await;
    server.client().api().v2010().accounts().create().await.unwrap_err();
}

#[tokio::test]
#[should_panic(expected = "Authorization: expected `ACb:b`, found `ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:main")]
async fn other_credentials_fail_the_test() {
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[]).authorization("ACb", "b");
    let server = Server::start([exchange.answer(201, example("subaccounts_create"))]).await;
    server.client().api().v2010().accounts().create().await.unwrap_err();
}

#[tokio::test]
#[should_panic(expected = "query: expected `PageSize=50`, found `PageSize=1000`")]
async fn another_query_fails_the_test() {
    let exchange = Exchange::get("/2010-04-01/Accounts.json").query(&[("PageSize", "50")]);
    let server = Server::start([exchange.answer(200, example("accounts_list"))]).await;
    server.client().api().v2010().accounts().list().await.unwrap_err();
}

#[tokio::test]
#[should_panic(expected = "Accept: expected `application/json`, found `text/csv`")]
async fn another_accept_header_fails_the_test() {
    let exchange = Exchange::get("/2010-04-01/Accounts.json").query(&[("PageSize", "1000")]);
    let server = Server::start([exchange.answer(200, example("accounts_list"))]).await;
    server.client().api().v2010().accounts().list().header("Accept", "text/csv").await.unwrap_err();
}
