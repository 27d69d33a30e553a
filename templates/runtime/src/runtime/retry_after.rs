//! Reads the header `Retry-After`.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{Timestamp, tz::TimeZone};

/// The time that the server asks to wait: seconds, or until an HTTP date. A date in the past is no time.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    // Some servers write a fraction, or send the header twice.
    let seconds = value.split(',').next()?.trim().parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
    if let Some(seconds) = seconds {
        return Some(Duration::try_from_secs_f64(seconds.ceil()).unwrap_or(Duration::MAX));
    }
    let until = http_date(value)?;
    Some(SystemTime::from(until).duration_since(now).unwrap_or_default())
}

/// The three forms of RFC 9110, section 5.6.7. The date counts, not the weekday.
fn http_date(text: &str) -> Option<Timestamp> {
    static RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    if let Ok(timestamp) = RFC_2822.parse_timestamp(text) {
        return Some(timestamp);
    }
    // Without the weekday: `06-Nov-94 08:49:37 GMT` and `Nov  6 08:49:37 1994`.
    let rest = text.split_once(' ')?.1.trim();
    ["%d-%b-%y %H:%M:%S GMT", "%b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|format| DateTime::strptime(format, rest).ok())
        .and_then(|moment| moment.to_zoned(TimeZone::UTC).ok())
        .map(|zoned| zoned.timestamp())
}
