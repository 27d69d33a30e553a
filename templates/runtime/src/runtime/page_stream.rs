//! A stream of the pages of a list. It sends one request each time it is polled for a page.
//!
//! After the first request it follows the server's links only. It holds one page at most, and lets other tasks run
//! between two pages. After the limit or an error it sends nothing.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::Uri;

use super::decode::Decode;
use super::error::{Error, Result};
use super::next_link::NextLinks;
use super::page::{DecodeItem, Page};
use super::raw_response::RawResponse;
use super::request::Request;
use super::send::send;

/// The maximum number of empty pages in a row. A filter can leave many pages empty, but a server could also link to
/// new empty pages for ever.
const MAX_EMPTY_PAGES: usize = 100;

/// A stream of the pages of a list that hold items. Dropping it cancels the current request.
///
/// Empty pages are skipped. After 100 empty pages in a row, another link is an error of the kind
/// [`EmptyPages`](super::ErrorKind::EmptyPages).
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<T> {
    request: Request,
    state: PageState,
    items: &'static str,
    decode_item: DecodeItem<T>,
    secret_fields: &'static [&'static str],
    /// The number of items that may still be yielded; `None` without a limit.
    remaining: Option<usize>,
    next_links: NextLinks,
    /// The number of empty pages since the last page with items.
    empty_pages: usize,
    /// True if other tasks could run since the last page was requested.
    has_yielded: bool,
}

/// The next step of the stream when it is polled.
enum PageState {
    Start,
    Waiting(PageFuture),
    /// Follow this link. `sent_to` is the URL of the page that holds the link, if this stream requested that page.
    Follow {
        link: String,
        sent_to: Option<Uri>,
    },
    Done,
}

/// The response of a page that was requested, and the URL of the request.
type PageFuture = Pin<Box<dyn Future<Output = Result<(RawResponse, Uri)>> + Send>>;

impl<T> PageStream<T> {
    /// Creates a stream that has sent nothing. `items` is the property of a page that holds the items.
    pub(crate) fn new(request: Request, items: &'static str, limit: Option<usize>, resume: Option<String>) -> Self
    where
        T: Decode,
    {
        let state = match resume {
            _ if limit == Some(0) => PageState::Done,
            Some(link) => PageState::Follow { link, sent_to: None },
            None => PageState::Start,
        };
        let next_links = NextLinks::default();
        let (decode_item, secret_fields) = (T::decode, T::SECRET_FIELDS);
        Self {
            request,
            state,
            items,
            decode_item,
            secret_fields,
            remaining: limit,
            next_links,
            empty_pages: 0,
            has_yielded: true,
        }
    }

    /// Requests a page.
    fn wait_for(&mut self, request: Request) {
        self.state = PageState::Waiting(fetch(request));
        self.has_yielded = false;
    }

    /// Decodes the response and decides how the stream continues.
    fn accept(&mut self, answer: RawResponse, sent_to: Uri) -> Result<Page<T>> {
        let page = Page::decode(&answer, self.items, self.decode_item)
            .map_err(|error| self.request.undecodable(answer, error, self.secret_fields))?
            .limited(self.remaining);
        self.remaining = self.remaining.map(|remaining| remaining.saturating_sub(page.len()));
        self.empty_pages = if page.is_empty() { self.empty_pages + 1 } else { 0 };
        if let (Some(link), false) = (page.next_link(), self.remaining == Some(0)) {
            if self.empty_pages == MAX_EMPTY_PAGES {
                return Err(Error::empty_pages(self.request.label(), MAX_EMPTY_PAGES));
            }
            self.state = PageState::Follow { link: link.to_owned(), sent_to: Some(sent_to) };
        }
        Ok(page)
    }
}

/// Sends the request for a page.
fn fetch(request: Request) -> PageFuture {
    Box::pin(async move {
        let sent_to = request.uri()?;
        let answer = send(&request).await?;
        Ok((answer, sent_to))
    })
}

impl<T> Stream for PageStream<T> {
    type Item = Result<Page<T>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            // Stays `Done` on every path below that does not set another state.
            match std::mem::replace(&mut this.state, PageState::Done) {
                PageState::Start => this.wait_for(this.request.clone()),
                // A transport that never waits would block all other tasks on this thread.
                follow @ PageState::Follow { .. } if !this.has_yielded => {
                    this.state = follow;
                    this.has_yielded = true;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                PageState::Follow { link, sent_to } => {
                    match this.next_links.request(&this.request, &link, sent_to.as_ref()) {
                        Ok(request) => this.wait_for(request),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                PageState::Waiting(mut future) => {
                    let Poll::Ready(outcome) = future.as_mut().poll(context) else {
                        this.state = PageState::Waiting(future);
                        this.has_yielded = true;
                        return Poll::Pending;
                    };
                    let page = outcome.and_then(|(answer, sent_to)| this.accept(answer, sent_to));
                    match page {
                        Ok(page) if page.is_empty() => {}
                        page => return Poll::Ready(Some(page)),
                    }
                }
                PageState::Done => return Poll::Ready(None),
            }
        }
    }
}

// The only future is boxed, so no field is structurally pinned.
impl<T> Unpin for PageStream<T> {}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PageStream")
            .field("request", &self.request)
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}
