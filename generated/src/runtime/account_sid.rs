//! The one identifier that every client has: the account that it authenticates as.

use super::sid::sid;

/// The identifier of an account: `AC` and 32 hexadecimal digits.
///
/// Strict when it is parsed; one that arrives in a response, or comes with credentials, is kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountSid(String);

sid!(AccountSid, "AC");
