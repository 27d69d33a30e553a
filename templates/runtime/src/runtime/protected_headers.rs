//! The headers that callers cannot set: they frame the message, belong to the connection, or replace credentials.

/// The names of the headers, in lower case.
pub(crate) const PROTECTED_HEADERS: [&str; 17] = [
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "www-authenticate",
];

/// Returns the end of a sentence that tells why callers cannot set the header; `None` if they can set it.
pub(crate) fn reason(name: &str) -> Option<&'static str> {
    if !PROTECTED_HEADERS.contains(&name) {
        return None;
    }
    Some(match name {
        "authorization" => "is set from the client's credentials",
        "proxy-authorization" => {
            "would replace credentials: a proxy's user and password belong to the proxy's settings"
        }
        "cookie" | "cookie2" | "proxy-authenticate" | "www-authenticate" => "would replace the client's credentials",
        "host" => "is set from the URL",
        "content-length" | "transfer-encoding" | "trailer" => "frames the message and is set from the body",
        _ => "belongs to the connection and is set by the transport",
    })
}
