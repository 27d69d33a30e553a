//! The guides' examples, written with the generated crate and run against an in-process server.
//!
//! One file per matter. One binary for them all, because each links the whole HTTP stack.

mod addresses;
mod api_keys;
mod auth_tokens;
mod aws_credentials;
mod balance_and_usage;
mod bill_subaccount;
mod call_from_subaccount;
mod change_subaccount_status;
mod create_subaccount;
mod encoding;
mod enumerations;
mod errors;
mod examples;
mod fetch_and_delete_message;
mod fetch_subaccount;
mod find_subaccounts;
mod guides;
mod legacy_accounts;
mod message_from_subaccount;
mod mock_server;
mod public_key_credentials;
mod readme;
mod safelist;
mod server;
mod server_refuses;
mod transfer_phone_number;

use twilio_accounts::Timestamp;

/// The moment in this ISO 8601 text.
fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_file_beside_this_one_is_part_of_it() {
    let here = include_str!("main.rs");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(name == "main" || here.contains(&format!("\nmod {name};\n")), "tests/{name} is not listed in main.rs");
    }
}
