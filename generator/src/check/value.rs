//! Checks a value against one keyword of its schema.
//!
//! It follows no references and knows no locations.

use crate::source::Kind;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use serde_yaml::Value as Scalar;

/// The form in which a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WireForm {
    /// As JSON has it.
    AsJson,
    /// As a form or a parameter has it: numbers and the like may be text, and a list may be one of its items.
    AsSent,
}

/// Returns true if the crate could not read a value as the format.
pub(super) fn is_misread(format: &str, value: &Scalar) -> bool {
    static RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    match (format, value) {
        // Which stands for what is not set.
        (_, Scalar::String(text)) if text.trim().is_empty() => false,
        ("date" | "date-time" | "date-time-rfc-2822", Scalar::String(text)) => {
            let text = text.trim();
            let is_moment = text.parse::<Timestamp>().is_ok() || RFC_2822.parse_timestamp(text).is_ok();
            !is_moment && text.parse::<DateTime>().is_err()
        }
        ("decimal", Scalar::String(text)) => text.trim().parse::<f64>().is_err(),
        ("int32", Scalar::Number(number)) => {
            !number.as_f64().is_some_and(|number| (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number))
        }
        ("int64", Scalar::Number(number)) => {
            number.as_i64().is_none() && number.as_f64().is_some_and(|number| number.abs() >= 2_f64.powi(63))
        }
        _ => false,
    }
}

/// Returns true if a value is beyond a limit.
pub(super) fn is_beyond(key: &str, limit: &Scalar, kind: &Kind, written: WireForm) -> bool {
    let Some(limit) = limit.as_f64() else { return false };
    let number = match kind {
        Kind::Scalar(Scalar::Number(number)) => number.as_f64(),
        Kind::Scalar(Scalar::String(text)) if written == WireForm::AsSent => text.parse().ok(),
        _ => None,
    };
    let length = match kind {
        Kind::Scalar(Scalar::String(text)) => Some(text.chars().count() as f64),
        _ => None,
    };
    let count = match kind {
        Kind::Sequence(items) => Some(items.len() as f64),
        _ => None,
    };
    let members = match kind {
        Kind::Mapping(members) => Some(members.len() as f64),
        _ => None,
    };
    match key {
        "minimum" => number.is_some_and(|number| number < limit),
        "maximum" => number.is_some_and(|number| number > limit),
        "minLength" => length.is_some_and(|length| length < limit),
        "maxLength" => length.is_some_and(|length| length > limit),
        "minItems" => count.is_some_and(|count| count < limit),
        "maxItems" => count.is_some_and(|count| count > limit),
        "minProperties" => members.is_some_and(|members| members < limit),
        "maxProperties" => members.is_some_and(|members| members > limit),
        _ => false,
    }
}

/// Returns true if a form or a parameter can write the type as this kind of value.
pub(super) fn is_sent_as(declared: &str, kind: &Kind, written: WireForm) -> bool {
    let Kind::Scalar(scalar) = kind else { return false };
    written == WireForm::AsSent
        && match (declared, scalar) {
            ("boolean", Scalar::String(text)) => ["true", "false"].contains(&&*text.to_ascii_lowercase()),
            ("integer", Scalar::String(text)) => text.parse::<i64>().is_ok(),
            ("number", Scalar::String(text)) => text.parse::<f64>().is_ok(),
            ("string", Scalar::Number(_) | Scalar::Bool(_)) => true,
            // One item of a list, a list with commas, an object as JSON.
            ("array" | "object", _) => true,
            _ => false,
        }
}

pub(super) fn as_text(scalar: &Scalar) -> Option<String> {
    match scalar {
        Scalar::String(text) => Some(text.clone()),
        Scalar::Number(number) => Some(number.to_string()),
        Scalar::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Returns true if a value has the type. A number without a fraction is an integer. Every value has an unknown type.
pub(super) fn fits(declared: &str, kind: &Kind) -> bool {
    match (declared, kind) {
        ("string", Kind::Scalar(Scalar::String(_))) => true,
        ("boolean", Kind::Scalar(Scalar::Bool(_))) => true,
        ("number", Kind::Scalar(Scalar::Number(_))) => true,
        ("integer", Kind::Scalar(Scalar::Number(number))) => {
            number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        ("array", Kind::Sequence(_)) => true,
        ("object", Kind::Mapping(_)) => true,
        (declared, _) => !super::schema::TYPES.contains(&declared),
    }
}
