//! In comes a JSON container or a missing value, out goes a typed one; errors gain the way to the value.
//!
//! Must not know what is inside.

use std::collections::BTreeMap;

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::json::Json;

/// `null` and `""` are absent: Twilio writes `""` for URLs, dates and SIDs that are not set.
impl<T: Decode> Decode for Option<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::Null => Ok(None),
            Json::String(text) if text.is_empty() => Ok(None),
            present => T::decode(present).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        decode_list(json, T::decode)
    }
}

/// Every item of an array.
///
/// # Errors
/// The value is no array, or an item cannot be decoded; says which.
pub(crate) fn decode_list<'a, T>(
    json: Json<'a>,
    decode_item: impl Fn(Json<'a>) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let Json::Array(values) = json else {
        return Err(DecodeError::wrong_type("an array", &json));
    };
    let decode_one = |(index, value)| decode_item(value).map_err(|error| error.at_index(index));
    values.into_iter().enumerate().map(decode_one).collect()
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let Json::Object(members) = json else {
            return Err(DecodeError::wrong_type("an object", &json));
        };
        // What is null is absent, here as everywhere.
        members
            .into_iter()
            .filter(|(_, value)| !matches!(value, Json::Null))
            .map(|(name, value)| match T::decode(value) {
                Ok(value) => Ok((name.into_owned(), value)),
                Err(error) => Err(error.in_field(name)),
            })
            .collect()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Box::new)
    }
}
