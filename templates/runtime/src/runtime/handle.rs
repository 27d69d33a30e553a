//! A node in the tree of resources: a client, and the path arguments so far.
//!
//! It checks nothing: a wrong argument is an error when the request is sent.

use std::fmt;

use http::Method;

use super::client::Client;
use super::request::Request;

/// A client and the path arguments collected so far, in the order of the path.
#[derive(Clone)]
pub(crate) struct Handle {
    client: Client,
    arguments: Vec<String>,
}

impl Handle {
    /// Creates the root handle, which has no path arguments.
    pub(crate) fn new(client: &Client) -> Self {
        Self { client: client.clone(), arguments: Vec::new() }
    }

    /// Returns a handle with one more path argument.
    pub(crate) fn with(&self, argument: &str) -> Self {
        let mut further = self.clone();
        further.arguments.push(argument.to_owned());
        further
    }

    /// Creates a request to `server` (scheme and host) for the route template `path`. The n-th `{…}` of the template
    /// is the n-th argument of this handle.
    pub(crate) fn request(&self, method: Method, server: &'static str, path: &'static str) -> Request {
        Request::new(self.client.clone(), method, server, path, self.arguments.clone())
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments can be phone numbers, so only their number is shown.
        formatter
            .debug_struct("Handle")
            .field("client", &self.client)
            .field("arguments", &self.arguments.len())
            .finish()
    }
}
