//! Reads the body of an error response, as far as it is JSON.
//!
//! It knows `{code, message, more_info, status, details}` of the older APIs, and RFC 9457 problem details of the
//! newer ones. Any other body, such as the HTML of a proxy, has no such parts.

use serde_json::{Map, Value};

/// The maximum length, in bytes, of an error body that is parsed as JSON. The parsed body can take 16 times the
/// memory of its text.
const MAX_PARSED: usize = 1024 * 1024;

/// The parts of an error body. A body that is not JSON has none.
#[derive(Default)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<i64>,
    pub(crate) message: Option<String>,
    pub(crate) more_info: Option<String>,
    pub(crate) details: Option<Value>,
}

impl ErrorBody {
    /// Parses either form of body. Each property is read independently, so one invalid property does not affect the
    /// others.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let parsed = (body.len() <= MAX_PARSED).then(|| serde_json::from_slice(body).ok()).flatten();
        let Some(Value::Object(mut fields)) = parsed else {
            return Self::default();
        };
        Self {
            code: code(&fields),
            // RFC 9457: `detail` describes this occurrence, and `title` describes its type.
            message: first_text(&fields, &["message", "detail", "title"]),
            more_info: first_text(&fields, &["more_info", "type"]).filter(|link| link != "about:blank"),
            details: take_present(&mut fields, "details").or_else(|| take_present(&mut fields, "errors")),
        }
    }
}

/// Returns Twilio's code, which is a number or text. Zero counts as no code.
fn code(fields: &Map<String, Value>) -> Option<i64> {
    let code = match fields.get("code")? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    code.filter(|code| *code != 0)
}

/// Returns the text of the first of these properties that holds text.
fn first_text(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| fields.get(*name)?.as_str()).find(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// Returns the property, unless it is absent or `null`.
fn take_present(fields: &mut Map<String, Value>, name: &str) -> Option<Value> {
    fields.remove(name).filter(|value| !value.is_null())
}

/// Implements decoding a model from an error response.
///
/// `error_body!(ScimError, 404 | 500..=599);` stands beside a model that can be decoded. Without statuses, the model
/// is that of every error response.
macro_rules! error_body {
    ($name:ident $(, $statuses:pat)?) => {
        impl $name {
            /// Returns the body of an error response. `None` if the document declares no such body for the status, or
            /// if the body cannot be decoded. The credentials, the secrets of the request, and texts under secret
            /// names are `[redacted]`.
            pub fn from_error(error: &$crate::runtime::Error) -> ::std::option::Option<Self> {
                $(if !matches!(error.status()?.as_u16(), $statuses) {
                    return None;
                })?
                <Self as $crate::runtime::Decode>::decode_body(error.decodable_body()?).ok()
            }
        }
    };
}

pub(crate) use error_body;
