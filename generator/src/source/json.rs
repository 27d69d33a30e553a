//! JSON text in, text that a YAML parser reads alike out.
//!
//! YAML has every escape of JSON but pairs of surrogates, which JSON writes for characters such as emoji.

use std::borrow::Cow;

/// The text with `\ud83d\ude00` as `\U0001F600`; half a pair becomes the replacement character. Other text than
/// JSON stays as it is.
pub(super) fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with('{') || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        joined.push_str(before);
        let length = match code_unit(escape) {
            Some(first @ 0xd800..=0xdfff) => {
                let second = escape.get(6..).and_then(code_unit);
                match second.and_then(|second| char::decode_utf16([first, second]).next()?.ok()) {
                    Some(character) => {
                        joined.push_str(&format!("\\U{:08X}", u32::from(character)));
                        12
                    }
                    None => {
                        joined.push_str("\\uFFFD");
                        6
                    }
                }
            }
            // The escaped character too, which may be another backslash.
            _ => {
                let length = escape.chars().take(2).map(char::len_utf8).sum();
                joined.push_str(&escape[..length]);
                length
            }
        };
        rest = &escape[length..];
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// The number in `\uXXXX`.
fn code_unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
