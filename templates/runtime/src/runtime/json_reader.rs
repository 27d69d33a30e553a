//! Reads JSON text (RFC 8259) into one flat list of tokens.
//!
//! Tokens are ranges of the text; nothing is copied. The reader accepts the JSON that serde_json accepts, and lone
//! surrogates.

use std::fmt;

use super::json::{Token, TokenKind};

/// The maximum depth of containers, which is the same as in serde_json.
const DEEPEST: usize = 127;

/// A syntax error and its position.
#[derive(Debug)]
pub(super) struct SyntaxError {
    expected: &'static str,
    line: usize,
    column: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {} at line {} column {}", self.expected, self.line, self.column)
    }
}

/// Returns the tokens of a document, starting with its root value.
///
/// # Errors
/// The text is not JSON, is nested too deep, or is longer than 4 GiB.
pub(super) fn read(text: &str) -> Result<Vec<Token>, SyntaxError> {
    // In Twilio's responses, a token takes 25 to 35 bytes.
    let tokens = Vec::with_capacity(text.len() / 32 + 8);
    let mut reader = Reader { bytes: text.as_bytes(), position: 0, tokens };
    let outcome = if u32::try_from(text.len()).is_ok() { reader.document() } else { Err("less than 4 GiB of text") };
    match outcome {
        Ok(()) => Ok(reader.tokens),
        Err(expected) => {
            let before = &reader.bytes[..reader.position.min(text.len())];
            let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(SyntaxError { expected, line, column: before.len() - line_start + 1 })
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
    tokens: Vec<Token>,
}

/// The result of one step. An error names what was expected at the position of the reader.
type Step = Result<(), &'static str>;

impl Reader<'_> {
    fn document(&mut self) -> Step {
        self.value(DEEPEST)?;
        self.skip_space();
        if self.position == self.bytes.len() { Ok(()) } else { Err("the end of the document") }
    }

    fn value(&mut self, depth: usize) -> Step {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.text(),
            Some(b'{') => self.container(TokenKind::Object, b'}', depth),
            Some(b'[') => self.container(TokenKind::Array, b']', depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.literal("null", TokenKind::Null),
            Some(b't') => self.literal("true", TokenKind::True),
            Some(b'f') => self.literal("false", TokenKind::False),
            _ => Err("a value"),
        }
    }

    fn container(&mut self, kind: TokenKind, close: u8, depth: usize) -> Step {
        let depth = depth.checked_sub(1).ok_or("less nesting")?;
        let index = self.tokens.len();
        self.push(kind, self.position);
        self.position += 1;
        self.skip_space();
        if self.peek() == Some(close) {
            self.position += 1;
        } else {
            loop {
                if kind == TokenKind::Object {
                    self.name()?;
                }
                self.value(depth)?;
                self.skip_space();
                match self.peek() {
                    Some(b',') => self.position += 1,
                    Some(byte) if byte == close => break self.position += 1,
                    _ => return Err(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" }),
                }
            }
        }
        self.tokens[index].end = self.tokens.len() as u32;
        Ok(())
    }

    fn name(&mut self) -> Step {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err("a name in quotes");
        }
        self.text()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err("`:`");
        }
        self.position += 1;
        Ok(())
    }

    fn text(&mut self) -> Step {
        self.position += 1;
        let start = self.position;
        let mut kind = TokenKind::Text;
        loop {
            self.position = end_of_plain_text(self.bytes, self.position);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    kind = TokenKind::EscapedText;
                    self.position += escape(&self.bytes[self.position..]).ok_or("a valid escape")?.1;
                }
                Some(_) => return Err("no control character in text"),
                None => return Err("a quote at the end of text"),
            }
        }
        self.push(kind, start);
        self.position += 1;
        Ok(())
    }

    fn number(&mut self) -> Step {
        let start = self.position;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        self.push(TokenKind::Number, start);
        Ok(())
    }

    fn digits(&mut self) -> Step {
        let count = self.bytes[self.position..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.position += count;
        if count > 0 { Ok(()) } else { Err("a digit") }
    }

    fn literal(&mut self, literal: &'static str, kind: TokenKind) -> Step {
        if !self.bytes[self.position..].starts_with(literal.as_bytes()) {
            return Err("a value");
        }
        let start = self.position;
        self.position += literal.len();
        self.push(kind, start);
        Ok(())
    }

    /// Adds a token from `start` to the position of the reader. The text was checked to be shorter than 4 GiB.
    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: self.position as u32 });
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.position += usize::from(is_there);
        is_there
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.position += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }
}

/// Returns the position of the first quote, backslash or control character at or after `start`, or else the end.
fn end_of_plain_text(bytes: &[u8], start: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    /// Returns the highest bit of every byte that is less than `limit`. The result is exact up to the first such
    /// byte.
    fn less(word: u64, limit: u8) -> u64 {
        word.wrapping_sub(ONES * u64::from(limit)) & !word & (ONES << 7)
    }
    let mut position = start;
    // Reads eight bytes at a time.
    while let Some(chunk) = bytes.get(position..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*chunk);
        let special =
            less(word, b' ') | less(word ^ (ONES * u64::from(b'"')), 1) | less(word ^ (ONES * u64::from(b'\\')), 1);
        if special != 0 {
            return position + special.trailing_zeros() as usize / 8;
        }
        position += 8;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let rest = bytes.get(position..).unwrap_or_default();
    position + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Returns the text without its escapes. [`read`] has checked the escapes.
pub(super) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find('\\') {
        text.push_str(&rest[..start]);
        let (character, length) = escape(&rest.as_bytes()[start..]).unwrap_or((char::REPLACEMENT_CHARACTER, 1));
        text.push(character);
        rest = &rest[start + length..];
    }
    text.push_str(rest);
    text
}

/// Returns the character of an escape and the length of the escape; `None` if it is not valid.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let character = match bytes.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(bytes),
        _ => return None,
    };
    Some((character, 2))
}

/// Returns the character of `\u0041`, or of a pair of escapes for a character beyond `\uFFFF`. Half a pair becomes
/// `\u{fffd}`, so that a text that was cut inside a character does not make the whole response unreadable.
fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(bytes)?;
    match char::decode_utf16([first]).next()? {
        Ok(character) => Some((character, 6)),
        Err(_) => {
            let second = bytes.get(6..).and_then(code_unit);
            let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
            Some(pair.map_or((char::REPLACEMENT_CHARACTER, 6), |character| (character, 12)))
        }
    }
}

/// Returns the number in `\uXXXX`.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.get(..6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)? as u16))
}
