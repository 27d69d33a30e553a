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

/// A value that can be sent as JSON. Emitted models implement it property by property.
pub(crate) trait Encode {
    /// Appends the JSON of the value.
    fn encode_json(&self, json: &mut JsonWriter);

    /// Returns true if there is nothing to send.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The JSON text that is being written, and the secrets in it.
#[derive(Default)]
pub(crate) struct JsonWriter {
    text: String,
    secrets: Vec<String>,
    /// True if a number is NaN or infinite. JSON cannot represent such a number.
    has_unwritable: bool,
}

impl JsonWriter {
    /// Returns the JSON of a value and the secrets in it. The boolean is false if a number is NaN or infinite.
    pub(crate) fn write(value: &(impl Encode + ?Sized)) -> (String, Vec<String>, bool) {
        let mut writer = Self::default();
        value.encode_json(&mut writer);
        (writer.text, writer.secrets, !writer.has_unwritable)
    }

    /// Starts an object. Its properties follow.
    pub(crate) fn start_object(&mut self) {
        self.text.push('{');
    }

    /// Appends a property, unless its value is absent.
    pub(crate) fn member(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if !value.is_absent() {
            self.nullable_member(name, value);
        }
    }

    /// Appends a property, whose value is `null` if it is absent.
    pub(crate) fn nullable_member(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.string(name);
        self.text.push(':');
        value.encode_json(self);
    }

    /// Appends the additional properties of an object.
    pub(crate) fn members(&mut self, rest: &BTreeMap<String, impl Encode>) {
        for (name, value) in rest {
            self.nullable_member(name, value);
        }
    }

    /// Appends a property whose number is written as text.
    pub(crate) fn text_member(&mut self, name: &str, value: &(impl EncodeText + ?Sized)) {
        if let Some(text) = value.text() {
            self.member(name, text.as_str());
        }
    }

    /// Ends an object.
    pub(crate) fn end_object(&mut self) {
        self.text.push('}');
    }

    /// Appends an object with a discriminator property called `name`. The property gets the first of these values,
    /// unless the object has one of them already.
    pub(crate) fn discriminated(&mut self, value: &(impl Encode + ?Sized), name: &str, words: &[&str]) {
        let start = self.text.len();
        value.encode_json(self);
        let object = self.text.split_off(start);
        self.text.push_str(&with_discriminator(object, name, words));
    }

    /// Appends JSON that is secret as a whole and in each of its scalars.
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

/// A number that the API takes as text.
pub(crate) trait EncodeText {
    /// Returns the text; `None` if there is nothing to send.
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

/// Implements `Encode` for types whose JSON is a string with the text of the parameter.
macro_rules! as_text {
    ($($name:ty),+) => {
        $(impl Encode for $name {
            fn encode_json(&self, json: &mut JsonWriter) {
                json.string(&self.encode());
            }
        })+
    };
}

/// Implements `Encode` for types whose JSON is exactly the text of the parameter.
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

/// Writes the timestamp with full precision. A parameter has whole seconds only.
impl Encode for Timestamp {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.string(&self.to_string());
    }
}

/// JSON has no NaN and no infinity. A request that holds one fails when it is sent.
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

/// In an array, `None` is written as `null`, because an item cannot be left out.
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
