//! In comes JSON that is one of several types, out goes which: by what its parts look like.
//!
//! For `oneOf` and `anyOf` without a discriminator. Must not know the types.

use super::json::{Json, JsonKind};

/// What JSON of one type looks like.
pub(crate) enum Shape {
    Text,
    /// Text, most likely one of these: others come one day.
    Words(&'static [&'static str]),
    Number,
    /// A number, most likely one of these.
    Numbers(&'static [&'static str]),
    Boolean,
    List,
    Object {
        /// The members that it must have.
        required: &'static [&'static str],
        /// The members that it can have.
        known: &'static [&'static str],
        /// Members that have one of some words.
        words: &'static [(&'static str, &'static [&'static str])],
    },
    Any,
}

impl Shape {
    /// The shapes that fit, the best first: of objects, the one that knows the most members. Equals stay in order.
    pub(crate) fn ranked(shapes: &[Self], json: Json<'_>) -> Vec<usize> {
        let fits = shapes.iter().enumerate().filter_map(|(index, shape)| Some((shape.fit(json)?, index)));
        let mut fits: Vec<(usize, usize)> = fits.collect();
        fits.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        fits.into_iter().map(|(_, index)| index).collect()
    }

    /// How well the value fits; `None` where it cannot be of this type.
    fn fit(&self, json: Json<'_>) -> Option<usize> {
        match (self, json.kind()) {
            (Self::Any, _) => Some(0),
            (Self::Text, JsonKind::String(_))
            | (Self::Number, JsonKind::Number(_))
            | (Self::Boolean, JsonKind::Bool(_))
            | (Self::List, JsonKind::Array(_)) => Some(1),
            (Self::Words(words), JsonKind::String(text)) => Some(if words.contains(&text.as_ref()) { 2 } else { 0 }),
            (Self::Numbers(numbers), JsonKind::Number(number)) => Some(if numbers.contains(&number) { 2 } else { 0 }),
            (Self::Object { required, known, words }, JsonKind::Object(members)) => {
                let is_word = |(name, words): &(&str, &[&str])| match json.text_of(name) {
                    Some(text) => words.contains(&text.as_ref()),
                    None => true,
                };
                let is_possible = required.iter().all(|name| json.get(name).is_some()) && words.iter().all(is_word);
                is_possible.then(|| 1 + members.filter(|(name, _)| known.contains(&name.as_ref())).count())
            }
            _ => None,
        }
    }
}
