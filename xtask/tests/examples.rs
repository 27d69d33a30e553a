//! Every example of the generated crate runs as its users run it: without an account, against the mock server.
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
    ("blocking", "active: Main account of the mock server\n"),
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
fn what_was_begun_comes_to_its_end_where_nobody_reads_it() {
    let mut command = run("quickstart");
    command.env_remove("TWILIO_ACCOUNT_SID").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut example = command.spawn().expect("cargo starts");
    drop(example.stdout.take());
    let output = example.wait_with_output().expect("it ends");
    assert!(output.status.success() && !errors(&output).contains("panicked"), "{}", errors(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_as_one() {
    let full = fs::File::options().write(true).open("/dev/full").expect("it can be opened");
    let output = run("find_by_name").env_remove("TWILIO_ACCOUNT_SID").stdout(full).output().expect("cargo starts");
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("Error: cannot print: No space left on device") && !said.contains("panicked"), "{said}");
}

#[test]
fn an_account_that_is_empty_is_none_and_no_proxy_is_asked_for_this_machine() {
    let nowhere = "http://127.0.0.1:9";
    let output =
        run("quickstart").env("TWILIO_ACCOUNT_SID", "").env("http_proxy", nowhere).env("ALL_PROXY", nowhere).output();
    let output = output.expect("cargo starts");
    assert!(output.status.success(), "{}", errors(&output));
    assert!(errors(&output).contains("runs against a mock server"), "{}", errors(&output));
}

#[test]
fn with_credentials_an_example_asks_and_takes_silence_for_a_no() {
    let mut command = run("quickstart");
    command.env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001").env("TWILIO_AUTH_TOKEN", "a token");
    command.env_remove("TWILIO_API_KEY").env_remove("TWILIO_API_SECRET");
    let output = command.output().expect("cargo starts");
    let question = "On the real Twilio account AC00000000000000000000000000000001 this creates a subaccount called Submarine, \
                    and closes it for good. Go on? [y/N]";
    let said = errors(&output);
    assert!(said.contains(question) && said.contains("nothing was done") && printed(&output).is_empty(), "{said}");
    assert!(!output.status.success());
}

/// Examples with something wrong behind `--`, and what is said about it.
const MISTAKES: [(&str, &[&str], &str); 13] = [
    ("bill_month", &["2018-01-15T00:00"], "a month is written like 2026-10"),
    ("bill_month", &["2018-13"], "a month is written like 2026-10"),
    ("bill_month", &["2018-01", "2018-02"], "takes a month, such as 2026-10, as its one argument"),
    ("find_by_name", &["--nonsense"], "takes the name of a subaccount as its one argument"),
    ("offboard_customer", &["Submarine"], "invalid AccountSid: expected AC followed by 32 hexadecimal digits"),
    ("offboard_customer", &["AC00000000000000000000000000000001"], "404: The requested resource"),
    ("rotate_auth_token", &["a", "b"], "takes a file for the new token as its one argument"),
    ("rotate_auth_token", &["Cargo.toml"], "Cargo.toml is there already, and is no token"),
    ("rotate_auth_token", &["/nowhere/token.txt"], "cannot make /nowhere/token.txt: No such file"),
    ("subaccount_api_key", &["SK00000000000000000000000000000001"], "invalid AccountSid"),
    ("suspend_list", &["-x"], "takes a file with an account SID on each line as its one argument"),
    ("suspend_list", &["/nowhere/list.txt"], "cannot read /nowhere/list.txt: No such file"),
    ("suspend_list", &["Cargo.toml"], "[workspace]: invalid AccountSid"),
];

#[test]
fn mistakes_are_answered_with_a_sentence() {
    for (name, arguments, expected) in MISTAKES {
        let output = run(name).arg("--").args(arguments).env_remove("TWILIO_ACCOUNT_SID").output();
        let output = output.expect("cargo starts");
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(1), "{name} {arguments:?}");
        assert!(said.contains("Error: ") && said.contains(expected), "{name} {arguments:?}: {said}");
        assert!(!said.contains(" { "), "this is for programmers: {said}");
    }
}

#[test]
fn asked_for_help_an_example_says_how_it_is_used_and_does_nothing_else() {
    for (name, _) in EXAMPLES {
        let output = run(name).args(["--", "--help"]).env("TWILIO_ACCOUNT_SID", "SK").output().expect("cargo starts");
        let text = printed(&output);
        assert!(output.status.success() && text.starts_with("This example takes "), "{name}: {text}");
        let lines = if ["handle_errors", "test_your_code"].contains(&name) { 2 } else { 3 };
        assert_eq!((text.lines().count(), errors(&output).as_str()), (lines, ""), "{name}");
    }
}

#[test]
fn an_example_without_arguments_takes_none_for_a_go() {
    for name in ["blocking", "handle_errors", "quickstart", "test_your_code"] {
        let output = run(name).args(["--", "--dry-run"]).env_remove("TWILIO_ACCOUNT_SID").output();
        let output = output.expect("cargo starts");
        assert_eq!(errors(&output), "Error: this example takes no arguments\n", "{name}");
        assert_eq!((output.status.code(), printed(&output).as_str()), (Some(1), ""), "{name}");
    }
}

#[test]
fn credentials_of_the_wrong_shape_are_answered_with_what_to_do() {
    for (variables, expected) in [
        (
            &[("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001")][..],
            "Error: TWILIO_AUTH_TOKEN is not set: set it",
        ),
        (
            &[("TWILIO_ACCOUNT_SID", "SK00000000000000000000000000000001"), ("TWILIO_AUTH_TOKEN", "a token")],
            "Error: the account SID starts with SK, which is an API key: pass the account SID",
        ),
    ] {
        let mut command = run("quickstart");
        for name in ["TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).output().expect("cargo starts");
        assert!(errors(&output).starts_with(expected), "{}", errors(&output));
        assert_eq!((output.status.code(), printed(&output).as_str()), (Some(1), ""));
    }
}

#[test]
fn with_credentials_an_example_makes_nothing_up() {
    for name in ["bill_month", "find_by_name", "offboard_customer", "rotate_auth_token", "suspend_list"] {
        let mut command = run(name);
        command.env("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001").env("TWILIO_AUTH_TOKEN", "a token");
        let output = command.output().expect("cargo starts");
        assert!(errors(&output).contains("as its one argument"), "{name}: {}", errors(&output));
        assert_eq!((output.status.code(), printed(&output).as_str()), (Some(1), ""), "{name} asks for nothing");
    }
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

#[test]
fn the_crates_readme_lists_every_example_and_the_projects_readme_no_other() {
    let read = |path: &str| fs::read_to_string(project().join(path)).expect("part of the project");
    let guide = read("generated/README.md");
    for (name, _) in EXAMPLES {
        assert!(guide.contains(&format!("\n| `{name}` | ")), "{name}");
    }
    let readme = read("README.md");
    let (_, table) = readme.split_once("## What works\n").expect("it says what works");
    let (table, _) = table.split_once("\n## ").expect("it goes on");
    let is_name = |word: &&str| word.chars().all(|character| character.is_ascii_lowercase() || character == '_');
    let named: Vec<&str> = table.split('`').skip(1).step_by(2).filter(is_name).collect();
    assert!(named.len() > 5, "{named:?}");
    named.iter().for_each(|name| assert!(EXAMPLES.iter().any(|(known, _)| known == name), "{name} is no example"));
}

/// The command in the heading of each example. Nobody is there to answer questions.
fn run(example: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "-p", "twilio-accounts", "--example", example]);
    command.current_dir(project()).stdin(Stdio::null());
    command
}
