//! The builder that creates a widget.

use crate::runtime::{DateOrTimestamp, HttpMethod, JsonValue, Request, operation};

use super::Widget;

/// Creates a widget; made by `Widgets::create`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send() or .await"]
pub struct CreateWidget {
    pub(super) request: Request,
}

impl CreateWidget {
    /// The URL of the widget.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.request.form("Url", &url.into());
        self
    }

    /// The instructions of the widget.
    pub fn twiml(mut self, twiml: impl Into<String>) -> Self {
        self.request.form("Twiml", &twiml.into());
        self
    }

    /// The HTTP method of Twilio's request to the URL.
    pub fn method(mut self, method: HttpMethod) -> Self {
        self.request.form("Method", &method);
        self
    }

    /// The date or timestamp at which the widget starts.
    pub fn start(mut self, start: impl Into<DateOrTimestamp>) -> Self {
        self.request.form("Start", &start.into());
        self
    }

    /// Switches the widget on or off.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.request.form("Enabled", &enabled);
        self
    }

    /// Anything else about the widget.
    pub fn attributes(mut self, attributes: JsonValue) -> Self {
        self.request.form("Attributes", &attributes);
        self
    }

    /// The media of the widget.
    pub fn media_url(mut self, media_url: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.request.form_all("MediaUrl", media_url.into_iter().map(Into::<String>::into));
        self
    }
}

operation!(CreateWidget, Widget);
