//! A macro that gives the builder of a list operation its paging, its limits and `.await`.

/// Implements paging, per-request settings and `.await` for the builder of a list.
///
/// `list_operation!(ListCall, Call, "calls", page_size = "PageSize" from 1 to 1000);` stands beside `pub struct
/// ListCall { request: ListRequest }`. The text is the property of a page that holds the items. `page_size` is the
/// query parameter for the number of items on a page, with the smallest and the largest number that the document
/// allows. A list without such a parameter leaves it out.
macro_rules! list_operation {
    ($name:ident, $model:ty, $items:literal) => {
        $crate::runtime::list_operation!(@common $name, $model, $items, None);
    };
    ($name:ident, $model:ty, $items:literal, page_size = $page_size:literal from $minimum:literal to $maximum:literal) => {
        impl $name {
            #[doc = ::std::concat!("How many items to ask for per page, from ", $minimum, " to ", $maximum, ".")]
            #[doc = ::std::concat!("Default: the limit, but at least ", $minimum, " and at most ", $maximum, ";")]
            #[doc = ::std::concat!($maximum, " without a limit.")]
            ///
            /// Any other number is an error when the request is sent.
            pub fn page_size(mut self, page_size: u16) -> Self {
                self.request.set_page_size(page_size);
                self
            }
        }

        $crate::runtime::list_operation!(@common $name, $model, $items, Some($crate::runtime::PageSizes {
            name: $page_size,
            minimum: $minimum,
            maximum: $maximum,
        }));
    };
    (@common $name:ident, $model:ty, $items:literal, $page_sizes:expr) => {
        impl $name {
            /// Sets the maximum number of items in all. No page is requested after the last of them. Default: no
            /// limit.
            pub fn limit(mut self, limit: usize) -> Self {
                self.request.set_limit(limit);
                self
            }

            /// Sets the time limit of one attempt for each page, from connecting to the last byte of the response.
            /// Default: that of the client, which is 30 s unless it is set.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.request.set_timeout(timeout);
                self
            }

            /// Sets the maximum number of bytes to read of a response body. A longer body is an error. Default: that
            /// of the client, which is 16 MB unless it is set.
            pub fn max_response_body(mut self, bytes: usize) -> Self {
                self.request.set_max_body(bytes);
                self
            }

            /// Sets the retry policy of each page. Default: that of the client.
            pub fn retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
                self.request.set_retry(policy);
                self
            }

            /// Sets a header on every request. An invalid header is an error when the request is sent.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request.set_header(name, value);
                self
            }

            /// Continues after an earlier page instead of starting at the first page. Pass the
            /// [`next_link`]($crate::runtime::Page::next_link) of the earlier page, which may have been stored.
            ///
            /// The link determines the filters and the page size. A link to another origin, or to another path than
            /// that of this list, is an error, and nothing is sent.
            pub fn resume(mut self, link: impl ::std::convert::Into<::std::string::String>) -> Self {
                self.request.set_resume(link.into());
                self
            }

            /// Sends one request and returns the first page.
            ///
            /// # Errors
            /// The request is incomplete or cannot be delivered, Twilio sends an error response, or the response
            /// cannot be decoded. See the kind of the error.
            pub async fn send(self) -> $crate::runtime::Result<$crate::runtime::Page<$model>> {
                self.response().await.map($crate::runtime::Response::into_value)
            }

            /// Sends the request like `send`, and returns status, headers and raw body with the page.
            ///
            /// # Errors
            /// Fails like `send`.
            pub async fn response(self) -> $crate::runtime::Result<$crate::runtime::Response<$crate::runtime::Page<$model>>> {
                self.request.first_page($items, $page_sizes).await
            }

            /// Sends the request like `send`, for code without an async runtime.
            ///
            /// # Errors
            /// Fails like `send`, and also inside an async task, which the call would block. Use `spawn_blocking`
            /// there.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> $crate::runtime::Result<$crate::runtime::Page<$model>> {
                $crate::runtime::block_on(self.send())?
            }

            /// Returns the items like `stream`, for code without an async runtime.
            #[cfg(feature = "blocking")]
            pub fn iter_blocking(self) -> $crate::runtime::BlockingItems<$model> {
                $crate::runtime::BlockingItems::new(self.stream())
            }

            /// Returns the pages like `pages`, for code without an async runtime.
            #[cfg(feature = "blocking")]
            pub fn pages_blocking(self) -> $crate::runtime::BlockingPages<$model> {
                $crate::runtime::BlockingPages::new(self.pages())
            }

            /// Returns all items, page after page. A page is requested when all items of the page before it have been
            /// returned.
            pub fn stream(self) -> $crate::runtime::ItemStream<$model> {
                $crate::runtime::ItemStream::new(self.pages())
            }

            /// Returns all pages that hold items. A page is requested when the stream is polled for it.
            pub fn pages(self) -> $crate::runtime::PageStream<$model> {
                self.request.into_pages($items, $page_sizes)
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = $crate::runtime::Result<$crate::runtime::Page<$model>>;
            type IntoFuture = ::std::pin::Pin<
                ::std::boxed::Box<dyn ::std::future::Future<Output = Self::Output> + Send>,
            >;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

pub(crate) use list_operation;
