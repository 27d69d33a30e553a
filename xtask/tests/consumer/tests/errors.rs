//! Tests the errors that a user sees: Twilio's, those of a proxy, and none.

use serde_json::json;
use twilio_accounts::sid::AccountSid;
use twilio_accounts::{Client, Credentials, ErrorKind};

use crate::guides::example_with;
use crate::server::{Exchange, Server};

const PATH: &str = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json";
const ROUTE: &str = "/2010-04-01/Accounts/{Sid}.json";

fn account_sid() -> AccountSid {
    "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap()
}

#[tokio::test]
async fn wrong_credentials_are_401_with_all_that_twilio_says() {
    let more_info = "https://www.twilio.com/docs/errors/20003";
    let body = json!({ "code": 20003, "message": "Authenticate", "more_info": more_info, "status": 401 });
    let server = Server::start([Exchange::get(PATH).answer(401, body)]).await;
    let client = server.client();

    let error = client.api().v2010().account(&account_sid()).fetch().await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert!(error.is_auth());
    assert!(!error.is_ambiguous());
    assert_eq!(error.code(), Some(20003));
    assert_eq!(error.message(), "Authenticate");
    assert_eq!(error.more_info(), Some(more_info));
    assert_eq!(error.path(), Some(ROUTE));
    assert_eq!(error.request_id(), Some("RQ00000000000000000000000000000001"));
    assert_eq!(error.to_string(), format!("GET {ROUTE}: 401: Authenticate (Twilio error 20003, {more_info})"));
    assert!(!format!("{error:?}").contains("auth token"), "{error:?}");
}

#[tokio::test]
async fn an_account_that_does_not_exist_is_404() {
    let message = "The requested resource /2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json was not found";
    let body = json!({ "code": 20404, "message": message, "status": 404 });
    let server = Server::start([Exchange::get(PATH).answer(404, body)]).await;
    let client = server.client();

    let error = client.api().v2010().account(&account_sid()).fetch().await.unwrap_err();

    assert!(error.is_not_found());
    assert!(!error.is_auth());
    assert_eq!(error.code(), Some(20404));
    assert_eq!(error.message(), message);
}

// Not a GET: one that was answered 502 is safe to repeat.
#[tokio::test]
async fn a_proxys_html_keeps_its_status_and_a_post_that_got_it_is_not_repeated() {
    let html = "<html><head><title>502 Bad Gateway</title></head></html>";
    let exchange = Exchange::post("/2010-04-01/Accounts.json").form(&[("FriendlyName", "Submarine")]);
    let server = Server::start([exchange.answer_text(502, "text/html", html)]).await;
    let client = server.client();

    let create = client.api().v2010().accounts().create().friendly_name("Submarine");
    let error = create.await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap().as_u16(), 502);
    assert!(error.is_ambiguous());
    assert_eq!(error.code(), None);
    assert_eq!(error.body(), Some(html.as_bytes()));
    assert!(error.to_string().starts_with("POST /2010-04-01/Accounts.json: 502: Bad Gateway"), "{error}");
    assert!(!error.to_string().contains("Submarine"), "{error}");
}

#[tokio::test]
async fn an_error_without_a_body_keeps_its_status() {
    let exchange = Exchange::get(PATH).answer_text(405, "text/plain", "");
    let server = Server::start([exchange]).await;
    let client = server.client();

    let error = client.api().v2010().account(&account_sid()).fetch().await.unwrap_err();

    assert_eq!(error.to_string(), format!("GET {ROUTE}: 405: Method Not Allowed"));
}

#[tokio::test]
async fn a_newer_problem_document_is_understood() {
    let problem = json!({
        "type": "https://www.twilio.com/docs/api/errors/20001",
        "title": "Invalid parameter",
        "status": 400,
        "code": 20001,
        "detail": "FriendlyName is too long",
        "errors": [{ "detail": "at most 64 characters", "pointer": "#/FriendlyName" }],
    });
    let exchange = Exchange::post(PATH).form(&[("FriendlyName", "x")]);
    let server = Server::start([exchange.answer(400, problem)]).await;
    let client = server.client();

    let error = client.api().v2010().account(&account_sid()).update().friendly_name("x").await.unwrap_err();

    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), "FriendlyName is too long");
    assert_eq!(error.details().unwrap()[0]["pointer"], "#/FriendlyName");
}

#[tokio::test]
async fn an_answer_of_another_shape_says_where_it_differs() {
    let body = example_with("accounts_fetch", json!({ "date_created": "yesterday" }));
    let server = Server::start([Exchange::get(PATH).answer(200, body)]).await;
    let client = server.client();

    let error = client.api().v2010().account(&account_sid()).fetch().await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().starts_with("date_created: expected a date and time"), "{error}");
}

#[tokio::test]
async fn a_base_url_with_a_path_is_refused_when_the_client_is_built() {
    let credentials = Credentials::auth_token("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "auth_token");
    let builder = Client::builder().credentials(credentials).base_url("http://127.0.0.1:1/2010-04-01");

    assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Configuration);
}
