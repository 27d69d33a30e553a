//! Tests the dependencies that users of the generated crate get, and those that none of our crates may have.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use support::{errors, printed, project};

#[test]
fn the_generated_crate_stays_under_a_hundred_dependencies() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "twilio-accounts", "--edges", "normal,build", "--prefix", "none"])
        .current_dir(project())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", errors(&output));
    let text = printed(&output);
    let packages: BTreeSet<Vec<&str>> = text.lines().map(|line| line.split(' ').take(2).collect()).collect();
    assert!(packages.iter().any(|package| package[0] == "reqwest"), "the default features are on: {text}");
    // The crate itself is among them.
    assert!(packages.len() - 1 < 100, "{} dependencies:\n{text}", packages.len() - 1);
}

#[test]
fn no_crate_of_ours_may_hold_unsafe_code() {
    let workspace = ["generator", "templates/runtime", "xtask"];
    let alone = ["generator/fuzz", "templates/runtime/fuzz", "xtask/benchmarks", "xtask/tests/consumer"];
    let read = |path: &str| fs::read_to_string(project().join(path)).expect("part of the project");
    for folder in workspace {
        assert!(read(&format!("{folder}/Cargo.toml")).contains("[lints]\nworkspace = true"), "{folder}");
    }
    assert!(read("Cargo.toml").contains("[workspace.lints.rust]\nunsafe_code = \"forbid\""));
    for folder in alone {
        assert!(read(&format!("{folder}/Cargo.toml")).contains("\nunsafe_code = \"forbid\""), "{folder}");
    }
    assert!(read("generated/src/lib.rs").contains("#![forbid(unsafe_code)]"));
}
