//! The home of the runtime: the hand-written part of every generated client crate.
//!
//! Nothing but `runtime/` leaves this crate: its files are copied behind a header into each generated crate.
//! `sample/` is a small API in the style the generator emits, so that the runtime is compiled, linted
//! and tested the way it is used. Nothing here knows an OpenAPI document or a real Twilio resource.
//!
//! A secret is not `Display`; taking it out is a call that one can search for:
//!
//! ```compile_fail,E0277
//! let secret = twilio_accounts_runtime::runtime::SecretString::from("token");
//! println!("{secret}");
//! ```
//!
//! ```
//! use twilio_accounts_runtime::runtime::{ExposeSecret, SecretString};
//! let secret = SecretString::from("token");
//! assert_eq!(secret.expose_secret(), "token");
//! assert!(!format!("{secret:?}").contains("token"));
//! ```
//!
//! What it costs, typed requests per second against a loopback server that answers a 2.2 kB account (the one in Twilio's guide), one
//! thread each on two cores, by `cargo bench --manifest-path xtask/benchmarks/Cargo.toml`:
//!
//! | | 1 in flight | 32 in flight |
//! |---|---|---|
//! | bare reqwest and serde's derive | 9,490 | 49,900 |
//! | the same with our default timeout | 9,580 (1.01×) | 49,400 (0.99×) |
//! | ours on reqwest | 9,380 (0.99×) | 48,700 (0.98×) |
//! | ours on hyper | 10,060 (1.06×) | 68,400 (1.37×) |
//!
//! 64 allocations per request, 50 of them for the account. Listing takes at most 3.4 MB, be it 10,000
//! accounts or 100,000.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[allow(dead_code, unused_macros, unused_imports)]
pub mod runtime;

#[cfg(test)]
pub mod sample;
#[cfg(test)]
mod tests;
