//! Single values: an accepted value has the intended meaning and can be sent back.

use crate::runtime::{Date, DateOrTimestamp, Decode, Encode, JsonWriter, ParameterValue, Timestamp};
use crate::sample::{AccountSid, WidgetSid};

/// Decodes the text as a timestamp and as a date.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let json = serde_json::Value::from(text).to_string();
    let moment = Timestamp::decode_body(json.as_bytes());
    let day = Date::decode_body(json.as_bytes());
    // Near the limits of time, a timestamp may have no date in UTC, or a date no timestamp. Otherwise both can be
    // decoded, or neither.
    assert_eq!(moment.is_ok(), day.is_ok(), "{text:?}");
    if let (Ok(moment), Ok(day)) = (moment, day) {
        assert_eq!(Timestamp::decode_body(written(&moment).as_bytes()), Ok(moment), "{text:?}");
        assert_eq!(Date::decode_body(written(&day).as_bytes()), Ok(day), "{text:?}");
        assert!(!DateOrTimestamp::from(moment).encode().is_empty() && !DateOrTimestamp::from(day).encode().is_empty());
    }
    let _ = (Timestamp::decode_body(bytes), Date::decode_body(bytes));
}

/// Parses the text as a SID, which is strict, and decodes it, which is not.
pub fn sids(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let is_sid = |prefixes: &[&str]| {
        let rest = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
        rest.is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    match text.parse::<WidgetSid>() {
        Ok(sid) => {
            assert!(is_sid(WidgetSid::PREFIXES), "{text:?} was taken");
            assert_eq!(sid.to_string(), text);
        }
        Err(error) => {
            assert!(!is_sid(WidgetSid::PREFIXES), "{text:?} was refused");
            // The error does not repeat the text, because it may be a token that was passed by mistake.
            let expected = "invalid WidgetSid: expected WI or WX followed by 32 hexadecimal digits";
            assert_eq!(error.to_string(), expected);
        }
    }
    assert_eq!(text.parse::<AccountSid>().is_ok(), is_sid(AccountSid::PREFIXES), "{text:?}");
    let json = serde_json::Value::from(text).to_string();
    assert_eq!(AccountSid::decode_body(json.as_bytes()), Ok(AccountSid::from_unvalidated(text)));
    assert_eq!(written(&AccountSid::from_unvalidated(text)), json);
}

fn written(value: &impl Encode) -> String {
    JsonWriter::write(value).0
}
