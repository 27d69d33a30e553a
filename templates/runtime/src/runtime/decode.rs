//! The trait that decodes a JSON value, and its implementations for text and for any JSON.
//!
//! Text is decoded leniently: Twilio sends some text properties as numbers or booleans. An error never repeats the
//! text of a value that may be a secret.

use secrecy::SecretString;
use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::{Json, JsonDocument, JsonKind};

/// A type that responses are decoded into. Emitted models implement it through `Fields`.
pub(crate) trait Decode: Sized {
    /// The names of members, at any depth, whose values are secrets.
    const SECRET_FIELDS: &'static [&'static str] = &[];

    /// True if null is one of its values; else null means absent.
    const HAS_NULL: bool = false;

    /// True if the empty text is one of its values; else the empty text means absent.
    const HAS_EMPTY: bool = false;

    /// Decodes one JSON value.
    fn decode(json: Json<'_>) -> Result<Self, DecodeError>;

    /// Decodes an item of a list or of a map.
    fn decode_item(json: Json<'_>) -> Result<Self, DecodeError> {
        Self::decode(json)
    }

    /// Decodes a whole response body, which must be JSON unless the type says otherwise.
    fn decode_body(body: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(JsonDocument::parse(body)?.root())
    }

    /// Decodes the body of a response whose status may say what it holds.
    fn decode_response(_status: u16, body: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_body(body)
    }
}

/// Nothing is expected, so nothing is looked at: 204 has no body at all.
impl Decode for () {
    fn decode(_: Json<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn decode_body(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// The value as it came.
impl Decode for Value {
    const HAS_NULL: bool = true;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.into())
    }
}

/// Text, or a number or boolean as text.
impl Decode for String {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        match json.kind() {
            JsonKind::String(text) => Ok(text.into_owned()),
            JsonKind::Number(number) => Ok(number.to_owned()),
            JsonKind::Bool(flag) => Ok(flag.to_string()),
            _ => Err(DecodeError::wrong_type("a string", json)),
        }
    }
}

/// As `String`; an error says the JSON type found and nothing else.
impl Decode for SecretString {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        String::decode(json).map(SecretString::from)
    }
}

/// A boolean, or the text `true` or `false`.
impl Decode for bool {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a boolean";
        match json.kind() {
            JsonKind::Bool(flag) => Ok(flag),
            JsonKind::String(text) => match text.trim() {
                "true" | "True" => Ok(true),
                "false" | "False" => Ok(false),
                _ => Err(DecodeError::wrong_value(EXPECTED, json)),
            },
            _ => Err(DecodeError::wrong_type(EXPECTED, json)),
        }
    }
}
