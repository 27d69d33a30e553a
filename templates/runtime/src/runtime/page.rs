//! One page of a list: its items, and the server's link to the next page.
//!
//! It knows both of Twilio's styles, `next_page_uri` (relative) and `meta.next_page_url` (absolute), and
//! `links.next`.

use std::fmt;

use super::decode_error::DecodeError;
use super::fields::Fields;
use super::json::{Json, JsonDocument, JsonKind};
use super::raw_response::RawResponse;

/// The function that decodes an item. It is a pointer, so that types of users need no bound on a private trait.
pub(super) type DecodeItem<T> = fn(Json<'_>) -> Result<T, DecodeError>;

/// One page of a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Page<T> {
    items: Vec<T>,
    next_link: Option<String>,
}

impl<T> Page<T> {
    /// Returns the items of this page.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Returns the items of this page by value.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Returns the server's link to the next page, relative or absolute. `None` on the last page, and on a page that
    /// a limit has shortened, because the link would skip the removed items.
    pub fn next_link(&self) -> Option<&str> {
        self.next_link.as_deref()
    }

    /// Returns the number of items on this page.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns true if this page has no items. The next page may still have items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Decodes the page of a success. If the status means that there is no body, the page is the last one and has no
    /// items.
    ///
    /// # Errors
    /// Fails like [`decode_body`](Self::decode_body).
    pub(super) fn decode(answer: &RawResponse, items: &str, decode_item: DecodeItem<T>) -> Result<Self, DecodeError> {
        match answer.is_without_content() {
            true => Ok(Self { items: Vec::new(), next_link: None }),
            false => Self::decode_body(answer.content(), items, decode_item),
        }
    }

    /// Decodes a page object whose property `items` holds the items.
    ///
    /// # Errors
    /// The body is not JSON, the property is missing, or an item or a link is invalid. The error names the invalid
    /// value.
    pub(crate) fn decode_body(body: &[u8], items: &str, decode_item: DecodeItem<T>) -> Result<Self, DecodeError> {
        let document = JsonDocument::parse(body)?;
        let next_link = find_next_link(document.root())?;
        let items = Fields::new(document.root())?.list(items, decode_item)?;
        Ok(Self { items, next_link })
    }

    /// Returns the page with at most this many items.
    pub(crate) fn limited(mut self, limit: Option<usize>) -> Self {
        if let Some(limit) = limit {
            if self.items.len() > limit {
                self.next_link = None;
            }
            self.items.truncate(limit);
        }
        self
    }
}

/// Returns the first link that the page has; `null` and `""` are not links.
fn find_next_link(page: Json<'_>) -> Result<Option<String>, DecodeError> {
    const PLACES: [(Option<&str>, &str); 3] =
        [(None, "next_page_uri"), (Some("meta"), "next_page_url"), (Some("links"), "next")];
    for (parent, name) in PLACES {
        let holder = parent.map_or(Some(page), |parent| page.get(parent));
        let Some(link) = holder.and_then(|holder| holder.get(name)) else { continue };
        match link.kind() {
            JsonKind::Null => {}
            JsonKind::String(link) if link.is_empty() => {}
            JsonKind::String(link) => return Ok(Some(link.into_owned())),
            _ => {
                let error = DecodeError::wrong_type("a link", link).in_field(name);
                return Err(parent.into_iter().fold(error, DecodeError::in_field));
            }
        }
    }
    Ok(None)
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The link repeats the filters, which can be phone numbers, so only its presence is shown.
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("has_next_link", &self.next_link.is_some())
            .finish()
    }
}
