//! Decodes lists, maps and optional values, and adds the path of the value to errors.

use std::collections::BTreeMap;

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::decoded_memory::{check_room, reserved};
use super::json::{Json, JsonDocument, JsonKind};

/// Treats `null` and `""` as absent: Twilio writes `""` for URLs, dates and SIDs that are not set.
impl<T: Decode> Decode for Option<T> {
    const SECRET_FIELDS: &'static [&'static str] = T::SECRET_FIELDS;

    const HAS_NULL: bool = true;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        if json.is_null() || (!T::HAS_EMPTY && json.is_text("")) { Ok(None) } else { T::decode(json).map(Some) }
    }

    /// Decodes an item. An empty text becomes `None` only if the type of the item cannot decode it.
    fn decode_item(json: Json<'_>) -> Result<Self, DecodeError> {
        match json.is_text("") {
            true => Ok(T::decode(json).ok()),
            false => Self::decode(json),
        }
    }

    /// Decodes a body, or returns `None` if the response has no body. The status decides whether there is a body.
    fn decode_body(body: &[u8]) -> Result<Self, DecodeError> {
        if body.trim_ascii().is_empty() { Ok(None) } else { Self::decode(JsonDocument::parse(body)?.root()) }
    }

    fn decode_response(status: u16, body: &[u8]) -> Result<Self, DecodeError> {
        match body.trim_ascii() {
            b"" | b"null" | b"\"\"" => Ok(None),
            body => T::decode_response(status, body).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SECRET_FIELDS: &'static [&'static str] = T::SECRET_FIELDS;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        decode_list(json, T::decode_item)
    }
}

/// Decodes every item of an array.
///
/// # Errors
/// The value is not an array, or an item cannot be decoded. The error names the index of the item.
pub(crate) fn decode_list<'a, T>(
    json: Json<'a>,
    decode_item: impl Fn(Json<'a>) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let JsonKind::Array(items) = json.kind() else {
        return Err(DecodeError::wrong_type("an array", json));
    };
    // Counting first is cheaper: growing the list costs more than visiting the tokens twice.
    let (count, text_len) = (items.clone().count(), items.text_len());
    let mut decoded = reserved(count, text_len);
    for item in items {
        check_room::<T>(decoded.len(), text_len)?;
        decoded.push(decode_item(item).map_err(|error| error.at_index(decoded.len()))?);
    }
    Ok(decoded)
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const SECRET_FIELDS: &'static [&'static str] = T::SECRET_FIELDS;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let JsonKind::Object(members) = json.kind() else {
            return Err(DecodeError::wrong_type("an object", json));
        };
        // Collecting first is faster: a map is faster to build at once than to grow.
        let text_len = members.text_len();
        let mut decoded = reserved(members.most(), text_len);
        for (name, value) in members {
            check_room::<(String, T)>(decoded.len(), text_len)?;
            if T::HAS_NULL || !value.is_null() {
                let value = T::decode_item(value).map_err(|error| error.in_field(name.as_ref()))?;
                decoded.push((name.into_owned(), value));
            }
        }
        Ok(decoded.into_iter().collect())
    }
}

impl<T: Decode> Decode for Box<T> {
    const SECRET_FIELDS: &'static [&'static str] = T::SECRET_FIELDS;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Box::new)
    }
}
