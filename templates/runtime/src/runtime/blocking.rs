//! Waits for a future without an async runtime of the caller (feature `blocking`).
//!
//! One runtime with one thread serves the whole process, so connections stay open between calls. A call inside an
//! async task is an error, because it would block the task.

use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use futures_core::Stream;
use tokio::runtime::{Builder, Runtime};
use tokio::task::consume_budget;

use super::error::{Error, Result};
use super::item_stream::ItemStream;
use super::page::Page;
use super::page_stream::PageStream;

/// Blocks the current thread until the future is ready. The thread must have no runtime or be one of tokio's threads
/// for blocking code.
///
/// # Errors
/// The caller is inside an async task, or the runtime cannot be started.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();
    if is_inside_task() {
        return Err(Error::configuration(
            "a blocking call was made inside an async task, which it would stop: use .await there, or make the call in tokio::task::spawn_blocking or in a thread of its own",
        ));
    }
    let start = || Builder::new_multi_thread().worker_threads(1).thread_name("twilio-blocking").enable_all().build();
    let runtime = RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        Error::configuration(format!("the runtime for blocking calls could not be started: {error}"))
    })?;
    // `Runtime::block_on` would panic on a thread where tokio does not allow blocking.
    let _entered = runtime.enter();
    Ok(wait_for(pin!(future)))
}

/// Polls the future on this thread, and parks the thread in between.
fn wait_for<F: Future>(mut future: Pin<&mut F>) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Wakes a parked thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Returns true inside an async task of tokio. `Handle::try_current` cannot tell a task from `spawn_blocking`.
///
/// A task has a budget of operations, after which it must yield. Blocking code has no budget. This check uses the
/// budget up, so the task yields the next time that it waits.
fn is_inside_task() -> bool {
    // The budget of tokio is 128.
    const MORE_THAN_ANY_BUDGET: usize = 10_000;
    let mut context = Context::from_waker(Waker::noop());
    (0..MORE_THAN_ANY_BUDGET).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

/// An iterator over the items of a list. It requests each page when the page is needed.
#[derive(Debug)]
#[must_use = "nothing is sent before the first .next()"]
pub struct BlockingItems<T>(Option<ItemStream<T>>);

/// An iterator over the pages of a list that hold items. It requests each page when the page is needed.
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

/// Returns the next element. If the thread must not block, that error is the last element.
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
