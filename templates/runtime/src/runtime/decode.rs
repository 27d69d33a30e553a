//! The trait that decodes a JSON value, and its implementations for text and for any JSON.
//!
//! Text is decoded leniently: Twilio sends some text properties as numbers or booleans. An error never repeats the
//! text of a value that may be a secret.

use secrecy::SecretString;
use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::{Json, JsonDocument, JsonKind};

/// A type that responses are decoded into. Emitted models implement it with `Fields`.
pub(crate) trait Decode: Sized {
    /// The names of the properties, at any depth, whose values are secrets.
    const SECRET_FIELDS: &'static [&'static str] = &[];

    /// True if null is a value of the type. Otherwise null means absent.
    const HAS_NULL: bool = false;

    /// True if the empty text is a value of the type. Otherwise the empty text means absent.
    const HAS_EMPTY: bool = false;

    /// Decodes one JSON value.
    fn decode(json: Json<'_>) -> Result<Self, DecodeError>;

    /// Decodes an item of a list, or a value of a map.
    fn decode_item(json: Json<'_>) -> Result<Self, DecodeError> {
        Self::decode(json)
    }

    /// Decodes a whole response body. It must be JSON unless the type says otherwise.
    fn decode_body(body: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(JsonDocument::parse(body)?.root())
    }

    /// Decodes a response body when its type may depend on the status.
    fn decode_response(_status: u16, body: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_body(body)
    }
}

/// Ignores the body, because none is expected: a 204 response has no body.
impl Decode for () {
    fn decode(_: Json<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn decode_body(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// Keeps the value unchanged.
impl Decode for Value {
    const HAS_NULL: bool = true;

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.into())
    }
}

/// Accepts text, and turns a number or a boolean into text.
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

/// Decodes like `String`. An error names only the JSON type that was found.
impl Decode for SecretString {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        String::decode(json).map(SecretString::from)
    }
}

/// Accepts a boolean, or the text `true` or `false`.
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
