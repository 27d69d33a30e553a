//! Waiting for a future without an async runtime of the caller's (feature `blocking`).
//!
//! One runtime with one thread serves the whole process: connections stay open between calls. Must not
//! be entered from async code, which it would stop.

use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{Error, Result};
use super::item_stream::ItemStream;
use super::page::Page;
use super::page_stream::PageStream;

/// Waits for the future.
///
/// # Errors
/// The caller is inside an async runtime, or none can be started.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::configuration(
            "a blocking call was made inside an async runtime, which it would stop: use .await there; in spawn_blocking, tokio's Handle::current().block_on(….send()); or a thread of its own",
        ));
    }
    let start = || Builder::new_multi_thread().worker_threads(1).thread_name("twilio-blocking").enable_all().build();
    match RUNTIME.get_or_init(start) {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => {
            Err(Error::configuration(format!("the runtime for blocking calls could not be started: {error}")))
        }
    }
}

/// The items of a list, one request for each page at the time it is needed.
#[derive(Debug)]
#[must_use = "nothing is sent before the first .next()"]
pub struct BlockingItems<T>(Option<ItemStream<T>>);

/// The pages of a list that hold items, one request for each at the time it is needed.
#[derive(Debug)]
#[must_use = "nothing is sent before the first .next()"]
pub struct BlockingPages<T>(Option<PageStream<T>>);

impl<T> BlockingItems<T> {
    pub(crate) fn new(items: ItemStream<T>) -> Self {
        Self(Some(items))
    }
}

impl<T> BlockingPages<T> {
    pub(crate) fn new(pages: PageStream<T>) -> Self {
        Self(Some(pages))
    }
}

impl<T> Iterator for BlockingItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.0)
    }
}

impl<T> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.0)
    }
}

/// The next element; a call that is refused is the last one.
fn next<S: Stream<Item = Result<T>> + Unpin, T>(stream: &mut Option<S>) -> Option<Result<T>> {
    let polled = stream.as_mut()?;
    match block_on(std::future::poll_fn(|context| Pin::new(&mut *polled).poll_next(context))) {
        Ok(next) => next,
        Err(refused) => {
            *stream = None;
            Some(Err(refused))
        }
    }
}
