//! Lists in the style of the v1 APIs: absolute links in `meta`, and one without a page size.

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
    /// All gadgets. The real crate comes here through the tree of resources.
    pub fn new(client: &Client) -> Self {
        Self { handle: Handle::new(client) }
    }

    /// Lists gadgets.
    pub fn list(&self) -> ListGadget {
        ListGadget { request: ListRequest::new(self.handle.request(Method::GET, SERVER, "/v1/Gadgets")) }
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

list_operation!(ListGadget, Widget, "gadgets", page_size = "PageSize");

/// Lists gizmos; made by `Gadgets::list_gizmos`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before .send(), .stream(), .pages() or .await"]
pub struct ListGizmo {
    request: ListRequest,
}

list_operation!(ListGizmo, Widget, "gizmos");
