//! Returns a sample value of a type, as the API writes it.
//!
//! The sample is the document's example where that fits the type, else it is made up. It knows JSON, and no Rust.

use super::Context;
use super::discriminator::said_by_discriminator;
use super::limits::{is_within, number};
use super::sample_fits::{DATE, TIMESTAMP, fits, word};
use super::sample_text::text;
use crate::ir::{Constraints, ModelId, Operation, Parameter, Type, Union};
use heck::ToSnakeCase;
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// The depth from which optional objects are left out.
const DEPTH: usize = 2;

/// The depth of lists, in lists or objects, at which each has one item.
const LIST_DEPTH: usize = 4;

/// The maximum depth of objects.
const ENDLESS: usize = 8;

/// The maximum number of items of a list, and of properties of a map.
const ITEMS: usize = 50;

/// The maximum number of values in one sample: required objects in required objects can be endless.
const VALUES: usize = 10_000;

/// Returns a value for a parameter; `None` if its type is endless. An example response may have a value if the
/// parameter's own examples do not fit.
pub(super) fn parameter(context: Context<'_>, operation: &Operation, parameter: &Parameter) -> Option<Value> {
    let (value, constraints) = (&parameter.value, &parameter.constraints);
    let is_fit = |example: &&Value| fits(context, value, example) && is_within(constraints, value, example);
    let with_several = |example: &Value| with_several(context, value, constraints, example);
    let several = constraints.examples.iter().filter(|example| fits(context, value, example)).map(with_several);
    if let Some(example) = several.into_iter().find(|example| is_fit(&example)) {
        return Some(example);
    }
    let shown = operation.examples.iter().filter(|example| example.model.is_none() && is_text(value));
    let mut shown = shown.filter_map(|example| example.body.get(parameter.wire_name.to_snake_case()));
    let shown = shown.find(is_fit);
    shown.cloned().or_else(|| made(&Maker::new(context), value, constraints, &parameter.wire_name, (0, 0)))
}

/// Returns a value for a path parameter.
pub(super) fn key(context: Context<'_>, key: &Parameter) -> Option<Value> {
    member(&Maker::new(context), &key.value, &key.constraints, &key.wire_name, (0, 0))
}

/// Returns a value for a whole request body or response.
pub(super) fn whole(context: Context<'_>, value: &Type, constraints: &Constraints) -> Option<Value> {
    made(&Maker::new(context), value, constraints, "body", (0, 0))
}

/// The state of making one sample, with the number of values that it may still have.
struct Maker<'a> {
    context: Context<'a>,
    left: Cell<usize>,
}

impl<'a> Maker<'a> {
    fn new(context: Context<'a>) -> Self {
        Self { context, left: Cell::new(VALUES) }
    }
}

/// The depth of a value, and its index among values that must differ.
type Position = (usize, usize);

/// Returns the first example that fits, or else a made-up value.
fn member(
    maker: &Maker<'_>,
    value: &Type,
    constraints: &Constraints,
    name: &str,
    (depth, index): Position,
) -> Option<Value> {
    let is_fit = |example: &&Value| fits(maker.context, value, example) && is_within(constraints, value, example);
    let example = constraints.examples.iter().find(is_fit).filter(|_| index == 0);
    example.cloned().or_else(|| made(maker, value, constraints, name, (depth, index)))
}

fn made(
    maker: &Maker<'_>,
    value: &Type,
    constraints: &Constraints,
    name: &str,
    (depth, index): Position,
) -> Option<Value> {
    if let [first, ..] = constraints.variants.as_slice() {
        let common = Constraints { variants: Vec::new(), ..constraints.clone() };
        return made(maker, value, &first.clone().and(common), name, (depth, index));
    }
    maker.left.set(maker.left.get().checked_sub(1)?);
    let context = maker.context;
    let default = constraints.default.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let is_fit = |default: &Value| fits(context, value, default) && is_within(constraints, value, default);
    if let Some(default) = default.filter(|default| index == 0 && is_scalar(value) && is_fit(default)) {
        return Some(default);
    }
    let of_items = constraints.item.as_deref().unwrap_or(const { &Constraints::NONE });
    Some(match value {
        Type::String | Type::Secret => Value::String(text(constraints, name, index)),
        Type::Boolean => Value::Bool(index % 2 == 0),
        Type::Integer32 | Type::Integer64 | Type::Decimal | Type::Float => number(constraints, value, index),
        Type::DecimalText => json!(number(constraints, value, index).to_string()),
        Type::Timestamp => json!(TIMESTAMP),
        Type::DateOrTimestamp if constraints.format.as_deref() == Some("date") => json!(DATE),
        Type::DateOrTimestamp => json!(TIMESTAMP),
        Type::Date => json!(DATE),
        Type::HttpMethod => json!("POST"),
        Type::Sid(prefixes) => {
            let digit = char::from_digit(10 + index as u32 % 6, 16).unwrap_or('a');
            json!(format!("{}{}", prefixes[0], String::from(digit).repeat(32)))
        }
        Type::Enum(id) => word(context, *id, index % context.api.enums[id.0].values.len().max(1)),
        Type::Model(id) => object(maker, *id, (depth, index))?,
        Type::Union(id) if depth < ENDLESS => chosen(maker, &context.api.unions[id.0], name, (depth, index))?,
        Type::Union(_) => return None,
        Type::List(item) => {
            let (least, most) = constraints.item_count;
            // Deeply nested lists would soon be too long to read.
            let usual = if depth < LIST_DEPTH { 2 } else { 1 };
            let count = least.unwrap_or(0).max(usual).min(most.unwrap_or(usize::MAX).max(1)).min(ITEMS);
            list(maker, item, of_items, constraints.has_unique_items, name, (depth, count))?
        }
        Type::Nullable(item) | Type::Sensitive(item) => made(maker, item, constraints, name, (depth + 1, index))?,
        Type::Map(item) => {
            let names = names(constraints, "key").into_iter().enumerate();
            let members = names.map(|(index, key)| Some((key, made(maker, item, of_items, name, (depth + 1, index))?)));
            Value::Object(members.collect::<Option<Map<_, _>>>()?)
        }
        Type::Json => Value::Object(names(constraints, "key").into_iter().map(|name| (name, json!("value"))).collect()),
    })
}

/// Returns the names of the required properties, and made-up names up to the minimum number of properties.
fn names(constraints: &Constraints, name: &str) -> Vec<String> {
    let mut names = constraints.required_members.clone();
    let count = constraints.member_count.0.unwrap_or(1).clamp(1, ITEMS);
    let numbered = (1..).map(|number| if number == 1 { name.to_owned() } else { format!("{name}{number}") });
    let missing = count.saturating_sub(names.len());
    names.extend(numbered.take(missing));
    names
}

/// Returns a list of `count` items. Scalars differ, so that a test sees each of them.
fn list(
    maker: &Maker<'_>,
    item: &Type,
    constraints: &Constraints,
    is_unique: bool,
    name: &str,
    (depth, count): (usize, usize),
) -> Option<Value> {
    let first = made(maker, item, constraints, name, (depth + 1, 0))?;
    let mut items = vec![first];
    for index in 1..count {
        let item = match is_unique || differs(item) {
            true => made(maker, item, constraints, name, (depth + 1, index))?,
            false => items[0].clone(),
        };
        if !(is_unique && items.contains(&item)) {
            items.push(item);
        }
    }
    Some(Value::Array(items))
}

/// Returns true if the items of a list are made to differ.
fn differs(item: &Type) -> bool {
    matches!(
        item,
        Type::String
            | Type::Enum(_)
            | Type::Integer32
            | Type::Integer64
            | Type::Float
            | Type::Decimal
            | Type::DecimalText
    )
}

/// Returns a value of the first variant of a union, with its discriminator value.
fn chosen(maker: &Maker<'_>, union: &Union, name: &str, (depth, index): Position) -> Option<Value> {
    let variant = union.variants.first()?;
    let mut value = made(maker, &variant.value, &variant.constraints, name, (depth + 1, index))?;
    let said = said_by_discriminator(maker.context, union, variant);
    if let (Some((property, words)), Some(members)) = (said, value.as_object_mut()) {
        let member = members.entry(property).or_insert(Value::Null);
        if !member.as_str().is_some_and(|word| words.contains(&word)) {
            *member = json!(words[0]);
        }
    }
    Some(value)
}

/// Returns the example with a second item if it is a list of one item. Servers do not read a single item in a form as a
/// list.
fn with_several(context: Context<'_>, value: &Type, constraints: &Constraints, example: &Value) -> Value {
    let (Type::List(item), Some([only])) = (value, example.as_array().map(Vec::as_slice)) else {
        return example.clone();
    };
    if constraints.item_count.1.is_some_and(|most| most < 2) {
        return example.clone();
    }
    let of_items = constraints.item.as_deref().unwrap_or(const { &Constraints::NONE });
    let longer = only.as_str().filter(|_| **item == Type::String).map(|text| json!(format!("{text}2")));
    let longer = longer.filter(|longer| is_within(of_items, item, longer));
    let other = || {
        (0..2).find_map(|index| {
            made(&Maker::new(context), item, of_items, "item", (0, index)).filter(|made| made != only)
        })
    };
    let second = longer.or_else(|| other().filter(|_| differs(item))).unwrap_or_else(|| only.clone());
    match constraints.has_unique_items && second == *only {
        true => example.clone(),
        false => Value::Array(vec![only.clone(), second]),
    }
}

/// Returns an object with every property, except for deep or recursive objects that are optional.
fn object(maker: &Maker<'_>, id: ModelId, (depth, index): Position) -> Option<Value> {
    let model = &maker.context.api.models[id.0];
    let mut members = Map::new();
    for field in model.fields.iter().filter(|field| !(field.read_only && model.is_input)) {
        let is_deep = depth >= DEPTH && matches!(innermost(&field.value), Type::Model(_) | Type::Union(_));
        let is_left_out = !field.required && (is_deep || field.recursive);
        let value = match is_left_out || depth >= ENDLESS {
            true => None,
            false => member(maker, &field.value, &field.constraints, &field.wire_name, (depth + 1, index)),
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

/// Returns the innermost type of lists, maps and other wrappers.
fn innermost(value: &Type) -> &Type {
    value.inner().map_or(value, innermost)
}

fn is_scalar(value: &Type) -> bool {
    value.inner().is_none() && !matches!(value, Type::Model(_) | Type::Union(_) | Type::Json)
}

fn is_text(value: &Type) -> bool {
    matches!(value, Type::String | Type::Sid(_))
}
