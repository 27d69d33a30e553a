//! A JSON body: one value, or an object whose properties are set one by one.

use super::encode::{Encode, JsonWriter};

/// A JSON body and the media type it is sent as.
#[derive(Clone)]
pub(crate) struct JsonBody {
    media_type: &'static str,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Value(JsonText),
    /// An object whose properties are in the order in which they were first set.
    Members {
        members: Vec<(&'static str, JsonText)>,
        /// True if the body is sent even if nothing is set.
        is_required: bool,
    },
}

impl JsonBody {
    /// Creates an object without properties. If it is not required, it is sent only if a property is set.
    pub(crate) fn object(media_type: &'static str, is_required: bool) -> Self {
        Self { media_type, content: Content::Members { members: Vec::new(), is_required } }
    }

    /// Creates a body with this one value.
    pub(crate) fn value(media_type: &'static str, value: &impl Encode) -> Self {
        Self { media_type, content: Content::Value(JsonText::of(value)) }
    }

    /// Sets a property of the object, and replaces an earlier value of the same name.
    pub(crate) fn set(&mut self, name: &'static str, value: &impl Encode) {
        if let Content::Members { members, .. } = &mut self.content {
            let value = JsonText::of(value);
            match members.iter_mut().find(|(existing, _)| *existing == name) {
                Some((_, existing)) => *existing = value,
                None => members.push((name, value)),
            }
        }
    }

    /// Returns true if a value will be sent under this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.texts().any(|(existing, _)| existing == name)
    }

    /// Returns false if a number that was set is NaN or infinite.
    pub(crate) fn is_writable(&self) -> bool {
        self.texts().all(|(_, value)| value.is_writable)
    }

    /// Returns the values that were given as secrets, so that messages can leave them out.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.texts().flat_map(|(_, value)| value.secrets.iter().map(String::as_str))
    }

    /// Returns the media type and the text; `None` if there is nothing to send.
    pub(crate) fn encoded(&self) -> Option<(&'static str, String)> {
        let text = match &self.content {
            Content::Value(value) => value.text.clone(),
            Content::Members { members, is_required: false } if members.is_empty() => return None,
            Content::Members { members, .. } => {
                let members = members.iter().map(|(name, value)| format!("{}:{}", serde_json::json!(name), value.text));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        };
        Some((self.media_type, text))
    }

    fn texts(&self) -> impl Iterator<Item = (&'static str, &JsonText)> {
        let (value, members) = match &self.content {
            Content::Value(value) => (Some(("", value)), &[][..]),
            Content::Members { members, .. } => (None, &members[..]),
        };
        value.into_iter().chain(members.iter().map(|(name, value)| (*name, value)))
    }
}

/// The JSON text of a value: a body, a property, or an object in a form parameter.
#[derive(Clone)]
pub(crate) struct JsonText {
    pub(super) text: String,
    pub(super) secrets: Vec<String>,
    /// False if a number of the value is NaN or infinite.
    pub(super) is_writable: bool,
}

impl JsonText {
    /// Writes the JSON text of this value.
    pub(crate) fn of(value: &(impl Encode + ?Sized)) -> Self {
        let (text, secrets, is_writable) = JsonWriter::write(value);
        Self { text, secrets, is_writable }
    }

    /// Writes a value that may also be plain text. Outside of JSON, plain text has no quotes.
    pub(crate) fn or_plain(value: &(impl Encode + ?Sized)) -> Self {
        let Self { text, secrets, is_writable } = Self::of(value);
        Self { text: serde_json::from_str(&text).unwrap_or(text), secrets, is_writable }
    }
}
