//! The builder that deletes a widget: an operation without a response body.

use crate::runtime::{Request, operation};

/// Deletes a widget; made by `WidgetContext::delete`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct DeleteWidget {
    pub(super) request: Request,
}

operation!(DeleteWidget, ());
