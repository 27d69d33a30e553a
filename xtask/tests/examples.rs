//! Every example of the generated crate runs as its users run it: without an account, against the stand-in.
//!
//! What the examples do is looked at more closely in `consumer/tests/examples`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use support::{errors, printed, project};

/// Each example, and what it says when all went well.
const EXAMPLES: [(&str, &str); 10] = [
    ("bill_month", "20 subaccounts billed for 2018-01"),
    ("blocking", "active: Main account of the stand-in\n"),
    ("find_by_name", "2 open accounts are called Submarine"),
    ("handle_errors", "the account was created once"),
    ("offboard_customer", "Done: the account is closed, its numbers are yours."),
    ("quickstart", "It stays in lists as closed"),
    ("rotate_auth_token", "The old one no longer works"),
    ("subaccount_api_key", "It does not reach the main account"),
    ("suspend_list", "12 suspended, 0 failed"),
    ("test_your_code", "3 tests passed"),
];

#[test]
fn every_example_runs_without_an_account() {
    for (name, expected) in EXAMPLES {
        let output = run(name).env_remove("TWILIO_ACCOUNT_SID").output().expect("cargo starts");
        let text = printed(&output);
        assert!(output.status.success() && text.contains(expected), "{name}:\n{text}\n{}", errors(&output));
    }
}

#[test]
fn with_credentials_an_example_asks_and_takes_silence_for_a_no() {
    let mut command = run("quickstart");
    command.env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001").env("TWILIO_AUTH_TOKEN", "a token");
    command.env_remove("TWILIO_API_KEY").env_remove("TWILIO_API_SECRET");
    let output = command.output().expect("cargo starts");
    let question = "This acts on the real Twilio account AC00000000000000000000000000000001. Go on? [y/N]";
    assert!(printed(&output).contains(question), "{}", printed(&output));
    assert!(!output.status.success() && errors(&output).contains("nothing was done"), "{}", errors(&output));
}

#[test]
fn every_example_is_tried() {
    let folder = project().join("generated/examples");
    let files = fs::read_dir(folder).expect("part of the project").map(|entry| entry.expect("it can be listed").path());
    let names: BTreeSet<String> = files
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, EXAMPLES.map(|(name, _)| name.to_owned()).into());
}

/// The command in the heading of each example. Nobody is there to answer questions.
fn run(example: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "-p", "twilio-accounts", "--example", example]);
    command.current_dir(project()).stdin(Stdio::null());
    command
}
