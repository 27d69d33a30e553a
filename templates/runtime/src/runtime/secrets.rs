//! The secrets of one request, and the search for them in text from a server or a transport.
//!
//! A secret is found in plain text, percent-encoded, with escapes of JSON, with invisible characters in between, and
//! in base64.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;

use super::invisible::is_invisible;
use super::redact::REDACTED;

/// The minimum length, in bytes, of a secret to look for. Shorter secrets would occur inside ordinary words.
const SHORTEST: usize = 4;

/// The minimum length, in bytes, of a part of a secret that is too long to occur by accident.
const SHORTEST_PART: usize = 12;

/// The maximum number of backslashes before an escaped character: JSON in JSON in JSON has seven. Without a limit, a
/// text of backslashes would take quadratic time.
const MAX_BACKSLASHES: usize = 7;

/// The secrets that a response or an error may repeat.
pub(super) struct Secrets {
    /// The texts to look for, longest first, so that a text comes before any text that it contains.
    needles: Vec<Needle>,
}

/// A text to look for.
#[derive(PartialEq, Eq)]
struct Needle {
    text: String,
    /// True if base64 digits directly around the text belong to the secret.
    is_base64: bool,
}

impl Secrets {
    /// Creates the search for these secrets. It also looks for the parts of a secret such as `id:secret`, and for
    /// base64 that holds the secret, with or without other bytes around it.
    pub(super) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut needles = Vec::new();
        for secret in secrets.filter(|secret| secret.len() >= SHORTEST) {
            let parts = secret.split([':', ' ']).filter(|part| part.len() >= SHORTEST_PART && *part != secret);
            for secret in std::iter::once(secret).chain(parts) {
                needles.push(Needle { text: secret.to_owned(), is_base64: false });
                needles.extend(in_base64(secret).flat_map(in_both_alphabets));
                // The secret may itself be base64, as `Authorization` is, and may be repeated without its padding.
                let is_base64 = secret.len() >= SHORTEST_PART && secret.bytes().all(is_base64_digit);
                needles.extend(
                    is_base64.then(|| in_both_alphabets(secret.trim_end_matches('=').to_owned())).into_iter().flatten(),
                );
            }
        }
        needles.sort_by(|one, other| (other.text.len(), &one.text).cmp(&(one.text.len(), &other.text)));
        needles.dedup();
        Self { needles }
    }

    /// Returns the text with `[redacted]` in place of each secret.
    pub(super) fn without<'t>(&self, text: &'t str) -> Cow<'t, str> {
        // Most texts have no escapes, and looking for escapes is slow.
        let is_plain = text.bytes().all(|byte| (b' '..0x7f).contains(&byte) && byte != b'%' && byte != b'\\');
        let has_plus = text.contains('+');
        self.needles.iter().fold(Cow::Borrowed(text), |text, needle| {
            let is_plain = is_plain && !(has_plus && needle.text.contains(' '));
            match needle.without(&text, is_plain) {
                Some(redacted) => Cow::Owned(redacted),
                None => text,
            }
        })
    }

    /// Returns the text with `[redacted]` in place of each secret. Only secrets without escapes are found, and only
    /// those that are too long to occur by accident.
    pub(super) fn without_long(&self, text: String) -> String {
        let long = self.needles.iter().filter(|needle| needle.text.len() >= SHORTEST_PART);
        long.fold(text, |text, needle| needle.without(&text, true).unwrap_or(text))
    }

    /// Returns the text of these bytes with `[redacted]` in place of each secret; `None` if they hold no secret.
    ///
    /// Bytes that are not UTF-8 are also read as Latin-1, which headers may use. If they hold a secret, the whole
    /// text is replaced.
    pub(super) fn without_in_bytes(&self, bytes: &[u8]) -> Option<String> {
        match std::str::from_utf8(bytes) {
            Ok(text) => match self.without(text) {
                Cow::Owned(redacted) => Some(redacted),
                Cow::Borrowed(_) => None,
            },
            Err(_) => {
                let latin_1: String = bytes.iter().copied().map(char::from).collect();
                let is_hidden = self.is_in(&latin_1) || self.is_in(&String::from_utf8_lossy(bytes));
                is_hidden.then(|| REDACTED.to_owned())
            }
        }
    }

    /// Returns true if the text holds a secret.
    pub(super) fn is_in(&self, text: &str) -> bool {
        matches!(self.without(text), Cow::Owned(_))
    }

    /// Returns true if the whole text is a secret.
    pub(super) fn is_one(&self, text: &str) -> bool {
        self.needles.iter().any(|needle| needle.text == text)
    }
}

impl Needle {
    /// Returns the text with `[redacted]` in place of the needle; `None` if the needle is not in the text. If
    /// `is_plain` is true, the text has no escapes.
    fn without(&self, text: &str, is_plain: bool) -> Option<String> {
        let mut redacted = String::new();
        let mut copied = 0;
        while let Some(found) = self.find(text, copied, is_plain) {
            redacted.push_str(&text[copied..found.start]);
            redacted.push_str(REDACTED);
            copied = found.end;
        }
        redacted.push_str(&text[copied..]);
        (copied > 0).then_some(redacted)
    }

    /// Returns the range of the first occurrence of the needle in the text at or after `from`.
    fn find(&self, text: &str, from: usize, is_plain: bool) -> Option<Range<usize>> {
        let literal = || text[from..].find(&self.text).map(|start| from + start..from + start + self.text.len());
        let found = match is_plain {
            true => literal(),
            false => {
                let first = self.text.as_bytes().first();
                let may_start = |byte: &u8| Some(byte) == first || b"%\\+".contains(byte);
                let starts = (from..text.len()).filter(|start| may_start(&text.as_bytes()[*start]));
                let spelt = starts.filter_map(|start| Some(start..spelt(text, start, &self.text)?)).next();
                // A secret that itself looks like an escape is found without unescaping.
                [spelt, literal()].into_iter().flatten().min_by_key(|found| found.start)
            }
        }?;
        Some(if self.is_base64 { run_around(text, from, found) } else { found })
    }
}

/// Returns the base64 of the secret alone, and then, for each number of bytes before the secret, the digits that all
/// base64 of such a text has in common.
fn in_base64(secret: &str) -> impl Iterator<Item = String> {
    let alone = BASE64_STANDARD_NO_PAD.encode(secret);
    let within = (0..3).map(move |before: usize| {
        let bytes = [&[0; 2][..before], secret.as_bytes()].concat();
        let text = BASE64_STANDARD_NO_PAD.encode(&bytes);
        // A digit holds six bits, so the first and the last digit may depend on the bytes around the secret.
        text[(before * 8).div_ceil(6)..bytes.len() * 8 / 6].to_owned()
    });
    std::iter::once(alone).chain(within.filter(|text| text.len() >= SHORTEST_PART))
}

/// Returns the base64 in the standard alphabet and in the alphabet for URLs.
fn in_both_alphabets(standard: String) -> [Needle; 2] {
    let for_urls = standard.replace('+', "-").replace('/', "_");
    [standard, for_urls].map(|text| Needle { text, is_base64: true })
}

fn is_base64_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte)
}

/// Returns the range extended by the base64 directly before and after it, but not before `from`.
fn run_around(text: &str, from: usize, Range { mut start, mut end }: Range<usize>) -> Range<usize> {
    const ESCAPED: [&str; 3] = ["%2b", "%2f", "%3d"];
    let is_escaped = |at: usize| {
        let escape = text.get(at..at + 3);
        escape.is_some_and(|escape| ESCAPED.iter().any(|known| escape.eq_ignore_ascii_case(known)))
    };
    let bytes = text.as_bytes();
    loop {
        match () {
            () if start >= from + 3 && is_escaped(start - 3) => start -= 3,
            () if start > from && is_base64_digit(bytes[start - 1]) && bytes[start - 1] != b'=' => start -= 1,
            () => break,
        }
    }
    loop {
        match () {
            () if is_escaped(end) => end += 3,
            () if bytes.get(end).is_some_and(|byte| is_base64_digit(*byte)) => end += 1,
            () => break,
        }
    }
    start..end
}

/// Returns the end of the secret if it starts at `start`. Any of its characters may be escaped.
fn spelt(text: &str, start: usize, secret: &str) -> Option<usize> {
    let mut at = start;
    for wanted in secret.chars() {
        let rest = &text[at..];
        // Invisible characters are skipped, because messages are shown without them.
        let hidden =
            rest.chars().take_while(|character| at > start && is_invisible(*character) && *character != wanted);
        at += hidden.map(char::len_utf8).sum::<usize>();
        at += spelling(&text[at..], wanted)?;
    }
    Some(at)
}

/// Returns the length of this character at the start of the text, escaped or not.
fn spelling(text: &str, wanted: char) -> Option<usize> {
    let escaped = match text.as_bytes().first()? {
        b'%' => percent_encoded(text, wanted),
        b'\\' => json_escaped(text, wanted),
        b'+' if wanted == ' ' => Some(1),
        _ => None,
    };
    escaped.or_else(|| text.starts_with(wanted).then(|| wanted.len_utf8()))
}

/// Returns the length of this character at the start of the text if it is percent-encoded. It may be UTF-8 or
/// Latin-1, and may be encoded more than once.
fn percent_encoded(text: &str, wanted: char) -> Option<usize> {
    let length = |bytes: &[u8]| {
        bytes.iter().try_fold(0, |length, byte| {
            let (found, more) = percent_encoded_byte(&text[length..])?;
            (found == *byte).then_some(length + more)
        })
    };
    let latin_1 = u8::try_from(u32::from(wanted)).ok();
    length(wanted.encode_utf8(&mut [0; 4]).as_bytes()).or_else(|| length(&[latin_1?]))
}

/// Returns the byte of `%2B`, `%252B` and so on, and the length of the escape.
fn percent_encoded_byte(text: &str) -> Option<(u8, usize)> {
    let digits = |at: usize| {
        let digits = text.get(at..at + 2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        u8::from_str_radix(digits, 16).ok()
    };
    let mut at = text.starts_with('%').then_some(1)?;
    while digits(at)? == b'%' && digits(at + 2).is_some() {
        at += 2;
    }
    Some((digits(at)?, at + 2))
}

/// Returns the length of this character at the start of the text if it has JSON escapes. It may be escaped more than
/// once.
fn json_escaped(text: &str, wanted: char) -> Option<usize> {
    let backslashes = text.bytes().take(MAX_BACKSLASHES + 1).take_while(|byte| *byte == b'\\').count();
    if backslashes > MAX_BACKSLASHES {
        return None;
    }
    let unescaped = &text[backslashes..];
    match wanted {
        '\\' if backslashes > 1 => return Some(2),
        '/' | '"' if unescaped.starts_with(wanted) => return Some(backslashes + 1),
        _ => {}
    }
    let mut length = backslashes;
    for (index, unit) in wanted.encode_utf16(&mut [0; 2]).iter().enumerate() {
        let rest = &text[length..];
        let rest = if index == 0 { rest } else { rest.trim_start_matches('\\') };
        let digits = rest.strip_prefix('u')?.get(..4)?;
        if u16::from_str_radix(digits, 16).ok()? != *unit {
            return None;
        }
        length = text.len() - rest.len() + 5;
    }
    Some(length)
}
