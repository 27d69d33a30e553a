//! Fills a route template with path arguments. Each argument stays within one segment.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters to escape: all except the unreserved characters of RFC 3986, so that no argument can end its
/// segment. The comma is not escaped either, because it separates the items of a list.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b',');

/// Appends `/Accounts/{AccountSid}/Calls/{Sid}.json` with the n-th `{…}` replaced by the n-th argument.
///
/// # Errors
/// An argument is empty, `.` or `..`, because servers and URL parsers would remove such a segment or go up from it. It
/// is also an error if there are too few or too many arguments. The message names the parameter of the template, and
/// never repeats an argument.
pub(crate) fn append_route(url: &mut String, route: &str, arguments: &[String]) -> Result<(), String> {
    let mut arguments = arguments.iter();
    let mut rest = route;
    while let Some((before, from_name)) = rest.split_once('{') {
        let (name, after) = from_name.split_once('}').ok_or_else(|| "the route has a { without a }".to_owned())?;
        let argument = arguments.next().ok_or_else(|| format!("the path argument {name} is missing"))?;
        check_argument(name, argument)?;
        url.push_str(before);
        url.extend(utf8_percent_encode(argument, ESCAPED));
        rest = after;
    }
    if arguments.next().is_some() {
        return Err("there are more path arguments than the route has places".to_owned());
    }
    url.push_str(rest);
    Ok(())
}

/// Rejects arguments that cannot be a path segment even if they are percent-encoded.
fn check_argument(name: &str, argument: &str) -> Result<(), String> {
    match argument {
        "" => Err(format!("the path argument {name} is empty")),
        "." | ".." => Err(format!("the path argument {name} is a relative path step, not a value")),
        _ => Ok(()),
    }
}
