//! The HTTP method Twilio uses for a webhook: the values of the format `http-method`.
//!
//! Must not be confused with the method of a request of our own, which is `http::Method`.

use super::open_enum::open_enum;

/// The HTTP method Twilio uses when it calls a URL of yours.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpMethod {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `OPTIONS`
    Options,
    /// Any other value, verbatim.
    Other(String),
}

open_enum!(HttpMethod, Other, {
    Get => "GET",
    Post => "POST",
    Put => "PUT",
    Delete => "DELETE",
    Head => "HEAD",
    Patch => "PATCH",
    Options => "OPTIONS",
});
