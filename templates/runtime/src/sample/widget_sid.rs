//! The SIDs of the sample: emitted newtypes, one with a prefix and one with two.

use crate::runtime::sid;

/// The SID of an account: `AC` and 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountSid(String);

sid!(AccountSid, "AC");

/// The SID of a widget: `WI` or `WX` and 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WidgetSid(String);

sid!(WidgetSid, "WI", "WX");
