//! What both benchmarks share: a loopback server, and the account that it answers with.

/// The 1.5 kB account of the guides, as Twilio writes it.
pub const ACCOUNT: &str = include_str!("../../tests/consumer/tests/guides/accounts_fetch.json");
