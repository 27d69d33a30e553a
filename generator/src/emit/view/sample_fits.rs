//! Decides whether an example of a document can be sent as a value of a type.
//!
//! The value must be written as the runtime writes it, so this is stricter than the types. It knows JSON, and no
//! Rust.

use super::Context;
use crate::ir::{EnumId, Type};
use serde_json::{Value, json};

/// The timestamp and the date of every made-up value.
pub(super) const TIMESTAMP: &str = "2026-01-31T08:30:00Z";
pub(super) const DATE: &str = "2026-01-31";

/// Returns true if the value has the type, and is written as it would be sent.
pub(super) fn fits(context: Context<'_>, value: &Type, example: &Value) -> bool {
    let text = example.as_str();
    match value {
        Type::String | Type::Secret => text.is_some_and(is_printable),
        Type::Boolean => example.is_boolean(),
        Type::Integer32 => example.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        Type::Integer64 => example.as_i64().is_some(),
        Type::Float => example.as_f64().is_some_and(|number| number.fract() != 0.0 && number.abs() < 1e6),
        Type::Decimal => example.is_number() && is_decimal(&example.to_string()),
        Type::DecimalText => text.is_some_and(is_decimal),
        Type::Timestamp => text.is_some_and(|text| has_shape(text, TIMESTAMP)),
        Type::Date => text.is_some_and(|text| has_shape(text, DATE)),
        Type::DateOrTimestamp => text.is_some_and(|text| has_shape(text, DATE) || has_shape(text, TIMESTAMP)),
        Type::HttpMethod => text.is_some_and(|text| ["GET", "POST", "PUT", "DELETE"].contains(&text)),
        Type::Sid(prefixes) => text.is_some_and(|text| is_sid(prefixes, text)),
        Type::Enum(id) => {
            let words = 0..context.api.enums[id.0].values.len();
            words.map(|index| word(context, *id, index)).any(|word| word == *example)
        }
        Type::List(item) => {
            let items = example.as_array().filter(|items| !items.is_empty());
            items.is_some_and(|items| items.iter().all(|value| fits(context, item, value)))
        }
        Type::Nullable(inner) | Type::Sensitive(inner) => fits(context, inner, example),
        Type::Json => example.as_object().is_some_and(|members| !members.is_empty()),
        // These samples are made up, so that every property has a value.
        Type::Map(_) | Type::Model(_) | Type::Union(_) => false,
    }
}

fn is_printable(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= 200 && !text.chars().any(char::is_control)
}

/// Returns true for digits with an optional minus sign and an optional fraction.
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.len() < 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    digits(whole) && digits(fraction)
}

/// Returns true if a text has digits where the shape has digits, and is equal elsewhere. The month is at most 12, and
/// the day at most 28.
fn has_shape(text: &str, shape: &str) -> bool {
    let same = |(a, b): (u8, u8)| if b.is_ascii_digit() { a.is_ascii_digit() } else { a == b };
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u8>().ok());
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(same)
        && number(5..7).is_some_and(|month| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=28).contains(&day))
        && (text.len() == DATE.len() || is_time(&text[11..19]))
}

fn is_time(text: &str) -> bool {
    let mut parts = text.split(':').map(|part| part.parse::<u8>().unwrap_or(u8::MAX));
    [24, 60, 60].iter().all(|limit| parts.next().is_some_and(|part| part < *limit))
}

fn is_sid(prefixes: &[String], text: &str) -> bool {
    let digits = |digits: &str| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    prefixes.iter().any(|prefix| text.strip_prefix(prefix.as_str()).is_some_and(digits))
}

/// Returns the known value of an enum at an index, as the API writes it.
pub(super) fn word(context: Context<'_>, id: EnumId, index: usize) -> Value {
    let enumeration = &context.api.enums[id.0];
    match enumeration.values.get(index).map(String::as_str) {
        Some(word) if enumeration.is_integer => json!(word.parse::<i64>().unwrap_or_default()),
        None if enumeration.is_integer => json!(1),
        word => json!(word.unwrap_or("word")),
    }
}

#[cfg(test)]
mod tests {
    use super::{DATE, TIMESTAMP, has_shape, is_decimal, is_sid};

    #[test]
    fn only_moments_that_are_written_as_they_are_sent_fit() {
        assert!(has_shape("2024-02-28T23:59:59Z", TIMESTAMP));
        for other in ["2024-02-28T23:59:60Z", "2024-13-01T00:00:00Z", "2024-02-28T23:59:59+00:00", "2024-02-28", ""] {
            assert!(!has_shape(other, TIMESTAMP), "{other}");
        }
        assert!(has_shape("2024-12-01", DATE) && !has_shape("2024-12-00", DATE) && !has_shape("2024-12-0é", DATE));
    }

    #[test]
    fn only_plain_decimals_fit() {
        assert!(["1", "-0.0075", "12.50"].iter().all(|text| is_decimal(text)));
        assert!(["", "1e3", ".5", "5.", "1,5", "+1", "--1"].iter().all(|text| !is_decimal(text)));
    }

    #[test]
    fn a_sid_has_its_prefix_and_32_digits() {
        let prefixes = ["SM".to_owned(), "MM".to_owned()];
        assert!(is_sid(&prefixes, &format!("MM{}", "0a".repeat(16))));
        assert!(!is_sid(&prefixes, &format!("AC{}", "0a".repeat(16))));
        assert!(!is_sid(&prefixes, &format!("SM{}", "X".repeat(32))));
    }
}
