//! How errors and Debug name a request: method and route template, without any argument or value.
//!
//! Must never hold anything the user passed in.

use http::Method;

/// Method and route template, such as `POST /2010-04-01/Accounts/{Sid}.json`.
#[derive(Debug, Clone)]
pub(crate) struct RequestLabel {
    pub(crate) method: Method,
    pub(crate) route: &'static str,
}
