//! A macro that gives every builder its common methods.

/// Implements sending, per-request settings and `.await` for a builder.
///
/// `operation!(CreateCall, Call);` stands beside `pub struct CreateCall { request: Request }`. The model of an
/// operation without a response body is `()`. `operation!(FetchNote, String, send_for_raw);` is for an operation
/// whose response is not JSON.
macro_rules! operation {
    ($name:ident, $model:ty) => {
        $crate::runtime::operation!($name, $model, send);
    };
    ($name:ident, $model:ty, $send:ident) => {
        impl $name {
            /// Sets the time limit of one attempt, from connecting to the last byte of the response. Default: that of
            /// the client, which is 30 s unless it is set.
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

            /// Sets the retry policy of this request. Default: that of the client.
            pub fn retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
                self.request.set_retry(policy);
                self
            }

            /// Sets a header on this request. An invalid header is an error when the request is sent.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request.set_header(name, value);
                self
            }

            /// Sends the request and returns the decoded response.
            ///
            /// # Errors
            /// The request is incomplete or cannot be delivered, Twilio sends an error response, or the response
            /// cannot be decoded. See the kind of the error.
            pub async fn send(self) -> $crate::runtime::Result<$model> {
                self.response().await.map($crate::runtime::Response::into_value)
            }

            /// Sends the request like `send`, for code without an async runtime.
            ///
            /// # Errors
            /// Fails like `send`, and also inside an async task, which the call would block. Use `spawn_blocking`
            /// there.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> $crate::runtime::Result<$model> {
                $crate::runtime::block_on(self.send())?
            }

            /// Sends the request like `send`, and returns status, headers and raw body with the decoded response.
            ///
            /// # Errors
            /// Fails like `send`.
            pub async fn response(self) -> $crate::runtime::Result<$crate::runtime::Response<$model>> {
                self.request.$send::<$model>().await
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = $crate::runtime::Result<$model>;
            type IntoFuture =
                ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = Self::Output> + Send>>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

pub(crate) use operation;
