//! The one identifier that every client has: the account that it authenticates as.

use super::sid::sid;

/// The identifier of an account: `AC` and 32 hexadecimal digits.
///
/// Parsing is strict. A SID from a response or from credentials is stored unchanged and not checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountSid(String);

sid!(AccountSid, "AC");
