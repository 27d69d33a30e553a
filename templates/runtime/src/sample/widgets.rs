//! The resource handles of widgets: the collection, and one instance.

use crate::runtime::{Client, Handle, Method, SecretString};

use super::{
    AccountSid, CreateWidget, DeleteWidget, FetchWidget, FindWidget, ListWidget, NameWidgets, SERVER, UpdateWidget,
    WidgetSid,
};

/// The widgets of an account.
#[derive(Debug, Clone)]
pub struct Widgets {
    handle: Handle,
}

impl Widgets {
    /// Returns the handle of the widgets of this account. The generated crate reaches it through the tree of
    /// resources.
    pub fn new(client: &Client, account_sid: &AccountSid) -> Self {
        Self { handle: Handle::new(client).with(account_sid.as_str()) }
    }

    /// Creates a widget. Either `url` or `twiml` must be set.
    pub fn create(&self, friendly_name: impl Into<String>, secret: impl Into<SecretString>) -> CreateWidget {
        let mut request = self.handle.request(Method::POST, SERVER, "/2010-04-01/Accounts/{AccountSid}/Widgets.json");
        request.require_one_of(&["Url", "Twiml"]);
        request.form("FriendlyName", &friendly_name.into());
        request.form("Secret", &secret.into());
        CreateWidget { request }
    }

    /// Finds a widget, or none.
    pub fn find(&self) -> FindWidget {
        let path = "/2010-04-01/Accounts/{AccountSid}/Widgets/Find.json";
        FindWidget { request: self.handle.request(Method::POST, SERVER, path) }
    }

    /// Names all widgets.
    pub fn name_all(&self) -> NameWidgets {
        let path = "/2010-04-01/Accounts/{AccountSid}/Widgets/Names.json";
        NameWidgets { request: self.handle.request(Method::POST, SERVER, path) }
    }

    /// Lists widgets.
    pub fn list(&self) -> ListWidget {
        let request = self.handle.request(Method::GET, SERVER, "/2010-04-01/Accounts/{AccountSid}/Widgets.json");
        ListWidget { request: crate::runtime::ListRequest::new(request) }
    }

    /// Returns the handle of one widget.
    pub fn widget(&self, sid: impl Into<WidgetSid>) -> WidgetContext {
        WidgetContext { handle: self.handle.with(sid.into().as_str()) }
    }
}

/// The handle of one widget of an account.
#[derive(Debug, Clone)]
pub struct WidgetContext {
    handle: Handle,
}

impl WidgetContext {
    /// Fetches the widget.
    pub fn fetch(&self) -> FetchWidget {
        let request = self.handle.request(Method::GET, SERVER, "/2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json");
        FetchWidget { request }
    }

    /// Updates the widget.
    pub fn update(&self) -> UpdateWidget {
        let mut request =
            self.handle.request(Method::POST, SERVER, "/2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json");
        request.empty_form();
        UpdateWidget { request }
    }

    /// Deletes the widget.
    pub fn delete(&self) -> DeleteWidget {
        let request =
            self.handle.request(Method::DELETE, SERVER, "/2010-04-01/Accounts/{AccountSid}/Widgets/{Sid}.json");
        DeleteWidget { request }
    }
}
