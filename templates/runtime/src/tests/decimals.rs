//! Decimals of any size and precision, compared with the correctly rounded value, and numbers that cannot be sent.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use crate::runtime::{Decimal, Decode, ErrorKind, Handle, Joined, JsonText, MemberStyle, Method, Request, Sensitive};

use super::server::TestServer;

/// Returns the decimal that a JSON number decodes to.
fn decimal(number: &str) -> Option<Decimal> {
    let decoded = Decimal::decode_body(number.as_bytes()).ok();
    let as_text = Decimal::decode_body(format!("\"{number}\"").as_bytes()).ok();
    assert_eq!(decoded, as_text, "a number as text is the same");
    decoded
}

/// Returns the number as the API would write it.
fn text(number: &str) -> String {
    decimal(number).map_or_else(|| "refused".to_owned(), |decimal| decimal.to_string())
}

#[test]
fn a_number_that_is_too_small_is_rounded() {
    assert_eq!(decimal("1e-29"), Some(Decimal::ZERO));
    assert_eq!(decimal("-4.9e-29"), Some(Decimal::ZERO));
    assert_eq!(text("5e-29"), "0.0000000000000000000000000001");
    assert_eq!(text("1e-28"), "0.0000000000000000000000000001");
    assert_eq!(decimal("1e-400"), Some(Decimal::ZERO));
    assert_eq!(decimal("1e-99999999999999999999"), Some(Decimal::ZERO));
    assert_eq!(decimal(&format!("0.{}1", "0".repeat(500))), Some(Decimal::ZERO));
    assert_eq!(text("0.12345678901234567890123456785"), "0.1234567890123456789012345679");
}

#[test]
fn a_number_with_too_many_digits_is_rounded() {
    assert_eq!(text("1.23456789012345678901234567890123456789"), "1.2345678901234567890123456789");
    assert_eq!(text("123456789012345678.99999999999999999999"), "123456789012345679.00000000000");
    assert_eq!(text("79228162514264337593543950335.4"), "79228162514264337593543950335");
    assert_eq!(text("7.9228162514264337593543950336"), "7.922816251426433759354395034");
    assert_eq!(text("9.9999999999999999999999999999999"), "10.000000000000000000000000000");
}

#[test]
fn a_number_beyond_every_decimal_is_refused() {
    for number in ["1e29", "79228162514264337593543950336", "1e400", "-1e99999999999999999999"] {
        assert_eq!(text(number), "refused", "{number}");
    }
    assert_eq!(text("7.9228162514264337593543950335e28"), "79228162514264337593543950335");
}

#[test]
fn digits_stay_as_they_are_written() {
    for number in ["0.0075", "1.50", "-12", "0", "0.00", "100"] {
        assert_eq!(text(number), number);
    }
    assert_eq!(text("1.5e3"), "1500");
    assert_eq!(text("1E+2"), "100");
    assert_eq!(text("-0"), "0");
    assert_eq!(text("-0.0"), "0.0");
    assert_eq!(text("0e400"), "0");
}

#[test]
fn what_is_no_number_is_refused() {
    for number in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1_000", "NaN", "inf", "0x1", "1 2", "--1", "1e5e5"] {
        assert!(Decimal::decode_body(json!(number).to_string().as_bytes()).is_err(), "{number}");
    }
}

proptest! {
    /// Every decimal can be read from scientific notation, at any position of the point.
    #[test]
    fn every_decimal_is_read_in_every_notation(mantissa in -(1_i128 << 96) + 1..(1_i128 << 96), scale in 0_u32..=28, moved in -40_i64..40) {
        let expected = Decimal::try_from_i128_with_scale(mantissa, scale).unwrap();
        prop_assert_eq!(decimal(&expected.to_string()), Some(expected));
        let exponent = moved - i64::from(scale);
        // The point is `moved` digits further left, and the exponent compensates for it.
        let (sign, digits) = (if mantissa < 0 { "-" } else { "" }, mantissa.unsigned_abs().to_string());
        let number = match moved {
            ..=0 => format!("{sign}{digits}{}e{exponent}", "0".repeat(moved.unsigned_abs() as usize)),
            moved => {
                let padded = format!("{digits:0>width$}", width = moved as usize + 1);
                let (whole, fraction) = padded.split_at(padded.len() - moved as usize);
                // The text has leading zeros, which are allowed in numeric text only.
                let whole = whole.trim_start_matches('0');
                format!("{sign}{}.{fraction}e{exponent}", if whole.is_empty() { "0" } else { whole })
            }
        };
        prop_assert_eq!(decimal(&number), Some(expected), "{}", number);
    }

    /// The distance to the nearest decimal is at most half of its last digit.
    #[test]
    fn every_number_is_near_its_decimal(number in "-?(0|[1-9][0-9]{0,27})(\\.[0-9]{1,50})?") {
        let (found, exact) = (decimal(&number).unwrap(), number.parse::<f64>().unwrap());
        let distance = (found.to_string().parse::<f64>().unwrap() - exact).abs();
        prop_assert!(distance <= exact.abs() * 1e-14 + 1e-28, "{} is {}", number, found);
    }
}

/// Returns the error of a request that is set up like this. Nothing reaches the server.
async fn refused(set_up: impl FnOnce(&mut Request)) -> String {
    let server = TestServer::start([]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    set_up(&mut request);
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(server.received().is_empty(), "nothing is sent");
    error.message().to_owned()
}

#[tokio::test]
async fn a_number_that_is_none_is_not_sent() {
    let scores = || BTreeMap::from([("a".to_owned(), vec![1.5, f64::INFINITY])]);
    let of = |name: &str| format!("{name} holds NaN or an infinity, which cannot be sent");
    assert_eq!(refused(|request| request.query("Ratio", &f64::NAN)).await, of("Ratio"));
    assert_eq!(refused(|request| request.query_all("Ratios", [1.0, f64::NEG_INFINITY])).await, of("Ratios"));
    assert_eq!(refused(|request| request.form("Ratio", &f64::NAN)).await, of("Ratio"));
    assert_eq!(refused(|request| request.form_all("Ratios", [f64::NAN])).await, of("Ratios"));
    assert_eq!(refused(|request| request.header("X-Ratio", &f64::NAN)).await, of("X-Ratio"));
    let joined = |request: &mut Request| request.query("Ratios", &Joined::with(",", [1.0, f64::NAN]));
    assert_eq!(refused(joined).await, of("Ratios"));
    let members = |request: &mut Request| request.query("Scores", &Joined::members(",", &scores()));
    assert_eq!(refused(members).await, of("Scores"));
    let deep = |request: &mut Request| request.query_members("Scores", MemberStyle::Brackets, &scores());
    assert_eq!(refused(deep).await, of("Scores"));
    assert_eq!(refused(|request| request.form("Scores", &JsonText::of(&scores()))).await, of("Scores"));
    assert_eq!(refused(|request| request.json("application/json", &vec![f64::NAN])).await, of("the body"));
    let secret = |request: &mut Request| request.json("application/json", &Sensitive::from(f64::NAN));
    assert_eq!(refused(secret).await, of("the body"));
    let member = |request: &mut Request| {
        request.json_object("application/json");
        request.json_member("Ratio", &Some(f64::NAN));
    };
    assert_eq!(refused(member).await, of("Ratio"));
}
