//! The limits that a document states for values: a check, and numbers that obey them.
//!
//! Knows JSON; must not know Rust.

use super::pattern::Pattern;
use crate::ir::{Constraints, Type};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Returns true if the value obeys the limits. An unsupported pattern or an unknown format limits nothing.
pub(super) fn is_within(constraints: &Constraints, value: &Type, example: &Value) -> bool {
    match (value, example) {
        (Type::Nullable(inner) | Type::Sensitive(inner), example) => is_within(constraints, inner, example),
        (Type::List(item), Value::Array(items)) => {
            let of_item = constraints.item.as_deref();
            let is_item = |one: &Value| of_item.is_none_or(|limits| is_within(limits, item, one));
            let is_repeated = |index: usize| items[..index].contains(&items[index]);
            is_counted(constraints.item_count, items.len())
                && items.iter().all(is_item)
                && !(constraints.has_unique_items && (1..items.len()).any(is_repeated))
        }
        (Type::String | Type::Secret, Value::String(text)) => is_text_within(constraints, text),
        (Type::DecimalText, Value::String(text)) => {
            text.parse().is_ok_and(|number| is_number_within(constraints, number))
        }
        (Type::Integer32 | Type::Integer64 | Type::Float | Type::Decimal, number) => {
            number.as_f64().is_some_and(|number| is_number_within(constraints, number))
        }
        (Type::Json, Value::Object(members)) => {
            let is_there = |name: &String| members.contains_key(name);
            constraints.required_members.iter().all(is_there) && is_counted(constraints.member_count, members.len())
        }
        _ => true,
    }
}

/// Returns true if the text obeys the limits of length, format and pattern.
pub(super) fn is_text_within(constraints: &Constraints, text: &str) -> bool {
    let pattern = constraints.pattern.as_deref().and_then(Pattern::read);
    is_counted(constraints.length, text.chars().count())
        && is_of_format(constraints.format.as_deref(), text)
        && pattern.is_none_or(|pattern| pattern.is_match(text))
}

fn is_counted((least, most): (Option<usize>, Option<usize>), count: usize) -> bool {
    least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
}

fn is_of_format(format: Option<&str>, text: &str) -> bool {
    match format {
        Some("email") => text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty()),
        Some("ipv4") => text.parse::<Ipv4Addr>().is_ok(),
        Some("ipv6") => text.parse::<Ipv6Addr>().is_ok(),
        Some("uuid") => {
            let is_digit = |(index, byte): (usize, u8)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            };
            text.len() == 36 && text.bytes().enumerate().all(is_digit)
        }
        _ => true,
    }
}

fn is_number_within(constraints: &Constraints, number: f64) -> bool {
    let ((least, most), (is_above, is_below)) = (constraints.range, constraints.exclusive);
    let is_multiple = |step: f64| {
        let times = number / step;
        step == 0.0 || (times - times.round()).abs() < 1e-9
    };
    least.is_none_or(|least| if is_above { number > least } else { number >= least })
        && most.is_none_or(|most| if is_below { number < most } else { number <= most })
        && constraints.multiple_of.is_none_or(is_multiple)
}

/// Returns a number of the type within the limits, or near them if none is found. Numbers with different indices differ
/// if the limits allow it.
pub(super) fn number(constraints: &Constraints, value: &Type, index: usize) -> Value {
    let (least, most) = constraints.range;
    let usual = least.unwrap_or(1.0).ceil().max(1.0).min(most.unwrap_or(f64::MAX));
    let is_whole = matches!(value, Type::Integer32 | Type::Integer64);
    let mut candidates = Vec::new();
    if let Some(step) = constraints.multiple_of.filter(|step| *step > 0.0) {
        let first = (least.unwrap_or(step).max(step) / step).ceil() * step;
        let last = most.map(|most| (most / step).floor() * step);
        candidates.extend((0..3).map(|times| first + f64::from(times) * step));
        candidates.extend(last.into_iter().flat_map(|last| [last, last - step]));
        candidates.extend(least.into_iter().flat_map(|least| {
            let first = (least / step).ceil() * step;
            [first, first + step]
        }));
    }
    // Unlike a whole number, a fraction is written in one way only.
    if *value == Type::Float {
        candidates.extend([usual + 0.5, usual.floor() - 0.5, usual + 1.5]);
    }
    candidates.extend([usual, usual + 1.0, usual + 2.0, usual - 1.0, usual - 2.0, usual.floor()]);
    if let (Some(least), Some(most)) = (least, most) {
        candidates.extend([2.0, 4.0, 8.0].map(|part| least + (most - least) / part));
    }
    candidates.extend(least.into_iter().flat_map(|least| [least, least + 0.5]));
    candidates.extend(most.into_iter().flat_map(|most| [most, most - 0.5]));
    let is_of_type = |number: &f64| match value {
        Type::Integer32 => f64::from(i32::MIN) <= *number && *number <= f64::from(i32::MAX) && number.fract() == 0.0,
        _ => number.is_finite() && (!is_whole || number.fract() == 0.0 && number.abs() < 9e15),
    };
    let mut suitable: Vec<f64> = Vec::new();
    for candidate in candidates.into_iter().map(rounded) {
        let is_suitable = is_of_type(&candidate) && is_number_within(constraints, candidate);
        if is_suitable && !suitable.contains(&candidate) {
            suitable.push(candidate);
        }
    }
    let number = suitable.get(index).or(suitable.first()).copied().unwrap_or(usual);
    match number.fract() == 0.0 && number.abs() < 9e15 || is_whole {
        true => json!(number as i64),
        false => json!(number),
    }
}

/// Returns the number without the rounding errors of binary fractions.
fn rounded(number: f64) -> f64 {
    const PLACES: f64 = 1e9;
    let rounded = (number * PLACES).round() / PLACES;
    if number.abs() < 1e6 && rounded != 0.0 { rounded } else { number }
}

#[cfg(test)]
mod tests {
    use super::{is_within, number};
    use crate::ir::{Constraints, Type};

    #[test]
    fn numbers_are_within_their_limits() {
        let types = [Type::Integer32, Type::Integer64, Type::Float, Type::Decimal];
        let bounds = [
            (None, None),
            (Some(0.0), None),
            (Some(5.0), Some(6.0)),
            (None, Some(-5.0)),
            (Some(-10.0), Some(-5.0)),
            (Some(100.0), Some(1000.0)),
            (Some(-1.0), Some(1.0)),
        ];
        for (value, range) in types.iter().flat_map(|value| bounds.map(|range| (value, range))) {
            for (exclusive, multiple_of) in [(false, None), (true, None), (false, Some(5.0)), (false, Some(0.5))] {
                let constraints =
                    Constraints { range, exclusive: (exclusive, false), multiple_of, ..Constraints::default() };
                for index in 0..2 {
                    let number = number(&constraints, value, index);
                    assert!(is_within(&constraints, value, &number), "{number} of {value:?} in {constraints:?}");
                }
            }
        }
    }

    #[test]
    fn fractions_are_found_between_whole_numbers() {
        for range in [(Some(0.1), Some(0.5)), (Some(0.0), Some(1.0)), (Some(2.25), Some(2.5))] {
            let constraints = Constraints { range, exclusive: (true, true), ..Constraints::default() };
            for value in [Type::Float, Type::Decimal] {
                let number = number(&constraints, &value, 0);
                assert!(is_within(&constraints, &value, &number), "{number} in {range:?}");
            }
        }
        let constraints = Constraints { multiple_of: Some(0.01), ..Constraints::default() };
        assert_eq!(number(&constraints, &Type::Decimal, 0).to_string(), "0.01");
    }

    #[test]
    fn two_numbers_differ_where_they_can() {
        let constraints = Constraints::default();
        assert_ne!(number(&constraints, &Type::Integer64, 0), number(&constraints, &Type::Integer64, 1));
        let constraints = Constraints { range: (Some(3.0), Some(3.0)), ..constraints };
        assert_eq!(number(&constraints, &Type::Integer64, 1), 3);
    }
}
