//! Runs the tests of the project in `consumer/`, which uses the generated crate from outside the workspace.
//!
//! It prints the whole output if one fails, and checks that there are at least as many tests as expected.

use std::path::Path;
use std::process::Command;

/// The minimum number of tests of the consumer; fewer means that some were lost.
const EXPECTED_TESTS: usize = 192;

#[test]
fn a_project_outside_the_workspace_uses_the_crate_as_the_guides_do() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumer");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer");
    let mut command = Command::new(env!("CARGO"));
    command.arg("test").arg("--manifest-path").arg(project.join("Cargo.toml")).arg("--color=never");
    command.current_dir(&project).env("CARGO_TARGET_DIR", target);
    command.env("RUST_BACKTRACE", "0");
    // What cargo tells this test about itself is not true of the other project.
    let inherited = std::env::vars_os().map(|(name, _)| name).filter(|name| describes_this_package(name));
    inherited.for_each(|name| {
        command.env_remove(name);
    });

    let output = command.output().expect("cargo, which runs this test, can be run again");

    let output_text = String::from_utf8_lossy(&output.stdout).into_owned();
    let everything = format!("{output_text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the tests of {} failed:\n{everything}", project.display());
    let passed = passed_tests(&output_text);
    assert!(passed >= EXPECTED_TESTS, "only {passed} of at least {EXPECTED_TESTS} tests ran:\n{everything}");
}

/// Returns true if cargo sets this variable for the package under test, or for one of its targets.
fn describes_this_package(name: &std::ffi::OsStr) -> bool {
    const PREFIXES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
    name.to_str().is_some_and(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
}

/// The sum of all `test result: ok. N passed; …` lines, one for each test binary.
fn passed_tests(output: &str) -> usize {
    output
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. ")?.split_once(" passed")?.0.parse::<usize>().ok())
        .sum()
}

#[test]
fn passed_tests_are_summed_over_all_binaries() {
    let output = "running 2 tests\n\
        test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
        test result: ok. 40 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\n";
    assert_eq!(passed_tests(output), 42);
    assert_eq!(passed_tests("running 0 tests\n"), 0);
}
