//! The kinds of errors, by what the caller can do about them. The error holds the data.

/// At which point a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built: credentials or a setting are wrong. Nothing was sent.
    Configuration,
    /// The request could not be built: an argument or parameter is wrong. Nothing was sent.
    InvalidRequest,
    /// No connection could be opened. Twilio never saw the request.
    Connect,
    /// The answer took longer than the timeout of one attempt, or no time was left to send the request.
    Timeout,
    /// The connection broke before the whole answer was there.
    Transport,
    /// Twilio, or a proxy before it, answered with a status other than 2xx.
    Api,
    /// Twilio answered 304: what the caller has already is still up to date.
    NotModified,
    /// A redirect leads nowhere, or there were too many.
    Redirect,
    /// The status was 2xx, but the body is longer than the client reads.
    BodyTooLarge,
    /// The status was 2xx, but the body is not what the API describes.
    Decode,
    /// A link to the next page leads to another origin or away from the path of the list, repeats, or is not a link.
    /// It was not followed.
    Paging,
    /// The server sent 100 empty pages in a row, each with a link to another page. The last link was not followed.
    EmptyPages,
}
