//! The mock server, which the generated crate offers with the feature `mock-server`.
//!
//! The files of `mock_server/` are copied behind a header into the generated crate. The root of that crate has the
//! items that this file names. Its rules are tested through the generated client, in
//! `xtask/tests/consumer/tests/mock_server`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod mock_server;

pub use twilio_accounts_runtime::runtime::{Client, ClientBuilder, Credentials, Decimal, Result, Timestamp};

/// Twilio's identifiers.
pub mod sid {
    pub use twilio_accounts_runtime::runtime::AccountSid;
}
