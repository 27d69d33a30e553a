//! Response bodies that are not JSON: text and bytes.
//!
//! An error must not repeat any part of a body.

use bytes::Bytes;
use http::header;

use super::decode_error::DecodeError;
use super::raw_response::RawResponse;

/// A type whose values are whole response bodies.
pub(crate) trait RawBody: Sized {
    /// Returns the body.
    ///
    /// # Errors
    /// The body is not a value of this type.
    fn from_raw(answer: &RawResponse) -> Result<Self, DecodeError>;
}

impl RawBody for Bytes {
    fn from_raw(answer: &RawResponse) -> Result<Self, DecodeError> {
        Ok(if answer.is_without_content() { Bytes::new() } else { answer.body.clone() })
    }
}

/// Reads UTF-8, or ISO 8859-1 if the `Content-Type` names it.
impl RawBody for String {
    fn from_raw(answer: &RawResponse) -> Result<Self, DecodeError> {
        if is_latin1(answer) {
            return Ok(answer.content().iter().copied().map(char::from).collect());
        }
        let text = std::str::from_utf8(answer.content());
        text.map(str::to_owned).map_err(|error| DecodeError::new(format!("the body is not text: {error}")))
    }
}

/// Returns true if the Content-Type of the response names ISO 8859-1 as its charset.
fn is_latin1(answer: &RawResponse) -> bool {
    let content_type = answer.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut parameters = content_type.unwrap_or_default().split(';').skip(1);
    parameters.any(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset")
            && (value.eq_ignore_ascii_case("iso-8859-1") || value.eq_ignore_ascii_case("latin1"))
    })
}
