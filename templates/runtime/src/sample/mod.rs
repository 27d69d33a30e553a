//! A small API in the style the generator emits: one resource of each paging style.
//!
//! `widgets` is like the v2010 API (`next_page_uri`), `gadgets` like the v1 APIs (`meta.next_page_url`), `gizmos` has
//! `links.next` and no page size, and `gears` has pages of three to five items. The tests use it. It must hold
//! nothing that the generator would not emit.

mod create_widget;
mod delete_widget;
mod fetch_widget;
mod find_widget;
mod gadgets;
mod list_widget;
mod next_status;
mod update_widget;
mod widget;
mod widget_sid;
mod widget_status;
mod widgets;

pub use create_widget::CreateWidget;
pub use delete_widget::DeleteWidget;
pub use fetch_widget::FetchWidget;
pub use find_widget::{FindWidget, NameWidgets};
pub use gadgets::{Gadgets, ListGadget, ListGear, ListGizmo};
pub use list_widget::ListWidget;
pub use next_status::NextStatus;
pub use update_widget::UpdateWidget;
pub use widget::Widget;
pub use widget_sid::{AccountSid, WidgetSid};
pub use widget_status::WidgetStatus;
pub use widgets::{WidgetContext, Widgets};

/// Scheme and host of the server of this API.
const SERVER: &str = "https://api.twilio.com";
