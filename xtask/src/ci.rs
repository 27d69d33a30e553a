//! `cargo xtask ci`: everything that must pass before a change lands.

use crate::output::say;
use crate::{Ci, Generate, generate, input};
use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

/// The arguments of a cargo call, and the environment that it needs.
type Step = (&'static [&'static str], Option<(&'static str, &'static str)>);

/// The calls in their order.
const STEPS: &[Step] = &[
    (&["fmt", "--all", "--check"], None),
    (&["fmt", "--manifest-path", "xtask/tests/consumer/Cargo.toml", "--check"], None),
    (&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"], None),
    (&["clippy", "--package", "twilio-accounts", "--features", CRATE_EXTRAS, "--", "--deny", "warnings"], None),
    (TESTS, None),
    (&["test", "--package", "twilio-accounts-runtime", "--features", EXTRAS], None),
    (&["test", "--package", "twilio-accounts-runtime", "--no-default-features", "--features", EXTRAS], None),
    (&["doc", "--workspace", "--no-deps", "--features", DOCUMENTED], Some(("RUSTDOCFLAGS", "--deny warnings"))),
    (&["package", "--package", "twilio-accounts", "--allow-dirty"], None),
];

/// The tests of the workspace, which are most of the time.
const TESTS: &[&str] = &["test", "--workspace"];

/// The features of the runtime that are off by default. Without the default features, hyper is the only transport.
const EXTRAS: &str = "blocking,hyper,test-util,tracing";

/// The features of the generated crate that are off by default.
const CRATE_EXTRAS: &str = "blocking,hyper,mock-server,test-util,tracing";

/// The features of the generated crate whose documentation is built.
const DOCUMENTED: &str = "twilio-accounts/blocking,twilio-accounts/hyper,twilio-accounts/mock-server,twilio-accounts/test-util,twilio-accounts/tracing";

/// Runs every step, but the tests if they have passed; stops at the first step that fails.
pub(crate) fn run(arguments: &Ci) -> Result<ExitCode> {
    say!("+ cargo xtask generate --check");
    let check = generate::run(&Generate { check: true, ..Generate::default() })?;
    if check != ExitCode::SUCCESS {
        return Ok(check);
    }
    for (step, environment) in STEPS.iter().filter(|(step, _)| !(arguments.tested && *step == TESTS)) {
        say!("+ cargo {}", step.join(" "));
        let mut command = Command::new(env!("CARGO"));
        command.args(*step).envs(*environment).current_dir(input::project());
        let status = command.status().context("cannot start cargo")?;
        if !status.success() {
            say!("error: `cargo {}` failed", step.join(" "));
            return Ok(ExitCode::FAILURE);
        }
    }
    say!("all checks passed");
    Ok(ExitCode::SUCCESS)
}
