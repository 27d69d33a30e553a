//! Builders of POSTs that have no parameters. The response of one may have no body, and the response of the other is
//! a list that is not a page.

use crate::runtime::{Request, operation};

use super::Widget;

/// Finds a widget, or none; made by `Widgets::find`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct FindWidget {
    pub(super) request: Request,
}

operation!(FindWidget, Option<Widget>);

/// Names the widgets; made by `Widgets::name_all`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct NameWidgets {
    pub(super) request: Request,
}

operation!(NameWidgets, Vec<String>);
