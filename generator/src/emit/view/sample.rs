//! A type and what the document says about its values in, one value out, as the API writes it.
//!
//! The document's own example where it fits the type, or else one that is made up. Knows JSON; must not know Rust.

use super::Context;
use super::discriminator::said_by_discriminator;
use super::fit::{DATE, TIMESTAMP, fits, word};
use crate::ir::{Choice, Constraints, ModelId, Operation, Parameter, Type};
use heck::ToSnakeCase;
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// How deep objects stand in each other before only what is required is made.
const DEPTH: usize = 2;

/// How deep lists stand in others, or in objects, before each has one item.
const LIST_DEPTH: usize = 4;

/// How deep objects can stand in each other at all.
const ENDLESS: usize = 8;

/// How many values one value may be made of: objects that must all be there, in objects that must, have no end either.
const VALUES: usize = 10_000;

/// A value of a parameter; a response that the document shows may know what the parameter's example does not. Nothing
/// where a type has no end.
pub(super) fn parameter(context: Context<'_>, operation: &Operation, parameter: &Parameter) -> Option<Value> {
    let (value, constraints) = (&parameter.value, &parameter.constraints);
    if let Some(example) = constraints.examples.iter().find(|example| fits(context, value, example)) {
        return Some(with_several(context, value, constraints, example));
    }
    let shown = operation.examples.iter().filter(|example| example.model.is_none() && is_text(value));
    let mut shown = shown.filter_map(|example| example.body.get(parameter.wire_name.to_snake_case()));
    let shown = shown.find(|shown| fits(context, value, shown) && is_within(constraints, shown));
    shown.cloned().or_else(|| made(&Maker::new(context), value, constraints, &parameter.wire_name, 0))
}

/// The value of a path's parameter.
pub(super) fn key(context: Context<'_>, key: &Parameter) -> Option<Value> {
    member(&Maker::new(context), &key.value, &key.constraints, &key.wire_name, 0)
}

/// A value of what an operation sends or returns as one.
pub(super) fn whole(context: Context<'_>, value: &Type) -> Option<Value> {
    made(&Maker::new(context), value, &Constraints::default(), "body", 0)
}

/// What makes one value, and how many values it may still make for that.
struct Maker<'a> {
    context: Context<'a>,
    left: Cell<usize>,
}

impl<'a> Maker<'a> {
    fn new(context: Context<'a>) -> Self {
        Self { context, left: Cell::new(VALUES) }
    }
}

/// The example where it fits, else what is made.
fn member(maker: &Maker<'_>, value: &Type, constraints: &Constraints, name: &str, depth: usize) -> Option<Value> {
    let example = constraints.examples.iter().find(|example| fits(maker.context, value, example));
    example.cloned().or_else(|| made(maker, value, constraints, name, depth))
}

fn made(maker: &Maker<'_>, value: &Type, constraints: &Constraints, name: &str, depth: usize) -> Option<Value> {
    maker.left.set(maker.left.get().checked_sub(1)?);
    let context = maker.context;
    let default = constraints.default.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    if let Some(default) = default.filter(|default| is_scalar(value) && fits(context, value, default)) {
        return Some(default);
    }
    let inner = |inner: &Type| made(maker, inner, &Constraints::default(), name, depth + 1);
    Some(match value {
        Type::String | Type::Secret => Value::String(text(constraints, name)),
        Type::Boolean => Value::Bool(true),
        Type::Integer32 | Type::Integer64 | Type::Decimal => json!(number(constraints) as i64),
        Type::Float => fraction(constraints),
        Type::DecimalText => json!((number(constraints) as i64).to_string()),
        Type::Timestamp => json!(TIMESTAMP),
        Type::DateOrTimestamp if constraints.format.as_deref() == Some("date") => json!(DATE),
        Type::DateOrTimestamp => json!(TIMESTAMP),
        Type::Date => json!(DATE),
        Type::HttpMethod => json!("POST"),
        Type::Sid(prefixes) => json!(format!("{}{}", prefixes[0], "a".repeat(32))),
        Type::Enum(id) => word(context, *id, 0),
        Type::Model(id) => object(maker, *id, depth)?,
        Type::Choice(id) if depth < ENDLESS => chosen(context, &context.api.choices[id.0], inner)?,
        Type::Choice(_) => return None,
        Type::List(item) => {
            let (least, most) = constraints.item_count;
            // Lists in lists in lists would soon be more than anybody reads.
            let most = if depth < LIST_DEPTH { most.unwrap_or(2).max(1) } else { 1 };
            let count = least.unwrap_or(2).clamp(2, 10).min(most);
            let first = inner(item)?;
            (0..count).map(|index| another(context, item, &first, index)).collect()
        }
        Type::Nullable(item) | Type::Sensitive(item) => inner(item)?,
        Type::Map(item) => Value::Object(Map::from_iter([("key".to_owned(), inner(item)?)])),
        Type::Json => json!({"key": "value"}),
    })
}

/// The first of several types, with what the discriminator says where it is this one.
fn chosen(context: Context<'_>, choice: &Choice, made: impl Fn(&Type) -> Option<Value>) -> Option<Value> {
    let alternative = choice.alternatives.first()?;
    let mut value = made(&alternative.value)?;
    let said = said_by_discriminator(context, choice, alternative);
    if let (Some((property, words)), Some(members)) = (said, value.as_object_mut()) {
        let member = members.entry(property).or_insert(Value::Null);
        if !member.as_str().is_some_and(|word| words.contains(&word)) {
            *member = json!(words[0]);
        }
    }
    Some(value)
}

/// An item of a list beside its first, so that it can be seen whether each is sent.
fn another(context: Context<'_>, item: &Type, first: &Value, index: usize) -> Value {
    match (item, first) {
        (Type::Enum(id), first) => {
            let words = context.api.enums[id.0].values.len().max(1);
            let start = (0..words).find(|known| word(context, *id, *known) == *first).unwrap_or_default();
            word(context, *id, (start + index) % words)
        }
        (Type::String, Value::String(text)) if index > 0 => Value::String(format!("{text}{}", index + 1)),
        _ => first.clone(),
    }
}

/// A list that the document shows with one item, which as a form is no list to who reads it: with a second one.
fn with_several(context: Context<'_>, value: &Type, constraints: &Constraints, example: &Value) -> Value {
    match (value, example.as_array().map(Vec::as_slice)) {
        (Type::List(item), Some([only])) if constraints.item_count.1.is_none_or(|most| most > 1) => {
            Value::Array(vec![only.clone(), another(context, item, only, 1)])
        }
        _ => example.clone(),
    }
}

/// An object with every member, but for objects deep down that need not be there.
fn object(maker: &Maker<'_>, id: ModelId, depth: usize) -> Option<Value> {
    let model = &maker.context.api.models[id.0];
    let mut members = Map::new();
    for field in model.fields.iter().filter(|field| !(field.read_only && model.is_input)) {
        let is_deep = depth >= DEPTH && matches!(innermost(&field.value), Type::Model(_) | Type::Choice(_));
        let is_left_out = !field.required && (is_deep || field.recursive);
        let value = match is_left_out || depth >= ENDLESS {
            true => None,
            false => member(maker, &field.value, &field.constraints, &field.wire_name, depth + 1),
        };
        match value {
            Some(value) => members.insert(field.wire_name.clone(), value),
            None if field.required => return None,
            None if field.null_if_absent => members.insert(field.wire_name.clone(), Value::Null),
            None => None,
        };
    }
    Some(Value::Object(members))
}

fn number(constraints: &Constraints) -> f64 {
    let (least, most) = constraints.range;
    least.unwrap_or(1.0).ceil().max(1.0).min(most.unwrap_or(f64::MAX))
}

/// A number with a fraction, which is written in one way only, where there is one.
fn fraction(constraints: &Constraints) -> Value {
    let (least, most) = (constraints.range.0.unwrap_or(f64::MIN), constraints.range.1.unwrap_or(f64::MAX));
    let number = number(constraints);
    let halves = [number + 0.5, number.floor() - 0.5];
    let half = halves.into_iter().find(|half| (least..=most).contains(half));
    half.map_or_else(|| json!(number as i64), |half| json!(half))
}

/// A text of the format, no shorter and no longer than it may be.
fn text(constraints: &Constraints, name: &str) -> String {
    let plain = match constraints.format.as_deref() {
        Some("uri" | "uri-reference") => format!("https://example.com/{}", name.to_snake_case()),
        Some("phone-number" | "endpoint") => "+14155552344".to_owned(),
        Some("currency") => "USD".to_owned(),
        Some("iso-country-code") => "US".to_owned(),
        _ => name.to_snake_case(),
    };
    let (least, most) = constraints.length;
    let plain = if plain.is_empty() { "text".to_owned() } else { plain };
    let cut: String = plain.chars().take(most.unwrap_or(usize::MAX).max(1)).collect();
    let missing = least.unwrap_or(0).min(1000).saturating_sub(cut.chars().count());
    cut + &"x".repeat(missing)
}

/// What lists, maps and what is around one value hold in the end.
fn innermost(value: &Type) -> &Type {
    value.inner().map_or(value, innermost)
}

fn is_within(constraints: &Constraints, value: &Value) -> bool {
    let count = value.as_str().map_or(0, |text| text.chars().count());
    constraints.length.1.is_none_or(|most| count <= most) && constraints.length.0.is_none_or(|least| count >= least)
}

fn is_scalar(value: &Type) -> bool {
    value.inner().is_none() && !matches!(value, Type::Model(_) | Type::Choice(_) | Type::Json)
}

fn is_text(value: &Type) -> bool {
    matches!(value, Type::String | Type::Sid(_))
}
