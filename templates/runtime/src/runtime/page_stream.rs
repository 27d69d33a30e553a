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

/// The maximum number of empty pages in a row. A filter can leave many pages empty; a server that links to new empty
/// pages without end must not be followed without end.
const MAX_EMPTY_PAGES: usize = 100;

/// The pages of a list that hold items. Dropping it cancels what is under way.
///
/// Empty pages are passed over. 100 of them in a row, with a link to one more, are an error of the kind
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
    /// `sent_to` is where the link was found, if it was found by this stream.
    Follow {
        link: String,
        sent_to: Option<Uri>,
    },
    Done,
}

/// An answer that was asked for, and the URL it was asked from.
type PageFuture = Pin<Box<dyn Future<Output = Result<(RawResponse, Uri)>> + Send>>;

impl<T> PageStream<T> {
    /// A stream that has sent nothing. `items` is the field of a page that holds the items.
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

    /// Asks for a page.
    fn wait_for(&mut self, request: Request) {
        self.state = PageState::Waiting(fetch(request));
        self.has_yielded = false;
    }

    /// Decodes what arrived and decides how the stream goes on.
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
            // Left at `Done` by every way out below that does not set another state.
            match std::mem::replace(&mut this.state, PageState::Done) {
                PageState::Start => this.wait_for(this.request.clone()),
                // A transport that never waits would keep the thread from all other tasks.
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

// Nothing inside is pinned in place: the one future is boxed.
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
