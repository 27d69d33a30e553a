//! In comes the body of an answer that became an error, out goes the same without secrets.
//!
//! A body that cannot be decoded is redacted too, so this looks at the text and not at a parsed document.
//! Must not know the request.

use std::borrow::Cow;

use bytes::Bytes;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// What a member is called that holds a secret, in any API.
const SECRET_WORDS: [&str; 3] = ["secret", "token", "password"];

/// The body without `secrets` and without the values of members that hold one: those in `fields`, and those
/// that say so by their names.
pub(super) fn redact<'a>(body: &Bytes, secrets: impl Iterator<Item = &'a str>, fields: &[&str]) -> Bytes {
    let text = String::from_utf8_lossy(body);
    let members = without_members(&text, fields);
    let redacted = without_secrets(&members, secrets);
    if redacted == text { body.clone() } else { Bytes::from(redacted.into_owned()) }
}

/// The text without secrets, as they are or as JSON and forms escape them.
pub(super) fn without_secrets<'t, 'a>(text: &'t str, secrets: impl Iterator<Item = &'a str>) -> Cow<'t, str> {
    // Shorter ones would tear holes into ordinary words.
    const SHORTEST: usize = 4;
    let mut forms: Vec<Cow<'a, str>> = Vec::new();
    for secret in secrets.filter(|secret| secret.len() >= SHORTEST) {
        let in_json = serde_json::Value::from(secret).to_string();
        forms.push(Cow::Owned(in_json.trim_matches('"').to_owned()));
        forms.push(Cow::Owned(in_json.trim_matches('"').replace('/', "\\/")));
        forms.push(Cow::Owned(form_urlencoded::byte_serialize(secret.as_bytes()).collect()));
        forms.push(Cow::Borrowed(secret));
    }
    // One that contains another first.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.iter().fold(Cow::Borrowed(text), |text, form| {
        if text.contains(form.as_ref()) { Cow::Owned(text.replace(form.as_ref(), REDACTED)) } else { text }
    })
}

/// The JSON text with the values of members that hold a secret replaced, also where it is cut off or broken.
fn without_members<'t>(text: &'t str, fields: &[&str]) -> Cow<'t, str> {
    let mut redacted = String::new();
    let mut copied = 0;
    let mut position = 0;
    while let Some(quote) = text[position..].find('"') {
        let start = position + quote;
        let end = end_of_value(text, start);
        position = end;
        let name = text[start..end].trim_matches('"');
        let Some(value) = text[end..].trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        let value = text.len() - value.len();
        if holds_secret(name, fields) && !text[value..].starts_with("null") {
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

fn holds_secret(name: &str, fields: &[&str]) -> bool {
    let lowercase = name.to_ascii_lowercase();
    fields.contains(&name) || SECRET_WORDS.iter().any(|word| lowercase.contains(word))
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
