//! The state of the mock server, and the names of new resources. It knows no HTTP.

use super::records::now_rfc_2822;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// The number of mock servers that this process has started. Credentials of one server are not valid for another.
static STARTED: AtomicU64 = AtomicU64::new(0);

/// The initial name of the main account.
const MAIN_NAME: &str = "Main account of the mock server";

/// All resources. They are stored as the API shows them, in the order of their creation.
pub(super) struct MockState {
    /// The SID of the main account.
    pub(super) main: String,
    pub(super) accounts: Vec<Account>,
    pub(super) keys: Vec<Key>,
    pub(super) addresses: Vec<Value>,
    pub(super) calls: Vec<Value>,
    pub(super) messages: Vec<Value>,
    pub(super) numbers: Vec<Value>,
    pub(super) aws_credentials: Vec<Value>,
    pub(super) public_keys: Vec<Value>,
    pub(super) safe_numbers: Vec<Value>,
    /// The serial number at which each SID was created, including the SIDs of deleted resources.
    serials: HashMap<String, u64>,
    /// The serial number that was used last.
    serial: u64,
}

/// An account and its auth tokens.
pub(super) struct Account {
    pub(super) resource: Value,
    pub(super) auth_token: String,
    pub(super) secondary_auth_token: Option<String>,
}

/// An API key of one account, and its secret.
pub(super) struct Key {
    pub(super) account: String,
    pub(super) resource: Value,
    pub(super) secret: String,
}

impl MockState {
    /// Creates a state with only a main account.
    pub(super) fn new() -> Self {
        let mut state = Self {
            main: String::new(),
            accounts: Vec::new(),
            keys: Vec::new(),
            addresses: Vec::new(),
            calls: Vec::new(),
            messages: Vec::new(),
            numbers: Vec::new(),
            aws_credentials: Vec::new(),
            public_keys: Vec::new(),
            safe_numbers: Vec::new(),
            serials: HashMap::new(),
            serial: STARTED.fetch_add(1, Ordering::Relaxed) << 32,
        };
        state.main = state.add_account(MAIN_NAME);
        state
    }

    /// Adds an active account and returns its SID. The first account is the main account, and it owns all others.
    pub(super) fn add_account(&mut self, friendly_name: &str) -> String {
        let sid = self.new_sid("AC");
        let owner = if self.main.is_empty() { &sid } else { &self.main };
        let path = format!("/2010-04-01/Accounts/{sid}");
        let now = now_rfc_2822();
        let resource = json!({
            "date_created": now,
            "date_updated": now,
            "friendly_name": friendly_name,
            "owner_account_sid": owner,
            "sid": sid,
            "status": "active",
            "subresource_uris": {
                "addresses": format!("{path}/Addresses.json"),
                "balance": format!("{path}/Balance.json"),
                "calls": format!("{path}/Calls.json"),
                "incoming_phone_numbers": format!("{path}/IncomingPhoneNumbers.json"),
                "keys": format!("{path}/Keys.json"),
                "messages": format!("{path}/Messages.json"),
                "usage": format!("{path}/Usage.json"),
            },
            "type": "Full",
            "uri": format!("{path}.json"),
        });
        let auth_token = self.new_secret();
        self.accounts.push(Account { resource, auth_token, secondary_auth_token: None });
        sid
    }

    /// Returns the account with this SID.
    pub(super) fn account(&mut self, sid: &str) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.resource["sid"] == sid)
    }

    /// Returns a new, unique SID.
    pub(super) fn new_sid(&mut self, prefix: &str) -> String {
        let sid = format!("{prefix}{}", self.new_secret());
        self.serials.insert(sid.clone(), self.serial);
        sid
    }

    /// Returns the creation order of the resource that has or had this SID. Older resources have smaller numbers.
    pub(super) fn serial_of(&self, sid: &str) -> Option<u64> {
        self.serials.get(sid).copied()
    }

    /// Returns 32 hexadecimal digits that are unique among all mock servers of the process. They are the same in
    /// every run that starts equally many servers, so they are not secret.
    pub(super) fn new_secret(&mut self) -> String {
        format!("{:016x}{:016x}", mixed(self.new_number()), mixed(self.new_number()))
    }

    /// Returns a new, unique number.
    pub(super) fn new_number(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }
}

/// Maps small numbers to numbers spread over all of `u64`, without collisions: the last step of splitmix64.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
