//! In comes the header `Retry-After`, out goes how long to wait. Must not wait.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};
use jiff::fmt::rfc2822::DateTimeParser;

/// The time that the server asks to wait: seconds, or until an HTTP date. A date in the past is no time.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(SystemTime::from(until).duration_since(now).unwrap_or_default())
}
