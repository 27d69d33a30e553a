//! In comes the body of an answer that became an error, out goes the same without secrets.
//!
//! JSON is redacted value by value, after its escapes are resolved; any other text as it is. Must not know
//! the request.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::json::{Json, JsonDocument, JsonKind};

/// What stands in place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// Stands for all members, where the value as a whole is a secret.
pub(super) const EVERY_FIELD: &str = "*";

/// The shortest text that is no accident wherever it stands, in bytes.
const SHORTEST_PART: usize = 12;

/// What a member or header is called that holds a secret, in any API.
const SECRET_WORDS: [&str; 6] = ["secret", "token", "password", "authorization", "cookie", "api-key"];

/// Whether something of this name holds a secret, by the name alone.
pub(super) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// The secrets that may be repeated to us, in every form in which they may be.
pub(super) struct Secrets {
    /// One that contains another comes first.
    forms: Vec<String>,
}

impl Secrets {
    /// Looks for these, and for the parts of one such as `id:secret`.
    pub(super) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        // Shorter ones would tear holes into ordinary words.
        const SHORTEST: usize = 4;
        let mut forms = Vec::new();
        for secret in secrets.filter(|secret| secret.len() >= SHORTEST) {
            let parts = secret.split([':', ' ']).filter(|part| part.len() >= SHORTEST_PART && *part != secret);
            for secret in std::iter::once(secret).chain(parts) {
                let json = serde_json::Value::from(secret).to_string();
                let escaped: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
                let json = json.trim_matches('"');
                forms.extend([json.to_owned(), json.replace('/', "\\/"), secret.to_owned()]);
                forms.extend([lower_case_escapes(&escaped), escaped.replace('+', "%20"), escaped]);
            }
        }
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.dedup();
        Self { forms }
    }

    /// The text without them.
    pub(super) fn without<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.forms.iter().fold(Cow::Borrowed(text), |text, form| {
            if text.contains(form.as_str()) { Cow::Owned(text.replace(form, REDACTED)) } else { text }
        })
    }

    /// The headers without them.
    pub(super) fn without_headers(&self, mut headers: HeaderMap) -> HeaderMap {
        for value in headers.values_mut() {
            let Ok(text) = value.to_str() else { continue };
            if let Cow::Owned(redacted) = self.without(text) {
                *value = HeaderValue::try_from(redacted).unwrap_or(HeaderValue::from_static(REDACTED));
            }
        }
        headers
    }

    /// The body without them and without the values of members that hold one: those in `fields`, and those that
    /// say so by their names. A body that should hold such fields and is not JSON is left out altogether.
    pub(super) fn without_body(&self, body: &Bytes, fields: &[&str]) -> Bytes {
        if body.is_empty() {
            return body.clone();
        }
        if fields.contains(&EVERY_FIELD) {
            return Bytes::from_static(REDACTED.as_bytes());
        }
        let Ok(document) = JsonDocument::parse(body) else {
            let text = String::from_utf8_lossy(body);
            return match self.without(&without_members(&text)) {
                _ if !fields.is_empty() => Bytes::from_static(REDACTED.as_bytes()),
                redacted if redacted == text => body.clone(),
                redacted => Bytes::from(redacted.into_owned()),
            };
        };
        let mut replacements = Vec::new();
        self.collect(document.root(), fields, &mut replacements);
        let text = document.text();
        let (mut redacted, mut copied) = (String::new(), 0);
        for (range, replacement) in replacements {
            redacted.push_str(&text[copied..range.start]);
            redacted.push_str(&replacement);
            copied = range.end;
        }
        redacted.push_str(&text[copied..]);
        // The digits of an escape and what follows may spell a secret that neither of them is.
        let spelt = self.forms.iter().filter(|form| form.len() >= SHORTEST_PART);
        let redacted = spelt.fold(redacted, |text, form| match text.contains(form.as_str()) {
            true => text.replace(form, REDACTED),
            false => text,
        });
        if redacted == text { body.clone() } else { Bytes::from(redacted) }
    }

    /// What is to be replaced in a value, in the order of the text.
    fn collect(&self, json: Json<'_>, fields: &[&str], replacements: &mut Vec<(Range<usize>, String)>) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match json.kind() {
            JsonKind::Object(members) => {
                for (name, value) in members {
                    if let Cow::Owned(redacted) = self.without(&name) {
                        replacements.push((name_before(value), quoted(&redacted)));
                    }
                    let holds_secret = fields.contains(&name.as_ref()) || is_secret_name(&name);
                    if holds_secret && !value.is_null() {
                        replacements.push((whole(value), quoted(REDACTED)));
                    } else {
                        self.collect(value, fields, replacements);
                    }
                }
            }
            JsonKind::Array(items) => items.for_each(|item| self.collect(item, fields, replacements)),
            JsonKind::String(text) => {
                if let Cow::Owned(redacted) = self.without(&text) {
                    replacements.push((whole(json), quoted(&redacted)));
                }
            }
            JsonKind::Number(number) if self.forms.iter().any(|form| form == number) => {
                replacements.push((whole(json), quoted(REDACTED)));
            }
            _ => {}
        }
    }
}

/// Where a value stands in the text, with its quotes or brackets.
fn whole(json: Json<'_>) -> Range<usize> {
    let start = json.start();
    start..end_of_value(json.text(), start)
}

/// Where the name of a member stands in the text, with its quotes.
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

/// `%2B` as `%2b`.
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

/// Text that looks like JSON that was cut off or is broken, without the values of members that hold a secret.
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

/// Where the JSON value that starts at `start` ends, or the text.
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
            // Of the container that the value is in.
            '}' | ']' | ',' if depth == 0 => return position,
            '}' | ']' if depth == 1 => return position + 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
