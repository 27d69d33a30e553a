//! `cargo xtask ci`: everything that must pass before a change lands.

use crate::{Generate, generate, input};
use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

/// The arguments of a cargo call, and the environment that it needs.
type Step = (&'static [&'static str], Option<(&'static str, &'static str)>);

/// The calls in their order.
const STEPS: &[Step] = &[
    (&["fmt", "--all", "--check"], None),
    (&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"], None),
    (&["test", "--workspace"], None),
    (&["doc", "--workspace", "--no-deps"], Some(("RUSTDOCFLAGS", "--deny warnings"))),
    (&["package", "--package", "twilio-accounts", "--allow-dirty"], None),
];

/// Runs every step; stops at the first that fails.
pub(crate) fn run() -> Result<ExitCode> {
    eprintln!("+ cargo xtask generate --check");
    let check = generate::run(&Generate { check: true, specs: None, out: None })?;
    if check != ExitCode::SUCCESS {
        return Ok(check);
    }
    for (arguments, environment) in STEPS {
        eprintln!("+ cargo {}", arguments.join(" "));
        let mut command = Command::new(env!("CARGO"));
        command.args(*arguments).envs(*environment).current_dir(input::project());
        let status = command.status().context("cannot start cargo")?;
        if !status.success() {
            eprintln!("error: `cargo {}` failed", arguments.join(" "));
            return Ok(ExitCode::FAILURE);
        }
    }
    eprintln!("all checks passed");
    Ok(ExitCode::SUCCESS)
}
