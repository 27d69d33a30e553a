//! `cargo xtask generate`: reads, generates, and writes or compares.

use crate::folder_lock::Hold;
use crate::journal::Journal;
use crate::names_lock::{self, NamesLock};
use crate::output::say;
use crate::report::{MessageFormat, report};
use crate::{Generate, check, input, ownership, write};
use anyhow::{Context, Result, ensure};
use generator::diagnostic::{Code, Diagnostic};
use generator::{Input, Outcome, Summary};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Writes the crate, or with `--check` says what would change.
pub(crate) fn run(arguments: &Generate) -> Result<ExitCode> {
    match generate_crate(arguments) {
        Err(error) if arguments.message_format == MessageFormat::Json => {
            fail(&[Diagnostic::new(Code::RunFailed, format!("{error:#}"))], MessageFormat::Json)
        }
        done => done,
    }
}

fn generate_crate(arguments: &Generate) -> Result<ExitCode> {
    let specs = arguments.specs.clone().unwrap_or_else(|| input::project().join("specs"));
    let out = arguments.out.clone().unwrap_or_else(|| input::project().join("generated"));
    // The folder of the crate itself may not be there yet.
    let _hold = (!arguments.check).then(|| Hold::of(&[&specs, out.parent().unwrap_or(&out)]));
    generate_held(arguments)
}

/// Generates while the folder is locked.
fn generate_held(arguments: &Generate) -> Result<ExitCode> {
    let started = Instant::now();
    let format = arguments.message_format;
    let specs = arguments.specs.clone().unwrap_or_else(|| input::project().join("specs"));
    let out = arguments.out.clone().unwrap_or_else(|| input::project().join("generated"));
    if arguments.check {
        ensure!(!Journal::is_open(&specs), "an update was interrupted; `cargo xtask generate` takes it back");
    } else {
        Journal::recover(&specs)?;
        write::ensure_apart(&out, &specs)?;
    }
    let input = match input::read(&specs)? {
        Ok(input) => input,
        Err(diagnostics) => return fail(&diagnostics, format),
    };
    for file in input.specs.iter().chain(&input.overlays) {
        say!("     Reading {} ({} kB)", file.name, file.text.len().div_ceil(1000));
    }
    let Outcome { files, lock: names, diagnostics, summary } = generate(&input);
    let Some((files, names)) = files.zip(names) else { return fail(&diagnostics, format) };
    report(&diagnostics, format)?;
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let Summary { operations, models, enums } = summary;
    say!("   Generated {}, {}, {}", count(operations, "operation"), count(models, "model"), count(enums, "enum"));
    if arguments.check {
        let difference = names_lock::difference(&input, &specs, &names);
        return check::run(&files, &out, difference.as_ref(), format);
    }
    let names_lock = NamesLock::open(&specs, &input)?;
    names_lock.write(&names)?;
    let written = match write::write(&files, &out) {
        Ok(written) => written,
        Err(error) => {
            names_lock.restore()?;
            return Err(error);
        }
    };
    if !written.is_nothing() && arguments.out.is_none() {
        lock()?;
    }
    let place = input::display(&out);
    match written.is_nothing() {
        true => say!("   Unchanged {place}: {} files", files.len()),
        false => say!("       Wrote {place}: {} files, {written}", files.len()),
    }
    say!("    Finished in {:.2} s{}", started.elapsed().as_secs_f64(), hint(&out));
    Ok(ExitCode::SUCCESS)
}

/// Generates a crate, with the record of those of its files that cannot say that they were generated.
pub(crate) fn generate(input: &Input) -> Outcome {
    let mut outcome = generator::generate(input);
    outcome.files.iter_mut().for_each(ownership::add_record);
    outcome
}

/// Brings `Cargo.lock` in line with the crate that was written.
pub(crate) fn lock() -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["update", "--workspace", "--offline", "--quiet"]).current_dir(input::project());
    let status = cargo.status().context("cannot start cargo")?;
    ensure!(status.success(), "the crate was written, but cargo could not bring Cargo.lock in line with it");
    Ok(())
}

pub(crate) fn fail(diagnostics: &[Diagnostic], format: MessageFormat) -> Result<ExitCode> {
    report(diagnostics, format)?;
    say!("nothing was written");
    Ok(ExitCode::FAILURE)
}

/// Writes the crate anew after an update that was interrupted.
pub(crate) fn restore(specs: &Path, out: &Path) -> Result<()> {
    let (specs, out) = (Some(specs.to_owned()), Some(out.to_owned()));
    let code = generate_held(&Generate { check: false, specs, out, message_format: MessageFormat::Human })?;
    ensure!(code == ExitCode::SUCCESS, "the crate could not be written as it was");
    Ok(())
}

/// A crate outside the project is not part of its workspace.
fn hint(out: &Path) -> String {
    if out.starts_with(input::project()) || out.is_relative() {
        return String::new();
    }
    format!("; depend on it with {{ path = \"{}\" }}", out.display())
}
