//! Open enums: known values are variants, and unknown values are verbatim, in both directions.

use crate::runtime::{HttpMethod, ParameterValue};
use crate::sample::WidgetStatus;

use super::decoding::decode;

#[test]
fn a_known_value_becomes_its_variant() {
    assert_eq!(WidgetStatus::from("in-repair"), WidgetStatus::InRepair);
    assert_eq!(WidgetStatus::from("active".to_owned()), WidgetStatus::Active);
    assert_eq!("active".parse::<WidgetStatus>(), Ok(WidgetStatus::Active));
    assert_eq!(decode::<WidgetStatus>("active".into()), Ok(WidgetStatus::Active));
}

#[test]
fn an_unknown_value_goes_through_unchanged() {
    let unknown = decode::<WidgetStatus>("Half-Open".into()).unwrap();
    assert_eq!(unknown, WidgetStatus::Other("Half-Open".to_owned()));
    assert_eq!(unknown.as_str(), "Half-Open");
    assert_eq!(unknown.to_string(), "Half-Open");
    assert_eq!(unknown.encode(), "Half-Open");
}

#[test]
fn every_variant_writes_what_it_reads() {
    for wire in ["active", "in-repair"] {
        assert_eq!(WidgetStatus::from(wire).as_str(), wire);
    }
    for wire in ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "get"] {
        assert_eq!(HttpMethod::from(wire).as_str(), wire);
    }
}
