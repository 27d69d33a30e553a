//! The fixtures of the generator, all together as one crate, compile without a warning.

mod support;

use std::process::Command;
use support::{errors, project, text, xtask};

/// Runs cargo on the crate in `folder`, with its own target folder and warnings denied.
fn cargo(folder: &std::path::Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/fixtures"))
        .env("RUSTDOCFLAGS", "--deny warnings")
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo {}:\n{}", arguments.join(" "), errors(&output));
}

#[test]
fn every_fixture_compiles_without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("fixtures");
    let specs = project().join("generator/tests/fixtures");
    let output = xtask(["generate", "--specs", text(&specs), "--out", text(&out)]);
    assert!(output.status.success(), "{}", errors(&output));
    cargo(&out, &["clippy", "--all-targets", "--", "--deny", "warnings"]);
    cargo(&out, &["clippy", "--no-default-features", "--", "--deny", "warnings"]);
    cargo(&out, &["clippy", "--no-default-features", "--features", "types-v1", "--", "--deny", "warnings"]);
    cargo(&out, &["doc", "--no-deps"]);
}
