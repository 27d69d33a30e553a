//! Reads the body of an error response, as far as it is JSON.
//!
//! It knows `{code, message, more_info, status, details}` of the older APIs, and RFC 9457 problem details of the
//! newer ones. Any other body, such as the HTML of a proxy, has no such parts.

use serde_json::{Map, Value};

/// The longest error body that is read as JSON: parsed, it can take sixteen times the memory of its text.
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
    /// Reads either form; each part is taken on its own, so a strange one spoils no other.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let parsed = (body.len() <= MAX_PARSED).then(|| serde_json::from_slice(body).ok()).flatten();
        let Some(Value::Object(mut fields)) = parsed else {
            return Self::default();
        };
        Self {
            code: code(&fields),
            // RFC 9457: `detail` is about this occurrence, `title` about all of its type.
            message: first_text(&fields, &["message", "detail", "title"]),
            more_info: first_text(&fields, &["more_info", "type"]).filter(|link| link != "about:blank"),
            details: take_present(&mut fields, "details").or_else(|| take_present(&mut fields, "errors")),
        }
    }
}

/// Twilio's code, as a number or as text. Zero is none.
fn code(fields: &Map<String, Value>) -> Option<i64> {
    let code = match fields.get("code")? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    code.filter(|code| *code != 0)
}

/// The first of these fields that holds text.
fn first_text(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| fields.get(*name)?.as_str()).find(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The field, unless it is absent or `null`.
fn take_present(fields: &mut Map<String, Value>, name: &str) -> Option<Value> {
    fields.remove(name).filter(|value| !value.is_null())
}

/// Implements reading a model from what a refusal said.
///
/// `error_body!(ScimError, 404 | 500..=599);` beside a model that decodes; without statuses it is that of any.
macro_rules! error_body {
    ($name:ident $(, $statuses:pat)?) => {
        impl $name {
            /// Returns the body of an error response, if the document declares a body for its status, and it has one.
            /// The credentials, secrets of the request, and texts under the name of a secret are `[redacted]` in it.
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
