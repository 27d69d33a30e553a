//! Selects the variant of a union by the shape of the JSON, for `oneOf` and `anyOf` without a discriminator.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};

use super::decode::Decode;
use super::json::{Json, JsonKind};

/// The shape of the JSON of one type.
pub(crate) enum Shape {
    Text,
    /// Text that is a date, such as `2024-01-31`.
    Day,
    /// Text that is a timestamp.
    Moment,
    /// Text of 34 characters that starts with one of these prefixes.
    Sid(&'static [&'static str]),
    /// Text, most likely one of these values. The API may add values.
    Words(&'static [&'static str]),
    Number,
    /// A number, most likely one of these values.
    Numbers(&'static [&'static str]),
    Boolean,
    /// A list whose items have this shape.
    List(&'static Shape),
    /// An object whose values have this shape.
    Map(&'static Shape),
    Object {
        /// The names of the required properties.
        required: &'static [&'static str],
        /// The names of all known properties.
        known: &'static [&'static str],
        /// The properties that distinguish this object from others, by their shape. A property with fixed values must
        /// have one of them.
        members: &'static [(&'static str, Shape)],
    },
    /// A value that has one of these shapes.
    Union(&'static [Shape]),
    Any,
}

/// The rank of a type that the value neither confirms nor contradicts.
const POSSIBLE: usize = 1;

/// The rank of a type that matches the JSON type of the value.
const LIKELY: usize = 2;

/// The rank of a type that the value matches exactly as the document declares it.
const CERTAIN: usize = 3;

impl Shape {
    /// Returns the indices of the shapes that fit, the best first. Among objects, the one that knows the most
    /// properties is best. Equal shapes stay in order.
    pub(crate) fn ranked(shapes: &[Self], json: Json<'_>) -> Vec<usize> {
        let fits = shapes.iter().enumerate().filter_map(|(index, shape)| Some((shape.fit(json)?, index)));
        let mut fits: Vec<(usize, usize)> = fits.collect();
        fits.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        fits.into_iter().map(|(_, index)| index).collect()
    }

    /// Returns the rank of the value; `None` if it cannot have this shape.
    fn fit(&self, json: Json<'_>) -> Option<usize> {
        let surely = |is_so: bool| Some(if is_so { CERTAIN } else { POSSIBLE });
        match (self, json.kind()) {
            (Self::Any, _) => Some(POSSIBLE),
            (Self::Union(shapes), _) => shapes.iter().filter_map(|shape| shape.fit(json)).max(),
            (Self::Text, JsonKind::String(_))
            | (Self::Number, JsonKind::Number(_))
            | (Self::Boolean, JsonKind::Bool(_)) => Some(LIKELY),
            (Self::Day, JsonKind::String(text)) => {
                surely(text.len() == "2024-01-31".len() && Date::decode(json).is_ok())
            }
            (Self::Moment, JsonKind::String(text)) => {
                surely(text.len() > "2024-01-31".len() && Timestamp::decode(json).is_ok())
            }
            (Self::Sid(prefixes), JsonKind::String(text)) => {
                surely(text.len() == 34 && prefixes.iter().any(|prefix| text.starts_with(prefix)))
            }
            (Self::Words(words), JsonKind::String(text)) => surely(words.contains(&text.as_ref())),
            (Self::Numbers(numbers), JsonKind::Number(number)) => surely(numbers.contains(&number)),
            (Self::List(item), JsonKind::Array(items)) => all(item, items),
            (Self::Map(item), JsonKind::Object(members)) => all(item, members.map(|(_, value)| value)),
            (Self::Object { required, known, members }, JsonKind::Object(values)) => {
                let is_word = |(name, shape): &(&str, Self)| match (shape, json.text_of(name)) {
                    (Self::Words(words), Some(text)) => words.contains(&text.as_ref()),
                    _ => true,
                };
                let is_possible = required.iter().all(|name| json.get(name).is_some()) && members.iter().all(is_word);
                let member = |(name, value): (Cow<'_, str>, Json<'_>)| {
                    let shape = members.iter().find(|(known, _)| *known == name.as_ref());
                    match shape.filter(|_| !value.is_null()) {
                        Some((_, shape)) => shape.fit(value).unwrap_or_default(),
                        None if known.contains(&name.as_ref()) => CERTAIN,
                        None => 0,
                    }
                };
                let is_empty = values.clone().next().is_none();
                let sum: usize = values.map(member).sum();
                is_possible.then_some(if sum > 0 || is_empty { LIKELY + sum } else { 0 })
            }
            _ => None,
        }
    }
}

/// Returns the common rank of all these values. Null is ignored.
fn all<'a>(shape: &Shape, values: impl Iterator<Item = Json<'a>>) -> Option<usize> {
    let fits: Option<usize> = values.filter(|value| !value.is_null()).map(|value| shape.fit(value)).sum();
    Some(fits.map_or(POSSIBLE, |fits| LIKELY + fits))
}
