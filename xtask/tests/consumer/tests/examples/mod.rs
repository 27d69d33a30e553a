//! The examples of the crate, run against the mock server: what they leave behind, and what they refuse.
//!
//! `xtask/tests/examples.rs` runs them as a user does.

mod billing;
mod files;
mod offboarding;
mod others;
mod rotating;
mod suspending;
