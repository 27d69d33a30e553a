//! Removes secrets from the text of a response or a transport, before it becomes part of an error.
//!
//! JSON is redacted value by value, after its escapes are resolved; other text as it is.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::json::{Json, JsonDocument, JsonKind};
use super::secrets::Secrets;

/// The text that replaces a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// The name that stands for all properties, when the whole value is a secret.
pub(super) const EVERY_FIELD: &str = "*";

/// The words that mark the name of a property or header as secret, in any API.
const SECRET_WORDS: [&str; 8] =
    ["secret", "token", "password", "authorization", "cookie", "api-key", "api_key", "apikey"];

/// Returns true if the name is that of a secret.
pub(super) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// Returns true if a text with this name is itself a secret. True for `client_secret`, but not for `missingSecrets`
/// or `client_secret_expires_at`.
fn is_name_of_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.ends_with(word))
}

/// The values of a body to redact in addition to the known secrets.
#[derive(Clone, Copy)]
enum Hidden<'a> {
    /// The values of the properties with these names or with secret names.
    Members(&'a [&'a str]),
    /// The texts of properties with secret names. Every value keeps its type, so models can still be decoded.
    Texts,
}

/// An error that replaces an error whose text held a secret.
struct RedactedCause {
    text: String,
    source: Option<Box<RedactedCause>>,
}

/// Redaction of whole messages and of their parts.
impl Secrets {
    /// Returns the headers without the secrets. Headers with secret names are marked sensitive, so that nothing
    /// prints them.
    pub(super) fn without_headers(&self, mut headers: HeaderMap) -> HeaderMap {
        for (name, value) in &mut headers {
            let is_sensitive = value.is_sensitive() || is_secret_name(name.as_str());
            if let Some(redacted) = self.without_in_bytes(value.as_bytes()) {
                *value = HeaderValue::try_from(redacted).unwrap_or(HeaderValue::from_static(REDACTED));
            }
            value.set_sensitive(is_sensitive);
        }
        headers
    }

    /// Returns the cause of an error. If any printable text of the cause holds a secret, returns a redacted copy of
    /// its texts instead.
    pub(super) fn without_cause(&self, cause: Box<dyn StdError + Send + Sync>) -> Box<dyn StdError + Send + Sync> {
        let mut texts = Vec::new();
        let mut holds_secret = false;
        let mut next: Option<&dyn StdError> = Some(&*cause);
        while let Some(error) = next {
            let text = error.to_string();
            let printed = [&text, &format!("{error:?}"), &format!("{error:#?}")];
            holds_secret |= printed.into_iter().any(|printed| self.is_in(printed));
            texts.push(self.without(&text).into_owned());
            next = error.source();
        }
        if !holds_secret {
            return cause;
        }
        let chain = texts.into_iter().rfold(None, |source, text| Some(Box::new(RedactedCause { text, source })));
        match chain {
            Some(redacted) => redacted,
            None => cause,
        }
    }

    /// Returns the body without the secrets, and without the values of properties in `fields` or with secret names.
    /// If `fields` is not empty and the body is not JSON, the whole body is replaced.
    pub(super) fn without_body(&self, body: &Bytes, fields: &[&str]) -> Bytes {
        if body.is_empty() {
            return body.clone();
        }
        if fields.contains(&EVERY_FIELD) {
            return Bytes::from_static(REDACTED.as_bytes());
        }
        let Ok(document) = JsonDocument::parse(body) else {
            let text = String::from_utf8_lossy(body);
            let is_unreadable = matches!(text, Cow::Owned(_)) && self.without_in_bytes(body).is_some();
            return match self.without(&without_members(&text)) {
                _ if !fields.is_empty() || is_unreadable => Bytes::from_static(REDACTED.as_bytes()),
                redacted if redacted == text => body.clone(),
                redacted => Bytes::from(redacted.into_owned()),
            };
        };
        self.without_values(body, &document, Hidden::Members(fields))
    }

    /// Returns the body in the form that models can be decoded from. Texts that are secrets are redacted, and every
    /// value keeps its type. `None` if the body is not JSON.
    pub(super) fn decodable_body(&self, body: &Bytes) -> Option<Bytes> {
        let document = JsonDocument::parse(body).ok()?;
        Some(self.without_values(body, &document, Hidden::Texts))
    }

    fn without_values(&self, body: &Bytes, document: &JsonDocument<'_>, hidden: Hidden<'_>) -> Bytes {
        let mut replacements = Vec::new();
        self.collect(document.root(), hidden, false, &mut replacements);
        let text = document.text();
        let (mut redacted, mut copied) = (String::new(), 0);
        for (range, replacement) in replacements {
            redacted.push_str(&text[copied..range.start]);
            redacted.push_str(&replacement);
            copied = range.end;
        }
        redacted.push_str(&text[copied..]);
        // An escape and the text after it can form a secret that neither part holds alone.
        let redacted = self.without_long(redacted);
        if redacted == text { body.clone() } else { Bytes::from(redacted) }
    }

    /// Collects the ranges of a value to replace, in the order of the text. A value is a secret if one of the names
    /// that enclose it is a secret name.
    fn collect(
        &self,
        json: Json<'_>,
        hidden: Hidden<'_>,
        is_within_secret: bool,
        replacements: &mut Vec<(Range<usize>, String)>,
    ) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match json.kind() {
            JsonKind::Object(members) => {
                for (name, value) in members {
                    // In the body for decoding, names stay unchanged. A model finds its properties by name, and a
                    // name may contain a short secret.
                    if matches!(hidden, Hidden::Members(_))
                        && let Cow::Owned(redacted) = self.without(&name)
                    {
                        replacements.push((name_before(value), quoted(&redacted)));
                    }
                    let is_within_secret = is_within_secret || is_name_of_secret(&name);
                    match hidden {
                        Hidden::Members(fields)
                            if !value.is_null() && (fields.contains(&name.as_ref()) || is_secret_name(&name)) =>
                        {
                            replacements.push((whole(value), quoted(REDACTED)));
                        }
                        _ => self.collect(value, hidden, is_within_secret, replacements),
                    }
                }
            }
            JsonKind::Array(items) => {
                items.for_each(|item| self.collect(item, hidden, is_within_secret, replacements));
            }
            JsonKind::String(text) => match self.without(&text) {
                _ if is_within_secret && !text.is_empty() => replacements.push((whole(json), quoted(REDACTED))),
                Cow::Owned(redacted) => replacements.push((whole(json), quoted(&redacted))),
                Cow::Borrowed(_) => {}
            },
            JsonKind::Number(number) if self.is_one(number) => {
                replacements.push((whole(json), quoted(REDACTED)));
            }
            _ => {}
        }
    }
}

impl fmt::Display for RedactedCause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for RedactedCause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl StdError for RedactedCause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Returns the range of a value in the text, with its quotes or brackets.
fn whole(json: Json<'_>) -> Range<usize> {
    let start = json.start();
    start..end_of_value(json.text(), start)
}

/// Returns the range of the name of a property in the text, with its quotes.
fn name_before(value: Json<'_>) -> Range<usize> {
    let before = value.text()[..value.start()].trim_end_matches([' ', '\t', '\n', '\r', ':']);
    let inside = &before[..before.len().saturating_sub(1)];
    let is_quote = |at: &usize| {
        let backslashes = inside[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes % 2 == 0
    };
    let start = inside.rmatch_indices('"').map(|(at, _)| at).find(is_quote).unwrap_or_default();
    start..before.len()
}

/// Writes escapes such as `%2B` in lower case, as `%2b`.
fn lower_case_escapes(escaped: &str) -> String {
    let mut after_percent = 0;
    let lower = |character: char| {
        after_percent = if character == '%' { 2 } else { after_percent };
        let is_escape = character != '%' && after_percent > 0;
        after_percent -= usize::from(is_escape);
        if is_escape { character.to_ascii_lowercase() } else { character }
    };
    escaped.chars().map(lower).collect()
}

/// Redacts the values of secret properties in text that looks like incomplete or invalid JSON.
fn without_members(text: &str) -> Cow<'_, str> {
    let mut redacted = String::new();
    let mut copied = 0;
    let mut position = 0;
    while let Some(quote) = text[position..].find('"') {
        let start = position + quote;
        let end = end_of_value(text, start);
        position = end;
        let Some(value) = text[end..].trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        let value = text.len() - value.len();
        if is_secret_name(&text[start..end]) {
            position = end_of_value(text, value);
            redacted.push_str(&text[copied..value]);
            redacted.push_str("\"[redacted]\"");
            copied = position;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    redacted.push_str(&text[copied..]);
    Cow::Owned(redacted)
}

/// Returns the end of the JSON value that starts at `start`, or of the text.
fn end_of_value(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut is_text = false;
    let mut is_escaped = false;
    for (position, character) in text[start..].char_indices() {
        let position = start + position;
        if is_text {
            is_text = is_escaped || character != '"';
            is_escaped = character == '\\' && !is_escaped;
            if is_text || depth > 0 {
                continue;
            }
            return position + 1;
        }
        match character {
            '"' => is_text = true,
            '{' | '[' => depth += 1,
            // The end of the container that holds the value.
            '}' | ']' | ',' if depth == 0 => return position,
            '}' | ']' if depth == 1 => return position + 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
