//! Timestamps and dates in RFC 2822 and ISO 8601. Either format is accepted, whichever the document declares.

use serde_json::json;

use crate::runtime::{Date, Timestamp};

use super::decoding::decode;

/// Returns the timestamp in this text, as UTC.
fn moment(text: &str) -> String {
    decode::<Timestamp>(json!(text)).unwrap().to_string()
}

/// Returns the date in this text.
fn day(text: &str) -> String {
    decode::<Date>(json!(text)).unwrap().to_string()
}

#[test]
fn rfc_2822_honours_the_offset() {
    assert_eq!(moment("Thu, 30 Jul 2015 20:00:00 +0000"), "2015-07-30T20:00:00Z");
    assert_eq!(moment("Thu, 30 Jul 2015 20:00:00 -0700"), "2015-07-31T03:00:00Z");
    assert_eq!(moment("30 Jul 2015 20:00:00 GMT"), "2015-07-30T20:00:00Z");
}

#[test]
fn rfc_2822_with_the_wrong_weekday_is_forgiven() {
    assert_eq!(moment("Mon, 30 Jul 2015 20:00:00 +0000"), "2015-07-30T20:00:00Z");
}

#[test]
fn iso_8601_is_accepted_with_and_without_an_offset() {
    assert_eq!(moment("2015-07-30T20:00:00Z"), "2015-07-30T20:00:00Z");
    assert_eq!(moment("2015-07-30T20:00:00.5+02:00"), "2015-07-30T18:00:00.5Z");
    assert_eq!(moment("2015-07-30T20:00:00"), "2015-07-30T20:00:00Z");
    assert_eq!(moment("2015-07-30"), "2015-07-30T00:00:00Z");
}

#[test]
fn a_day_may_come_with_a_time() {
    assert_eq!(day("2015-07-30"), "2015-07-30");
    assert_eq!(day("2015-07-30T20:00:00Z"), "2015-07-30");
    assert_eq!(day("Thu, 30 Jul 2015 20:00:00 -0700"), "2015-07-31");
}

#[test]
fn what_is_no_date_is_refused() {
    let error = decode::<Timestamp>(json!("yesterday")).unwrap_err();
    assert_eq!(error.to_string(), r#"expected a date and time, found "yesterday""#);
    let error = decode::<Date>(json!("2015-02-30")).unwrap_err();
    assert_eq!(error.to_string(), r#"expected a date, found "2015-02-30""#);
    assert!(decode::<Timestamp>(json!(1_438_286_400)).is_err());
    assert!(decode::<Option<Timestamp>>(json!("")).unwrap().is_none());
}
