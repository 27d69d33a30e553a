//! The JSON reader compared with serde_json: accepted texts, values, and error positions.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::Value;

use crate::runtime::{Decimal, Decode};

/// Reads a text with the reader of this crate.
fn ours(text: &str) -> Result<Value, String> {
    Value::decode_body(text.as_bytes()).map_err(|error| error.to_string())
}

/// Returns a strategy for nested JSON values of every kind.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z\"\\\\\n\u{1}é😀]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inside| {
        prop_oneof![
            vec(inside.clone(), 0..8).prop_map(Value::from),
            btree_map("[a-z\"\\\\\n]{0,10}", inside, 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn every_document_is_what_serde_json_says(value in value(), is_pretty: bool) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(ours(&text), Ok(serde_json::from_str(&text).unwrap()));
    }

    #[test]
    fn a_damaged_document_is_refused_where_serde_json_refuses_it(
        value in value(),
        place: prop::sample::Index,
        damage in prop_oneof![Just(String::new()), "[\\[\\]{},:\"\\\\0-9eE+.\\-truefalsn\u{1} ]{1,3}"],
    ) {
        let mut characters: Vec<char> = value.to_string().chars().collect();
        let place = place.index(characters.len());
        characters.splice(place..=place, damage.chars());
        let text: String = characters.into_iter().collect();
        match serde_json::from_str::<Value>(&text) {
            Ok(value) => prop_assert_eq!(ours(&text), Ok(value)),
            // The reader of this crate returns a number that exceeds every float as text.
            Err(error) if error.to_string().starts_with("number out of range") => {}
            // Half a surrogate pair becomes a replacement character and does not make the response unreadable.
            Err(error) if error.to_string().contains("surrogate") || error.to_string().contains("hex escape") => {}
            Err(_) => prop_assert!(ours(&text).is_err(), "{text} was accepted"),
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{},:\"\\\\u0-9eE+.\\-truefalsn\u{1} é]{0,40}") {
        // Only the reader of this crate accepts half a surrogate pair.
        prop_assert!(ours(&text).is_ok() >= serde_json::from_str::<Value>(&text).is_ok(), "{text} was refused");
    }
}

#[test]
fn an_error_says_what_was_expected_and_where() {
    for (text, expected) in [
        ("{\n  \"a\": tru }", "a value at line 2 column 8"),
        ("{\"a\" 1}", "`:` at line 1 column 6"),
        ("{a: 1}", "a name in quotes at line 1 column 2"),
        ("{\"a\": 1,}", "a name in quotes at line 1 column 9"),
        ("[1 2]", "`,` or `]` at line 1 column 4"),
        ("[1,\n2", "`,` or `]` at line 2 column 2"),
        ("1 2", "the end of the document at line 1 column 3"),
        ("\"abc", "a quote at the end of text at line 1 column 5"),
        ("\"a\nb\"", "no control character in text at line 1 column 3"),
        (r#""\x""#, "a valid escape at line 1 column 2"),
        ("-", "a digit at line 1 column 2"),
        ("1.e3", "a digit at line 1 column 3"),
    ] {
        assert_eq!(ours(text), Err(format!("the body is not JSON: expected {expected}")), "{text}");
    }
    assert!(
        Value::decode_body(b"\"\xff\"").unwrap_err().to_string().starts_with("the body is not JSON: invalid utf-8")
    );
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(ours(&nested(127)).is_ok());
    assert_eq!(ours(&nested(128)), Err("the body is not JSON: expected less nesting at line 1 column 128".to_owned()));
}

#[test]
fn escapes_are_resolved_in_names_and_texts() {
    assert_eq!(
        ours(r#"{"\u0061\n": "\ud83d\ude00\/\"\\\b\f\r\t"}"#),
        Ok(serde_json::json!({"a\n": "😀/\"\\\u{8}\u{c}\r\t"}))
    );
}

#[test]
fn half_a_surrogate_pair_costs_one_character() {
    let text = r#"["\ud83d", "\ud83dx", "\udc00\n", "\ud83d\u0041"]"#;
    assert_eq!(ours(text), Ok(serde_json::json!(["\u{fffd}", "\u{fffd}x", "\u{fffd}\n", "\u{fffd}A"])));
}

#[test]
fn a_number_reaches_a_decimal_as_it_is_written() {
    let price: Decimal = Decode::decode_body(b"0.1234567890123456789012345678").unwrap();
    assert_eq!(price.to_string(), "0.1234567890123456789012345678");
    assert_eq!(String::decode_body(b"1.50").unwrap(), "1.50");
    assert_eq!(ours("1e999"), Ok(Value::from("1e999")));
}
