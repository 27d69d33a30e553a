//! Lists in the style of the v1 APIs: absolute links in `meta`, one without a page size, and one with small pages.

use crate::runtime::{Client, Handle, ListRequest, Method, list_operation};

use super::Widget;

/// Scheme and host of the server of this API.
const SERVER: &str = "https://accounts.twilio.com";

/// The gadgets of the main account.
#[derive(Debug, Clone)]
pub struct Gadgets {
    handle: Handle,
}

impl Gadgets {
    /// Returns the handle of all gadgets. The generated crate reaches such a handle through the tree of resources.
    pub fn new(client: &Client) -> Self {
        Self { handle: Handle::new(client) }
    }

    /// Lists gadgets.
    pub fn list(&self) -> ListGadget {
        ListGadget { request: ListRequest::new(self.handle.request(Method::GET, SERVER, "/v1/Gadgets")) }
    }

    /// Lists gears. A page has three to five gears.
    pub fn list_gears(&self) -> ListGear {
        ListGear { request: ListRequest::new(self.handle.request(Method::GET, SERVER, "/v1/Gears")) }
    }

    /// Lists gizmos.
    pub fn list_gizmos(&self) -> ListGizmo {
        ListGizmo { request: ListRequest::new(self.handle.request(Method::GET, SERVER, "/v1/Gizmos")) }
    }
}

/// Lists gadgets; made by `Gadgets::list`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send(), .stream(), .pages() or .await"]
pub struct ListGadget {
    request: ListRequest,
}

list_operation!(ListGadget, Widget, "gadgets", page_size = "PageSize" from 1 to 1000);

/// Lists gizmos; made by `Gadgets::list_gizmos`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send(), .stream(), .pages() or .await"]
pub struct ListGizmo {
    request: ListRequest,
}

list_operation!(ListGizmo, Widget, "gizmos");

/// Lists gears; made by `Gadgets::list_gears`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send(), .stream(), .pages() or .await"]
pub struct ListGear {
    request: ListRequest,
}

list_operation!(ListGear, Widget, "gears", page_size = "PageSize" from 3 to 5);
