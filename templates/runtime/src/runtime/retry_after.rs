//! Reads the header `Retry-After`.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{Timestamp, tz::TimeZone};

/// Returns the time to wait that the server asks for, as seconds or as an HTTP date. A date in the past means no
/// time.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    // Some servers send a fraction, or send the header twice.
    let seconds = value.split(',').next()?.trim().parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
    if let Some(seconds) = seconds {
        return Some(Duration::try_from_secs_f64(seconds.ceil()).unwrap_or(Duration::MAX));
    }
    let until = http_date(value)?;
    Some(SystemTime::from(until).duration_since(now).unwrap_or_default())
}

/// Parses the three date formats of RFC 9110, section 5.6.7. The weekday is ignored.
fn http_date(text: &str) -> Option<Timestamp> {
    static RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    if let Ok(timestamp) = RFC_2822.parse_timestamp(text) {
        return Some(timestamp);
    }
    // The two obsolete formats without their weekday: `06-Nov-94 08:49:37 GMT` and `Nov  6 08:49:37 1994`.
    let rest = text.split_once(' ')?.1.trim();
    ["%d-%b-%y %H:%M:%S GMT", "%b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|format| DateTime::strptime(format, rest).ok())
        .and_then(|moment| moment.to_zoned(TimeZone::UTC).ok())
        .map(|zoned| zoned.timestamp())
}
