//! Tests code of your own that uses the crate, without a network (feature `test-util`).
//!
//! ```sh
//! cargo run -p twilio-accounts --example test_your_code
//! ```
//!
//! Here `main` runs the tests, so that you can see them; in your project they are `#[tokio::test]`s. The in-memory
//! transport returns the responses that you prepare. It is suitable for a single function and for rare responses. For
//! a whole workflow use the mock server, as the tests of the other examples do: it knows Twilio's rules.

#[macro_use]
mod support;

use std::error::Error;
use twilio_accounts::{Client, Credentials, MockTransport, Result, sid::AccountSid};

type TestResult = std::result::Result<(), Box<dyn Error>>;

#[tokio::main]
async fn main() -> support::Outcome {
    support::no_argument("It sends nothing to anybody.")?;
    a_customer_is_greeted_by_name().await?;
    a_customer_who_is_gone_is_greeted_all_the_same().await?;
    other_errors_are_passed_on().await?;
    println!("3 tests passed");
    Ok(())
}

/// Returns a greeting for a customer, even if the account no longer exists. This is the code to test.
async fn greeting(client: &Client, customer: &AccountSid) -> Result<String> {
    match client.api().v2010().account(customer).fetch().await {
        Ok(account) => Ok(format!("Welcome back, {}!", account.friendly_name)),
        Err(error) if error.is_not_found() => Ok("Welcome!".to_owned()),
        Err(error) => Err(error),
    }
}

/// Returns a client that sends nothing, and its transport, which takes the prepared responses.
fn client() -> Result<(Client, MockTransport)> {
    let transport = MockTransport::new();
    let credentials = Credentials::auth_token("AC00000000000000000000000000000001", "a token");
    let client = Client::builder().credentials(credentials).transport(transport.clone()).build()?;
    Ok((client, transport))
}

pub async fn a_customer_is_greeted_by_name() -> TestResult {
    let (client, transport) = client()?;
    // The properties that Twilio's responses always have. All others are optional.
    transport.respond(
        200,
        r#"{
            "sid": "AC00000000000000000000000000000002", "friendly_name": "Ada", "status": "active",
            "date_created": "Thu, 30 Jul 2015 20:00:00 +0000", "date_updated": "Thu, 30 Jul 2015 20:00:00 +0000"
        }"#,
    );

    let customer = "AC00000000000000000000000000000002".parse()?;
    assert_eq!(greeting(&client, &customer).await?, "Welcome back, Ada!");

    let requests = transport.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method(), "GET");
    assert_eq!(requests[0].uri().path(), "/2010-04-01/Accounts/AC00000000000000000000000000000002.json");
    Ok(())
}

pub async fn a_customer_who_is_gone_is_greeted_all_the_same() -> TestResult {
    let (client, transport) = client()?;
    transport.respond(404, r#"{"code": 20404, "message": "The requested resource was not found", "status": 404}"#);
    assert_eq!(greeting(&client, client.account_sid()).await?, "Welcome!");
    Ok(())
}

pub async fn other_errors_are_passed_on() -> TestResult {
    let (client, transport) = client()?;
    transport.respond(401, r#"{"code": 20003, "message": "Authenticate", "status": 401}"#);
    let error = greeting(&client, client.account_sid()).await.expect_err("wrong credentials are no stranger");
    assert!(error.is_auth());
    assert_eq!(error.code(), Some(20003));
    Ok(())
}
