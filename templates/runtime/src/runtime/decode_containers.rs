//! In comes a JSON container or a missing value, out goes a typed one; errors gain the way to the value.
//!
//! Must not know what is inside.

use std::collections::BTreeMap;

use serde_json::Value;

use super::decode::Decode;
use super::decode_error::DecodeError;

/// `null` and `""` are absent: Twilio writes `""` for URLs, dates and SIDs that are not set.
impl<T: Decode> Decode for Option<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) if text.is_empty() => Ok(None),
            present => T::decode(present).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let Value::Array(values) = value else {
            return Err(DecodeError::wrong_type("an array", &value));
        };
        let decode_one = |(index, value)| T::decode(value).map_err(|error| error.at_index(index));
        values.into_iter().enumerate().map(decode_one).collect()
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let Value::Object(fields) = value else {
            return Err(DecodeError::wrong_type("an object", &value));
        };
        // What is null is absent, here as everywhere.
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| match T::decode(value) {
                Ok(value) => Ok((name, value)),
                Err(error) => Err(error.in_field(name)),
            })
            .collect()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        T::decode(value).map(Box::new)
    }
}
