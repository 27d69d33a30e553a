//! The builder that updates a widget: an operation all of whose parameters are optional.

use crate::runtime::{Request, operation};

use super::{Widget, WidgetStatus};

/// Updates a widget; made by `WidgetContext::update`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct UpdateWidget {
    pub(super) request: Request,
}

impl UpdateWidget {
    /// The new status.
    pub fn status(mut self, status: impl Into<WidgetStatus>) -> Self {
        self.request.form("Status", &status.into());
        self
    }

    /// Updates only this version of the widget.
    pub fn if_match(mut self, if_match: impl Into<String>) -> Self {
        self.request.header("If-Match", &if_match.into());
        self
    }
}

operation!(UpdateWidget, Widget);
