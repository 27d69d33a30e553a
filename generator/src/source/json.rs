//! Rewrites JSON text so that a YAML parser reads the same values.
//!
//! YAML has every escape of JSON but surrogate pairs, which JSON uses for characters such as emoji.

use saphyr_parser::Marker;
use std::borrow::Cow;

/// Text for the YAML parser.
pub(super) struct Joined<'a> {
    pub(super) text: Cow<'a, str>,
    /// The end of each surrogate pair, by line, from one, and column, from zero.
    pairs: Vec<(usize, usize)>,
}

/// The number of characters by which a pair becomes shorter.
const SHORTER: usize = 2;

impl<'a> Joined<'a> {
    /// The text with `\ud83d\ude00` as `\U0001F600`; half a pair becomes the replacement character. Other text than
    /// JSON stays as it is.
    pub(super) fn new(text: &'a str) -> Self {
        if !text.trim_start().starts_with('{') || !text.contains("\\u") {
            return Self { text: Cow::Borrowed(text), pairs: Vec::new() };
        }
        let mut joined = String::with_capacity(text.len());
        let mut ends = Vec::new();
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
                            ends.push(joined.len());
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
        let pairs = positions(&joined, &ends);
        Self { text: Cow::Owned(joined), pairs }
    }

    /// Returns the position of a marker in the original text: the line, from one, and the column, from zero.
    pub(super) fn position(&self, marker: Marker) -> (usize, usize) {
        let (line, column) = (marker.line(), marker.col());
        let before = |position: (usize, usize)| self.pairs.partition_point(|pair| *pair <= position);
        (line, column + SHORTER * (before((line, column)) - before((line, 0))))
    }
}

/// The line and the column of each of these bytes, which ascend.
fn positions(text: &str, bytes: &[usize]) -> Vec<(usize, usize)> {
    let (mut line, mut column, mut start) = (1, 0, 0);
    let position = |end: &usize| {
        let mut characters = text[start..*end].chars().peekable();
        while let Some(character) = characters.next() {
            let is_end = character == '\n' || character == '\r' && characters.peek() != Some(&'\n');
            (line, column) = if is_end { (line + 1, 0) } else { (line, column + 1) };
        }
        start = *end;
        (line, column)
    };
    bytes.iter().map(position).collect()
}

/// The number in `\uXXXX`.
fn code_unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
