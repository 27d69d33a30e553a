//! In comes a JSON object, out go its fields one by one, typed: what emitted models decode themselves with.
//!
//! Fields nobody asks for are ignored: undeclared ones really arrive. Must not know any model.

use serde_json::{Map, Value};

use super::decode::Decode;
use super::decode_error::DecodeError;

/// The fields of one JSON object that have not been taken yet.
pub(crate) struct Fields {
    object: Map<String, Value>,
}

impl Fields {
    /// The fields of this object.
    ///
    /// # Errors
    /// The value is not a JSON object.
    pub(crate) fn new(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(object) => Ok(Self { object }),
            other => Err(DecodeError::wrong_type("an object", &other)),
        }
    }

    /// Takes a field that always comes.
    ///
    /// # Errors
    /// It is missing, or its value cannot be decoded.
    pub(crate) fn required<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let value = self.take(name).ok_or_else(|| DecodeError::new("the field is missing").in_field(name))?;
        T::decode(value).map_err(|error| error.in_field(name))
    }

    /// Takes a field that may be absent, `null` or `""`, all of which are `None`.
    ///
    /// # Errors
    /// Its value cannot be decoded.
    pub(crate) fn optional<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.take(name).unwrap_or(Value::Null);
        Option::<T>::decode(value).map_err(|error| error.in_field(name))
    }

    /// Leaves null behind, which is cheaper than closing the gap.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.object.get_mut(name).map(Value::take)
    }
}
