//! The builder that lists widgets: a list in the style of the v2010 API.

use crate::runtime::{DateOrTimestamp, ListRequest, list_operation};

use super::{Widget, WidgetStatus};

/// Lists widgets; made by `Widgets::list`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send(), .stream(), .pages() or .await"]
pub struct ListWidget {
    pub(super) request: ListRequest,
}

impl ListWidget {
    /// Only widgets with these statuses.
    pub fn status(mut self, status: impl IntoIterator<Item = WidgetStatus>) -> Self {
        self.request.query_all("Status", status);
        self
    }

    /// Only widgets with this name.
    pub fn friendly_name(mut self, friendly_name: impl Into<String>) -> Self {
        self.request.query("FriendlyName", &friendly_name.into());
        self
    }

    /// Only widgets that started on this date or at this timestamp.
    pub fn start_time(mut self, start_time: impl Into<DateOrTimestamp>) -> Self {
        self.request.query("StartTime", &start_time.into());
        self
    }

    /// Only widgets that started before this date or timestamp.
    pub fn start_time_before(mut self, start_time: impl Into<DateOrTimestamp>) -> Self {
        self.request.query("StartTime<", &start_time.into());
        self
    }

    /// Only widgets that started after this date or timestamp.
    pub fn start_time_after(mut self, start_time: impl Into<DateOrTimestamp>) -> Self {
        self.request.query("StartTime>", &start_time.into());
        self
    }
}

list_operation!(ListWidget, Widget, "widgets", page_size = "PageSize" from 1 to 1000);
