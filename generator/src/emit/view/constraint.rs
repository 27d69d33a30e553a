//! What a document says about values in, sentences for the docs out.

use crate::ir::{Constraints, Pii, Type};

/// A paragraph about format, limits and default; empty where nothing is said.
pub(super) fn sentences(constraints: &Constraints, value: &Type) -> String {
    let mut sentences = Vec::new();
    sentences.extend(format_sentence(constraints.format.as_deref(), value));
    sentences.extend(range_sentence(constraints.range));
    if !matches!(value, Type::Sid(_)) {
        sentences.extend(length_sentence(constraints.length));
    }
    if let Some(default) = &constraints.default {
        sentences.push(format!("Default: `{}`.", default.replace('`', "'")));
    }
    match constraints.pii {
        Some(Pii::Standard) => sentences.push("Personal data.".to_owned()),
        Some(Pii::Sensitive) => sentences.push("A secret: never printed.".to_owned()),
        None => {}
    }
    sentences.join(" ")
}

/// Formats whose Rust type does not already say so.
fn format_sentence(format: Option<&str>, value: &Type) -> Option<String> {
    if matches!(value, Type::DateOrTimestamp) {
        return Some("A day or a moment; a moment is sent in UTC, to the second.".to_owned());
    }
    if matches!(
        value,
        Type::Timestamp
            | Type::Date
            | Type::Decimal
            | Type::DecimalText
            | Type::HttpMethod
            | Type::Integer32
            | Type::Integer64
            | Type::Float
    ) {
        return None;
    }
    let sentence = match format? {
        "uri-map" => return None,
        "uri" => "Format: a URI, absolute or relative.",
        "phone-number" => "Format: a phone number in E.164 (`+14155552344`) or another address, such as `client:name`.",
        "endpoint" => "Format: a phone number in E.164, a client or a SIP address.",
        "currency" => "Format: an ISO 4217 currency code.",
        "iso-country-code" => "Format: an ISO 3166-1 alpha-2 country code.",
        other => return Some(format!("Format: `{}`.", other.replace('`', "'"))),
    };
    Some(sentence.to_owned())
}

fn range_sentence(range: (Option<f64>, Option<f64>)) -> Option<String> {
    match range {
        (Some(least), Some(most)) => Some(format!("From {least} to {most}.")),
        (Some(least), None) => Some(format!("At least {least}.")),
        (None, Some(most)) => Some(format!("At most {most}.")),
        (None, None) => None,
    }
}

fn length_sentence(length: (Option<usize>, Option<usize>)) -> Option<String> {
    match length {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {least} characters.")),
        (Some(least), Some(most)) => Some(format!("From {least} to {most} characters.")),
        (Some(least), None) => Some(format!("At least {least} characters.")),
        (None, Some(most)) => Some(format!("At most {most} characters.")),
        (None, None) => None,
    }
}
