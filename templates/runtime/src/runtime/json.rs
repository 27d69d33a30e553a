//! JSON values that borrow from the text of the document. Models are decoded from them.
//!
//! `serde_json::Value` would copy every name and text of a document, and turn `0.1` into a float before it becomes a
//! decimal. Here a document is one flat list of tokens.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::decode_error::DecodeError;
use super::json_reader::{read, unescaped};

/// A parsed JSON document.
pub(crate) struct JsonDocument<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

/// One value, or the name of a property, in the order of the document.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// The start of a scalar in the text. For text and names, the position after the opening quote.
    pub(super) start: u32,
    /// The end of a scalar in the text. For text and names, the position of the closing quote. For a container, the
    /// index of the first token after it.
    pub(super) end: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Null,
    True,
    False,
    Number,
    Text,
    EscapedText,
    Array,
    /// An object, whose tokens are name, value, name, value.
    Object,
}

impl<'a> JsonDocument<'a> {
    /// Parses the document in these bytes.
    ///
    /// # Errors
    /// The bytes are empty or white space, not UTF-8, or not JSON.
    pub(crate) fn parse(body: &'a [u8]) -> Result<Self, DecodeError> {
        if body.trim_ascii().is_empty() {
            return Err(DecodeError::new("the body is empty"));
        }
        let text =
            std::str::from_utf8(body).map_err(|error| DecodeError::new(format!("the body is not JSON: {error}")))?;
        let tokens = read(text).map_err(|error| DecodeError::new(format!("the body is not JSON: {error}")))?;
        Ok(Self { text, tokens })
    }

    /// Returns the text of the document.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the root value of the document.
    pub(crate) fn root(&self) -> Json<'_> {
        Json { document: self, index: 0 }
    }
}

/// One value of a [`JsonDocument`].
#[derive(Clone, Copy)]
pub(crate) struct Json<'a> {
    document: &'a JsonDocument<'a>,
    index: usize,
}

/// The kind of a value.
pub(crate) enum JsonKind<'a> {
    Null,
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Items<'a>),
    Object(Members<'a>),
}

impl<'a> Json<'a> {
    /// Returns the kind and the content of the value.
    #[inline]
    pub(crate) fn kind(self) -> JsonKind<'a> {
        match self.token().kind {
            TokenKind::Null => JsonKind::Null,
            TokenKind::True => JsonKind::Bool(true),
            TokenKind::False => JsonKind::Bool(false),
            TokenKind::Number => JsonKind::Number(self.raw()),
            TokenKind::Text => JsonKind::String(Cow::Borrowed(self.raw())),
            TokenKind::EscapedText => JsonKind::String(Cow::Owned(unescaped(self.raw()))),
            TokenKind::Array => JsonKind::Array(self.inside()),
            TokenKind::Object => JsonKind::Object(Members { items: self.inside() }),
        }
    }

    /// Returns the start of the value in the text of its document. Text starts at its quote, and a container at its
    /// bracket.
    pub(crate) fn start(self) -> usize {
        let token = self.token();
        let is_quoted = matches!(token.kind, TokenKind::Text | TokenKind::EscapedText);
        token.start as usize - usize::from(is_quoted)
    }

    /// Returns the range of a scalar in the text of its document, with its quotes.
    pub(super) fn scalar_range(self) -> Range<usize> {
        let (token, start) = (self.token(), self.start());
        start..token.end as usize + (token.start as usize - start)
    }

    /// Returns the text of the document.
    pub(crate) fn text(self) -> &'a str {
        self.document.text
    }

    /// Returns true for `null`.
    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.token().kind == TokenKind::Null
    }

    /// Returns true if the value is the text `wanted`.
    #[inline]
    pub(crate) fn is_text(self, wanted: &str) -> bool {
        let Token { kind, start, end } = self.token();
        match kind {
            TokenKind::Text => (end - start) as usize == wanted.len() && self.raw() == wanted,
            TokenKind::EscapedText => unescaped(self.raw()) == wanted,
            _ => false,
        }
    }

    /// Returns the text of this property. `None` if the value is not an object, or has no such property with text.
    pub(crate) fn text_of(self, name: &str) -> Option<Cow<'a, str>> {
        match self.get(name)?.kind() {
            JsonKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value of this property. `None` if the value is not an object, or has no such property.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        match self.kind() {
            JsonKind::Object(mut members) => members.find(name),
            _ => None,
        }
    }

    #[inline]
    fn token(self) -> Token {
        self.document.tokens[self.index]
    }

    /// Returns the text of a scalar.
    #[inline]
    fn raw(self) -> &'a str {
        let token = self.token();
        &self.document.text[token.start as usize..token.end as usize]
    }

    /// Returns the tokens inside a container.
    fn inside(self) -> Items<'a> {
        Items { document: self.document, next: self.index + 1, end: self.token().end as usize }
    }
}

/// The items of an array.
#[derive(Clone)]
pub(crate) struct Items<'a> {
    document: &'a JsonDocument<'a>,
    next: usize,
    end: usize,
}

impl Items<'_> {
    /// Returns the number of bytes of all items in the document.
    pub(crate) fn text_len(&self) -> usize {
        let tokens = &self.document.tokens[self.next..self.end];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return 0 };
        // The last token is a scalar or an empty container. For a container, `end` is not a position in the text.
        let is_container = matches!(last.kind, TokenKind::Array | TokenKind::Object);
        let end = if is_container { last.start } else { last.end };
        end.saturating_sub(first.start) as usize
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    #[inline]
    fn next(&mut self) -> Option<Json<'a>> {
        if self.next >= self.end {
            return None;
        }
        let item = Json { document: self.document, index: self.next };
        self.next = match item.token() {
            Token { kind: TokenKind::Array | TokenKind::Object, end, .. } => end as usize,
            _ => self.next + 1,
        };
        Some(item)
    }
}

/// The properties of an object. A name can occur twice.
#[derive(Clone)]
pub(crate) struct Members<'a> {
    items: Items<'a>,
}

impl<'a> Members<'a> {
    /// Returns the maximum number of properties that there can be.
    pub(crate) fn most(&self) -> usize {
        (self.items.end - self.items.next) / 2
    }

    /// Returns the number of bytes of all properties in the document.
    pub(crate) fn text_len(&self) -> usize {
        self.items.text_len()
    }

    /// Returns the next property with this name, and skips the properties before it.
    pub(crate) fn find(&mut self, wanted: &str) -> Option<Json<'a>> {
        while let Some(name) = self.items.next() {
            let value = self.items.next()?;
            if name.is_text(wanted) {
                return Some(value);
            }
        }
        None
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (Cow<'a, str>, Json<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.items.next()?.kind() {
            JsonKind::String(name) => Some((name, self.items.next()?)),
            _ => None,
        }
    }
}

/// Copies the value. A number that 64 bits cannot hold becomes text.
impl From<Json<'_>> for Value {
    fn from(json: Json<'_>) -> Self {
        match json.kind() {
            JsonKind::Null => Self::Null,
            JsonKind::Bool(flag) => Self::Bool(flag),
            JsonKind::Number(number) => number.parse().map_or_else(|_| Self::String(number.to_owned()), Self::Number),
            JsonKind::String(text) => Self::String(text.into_owned()),
            JsonKind::Array(items) => Self::Array(items.map(Self::from).collect()),
            JsonKind::Object(members) => {
                Self::Object(members.map(|(name, value)| (name.into_owned(), Self::from(value))).collect())
            }
        }
    }
}
