//! The error of decoding a JSON value, with its path in the response.
//!
//! It prints as one line, such as `calls[3].price: expected a decimal, found "abc"`.

use std::fmt;

use super::json::{Json, JsonKind};

/// The maximum number of characters of a wrong value to show.
const SHOWN: usize = 40;

/// The error of one value that cannot be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecodeError {
    sentence: String,
    /// The wrong value, of which the message shows up to 40 characters.
    found: Option<String>,
    /// The path to the value, innermost step first.
    steps: Vec<Step>,
}

/// One step from a JSON container to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Field(String),
    Index(usize),
}

impl DecodeError {
    /// Creates an error with this message, at the root of the response.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), found: None, steps: Vec::new() }
    }

    /// Creates the error of a required property that is missing.
    pub(crate) fn missing(name: &str) -> Self {
        Self::new("the field is missing").in_field(name)
    }

    /// Creates the error of a wrong JSON type. It names the type that was found and does not repeat the value.
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

    /// Creates the error of a wrong value of an accepted type. It repeats up to 40 characters of the value.
    ///
    /// Use it only for numbers, booleans and dates. A type that may hold a secret must use `wrong_type`.
    pub(crate) fn wrong_value(expected: &str, found: Json<'_>) -> Self {
        let text = match found.kind() {
            JsonKind::String(text) => format!("{text:?}"),
            JsonKind::Number(number) => number.to_owned(),
            JsonKind::Bool(flag) => flag.to_string(),
            _ => return Self::wrong_type(expected, found),
        };
        Self { found: Some(text), ..Self::new(format!("expected {expected}, found ")) }
    }

    /// Replaces the text of the wrong value with its redacted form.
    pub(crate) fn redacted(mut self, redact: impl Fn(&str) -> String) -> Self {
        self.found = self.found.map(|found| redact(&found));
        self
    }

    /// Adds the name of a property to the path of the value.
    pub(crate) fn in_field(mut self, name: impl Into<String>) -> Self {
        self.steps.push(Step::Field(name.into()));
        self
    }

    /// Adds an index of an array to the path of the value.
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
