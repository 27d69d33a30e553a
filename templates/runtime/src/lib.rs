//! The home of the runtime: the hand-written part of every generated client crate.
//!
//! Nothing but `runtime/` leaves this crate: its files are copied verbatim into each generated crate.
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
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[allow(dead_code, unused_macros, unused_imports)]
pub mod runtime;

#[cfg(test)]
pub mod sample;
#[cfg(test)]
mod tests;
