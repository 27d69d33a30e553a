//! Decodes integers, floats and decimals from JSON numbers or numeric text.
//!
//! Twilio writes many numbers as text (`"duration": "12"`, `"price": "-0.0075"`).

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

/// Rejects NaN and infinities: JSON has no such numbers, so their text is a mistake.
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

/// Decodes a whole number from a JSON number (`12` or `12.0`) or from text.
fn decode_integer(expected: &str, json: Json<'_>) -> Result<i64, DecodeError> {
    let integer = match json.kind() {
        JsonKind::Number(number) => number.parse().ok().or_else(|| number.parse().ok().and_then(whole_number)),
        JsonKind::String(text) => text.trim().parse::<i64>().ok(),
        _ => return Err(DecodeError::wrong_type(expected, json)),
    };
    integer.ok_or_else(|| DecodeError::wrong_value(expected, json))
}

/// Converts a float to an integer. `None` if it has a fraction, or is too large for exact integers.
fn whole_number(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// Parses plain or scientific notation. The number is rounded to the precision of a decimal: 28 digits after the
/// point and 96 bits in all. `None` if the text is not a number, or the number is greater than the greatest decimal.
fn parse_decimal(text: &str) -> Option<Decimal> {
    const MOST_DIGITS: i64 = 29;
    let (unsigned, is_negative) = match text.strip_prefix('-') {
        Some(unsigned) => (unsigned, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = !(whole.is_empty() && fraction.is_empty());
    if !is_number || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = || whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0');
    let leading = digits().take_while(|digit| *digit == 0).count();
    let significant = digits().count() - leading;
    // The value is 0.d₁d₂… × 10^point. Its last digit is `scale` digits after the point.
    let point = (whole.len() as i64).saturating_sub(leading as i64).saturating_add(exponent);
    let scale = (fraction.len() as i64).saturating_sub(exponent).clamp(0, i64::from(Decimal::MAX_SCALE));
    if significant == 0 {
        return Some(Decimal::new(0, scale as u32));
    }
    if point > MOST_DIGITS {
        return None;
    }
    // Reduces the number of digits after the point until the number fits.
    (0..=scale).rev().find_map(|scale| {
        let kept = point + scale;
        let mut digits = digits().skip(leading);
        let mut number: i128 = 0;
        for _ in 0..kept {
            number = number.checked_mul(10)?.checked_add(i128::from(digits.next().unwrap_or(0)))?;
        }
        // Only the next digit decides the rounding, and a half is rounded up.
        number += i128::from(kept >= 0 && digits.next().is_some_and(|next| next >= 5));
        Decimal::try_from_i128_with_scale(if is_negative { -number } else { number }, scale as u32).ok()
    })
}

/// Parses an exponent. An exponent that is too large becomes the greatest or the smallest allowed value.
fn parse_exponent(text: &str) -> Option<i64> {
    // Adding the number of digits of a text to this value cannot overflow.
    const GREATEST: i64 = i64::MAX / 4;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent = digits.parse().unwrap_or(GREATEST).min(GREATEST);
    Some(if text.starts_with('-') { -exponent } else { exponent })
}
