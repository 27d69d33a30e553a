//! The status that a widget is to have: an open enum that another one's values can be handed over for.

use crate::runtime::{accepted_values, open_enum};

use super::WidgetStatus;

/// The status that a widget can change to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStatus {
    /// `active`
    Active,
    /// A value this crate does not know, verbatim.
    Other(String),
}

impl NextStatus {
    /// The value as the API writes it.
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
