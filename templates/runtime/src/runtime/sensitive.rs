//! A structured value that must not be printed, like `SecretString` for text.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_json::Value;

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::encode::{Encode, JsonWriter};
use super::json::Json;
use super::redact::{EVERY_FIELD, REDACTED};

/// A value that is not printed, because the API document marks it as sensitive. It dereferences to the inner value.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sensitive([redacted])")
    }
}

impl<T> Deref for Sensitive<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Sensitive<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// An error shows only the path inside the value, and no part of the value.
impl<T: Decode> Decode for Sensitive<T> {
    const SECRET_FIELDS: &'static [&'static str] = &[EVERY_FIELD];

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Self).map_err(|error| error.redacted(|_| REDACTED.to_owned()))
    }
}

/// Treats every text and number in the value as a secret.
impl<T: Encode> Encode for Sensitive<T> {
    fn encode_json(&self, json: &mut JsonWriter) {
        let (text, _, is_writable) = JsonWriter::write(&self.0);
        let mut scalars = Vec::new();
        // The output of `Encode` is JSON.
        collect(&serde_json::from_str(&text).unwrap_or_default(), &mut scalars);
        json.secret(&text, scalars, is_writable);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

fn collect(value: &Value, scalars: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|value| collect(value, scalars)),
        Value::Array(items) => items.iter().for_each(|value| collect(value, scalars)),
        Value::String(text) => scalars.push(text.clone()),
        Value::Number(number) => scalars.push(number.to_string()),
        Value::Null | Value::Bool(_) => {}
    }
}
