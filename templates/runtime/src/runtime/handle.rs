//! A place in the tree of resources: a client, and the path arguments so far.
//!
//! It checks nothing: a wrong argument is an error when the request is sent.

use std::fmt;

use http::Method;

use super::client::Client;
use super::request::Request;

/// A client plus the path arguments collected so far, in the order of the path.
#[derive(Clone)]
pub(crate) struct Handle {
    client: Client,
    arguments: Vec<String>,
}

impl Handle {
    /// The root: no path arguments yet.
    pub(crate) fn new(client: &Client) -> Self {
        Self { client: client.clone(), arguments: Vec::new() }
    }

    /// A handle one path argument further down.
    pub(crate) fn with(&self, argument: &str) -> Self {
        let mut further = self.clone();
        further.arguments.push(argument.to_owned());
        further
    }

    /// A request to `server` (scheme and host) for the route template `path`, whose n-th `{…}` is
    /// the n-th argument of this handle.
    pub(crate) fn request(&self, method: Method, server: &'static str, path: &'static str) -> Request {
        Request::new(self.client.clone(), method, server, path, self.arguments.clone())
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments can be phone numbers: their number is all that is shown.
        formatter
            .debug_struct("Handle")
            .field("client", &self.client)
            .field("arguments", &self.arguments.len())
            .finish()
    }
}
