//! Tests the rules of the mock server through the client: what the tests of a user may rely on.

mod accounts;
mod authentication;
mod billing;
mod calls;
mod credentials;
mod errors;
mod faults;
mod lists;
mod messages;
mod numbers;
mod tokens;
mod tour;

use std::fmt::Debug;
use twilio_accounts::api::v2010::account::AccountResource;
use twilio_accounts::api::v2010::types::{Account, AccountStatus, IncomingPhoneNumber};
use twilio_accounts::mock_server::MockTwilio;
use twilio_accounts::sid::AccountSid;
use twilio_accounts::{Client, Credentials, Result, RetryPolicy};

/// A main account, one subaccount of it, and a client of each.
pub struct Family {
    pub twilio: MockTwilio,
    pub main: Client,
    pub sub: Account,
    /// With the subaccount's own auth token.
    pub sub_client: Client,
}

impl Family {
    pub async fn start() -> Self {
        let twilio = MockTwilio::start().await.unwrap();
        let main = twilio.client().unwrap();
        let sub = main.api().v2010().accounts().create().friendly_name("Submarine").await.unwrap();
        let token = sub.auth_token.clone().unwrap();
        let sub_client = client(&twilio, Credentials::auth_token(sub.sid.as_str(), token));
        Self { twilio, main, sub, sub_client }
    }

    /// The main account, by its own client.
    pub fn main_account(&self) -> AccountResource {
        self.main.api().v2010().account(self.main.account_sid())
    }

    /// The subaccount, by the main account's client.
    pub fn sub_account(&self) -> AccountResource {
        self.main.api().v2010().account(&self.sub.sid)
    }

    /// The subaccount, by its own client.
    pub fn by_itself(&self) -> AccountResource {
        self.sub_client.api().v2010().account(&self.sub.sid)
    }

    /// Another subaccount.
    pub async fn sibling(&self) -> AccountSid {
        self.main.api().v2010().accounts().create().friendly_name("Sibling").await.unwrap().sid
    }

    pub async fn set_status(&self, status: AccountStatus) {
        self.sub_account().update().status(status).await.unwrap();
    }
}

/// A client that asks once.
pub fn client(twilio: &MockTwilio, credentials: Credentials) -> Client {
    twilio.client_builder().credentials(credentials).retry(RetryPolicy::none()).build().unwrap()
}

/// Buys this number for the account.
pub async fn buy(account: &AccountResource, phone_number: &str) -> IncomingPhoneNumber {
    account.incoming_phone_numbers().create().phone_number(phone_number).await.unwrap()
}

/// Status and Twilio's code of a refusal.
pub fn refusal<T: Debug>(result: Result<T>) -> (u16, i64) {
    let error = result.unwrap_err();
    (error.status().unwrap().as_u16(), error.code().unwrap())
}
