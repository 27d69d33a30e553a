//! Decodes timestamps and dates as Twilio writes them.
//!
//! v2010 writes RFC 2822 with an offset, and sometimes with a wrong weekday. v1 describes RFC 2822 and sends ISO
//! 8601. Both are accepted everywhere.

use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{Timestamp, tz::TimeZone};

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::json::{Json, JsonKind};

/// The parser of RFC 2822. It ignores a weekday that contradicts the date.
static RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// Decodes a timestamp. Without an offset, the timestamp is in UTC.
impl Decode for Timestamp {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a date and time";
        let JsonKind::String(text) = json.kind() else {
            return Err(DecodeError::wrong_type(EXPECTED, json));
        };
        parse_timestamp(text.trim()).ok_or_else(|| DecodeError::wrong_value(EXPECTED, json))
    }
}

/// Decodes a date. A date with a time becomes the date in UTC.
impl Decode for Date {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a date";
        let JsonKind::String(text) = json.kind() else {
            return Err(DecodeError::wrong_type(EXPECTED, json));
        };
        let text = text.trim();
        parse_timestamp(text)
            .map(|timestamp| timestamp.to_zoned(TimeZone::UTC).date())
            .ok_or_else(|| DecodeError::wrong_value(EXPECTED, json))
    }
}

/// Parses RFC 2822, ISO 8601 with or without an offset, or an ISO 8601 date.
fn parse_timestamp(text: &str) -> Option<Timestamp> {
    // RFC 2822 starts with a weekday, or with a day of the month of one or two digits.
    if !text.get(..4).is_some_and(|start| start.bytes().all(|byte| byte.is_ascii_digit())) {
        return RFC_2822.parse_timestamp(text).ok();
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp);
    }
    let date_time = text.parse::<DateTime>().ok()?;
    date_time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
