//! Checks that requests can be sent to a path, and that parameters can be sent under their names.

use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::path_template::placeholders;
use crate::source::NodeId;
use percent_encoding::percent_decode_str;

impl<'a> Check<'a> {
    /// Checks a path; what stands between braces is the name of a parameter.
    pub(super) fn path_template(&mut self, place: Place<'a>) {
        let path = &place.entry.key;
        let Some((what, help)) = mistake(path) else { return };
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidPath, format!("the path `{path}` {what}"))
                .at(self.source.locate_entry(place.mapping, place.entry))
                .help(help),
        );
    }

    /// Checks the name of a parameter in `location`.
    pub(super) fn parameter_name(&mut self, node: NodeId, name: &'a str, location: &str) {
        let place = self.source.nearest(node, "name");
        let is_standard = |header: &&&str| location == "header" && name.eq_ignore_ascii_case(header);
        if let Some(header) = STANDARD_HEADERS.iter().find(is_standard) {
            self.once((Code::IgnoredHeader, header, 0), place, || {
                Diagnostic::new(Code::IgnoredHeader, format!("`{name}` is not read: callers cannot set this header"))
                    .help(
                        "it follows from the request, the credentials or the connection; callers can set other headers",
                    )
            });
        }
        if name.is_empty() || location == "header" && !name.bytes().all(is_token) {
            self.diagnostics.push(
                Diagnostic::new(Code::InvalidParameterName, format!("`{name}` is not a name that can be sent"))
                    .at(self.source.locate(place))
                    .help("headers are named by letters, digits and hyphens; correct it in an overlay"),
            );
        }
    }
}

/// The headers that `security`, the request body and the responses stand for, those of the connection, and those that
/// would replace credentials. The runtime refuses to send them for a caller.
pub(crate) const STANDARD_HEADERS: [&str; 19] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
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

/// Returns the mistake in a path, as the end of a sentence, and a help.
pub(super) fn mistake(path: &str) -> Option<(String, String)> {
    if !path.starts_with('/') {
        return Some((
            "does not start with `/`".to_owned(),
            format!("write `/{}`", path.trim_start_matches([' ', '\u{a0}', '/'])),
        ));
    }
    let mut is_open = false;
    for brace in path.chars().filter(|character| "{}".contains(*character)) {
        if is_open == (brace == '{') {
            let what = format!("has a `{brace}` without its partner");
            return Some((what, "write the names of parameters between `{` and `}`".to_owned()));
        }
        is_open = !is_open;
    }
    if is_open || path.contains("{}") {
        let what = if is_open { "has a `{` without its partner" } else { "has a parameter without a name" };
        return Some((what.to_owned(), "write the names of parameters between `{` and `}`".to_owned()));
    }
    let mut literal = path.to_owned();
    for name in placeholders(path) {
        literal = literal.replacen(&format!("{{{name}}}"), "x", 1);
    }
    let climbs = |segment: &str| matches!(&*percent_decode_str(segment).decode_utf8_lossy(), "." | "..");
    if literal.split('/').any(climbs) {
        return Some(("has a step that leads elsewhere".to_owned(), "write the path without `.` and `..`".to_owned()));
    }
    let is_escape = |rest: &str| rest.len() > 2 && rest.bytes().skip(1).take(2).all(|byte| byte.is_ascii_hexdigit());
    let is_wrong = |(at, character): &(usize, char)| match character {
        '%' => !is_escape(&literal[*at..]),
        '?' | '#' | '"' | '<' | '>' | '\\' | '^' | '`' | '|' => true,
        other => other.is_control() || other.is_whitespace(),
    };
    let (_, wrong) = literal.char_indices().find(is_wrong)?;
    let help = match wrong {
        '?' => "declare what is in the query as parameters (`in: query`)",
        '#' => "what follows it is never sent: remove it",
        _ => "write it percent-encoded, as `%20` for a space",
    };
    Some((format!("holds {wrong:?}, which cannot stand in a path"), help.to_owned()))
}

/// Returns true if the name of a header may contain the byte (RFC 9110).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::mistake;

    #[test]
    fn paths_that_can_be_requested_are_fine() {
        for path in
            ["/v1/Things/{Sid}.json", "/", "/v1//Things/", "/v1/a%20b", "/v1/{a?#b}", "/v1/\u{e9}:@!$&'()*+,;=~"]
        {
            assert_eq!(mistake(path), None, "{path}");
        }
    }

    #[test]
    fn what_ends_a_path_or_leads_elsewhere_is_told() {
        for path in [
            "v1",
            "/v1/../x",
            "/./x",
            "/%2e%2E/x",
            "/a?b",
            "/a#b",
            "/a b",
            "/a\0",
            "/a%2",
            "/a%zz",
            "/{a}\n",
            "/{",
            "/a}",
            "/{}",
        ] {
            assert!(mistake(path).is_some(), "{path}");
        }
    }
}
