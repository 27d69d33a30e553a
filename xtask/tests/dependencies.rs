//! What users of the generated crate pay in dependencies.

mod support;

use std::collections::BTreeSet;
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
