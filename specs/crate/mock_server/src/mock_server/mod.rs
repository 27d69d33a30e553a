//! A mock server for Twilio: an HTTP server in your process that knows accounts, numbers, calls and their rules.
//!
//! For tests of your own code, and for trying this crate without an account (feature `mock-server`). It listens
//! on loopback, keeps everything in memory, starts with one main account that owns nothing, and is gone when it
//! is dropped:
//!
//! ```no_run
//! use twilio_accounts::{Result, api::v2010::types::AccountStatus, mock_server::MockTwilio};
//!
//! # async fn example() -> std::result::Result<(), Box<dyn std::error::Error>> {
//! let twilio = MockTwilio::start().await?;
//! let client = twilio.client()?;
//!
//! let main = client.api().v2010().account(client.account_sid());
//! let error = main.update().status(AccountStatus::Closed).await.unwrap_err();
//! assert_eq!(error.message(), "The main account cannot be suspended or closed");
//! # Ok(())
//! # }
//! ```
//!
//! Every operation of the crate gets a response. These rules are the same as Twilio's:
//!
//! - Requests authenticate with account SID and auth token, primary or secondary, or with an API key. A main
//!   account's token acts on every subaccount under `/2010-04-01`; its API keys and all credentials of a
//!   subaccount act on their own account only. On accounts.twilio.com (`/v1`) everyone acts on their own account.
//! - Only the main account's token creates, suspends, reactivates and closes subaccounts; the main account itself
//!   cannot be suspended or closed. Suspending does not end calls in progress, and closing releases all numbers. A
//!   closed account stays closed. The credentials of an account that is not active are rejected.
//! - Only the main account's token moves a number, from the account in the path to the one in the body, and
//!   only within the family of accounts.
//! - Calls and messages need an active account and a number that it owns. A finished call cannot be changed, and an
//!   unfinished call cannot be deleted.
//! - Promoting the secondary auth token ends the primary one. It is an error if there is no secondary token.
//! - Lists page by links, in both of Twilio's styles, newest first; an invalid page token is rejected.
//! - A main account has 1,000 subaccounts at most. Names are not unique. Closed accounts stay in lists.
//! - Errors have Twilio's bodies. They have the codes of its error dictionary where a matching code is known, else
//!   20001.
//!
//! Events outside the API (a call is answered, a price becomes known) are methods of [`MockTwilio`]. So are
//! [faults](Fault): 429s, 5xx, pages of proxies, broken connections, and responses that are lost after the request
//! was processed.
//!
//! The mock server has no TwiML, no webhooks and no delivery, and it does not validate most parameters.

// First, so that the documentation of the server begins with how to start it.
mod server;

mod accounts;
mod addresses;
mod authorize;
mod billing;
mod calls;
mod credentials;
mod fault;
mod keys;
mod messages;
mod network;
mod numbers;
mod paging;
mod records;
mod request;
mod response;
mod routes;
mod safelist;
mod state;
mod tokens;
mod traffic;

pub use fault::Fault;
pub use server::MockTwilio;
