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
    /// A value this crate does not know, verbatim.
    Other(String),
}

open_enum!(WidgetStatus, Other, { Active => "active", InRepair => "in-repair" });
