//! The guides' own JSON, extracted from them word for word: `<guide>_<example>.json` beside this file.
//!
//! `legacy_list_active.json` alone is written by hand, from the XML of the guide of 2010: its dates,
//! names and SIDs are the guide's; `owner_account_sid`, which accounts did not have yet, is added.

use serde_json::Value;

/// The JSON of this example.
pub fn example(name: &str) -> Value {
    let path = format!("{}/tests/guides/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The example with these fields replaced or added: for what the guides describe but do not show.
pub fn example_with(name: &str, fields: Value) -> Value {
    let mut example = example(name);
    let Value::Object(fields) = fields else { panic!("the fields must be a JSON object, not {fields}") };
    for (field, value) in fields {
        example[field] = value;
    }
    example
}

/// A page of accounts, as `GET /Accounts.json` answers it.
pub fn page_of_accounts(accounts: Vec<Value>, next_page_uri: Value) -> Value {
    let fields = serde_json::json!({ "accounts": accounts, "next_page_uri": next_page_uri });
    example_with("accounts_list", fields)
}
