//! The runtime: the hand-written part of every generated client crate.
//!
//! Only the files of `runtime/` are copied, behind a header, into a generated crate. `sample/` is a small API in the
//! style of emitted code, so that the runtime is compiled, linted and tested as it is used. Nothing here knows an
//! OpenAPI document or a resource of Twilio.
//!
//! A secret is not `Display`; only an explicit call returns its text:
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
//! `generator/docs/performance.md` has measurements.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[allow(dead_code, unused_macros, unused_imports)]
pub mod runtime;

#[cfg(test)]
pub mod sample;
#[cfg(test)]
mod tests;
