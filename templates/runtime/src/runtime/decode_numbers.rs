//! In comes a JSON number or numeric text, out goes an integer, float or decimal.
//!
//! Twilio writes many numbers as text (`"duration": "12"`, `"price": "-0.0075"`). Must not know fields.

use rust_decimal::Decimal;

use super::decode::Decode;
use super::decode_error::DecodeError;
use super::json::{Json, JsonKind};

impl Decode for i64 {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        decode_integer("an integer", json)
    }
}

impl Decode for i32 {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a 32-bit integer";
        let wide = decode_integer(EXPECTED, json)?;
        i32::try_from(wide).map_err(|_| DecodeError::wrong_value(EXPECTED, json))
    }
}

/// NaN and infinities are refused: no JSON number is one, so the text is a mistake.
impl Decode for f64 {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a number";
        let number = match json.kind() {
            JsonKind::Number(number) => number.parse::<f64>().ok(),
            JsonKind::String(text) => text.trim().parse::<f64>().ok(),
            _ => return Err(DecodeError::wrong_type(EXPECTED, json)),
        };
        number.filter(|number| number.is_finite()).ok_or_else(|| DecodeError::wrong_value(EXPECTED, json))
    }
}

impl Decode for Decimal {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a decimal";
        let decimal = match json.kind() {
            JsonKind::Number(number) => parse_decimal(number),
            JsonKind::String(text) => parse_decimal(text.trim()),
            _ => return Err(DecodeError::wrong_type(EXPECTED, json)),
        };
        decimal.ok_or_else(|| DecodeError::wrong_value(EXPECTED, json))
    }
}

/// A whole number, as a JSON number (`12` or `12.0`) or as text.
fn decode_integer(expected: &str, json: Json<'_>) -> Result<i64, DecodeError> {
    let integer = match json.kind() {
        JsonKind::Number(number) => number.parse().ok().or_else(|| number.parse().ok().and_then(whole_number)),
        JsonKind::String(text) => text.trim().parse::<i64>().ok(),
        _ => return Err(DecodeError::wrong_type(expected, json)),
    };
    integer.ok_or_else(|| DecodeError::wrong_value(expected, json))
}

/// The float as an integer, if it is one and small enough for every integer around it to be exact.
fn whole_number(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// Plain or scientific notation.
fn parse_decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}
