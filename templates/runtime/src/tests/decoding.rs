//! Lenient decoding of values that differ from their declaration, and the locations in errors.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::runtime::{Decimal, Decode, DecodeError, ExposeSecret, SecretString};
use crate::sample::Widget;

/// Decodes a value as `T` from its text.
pub(super) fn decode<T: Decode>(value: Value) -> Result<T, DecodeError> {
    T::decode_body(value.to_string().as_bytes())
}

/// Returns the error of decoding a value as `T`.
fn refusal<T: Decode>(value: Value) -> String {
    match decode::<T>(value) {
        Ok(_) => panic!("decoded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn text_may_arrive_as_a_number_or_boolean() {
    assert_eq!(decode::<String>(json!(12)), Ok("12".to_owned()));
    assert_eq!(decode::<String>(json!(true)), Ok("true".to_owned()));
    assert_eq!(decode::<String>(json!("")), Ok(String::new()));
    assert_eq!(refusal::<String>(json!(null)), "expected a string, found null");
    assert_eq!(refusal::<String>(json!(["x"])), "expected a string, found an array");
}

#[test]
fn numbers_may_arrive_as_text() {
    assert_eq!(decode::<i64>(json!("-12")), Ok(-12));
    assert_eq!(decode::<i64>(json!(12.0)), Ok(12));
    assert_eq!(decode::<i32>(json!(" 7 ")), Ok(7));
    assert_eq!(decode::<f64>(json!("1.5")), Ok(1.5));
    assert_eq!(decode::<Decimal>(json!("-0.00750")), Ok("-0.00750".parse().unwrap()));
    assert_eq!(decode::<Decimal>(json!(0.1)), Ok("0.1".parse().unwrap()));
    assert_eq!(decode::<Decimal>(json!("1e-3")), Ok("0.001".parse().unwrap()));
}

#[test]
fn what_is_no_number_is_shown() {
    assert_eq!(refusal::<i64>(json!("1.5")), r#"expected an integer, found "1.5""#);
    assert_eq!(refusal::<i64>(json!(1.5)), "expected an integer, found 1.5");
    assert_eq!(refusal::<i64>(json!(u64::MAX)), "expected an integer, found 18446744073709551615");
    assert_eq!(refusal::<i32>(json!(3_000_000_000_i64)), "expected a 32-bit integer, found 3000000000");
    assert_eq!(refusal::<f64>(json!("NaN")), r#"expected a number, found "NaN""#);
    assert_eq!(refusal::<Decimal>(json!(false)), "expected a decimal, found a boolean");
    let long = refusal::<Decimal>(json!("x".repeat(1000)));
    assert_eq!(long, format!("expected a decimal, found \"{}…", "x".repeat(39)));
}

#[test]
fn booleans_may_arrive_as_text() {
    assert_eq!(decode::<bool>(json!("true")), Ok(true));
    assert_eq!(decode::<bool>(json!("false")), Ok(false));
    assert_eq!(refusal::<bool>(json!("yes")), r#"expected a boolean, found "yes""#);
    assert_eq!(refusal::<bool>(json!(1)), "expected a boolean, found a number");
}

#[test]
fn null_and_empty_text_are_absent() {
    assert_eq!(decode::<Option<String>>(json!(null)), Ok(None));
    assert_eq!(decode::<Option<i64>>(json!("")), Ok(None));
    assert_eq!(decode::<Option<Vec<i64>>>(json!("")), Ok(None));
    let text = r#"{"sid": "WI1", "account_sid": "", "price": null, "parts": "", "unknown": [{}]}"#;
    let widget = Widget::decode_body(text.as_bytes()).unwrap();
    assert!(widget.account_sid.is_none() && widget.price.is_none() && widget.parts.is_none());
}

#[test]
fn containers_are_decoded_inside() {
    assert_eq!(decode::<Vec<i64>>(json!(["1", 2])), Ok(vec![1, 2]));
    let map = BTreeMap::from([("a".to_owned(), Box::new(1_i64))]);
    assert_eq!(decode::<BTreeMap<_, _>>(json!({"a": "1"})), Ok(map));
    assert_eq!(decode::<Value>(json!({"a": null})), Ok(json!({"a": null})));
    assert_eq!(decode::<()>(json!([1])), Ok(()));
}

#[test]
fn an_error_says_where_in_the_response() {
    let parts = |price: Value| json!({"sid": "WI1", "parts": [{"sid": "WI2"}, {"sid": "WI3", "price": price}]});
    assert_eq!(refusal::<Widget>(parts(json!("abc"))), r#"parts[1].price: expected a decimal, found "abc""#);
    assert_eq!(refusal::<Widget>(json!({"parts": []})), "sid: the field is missing");
    assert_eq!(
        refusal::<Widget>(json!({"sid": "WI1", "subresource_uris": {"a": {}}})),
        "subresource_uris.a: expected a string, found an object"
    );
    assert_eq!(refusal::<Vec<Widget>>(json!([3])), "[0]: expected an object, found a number");
    assert_eq!(refusal::<BTreeMap<String, i64>>(json!({"a\nb": []})), r"a\nb: expected an integer, found an array");
}

#[test]
fn a_secret_is_decoded_and_a_wrong_one_not_repeated() {
    assert_eq!(decode::<SecretString>(json!("s")).unwrap().expose_secret(), "s");
    assert_eq!(refusal::<SecretString>(json!(["hunter2"])), "expected a string, found an array");
}

#[test]
fn a_body_that_is_no_json_is_an_error() {
    assert_eq!(Widget::decode_body(b"").unwrap_err().to_string(), "the body is empty");
    assert_eq!(
        Widget::decode_body(b"<html>").unwrap_err().to_string(),
        "the body is not JSON: expected a value at line 1 column 1"
    );
    // The depth would overflow the stack of a recursive parser.
    assert!(Widget::decode_body("[".repeat(100_000).as_bytes()).is_err());
}
