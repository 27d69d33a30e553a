//! The only thing that a template may print into Rust source.

use super::single_line::line;
use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};
use proc_macro2::TokenStream;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// A complete piece of Rust: a name, a type, a literal, an expression, a doc comment.
///
/// A fragment is made of tokens or of comment lines only, so text of a document cannot become source text by accident.
#[derive(Clone, Default)]
pub struct Fragment(String);

impl From<TokenStream> for Fragment {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.to_string())
    }
}

impl Fragment {
    /// Returns a doc comment with the mark before each line. Control characters are removed, because they could end the
    /// comment.
    pub(super) fn comment(mark: &str, lines: &[String]) -> Self {
        let mut text = String::with_capacity(lines.iter().map(|line| line.len() + mark.len() + 1).sum());
        for line in lines {
            text.push_str(mark);
            text.extend(line.chars().filter(|character| !character.is_control()));
            text.push('\n');
        }
        Self(text)
    }

    /// Returns the code on one line, as it is.
    pub(super) fn on_one_line(tokens: TokenStream) -> Self {
        Self(line(tokens))
    }

    /// Makes a fragment with one line for each item.
    pub(super) fn on_lines(lines: impl Iterator<Item = TokenStream>) -> Self {
        Self(lines.map(line).collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Display for Fragment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Fragment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Fragment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_object(self.clone()).serialize(serializer)
    }
}

impl Object for Fragment {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// Returns false for an empty fragment, which stands for something absent.
    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.is_empty()
    }
}
