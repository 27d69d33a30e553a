//! All pages of a list, one request at a time, each sent when the stream is polled for it.
//!
//! In comes the first request; after that only the server's own links are followed. Holds one page at
//! most. Must not know the items, and asks for nothing after the limit or after an error.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::Uri;

use super::answer::Answer;
use super::decode::Decode;
use super::error::Result;
use super::next_link::NextLinks;
use super::page::{DecodeItem, Page};
use super::request::Request;
use super::send::send;

/// The pages of a list that hold items. Dropping it cancels what is under way.
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<T> {
    request: Request,
    state: PageState,
    items: &'static str,
    decode_item: DecodeItem<T>,
    secret_fields: &'static [&'static str],
    /// How many more items may be yielded; `None` without a limit.
    remaining: Option<usize>,
    next_links: NextLinks,
}

/// What the stream does when it is polled next.
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
type PageFuture = Pin<Box<dyn Future<Output = Result<(Answer, Uri)>> + Send>>;

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
        Self { request, state, items, decode_item, secret_fields, remaining: limit, next_links }
    }

    /// Decodes what arrived and decides how the stream goes on.
    fn accept(&mut self, answer: Answer, sent_to: Uri) -> Result<Page<T>> {
        let page = Page::decode_body(&answer.body, self.items, self.decode_item)
            .map_err(|error| self.request.undecodable(answer, error, self.secret_fields))?
            .limited(self.remaining);
        self.remaining = self.remaining.map(|remaining| remaining.saturating_sub(page.len()));
        if let (Some(link), false) = (page.next_link(), self.remaining == Some(0)) {
            self.state = PageState::Follow { link: link.to_owned(), sent_to: Some(sent_to) };
        }
        Ok(page)
    }
}

/// Asks for a page.
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
                PageState::Start => this.state = PageState::Waiting(fetch(this.request.clone())),
                PageState::Follow { link, sent_to } => {
                    match this.next_links.request(&this.request, &link, sent_to.as_ref()) {
                        Ok(request) => this.state = PageState::Waiting(fetch(request)),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                PageState::Waiting(mut future) => {
                    let Poll::Ready(outcome) = future.as_mut().poll(context) else {
                        this.state = PageState::Waiting(future);
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
