//! The home of the stand-in for Twilio, which users of the generated crate have behind the feature `test-util`.
//!
//! Nothing but `stand_in/` leaves this crate: its files are copied behind a header into the generated crate, whose
//! root has what is named here. Its rules are tested through the generated client, in
//! `xtask/tests/consumer/tests/stand_in`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod stand_in;

pub use twilio_accounts_runtime::runtime::{Client, ClientBuilder, Credentials, Decimal, Result, Timestamp};

/// Twilio's identifiers.
pub mod sid {
    pub use twilio_accounts_runtime::runtime::AccountSid;
}
