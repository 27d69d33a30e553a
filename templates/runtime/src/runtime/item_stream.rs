//! A stream of all items of a list, over a [`PageStream`]. It holds one page at most.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::error::Result;
use super::page_stream::PageStream;

/// A stream of the items of a list. It requests the next page when all items of the current page have been returned.
///
/// After 100 empty pages in a row, another link is an error of the kind [`EmptyPages`](super::ErrorKind::EmptyPages).
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<T> {
    pages: PageStream<T>,
    items: std::vec::IntoIter<T>,
}

impl<T> ItemStream<T> {
    /// Creates a stream of the items of these pages.
    pub(crate) fn new(pages: PageStream<T>) -> Self {
        Self { pages, items: Vec::new().into_iter() }
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.items = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// No field is structurally pinned.
impl<T> Unpin for ItemStream<T> {}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ItemStream")
            .field("pages", &self.pages)
            .field("items_left_on_page", &self.items.len())
            .finish()
    }
}
