//! The trait that encodes a value as JSON: for bodies, and for objects in forms and queries.
//!
//! `None` is not sent.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::date_or_timestamp::DateOrTimestamp;
use super::discriminator::with_discriminator;
use super::parameter_value::ParameterValue;

/// A value that can be sent as JSON. Emitted models implement it member by member.
pub(crate) trait Encode {
    /// Appends the value.
    fn encode_json(&self, json: &mut JsonWriter);

    /// Returns true if there is nothing to send.
    fn is_absent(&self) -> bool {
        false
    }
}

/// JSON text in the making, and the secrets in it.
#[derive(Default)]
pub(crate) struct JsonWriter {
    text: String,
    secrets: Vec<String>,
    /// True if a number is NaN or infinite, which JSON has no text for.
    has_unwritable: bool,
}

impl JsonWriter {
    /// Returns the JSON of a value, the secrets in it, and false if a number is NaN or infinite.
    pub(crate) fn write(value: &(impl Encode + ?Sized)) -> (String, Vec<String>, bool) {
        let mut writer = Self::default();
        value.encode_json(&mut writer);
        (writer.text, writer.secrets, !writer.has_unwritable)
    }

    /// Begins an object; its members follow.
    pub(crate) fn start_object(&mut self) {
        self.text.push('{');
    }

    /// Adds a member, unless it is absent.
    pub(crate) fn member(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if !value.is_absent() {
            self.nullable_member(name, value);
        }
    }

    /// Adds a member, which is `null` if it is absent.
    pub(crate) fn nullable_member(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.string(name);
        self.text.push(':');
        value.encode_json(self);
    }

    /// Adds what an object holds beside what it declares.
    pub(crate) fn members(&mut self, rest: &BTreeMap<String, impl Encode>) {
        for (name, value) in rest {
            self.nullable_member(name, value);
        }
    }

    /// Adds a member whose number is written as text.
    pub(crate) fn text_member(&mut self, name: &str, value: &(impl EncodeText + ?Sized)) {
        if let Some(text) = value.text() {
            self.member(name, text.as_str());
        }
    }

    /// Ends an object.
    pub(crate) fn end_object(&mut self) {
        self.text.push('}');
    }

    /// Appends an object of which the member `name` says which of several types it is: one of these words, the first
    /// unless the value has another one.
    pub(crate) fn discriminated(&mut self, value: &(impl Encode + ?Sized), name: &str, words: &[&str]) {
        let start = self.text.len();
        value.encode_json(self);
        let object = self.text.split_off(start);
        self.text.push_str(&with_discriminator(object, name, words));
    }

    /// Appends JSON that is a secret as a whole and in each of its scalars.
    pub(super) fn secret(&mut self, text: &str, scalars: Vec<String>, is_writable: bool) {
        self.has_unwritable |= !is_writable;
        self.text.push_str(text);
        self.secrets.extend(scalars);
        self.secrets.push(text.to_owned());
    }

    fn string(&mut self, text: &str) {
        self.text.push_str(&Value::from(text).to_string());
    }

    fn array<'a, T: Encode + 'a>(&mut self, items: impl IntoIterator<Item = &'a T>) {
        self.text.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            item.encode_json(self);
        }
        self.text.push(']');
    }
}

/// A number that an API takes as text.
pub(crate) trait EncodeText {
    /// The text; `None` where there is nothing to send.
    fn text(&self) -> Option<String>;
}

impl EncodeText for Decimal {
    fn text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: EncodeText> EncodeText for Option<T> {
    fn text(&self) -> Option<String> {
        self.as_ref()?.text()
    }
}

/// Types whose JSON is a string with the text that they have as a parameter.
macro_rules! as_text {
    ($($name:ty),+) => {
        $(impl Encode for $name {
            fn encode_json(&self, json: &mut JsonWriter) {
                json.string(&self.encode());
            }
        })+
    };
}

/// Types whose JSON is the text that they have as a parameter.
macro_rules! as_literal {
    ($($name:ty),+) => {
        $(impl Encode for $name {
            fn encode_json(&self, json: &mut JsonWriter) {
                json.text.push_str(&self.encode());
            }
        })+
    };
}

as_text!(str, String, Date, DateOrTimestamp);
as_literal!(bool, i32, i64, Decimal, Value);

/// In full, unlike in a parameter.
impl Encode for Timestamp {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.string(&self.to_string());
    }
}

/// JSON has no NaN and no infinity: a request that holds one is refused when it is sent.
impl Encode for f64 {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.has_unwritable |= !self.is_finite();
        json.text.push_str(&Value::from(*self).to_string());
    }
}

impl Encode for SecretString {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.string(self.expose_secret());
        json.secrets.push(self.expose_secret().to_owned());
    }
}

/// Inside an array, where it cannot be left out, `None` is `null`.
impl<T: Encode> Encode for Option<T> {
    fn encode_json(&self, json: &mut JsonWriter) {
        match self {
            Some(value) => value.encode_json(json),
            None => json.text.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.array(self);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.start_object();
        json.members(self);
        json.end_object();
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode_json(&self, json: &mut JsonWriter) {
        (**self).encode_json(json);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode_json(&self, json: &mut JsonWriter) {
        (**self).encode_json(json);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}
