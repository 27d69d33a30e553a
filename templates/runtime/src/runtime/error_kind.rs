//! The kinds of errors, by what the caller can do about them. The error holds the data.

/// The kind of an error, which tells at which point a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built: credentials or a setting are wrong. Nothing was sent.
    Configuration,
    /// The request could not be built: an argument or parameter is wrong. Nothing was sent.
    InvalidRequest,
    /// No connection could be opened. Twilio never saw the request.
    Connect,
    /// The response took longer than the time limit of one attempt, or no time was left to send the request.
    Timeout,
    /// The connection broke before the whole response arrived.
    Transport,
    /// Twilio, or a proxy in front of it, sent a response with a status other than 2xx.
    Api,
    /// Twilio responded with 304: the version that the caller has is still up to date.
    NotModified,
    /// A redirect cannot be followed, or there were too many redirects.
    Redirect,
    /// The status was 2xx, but the body is longer than the limit of the client or of the request.
    BodyTooLarge,
    /// The status was 2xx, but the body does not match the API description.
    Decode,
    /// A link to the next page is invalid, was followed before, or leads to another origin or outside the path of the
    /// list. The link was not followed.
    Paging,
    /// The server sent 100 empty pages in a row, each with a link to another page. The last link was not followed.
    EmptyPages,
}
