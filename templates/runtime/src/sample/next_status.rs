//! The next status of a widget: an open enum that accepts the values of another enum.

use crate::runtime::{accepted_values, open_enum};

use super::WidgetStatus;

/// The status that a widget can change to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStatus {
    /// `active`
    Active,
    /// A value that this crate does not know, verbatim.
    Other(String),
}

impl NextStatus {
    /// Returns the value as the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Other(value) => value,
        }
    }
}

impl From<String> for NextStatus {
    fn from(value: String) -> Self {
        match value.as_str() {
            "active" => Self::Active,
            _ => Self::Other(value),
        }
    }
}

open_enum!(NextStatus);

accepted_values!(NextStatus, Other, WidgetStatus, as_str);
