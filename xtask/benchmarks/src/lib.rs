//! Shared by both benchmarks: a loopback server, and the account that it returns.

/// The 1.5 kB account of the guides, as Twilio writes it.
pub const ACCOUNT: &str = include_str!("../../tests/consumer/tests/guides/accounts_fetch.json");
