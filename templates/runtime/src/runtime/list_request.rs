//! A request of a list: a [`Request`] with a limit and a page size. It returns the first page, or a stream of pages.
//!
//! It follows no links.

use std::fmt;
use std::time::Duration;

use super::accepted_value::InvalidValue;
use super::decode::Decode;
use super::encode::Encode;
use super::error::Result;
use super::next_link::NextLinks;
use super::page::Page;
use super::page_stream::PageStream;
use super::parameter_style::MemberStyle;
use super::parameter_value::ParameterValue;
use super::request::Request;
use super::response::Response;
use super::retry_policy::RetryPolicy;
use super::send::send;

/// The query parameter that sets the number of items on a page, and the sizes that the server accepts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSizes {
    pub(crate) name: &'static str,
    pub(crate) minimum: u16,
    pub(crate) maximum: u16,
}

impl PageSizes {
    /// Returns the largest page size that is useful for this many items. Large pages need fewer requests.
    fn default_size(self, limit: Option<usize>) -> u16 {
        let limit = limit.and_then(|limit| u16::try_from(limit).ok());
        limit.unwrap_or(self.maximum).min(self.maximum).max(self.minimum)
    }
}

/// A request for the pages of a list that has not been sent.
#[derive(Clone)]
pub(crate) struct ListRequest {
    request: Request,
    limit: Option<usize>,
    page_size: Option<u16>,
    resume: Option<String>,
}

impl ListRequest {
    /// Creates a request without a limit and with the largest page size.
    pub(crate) fn new(request: Request) -> Self {
        Self { request, limit: None, page_size: None, resume: None }
    }

    /// Sets a query parameter like `Request::query`.
    pub(crate) fn query(&mut self, name: &'static str, value: &impl ParameterValue) {
        self.request.query(name, value);
    }

    /// Sets a query parameter like `Request::query_all`.
    pub(crate) fn query_all(&mut self, name: &'static str, values: impl IntoIterator<Item = impl ParameterValue>) {
        self.request.query_all(name, values);
    }

    /// Sets query parameters like `Request::query_members`.
    pub(crate) fn query_members(&mut self, name: &'static str, style: MemberStyle, value: &impl Encode) {
        self.request.query_members(name, style, value);
    }

    /// Sets a header parameter like `Request::header`.
    pub(crate) fn header(&mut self, name: &'static str, value: &impl ParameterValue) {
        self.request.header(name, value);
    }

    /// Converts a value like `Request::checked`.
    pub(crate) fn checked<T>(
        &mut self,
        name: &'static str,
        value: impl TryInto<T, Error: Into<InvalidValue>>,
    ) -> Option<T> {
        self.request.checked(name, value)
    }

    /// Converts the values of a list like `Request::checked_all`.
    pub(crate) fn checked_all<T>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl TryInto<T, Error: Into<InvalidValue>>>,
    ) -> Option<Vec<T>> {
        self.request.checked_all(name, values)
    }

    /// Sets a header like `Request::set_header`, for every page.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        self.request.set_header(name, value);
    }

    /// Sets the time limit like `Request::set_timeout`, for each page.
    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.request.set_timeout(timeout);
    }

    /// Sets the maximum body length like `Request::set_max_body`, for each page.
    pub(crate) fn set_max_body(&mut self, max_body: usize) {
        self.request.set_max_body(max_body);
    }

    /// Sets the retry policy like `Request::set_retry`, for each page.
    pub(crate) fn set_retry(&mut self, policy: RetryPolicy) {
        self.request.set_retry(policy);
    }

    /// Sets the maximum number of items in all.
    pub(crate) fn set_limit(&mut self, limit: usize) {
        self.limit = Some(limit);
    }

    /// Sets the number of items on a page. A size that the operation does not accept is an error when the request is
    /// sent.
    pub(crate) fn set_page_size(&mut self, page_size: u16) {
        self.page_size = Some(page_size);
    }

    /// Starts after the page that this link comes from.
    pub(crate) fn set_resume(&mut self, link: String) {
        self.resume = Some(link);
    }

    /// Sends one request and returns the first page. `items` is the property of a page that holds the items.
    pub(crate) async fn first_page<T: Decode>(
        self,
        items: &'static str,
        page_sizes: Option<PageSizes>,
    ) -> Result<Response<Page<T>>> {
        let (limit, resume) = (self.limit, self.resume.clone());
        let mut request = self.with_page_size(page_sizes);
        if let Some(link) = resume {
            request = NextLinks::default().request(&request, &link, None)?;
        }
        let answer = send(&request).await?;
        match Page::decode(&answer, items, T::decode) {
            Ok(page) => Ok(Response::new(page.limited(limit), answer)),
            Err(error) => Err(request.undecodable(answer, error, T::SECRET_FIELDS)),
        }
    }

    /// Returns a stream of the pages. Sends nothing yet. `items` is the property of a page that holds the items.
    pub(crate) fn into_pages<T: Decode>(self, items: &'static str, page_sizes: Option<PageSizes>) -> PageStream<T> {
        let (limit, resume) = (self.limit, self.resume.clone());
        PageStream::new(self.with_page_size(page_sizes), items, limit, resume)
    }

    /// Returns the request for the first page, with a page size if the operation has such a parameter.
    fn with_page_size(self, page_sizes: Option<PageSizes>) -> Request {
        let mut request = self.request;
        let Some(page_sizes) = page_sizes else {
            return request;
        };
        let PageSizes { name, minimum, maximum } = page_sizes;
        let page_size = self.page_size.unwrap_or_else(|| page_sizes.default_size(self.limit));
        if (minimum..=maximum).contains(&page_size) {
            request.query(name, &i64::from(page_size));
        } else {
            request.fail(format!("the page size is {page_size}: it must be from {minimum} to {maximum}"));
        }
        request
    }
}

impl fmt::Debug for ListRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A link repeats the filters, which can be phone numbers.
        formatter
            .debug_struct("ListRequest")
            .field("request", &self.request)
            .field("limit", &self.limit)
            .field("page_size", &self.page_size)
            .field("resumes", &self.resume.is_some())
            .finish()
    }
}
