//! The bodies of errors, and requests that no operation of the crate sends.

use super::{Family, buy};
use twilio_accounts::{ExposeSecret, JsonValue, http, reqwest};

/// Sends a request of one's own with the subaccount's token.
async fn send(family: &Family, method: http::Method, path: &str, form: &str) -> (u16, JsonValue) {
    let token = family.sub.auth_token.as_ref().unwrap().expose_secret();
    let request = reqwest::Client::new().request(method, format!("{}{path}", family.twilio.url()));
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned());
    let response = request.basic_auth(&family.sub.sid, Some(token)).send().await.unwrap();
    (response.status().as_u16(), serde_json::from_slice(&response.bytes().await.unwrap()).unwrap())
}

#[tokio::test]
async fn what_the_client_would_not_send_is_refused_too() {
    let family = Family::start().await;
    buy(&family.sub_account(), "+14155550100").await;
    for (resource, form, code) in [
        ("Calls", "From=%2B14155550100&Url=x", 21201),
        ("Calls", "To=%2B14155550199&Url=x", 21213),
        ("Calls", "To=%2B14155550199&From=%2B14155550100", 21205),
        ("Messages", "From=%2B14155550100&Body=x", 21604),
        ("Messages", "To=%2B14155550199&Body=x", 21603),
        ("Messages", "To=%2B14155550199&From=%2B14155550100", 21619),
        ("IncomingPhoneNumbers", "", 20001),
        ("Addresses", "Street=x", 20001),
        // In the query of a POST they are none.
        ("Calls", "", 21201),
    ] {
        let query = if form.is_empty() { "?To=%2B14155550199&From=%2B14155550100&Url=x" } else { "" };
        let path = format!("/2010-04-01/Accounts/{}/{resource}.json{query}", family.sub.sid);
        let (status, body) = send(&family, http::Method::POST, &path, form).await;
        assert_eq!((status, &body["code"]), (400, &JsonValue::from(code)), "{resource} {form}");
    }
}

#[tokio::test]
async fn an_error_says_what_twilio_says() {
    let family = Family::start().await;
    let path = "/2010-04-01/Accounts/AC1.xml";
    let expected = serde_json::json!({
        "code": 20003, "message": "Authenticate", "more_info": "https://www.twilio.com/docs/errors/20003", "status": 401
    });
    assert_eq!(send(&family, http::Method::GET, path, "").await, (401, expected));
}

#[tokio::test]
async fn an_account_cannot_be_deleted() {
    let family = Family::start().await;
    let path = format!("/2010-04-01/Accounts/{}.json", family.sub.sid);
    let (status, body) = send(&family, http::Method::DELETE, &path, "").await;
    assert_eq!((status, &body["code"]), (405, &JsonValue::from(20004)));
}

#[tokio::test]
async fn a_path_that_does_not_exist_is_not_found() {
    let family = Family::start().await;
    let (status, body) = send(&family, http::Method::GET, "/v2/Everything", "").await;
    assert_eq!((status, &body["code"]), (404, &JsonValue::from(20404)));
}
