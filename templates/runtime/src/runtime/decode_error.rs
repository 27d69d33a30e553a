//! The error of decoding a JSON value, with its path in the response.
//!
//! It prints as one line, such as `calls[3].price: expected a decimal, found "abc"`.

use std::fmt;

use super::json::{Json, JsonKind};

/// The maximum number of characters of a wrong value that are shown.
const SHOWN: usize = 40;

/// One value that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecodeError {
    sentence: String,
    /// The wrong value, shown up to 40 characters behind the sentence.
    found: Option<String>,
    /// The way to the value, innermost step first.
    steps: Vec<Step>,
}

/// One step from a JSON container to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Field(String),
    Index(usize),
}

impl DecodeError {
    /// An error with this sentence, at the top of the response.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), found: None, steps: Vec::new() }
    }

    /// A field that always comes is not there.
    pub(crate) fn missing(name: &str) -> Self {
        Self::new("the field is missing").in_field(name)
    }

    /// The JSON type is wrong. Names the type found and does not repeat the value.
    pub(crate) fn wrong_type(expected: &str, found: Json<'_>) -> Self {
        let found = match found.kind() {
            JsonKind::Null => "null",
            JsonKind::Bool(_) => "a boolean",
            JsonKind::Number(_) => "a number",
            JsonKind::String(_) => "a string",
            JsonKind::Array(_) => "an array",
            JsonKind::Object(_) => "an object",
        };
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// The type is one that is accepted, but not this value, which is repeated up to 40 characters.
    ///
    /// Only for numbers, booleans and dates: a type that may hold a secret must use `wrong_type`.
    pub(crate) fn wrong_value(expected: &str, found: Json<'_>) -> Self {
        let text = match found.kind() {
            JsonKind::String(text) => format!("{text:?}"),
            JsonKind::Number(number) => number.to_owned(),
            JsonKind::Bool(flag) => flag.to_string(),
            _ => return Self::wrong_type(expected, found),
        };
        Self { found: Some(text), ..Self::new(format!("expected {expected}, found ")) }
    }

    /// Replaces the text of the wrong value.
    pub(crate) fn redacted(mut self, redact: impl Fn(&str) -> String) -> Self {
        self.found = self.found.map(|found| redact(&found));
        self
    }

    /// Adds the name of the field to the path of the value.
    pub(crate) fn in_field(mut self, name: impl Into<String>) -> Self {
        self.steps.push(Step::Field(name.into()));
        self
    }

    /// Adds the index in the array to the path of the value.
    pub(crate) fn at_index(mut self, index: usize) -> Self {
        self.steps.push(Step::Index(index));
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().rev().enumerate() {
            match step {
                Step::Field(name) if position == 0 => write!(formatter, "{}", name.escape_debug())?,
                Step::Field(name) => write!(formatter, ".{}", name.escape_debug())?,
                Step::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        let separator = if self.steps.is_empty() { "" } else { ": " };
        write!(formatter, "{separator}{}", self.sentence)?;
        let found = self.found.as_deref().unwrap_or_default();
        match found.char_indices().nth(SHOWN) {
            Some((end, _)) => write!(formatter, "{}…", &found[..end]),
            None => formatter.write_str(found),
        }
    }
}

impl std::error::Error for DecodeError {}
