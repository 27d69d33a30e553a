//! `cargo xtask diff`: two documents, or two folders of them, in; what changed for callers out.

use crate::output::print;
use crate::report::{self, MessageFormat};
use crate::{Diff, input, revision};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use generator::diagnostic::{Diagnostic, Severity};
use generator::diff::{Changes, Class, bump};
use std::fs;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;

/// The format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal, by resource.
    Text,
    /// For a pull request, by class.
    Markdown,
    /// For tools: one object with `verdict`, `version`, `next_version` and `changes`.
    Json,
}

/// The least change that makes the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Callers may have to change what they wrote.
    Breaking,
    /// Callers can do more, or have to change what they wrote.
    Additive,
}

/// The exit code of `--fail-on`; 1 is an error, 2 a wrong argument.
const FAIL_ON: u8 = 3;

/// Prints what changed.
pub(crate) fn run(arguments: &Diff) -> Result<ExitCode> {
    let Diff { old, new, format, fail_on } = arguments;
    for path in [old, new] {
        fs::metadata(path).with_context(|| format!("cannot read {}", input::display(path)))?;
    }
    let sides = match (old.is_dir(), new.is_dir()) {
        (true, true) => folders(old, new)?,
        (false, false) => revision::files(old, new)?,
        _ => {
            for side in [old, new] {
                std::fs::metadata(side).with_context(|| format!("cannot read {}", input::display(side)))?;
            }
            bail!("{} and {} must be two files or two folders", input::display(old), input::display(new))
        }
    };
    let Some(revision::Sides { old: old_input, new: new_input, place }) = sides else {
        return Ok(ExitCode::FAILURE);
    };
    let mut comparison = generator::diff(&old_input, &new_input);
    place.show(&mut comparison);
    let Some(changes) = errors_first(&comparison.diagnostics, comparison.changes)? else {
        return Ok(ExitCode::FAILURE);
    };
    let version = old_input.manifest.as_ref().map(|manifest| manifest.version.as_str());
    print(&rendered(&changes, version, *format))?;
    let limit = fail_on.map(|limit| match limit {
        FailOn::Breaking => Class::Breaking,
        FailOn::Additive => Class::Additive,
    });
    let fails = limit.is_some_and(|limit| changes.verdict() >= Some(limit));
    Ok(if fails { ExitCode::from(FAIL_ON) } else { ExitCode::SUCCESS })
}

/// The changes, unless an error forbids to speak of them; the diagnostics are printed.
pub(crate) fn errors_first(
    diagnostics: &(Vec<Diagnostic>, Vec<Diagnostic>),
    changes: Option<Changes>,
) -> Result<Option<Changes>> {
    // What the old document is warned of, it was warned of before.
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let old: Vec<_> = diagnostics.0.iter().filter(is_error).cloned().collect();
    report::report(&old, MessageFormat::Human)?;
    report::report(&diagnostics.1, MessageFormat::Human)?;
    Ok(changes)
}

/// The changes in one of the formats, with the version that they ask for.
pub(crate) fn rendered(changes: &Changes, version: Option<&str>, format: Format) -> String {
    let next = version.and_then(|version| bump(version, changes.verdict()));
    let next_version = next.as_ref().map(|(next, _)| next.as_str());
    let said = version_line(changes, version, next_version);
    match format {
        Format::Text => format!("{}{said}\n", changes.text(colours())),
        Format::Markdown => format!("{}\n{said}\n", changes.markdown()),
        Format::Json => format!("{}\n", changes.json(version, next_version)),
    }
}

fn version_line(changes: &Changes, version: Option<&str>, next: Option<&str>) -> String {
    match (version, next, changes.verdict()) {
        (Some(version), Some(next), _) if version == next => format!("version: {version}, as it is"),
        (Some(version), Some(next), _) => format!("version: {version} becomes {next}"),
        (Some(version), None, _) => format!("version: what follows {version} is yours to say"),
        (None, _, None) => "version: as it is".to_owned(),
        (None, _, Some(Class::Breaking)) => "version: the next 0.y.0, or from 1.0.0 on the next major".to_owned(),
        (None, _, Some(Class::Additive)) => "version: the next 0.y.z, or from 1.0.0 on the next minor".to_owned(),
        (None, _, Some(_)) => "version: the next patch".to_owned(),
    }
}

/// Colours are for terminals, and for those who do not mind.
fn colours() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn folders(old: &Path, new: &Path) -> Result<Option<revision::Sides>> {
    let sides = revision::folder(old)?.zip(revision::folder(new)?);
    Ok(sides.map(|(old, new)| revision::Sides { old, new, place: revision::Shown::default() }))
}
