//! Describes the constraints of values in sentences.

use super::{Context, documentation, secrets};
use crate::ir::{Constraints, Pii, Type};
use crate::text::paragraphs::flowing;
use indexmap::IndexSet;
use serde_json::Value;

/// Returns a paragraph about format, limits, default and examples; empty if the document states none.
pub(super) fn sentences(constraints: &Constraints, value: &Type) -> String {
    let mut sentences = limits(constraints, value);
    if let Some((item, inner, what)) = inner(constraints, value) {
        sentences.extend(about(&format!("Of each {what}"), &whole(item, inner)));
    }
    let ways = constraints.variants.iter().map(|way| whole(way, value));
    let ways = ways.map(|said| if said.is_empty() { vec!["Without a limit.".to_owned()] } else { said });
    sentences
        .extend(ways.enumerate().filter_map(|(index, said)| about(if index == 0 { "Either" } else { "Or" }, &said)));
    if let Some(default) = &constraints.default {
        sentences.push(format!("Default: {}.", code(default)));
    }
    let is_secret = constraints.pii == Some(Pii::Sensitive) || secrets::is_secret(value);
    let examples: IndexSet<String> = constraints.examples.iter().filter(|_| !is_secret).map(example).collect();
    let examples: Vec<String> = examples.into_iter().collect();
    sentences.extend((!examples.is_empty()).then(|| format!("For example {}.", examples.join(" or "))));
    match constraints.pii {
        Some(Pii::Standard) if !is_secret => sentences.push("Personal data.".to_owned()),
        _ if is_secret => sentences.push("A secret: never printed.".to_owned()),
        _ => {}
    }
    sentences.join(" ")
}

/// Describes a value without a type of its own, and its constraints.
pub(super) fn whole(constraints: &Constraints, value: &Type) -> Vec<String> {
    let description = constraints.description.as_deref().map(str::trim).unwrap_or_default();
    let description = flowing(description).unwrap_or_else(|| description.to_owned());
    [description, sentences(constraints, value)].into_iter().filter(|text| !text.is_empty()).collect()
}

/// Puts a description behind its subject, or below the subject if the description has several blocks.
pub(super) fn about(what: &str, said: &[String]) -> Option<String> {
    if said.is_empty() {
        return None;
    }
    let is_flowing = said.iter().all(|text| !text.contains('\n'));
    Some(if is_flowing {
        format!("{what}: {}", said.join(" "))
    } else {
        format!("\n\n{what}:\n\n{}\n\n", said.join("\n\n"))
    })
}

/// Returns the constraints and the type of the items of a list or map.
fn inner<'a>(constraints: &'a Constraints, value: &'a Type) -> Option<(&'a Constraints, &'a Type, &'static str)> {
    let item = constraints.item.as_deref()?;
    match value {
        Type::Nullable(value) | Type::Sensitive(value) => inner(constraints, value),
        Type::List(value) => Some((item, value, "item")),
        Type::Map(value) => Some((item, value, "value")),
        _ => None,
    }
}

/// Describes the limits of values.
fn limits(constraints: &Constraints, value: &Type) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(format_sentence(constraints.format.as_deref(), value));
    sentences.extend(range_sentence(constraints.range, constraints.exclusive));
    if !matches!(value, Type::Sid(_)) {
        sentences.extend(count_sentence(constraints.length, "character", "characters"));
        sentences.extend(constraints.pattern.as_ref().map(|pattern| format!("Pattern: {}.", code(pattern))));
    }
    sentences.extend(constraints.multiple_of.map(|number| format!("A multiple of {number}.")));
    sentences.extend(count_sentence(constraints.item_count, "item", "items"));
    sentences.extend(count_sentence(constraints.member_count, "member", "members"));
    let members = &constraints.required_members;
    sentences.extend((!members.is_empty()).then(|| format!("Always with {}.", documentation::quoted(members))));
    sentences.extend(constraints.has_unique_items.then(|| "All items differ.".to_owned()));
    sentences
}

/// Returns a sentence about the format; `None` if the Rust type implies it.
fn format_sentence(format: Option<&str>, value: &Type) -> Option<String> {
    if matches!(value, Type::DateOrTimestamp) {
        return Some("A timestamp is sent in UTC, to the second.".to_owned());
    }
    // The formats that the type implies.
    let said: &[&str] = match value {
        Type::Timestamp | Type::Date => &["date-time", "date-time-rfc-2822", "date"],
        Type::HttpMethod | Type::Enum(_) => &["http-method"],
        Type::Decimal | Type::DecimalText => &["decimal", "currency"],
        Type::Integer32 | Type::Integer64 | Type::Float => &["int32", "int64", "float", "double"],
        _ => &["uri-map"],
    };
    let sentence = match format? {
        format if said.contains(&format) => return None,
        "uri" | "uri-reference" => "Format: a URI.",
        "phone-number" => "Format: a phone number in E.164, such as `+14155552344`.",
        "endpoint" => "Format: a phone number in E.164, a client or a SIP address.",
        "twiml" => "Format: TwiML, an XML document.",
        "currency" => "Format: an ISO 4217 currency code.",
        "iso-country-code" => "Format: an ISO 3166-1 alpha-2 country code.",
        other => return Some(format!("Format: {}.", code(other))),
    };
    Some(sentence.to_owned())
}

fn range_sentence(range: (Option<f64>, Option<f64>), (is_above, is_below): (bool, bool)) -> Option<String> {
    let least = |least: f64| if is_above { format!("more than {least}") } else { format!("at least {least}") };
    let most = |most: f64| if is_below { format!("less than {most}") } else { format!("at most {most}") };
    let text = match range {
        (Some(least), Some(most)) if !(is_above || is_below) => format!("from {least} to {most}"),
        (Some(lower), Some(upper)) => format!("{} and {}", least(lower), most(upper)),
        (Some(lower), None) => least(lower),
        (None, Some(upper)) => most(upper),
        (None, None) => return None,
    };
    Some(format!("{}{}.", text[..1].to_uppercase(), &text[1..]))
}

fn count_sentence(count: (Option<usize>, Option<usize>), one: &str, many: &str) -> Option<String> {
    let counted = |count: usize| format!("{count} {}", if count == 1 { one } else { many });
    match count {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {}.", counted(least))),
        (Some(least), Some(most)) => Some(format!("From {least} to {}.", counted(most))),
        (Some(least), None) => Some(format!("At least {}.", counted(least))),
        (None, Some(most)) => Some(format!("At most {}.", counted(most))),
        (None, None) => None,
    }
}

/// Describes the limits of an argument, and the values of an enum if they are few: the type lists them all.
pub(super) fn settable(context: Context<'_>, constraints: &Constraints, value: &Type) -> String {
    let words = words_sentence(context, value).unwrap_or_default();
    format!("{words} {}", sentences(constraints, value)).trim().to_owned()
}

fn words_sentence(context: Context<'_>, value: &Type) -> Option<String> {
    const FEW: usize = 8;
    let (words, what) = match value {
        Type::Enum(id) => (&context.api.enums[id.0].values, "One of"),
        Type::List(item) | Type::Nullable(item) => match **item {
            Type::Enum(id) => (&context.api.enums[id.0].values, "Each one of"),
            _ => return None,
        },
        _ => return None,
    };
    let words: Vec<String> = words.iter().map(|word| code(word)).collect();
    match words.as_slice() {
        [only] => Some(format!("The only known value is {only}.")),
        words => (2..=FEW).contains(&words.len()).then(|| format!("{what} {}.", words.join(", "))),
    }
}

/// Returns an example of the document as code. Readable text stays as it is, any other value is JSON. Long text is cut.
fn example(example: &Value) -> String {
    const LONGEST: usize = 200;
    let plain = example.as_str().filter(|text| !text.trim().is_empty() && !text.contains(char::is_control));
    let text = plain.map_or_else(|| example.to_string(), str::to_owned);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => code(&format!("{}…", &text[..end])),
        None => code(&text),
    }
}

/// Returns text of a document as inline code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
