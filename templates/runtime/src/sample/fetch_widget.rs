//! The builder that fetches a widget.

use crate::runtime::{Request, operation};

use super::Widget;

/// Fetches a widget; made by `WidgetContext::fetch`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct FetchWidget {
    pub(super) request: Request,
}

operation!(FetchWidget, Widget);
