//! For the tests of emitted crates: decodes a response of the document, encodes it again, and checks that nothing
//! that the document declares is missing.

use serde_json::Value;

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::encode::{Encode, JsonWriter};
use super::json::JsonDocument;
use super::page::Page;

/// Decodes a body, encodes it again, compares the two, and returns the body. `undeclared` are the paths of properties
/// that the document does not declare.
pub(crate) fn round_trip<T: Decode + Encode>(body: &'static str, undeclared: &[&str]) -> &'static str {
    let value = T::decode_body(body.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    compare(&parsed(body), &encoded(&value), "", undeclared);
    body
}

/// Decodes a page, encodes its items, compares the two, and returns the body.
pub(crate) fn page_round_trip<T: Decode + Encode>(
    items: &str,
    body: &'static str,
    undeclared: &[&str],
) -> &'static str {
    let page = Page::<T>::decode_body(body.as_bytes(), items, T::decode).unwrap_or_else(|error| panic!("{error}"));
    let given = parsed(body);
    compare(&given[items], &encoded(&page.into_items()), &format!("/{items}"), undeclared);
    body
}

/// Declares a test for each call: `round_trips! { fetch_call_200: round_trip::<Call>(r#"{}"#, &[]); }`.
macro_rules! round_trips {
    ($($name:ident: $call:expr;)*) => {
        $(#[test]
        fn $name() {
            $call;
        })*
    };
}

/// Implements `Encode` for models of responses, so that they can be compared: `encode_responses! { Call { member
/// "sid" sid, } }` names the writing method of each field.
macro_rules! encode_responses {
    ($($model:path { $($how:ident $($name:literal)? $field:ident),* })*) => {
        $(impl $crate::runtime::Encode for $model {
            fn encode_json(&self, json: &mut $crate::runtime::JsonWriter) {
                json.start_object();
                $(json.$how($($name,)? &self.$field);)*
                json.end_object();
            }
        })*
    };
}

/// Tests unions: `encode_unions! { Animal { Cat as "kind" = ["cat"], Other } }`, where the discriminator value of a cat
/// is `cat`.
macro_rules! encode_unions {
    ($($union:path { $($variant:ident $(as $property:literal = $words:tt)?),* })*) => {
        $(impl $crate::runtime::Encode for $union {
            fn encode_json(&self, json: &mut $crate::runtime::JsonWriter) {
                match self {
                    $(Self::$variant(value) => encode_unions!(@ value json $($property $words)?),)*
                }
            }
        })*
    };
    (@ $value:ident $json:ident) => {
        $value.encode_json($json)
    };
    (@ $value:ident $json:ident $property:literal $words:tt) => {
        $json.discriminated($value, $property, &$words)
    };
}

pub(crate) use {encode_responses, encode_unions, round_trips};

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}"))
}

fn encoded(value: &impl Encode) -> Value {
    parsed(&JsonWriter::write(value).0)
}

fn compare(given: &Value, kept: &Value, path: &str, undeclared: &[&str]) {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given {
                let path = format!("{path}/{name}");
                let is_nothing = value.is_null() || value == "";
                if !is_nothing && !undeclared.contains(&path.as_str()) {
                    compare(value, kept.get(name).unwrap_or_else(|| panic!("{path} was lost")), &path, undeclared);
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            assert_eq!(given.len(), kept.len(), "{path}");
            given.iter().zip(kept).for_each(|(given, kept)| compare(given, kept, &format!("{path}/*"), undeclared));
        }
        _ => assert!(is_same(given, kept), "{path} was {given} and became {kept}"),
    }
}

/// Returns true if both are the same text, number, timestamp or date, in any notation. `007` in quotes is not a
/// number.
fn is_same(given: &Value, kept: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text(given) == text(kept)
        || !is_code(&text(given)) && is_same_as::<rust_decimal::Decimal>(given, kept)
        || is_same_as::<jiff::Timestamp>(given, kept)
        || text(kept).len() == "2024-01-31".len() && is_same_as::<jiff::civil::Date>(given, kept)
}

/// Returns true if leading zeros of the digits are significant.
fn is_code(text: &str) -> bool {
    text.strip_prefix('0').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}

fn is_same_as<T: Decode + PartialEq>(given: &Value, kept: &Value) -> bool {
    let decode = |value: &Value| -> Result<T, DecodeError> {
        let text = value.to_string();
        T::decode(JsonDocument::parse(text.as_bytes())?.root())
    };
    matches!((decode(given), decode(kept)), (Ok(given), Ok(kept)) if given == kept)
}
