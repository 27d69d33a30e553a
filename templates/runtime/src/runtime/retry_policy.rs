//! Decides whether a request may be sent again after an error, and after which delay.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use super::error::Error;
use super::error_kind::ErrorKind;
use super::request_label::RequestLabel;

/// The number of attempts of a request, and the delays between them.
///
/// | failure | requests that are sent again |
/// |---|---|
/// | 429 | every method: Twilio has not processed the request |
/// | no connection was opened | every method: Twilio never received the request |
/// | 5xx, a connection that broke, an attempt that took too long | GET, HEAD, and DELETE if the path ends in an id |
/// | anything else; a certificate that is not accepted; a proxy that requires a password | none |
///
/// A POST that may have been processed is never repeated; [`is_ambiguous`](Error::is_ambiguous) of its error returns
/// true. If a DELETE was processed and is repeated, the second response is 404.
///
/// Before each further attempt, the client waits as long as `Retry-After` asks. If there is no such header, or it
/// asks for no time, the client waits for a random time ("full jitter"). Its maximum doubles with every attempt, up
/// to [`max_delay`](Self::max_delay).
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client or a request has it"]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    deadline: Option<Duration>,
}

impl Default for RetryPolicy {
    /// Returns a policy with four attempts and no deadline. The delays are up to 0.5, 1 and 2 s, or up to 30 s if the
    /// server asks for them.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(30),
            deadline: None,
        }
    }
}

impl RetryPolicy {
    /// Returns a policy with one attempt.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first; 0 counts as 1. Default: 4.
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts.max(1);
        self
    }

    /// Sets the maximum delay before the second attempt. It doubles with each attempt. Default: 0.5 s.
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// Sets the delay at which the doubling ends. Default: 8 s.
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// Sets the maximum `Retry-After` that the client waits for. If the server asks for a longer time, the error is
    /// returned at once, and [`Error::retry_after`] returns that time. Default: 30 s.
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets the time limit of all attempts and delays together. With zero, nothing is sent. Default: no limit except
    /// the limit of each attempt.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Returns the time until the deadline; `None` without a deadline.
    pub(crate) fn remaining(&self, elapsed: Duration) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_sub(elapsed))
    }

    /// Returns the delay before the next attempt; `None` if there is no next attempt.
    pub(crate) fn delay(
        &self,
        error: &Error,
        request: &RequestLabel,
        attempts: u32,
        elapsed: Duration,
    ) -> Option<Duration> {
        if attempts >= self.max_attempts || !may_repeat(error, request) {
            return None;
        }
        let delay = match error.retry_after() {
            Some(asked) if asked > self.max_retry_after => return None,
            // The server asks all callers for the same time, so without jitter they would all return together.
            Some(Duration::ZERO) | None => self.jittered(attempts),
            Some(asked) => asked,
        };
        let in_time = self.remaining(elapsed).is_none_or(|remaining| delay < remaining);
        in_time.then_some(delay)
    }

    /// Returns a random part of the maximum delay after this many attempts.
    fn jittered(&self, attempts: u32) -> Duration {
        let doublings = 1_u32.checked_shl(attempts - 1).unwrap_or(u32::MAX);
        let longest = self.base_delay.saturating_mul(doublings).min(self.max_delay);
        longest.mul_f64(random_fraction())
    }
}

/// Returns a random number from 0 to 1. It is not suitable for secrets: it uses the seeds of std's hash maps, which
/// are good enough to spread load.
fn random_fraction() -> f64 {
    RandomState::new().hash_one(()) as f64 / u64::MAX as f64
}

/// Returns true if the table of [`RetryPolicy`] lists the request for this error.
fn may_repeat(error: &Error, request: &RequestLabel) -> bool {
    match error.kind() {
        _ if error.is_permanent() => false,
        ErrorKind::Connect => true,
        ErrorKind::Timeout | ErrorKind::Transport => request.is_repeatable(),
        ErrorKind::Api if error.is_rate_limited() => true,
        ErrorKind::Api => request.is_repeatable() && error.status().is_some_and(|status| status.is_server_error()),
        _ => false,
    }
}
