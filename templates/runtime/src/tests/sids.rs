//! SIDs: parsing is strict, and values from a response or a database are not checked.

use crate::runtime::InvalidSid;
use crate::sample::{AccountSid, WidgetSid};

use super::decoding::decode;

const VALID: &str = "AC0123456789abcdef0123456789ABCDEF";

#[test]
fn a_valid_sid_is_parsed_from_every_kind_of_text() {
    let parsed: AccountSid = VALID.parse().unwrap();
    assert_eq!(parsed, VALID);
    assert_eq!(parsed, *VALID);
    assert_eq!(AccountSid::try_from(VALID).unwrap(), parsed);
    assert_eq!(AccountSid::try_from(VALID.to_owned()).unwrap(), parsed);
    assert_eq!(AccountSid::from(&parsed), parsed);
    assert_eq!(parsed.as_str(), VALID);
    assert_eq!(parsed.as_ref(), VALID);
    assert_eq!(parsed.to_string(), VALID);
    assert_eq!(String::from(parsed), VALID);
}

#[test]
fn every_prefix_of_a_type_is_accepted() {
    assert_eq!(WidgetSid::PREFIXES, ["WI", "WX"]);
    for prefix in WidgetSid::PREFIXES {
        assert!(format!("{prefix}{}", "0".repeat(32)).parse::<WidgetSid>().is_ok());
    }
}

#[test]
fn anything_else_is_refused_without_being_repeated() {
    for text in ["", "AC", "SK0123456789abcdef0123456789abcdef", "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"] {
        let error: InvalidSid = text.parse::<AccountSid>().unwrap_err();
        let expected = "invalid AccountSid: expected AC followed by 32 hexadecimal digits";
        assert_eq!(error.to_string(), expected);
    }
    assert!(format!("{VALID}0").parse::<AccountSid>().is_err());
    assert!(format!(" {VALID}").parse::<AccountSid>().is_err());
    assert_eq!(
        "x".parse::<WidgetSid>().unwrap_err().to_string(),
        "invalid WidgetSid: expected WI or WX followed by 32 hexadecimal digits"
    );
}

#[test]
fn a_response_may_carry_any_text() {
    let decoded = decode::<AccountSid>("ACXXXX-SUBACCOUNT-SID-XXXX".into()).unwrap();
    assert_eq!(decoded, AccountSid::from_unvalidated("ACXXXX-SUBACCOUNT-SID-XXXX"));
}
