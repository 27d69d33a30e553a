//! The builder that updates a widget: an operation all of whose parameters are optional.

use crate::runtime::{InvalidValue, Request, operation};

use super::{NextStatus, Widget, WidgetStatus};

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

    /// The next status. Its parameter once accepted any status.
    pub fn next_status(mut self, next_status: impl TryInto<NextStatus, Error: Into<InvalidValue>>) -> Self {
        if let Some(next_status) = self.request.checked::<NextStatus>("NextStatus", next_status) {
            self.request.form("NextStatus", &next_status);
        }
        self
    }

    /// The next statuses, one after the other.
    pub fn then(mut self, then: impl IntoIterator<Item = impl TryInto<NextStatus, Error: Into<InvalidValue>>>) -> Self {
        if let Some(then) = self.request.checked_all::<NextStatus>("Then", then) {
            self.request.form_all("Then", then);
        }
        self
    }

    /// Updates only this version of the widget.
    pub fn if_match(mut self, if_match: impl Into<String>) -> Self {
        self.request.header("If-Match", &if_match.into());
        self
    }
}

operation!(UpdateWidget, Widget);
