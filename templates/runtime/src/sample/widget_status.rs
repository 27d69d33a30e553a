//! The status of a widget: an emitted open enum.

use crate::runtime::open_enum;

/// The status of a widget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WidgetStatus {
    /// `active`
    Active,
    /// `in-repair`
    InRepair,
    /// A value that this crate does not know, verbatim.
    Other(String),
}

impl WidgetStatus {
    /// Returns the value as the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::InRepair => "in-repair",
            Self::Other(value) => value,
        }
    }
}

impl From<String> for WidgetStatus {
    fn from(value: String) -> Self {
        match value.as_str() {
            "active" => Self::Active,
            "in-repair" => Self::InRepair,
            _ => Self::Other(value),
        }
    }
}

open_enum!(WidgetStatus);
