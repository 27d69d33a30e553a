//! The error of parsing a SID. It says what was expected, and never repeats the text.

use std::fmt;

/// The number of hexadecimal digits after the two letters.
const DIGITS: usize = 32;

/// The error of a text that is not a SID of this type. The text is not repeated, because it may be a token that was
/// passed by mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSid {
    type_name: &'static str,
    prefixes: &'static [&'static str],
}

impl InvalidSid {
    /// Checks that the text is one of the prefixes followed by 32 hexadecimal digits of either case.
    pub(crate) fn check(text: &str, type_name: &'static str, prefixes: &'static [&'static str]) -> Result<(), Self> {
        let is_sid = prefixes
            .iter()
            .filter_map(|prefix| text.strip_prefix(prefix))
            .any(|digits| digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if is_sid { Ok(()) } else { Err(Self { type_name, prefixes }) }
    }
}

impl fmt::Display for InvalidSid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefixes = self.prefixes.join(" or ");
        write!(formatter, "invalid {}: expected {prefixes} followed by {DIGITS} hexadecimal digits", self.type_name)
    }
}

impl std::error::Error for InvalidSid {}
