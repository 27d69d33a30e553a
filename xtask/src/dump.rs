//! `cargo xtask dump`: one stage of one document, as text on standard output.

use crate::output::print;
use crate::report::{MessageFormat, report};
use crate::{Dump, input};
use anyhow::{Result, bail};
use clap::ValueEnum;
use generator::diagnostic::Diagnostics;
use generator::{File, Input};
use std::fmt::Debug;
use std::process::ExitCode;

/// The stages, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The document as data, with its overlays applied.
    Source,
    /// The document without references.
    Resolved,
    /// The API, after *lower*.
    Api,
    /// The Rust names.
    Names,
    /// The generated files.
    Files,
}

/// Prints the stage, or the parts of it that have a text in their name.
pub(crate) fn run(arguments: &Dump) -> Result<ExitCode> {
    input::ensure_document(&arguments.spec)?;
    let folder = input::folder_of(&arguments.spec);
    let file = input::file(&arguments.spec)?;
    let whole = match input::read(folder)? {
        Ok(input) => input,
        Err(diagnostics) => {
            report(&diagnostics, MessageFormat::Human)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let specs = vec![file];
    let is_of_it = |overlay: &File| generator::extends(overlay, &specs[0].name, &whole.specs);
    let overlays = whole.overlays.iter().filter(|overlay| is_of_it(overlay)).cloned().collect();
    let input = Input { overlays, specs, ..whole };
    let mut diagnostics = Diagnostics::default();
    let parts = parts(arguments.stage, &input, &mut diagnostics);
    let errors = diagnostics.error_count();
    report(&diagnostics.into_sorted(), MessageFormat::Human)?;
    let wanted = arguments.name.as_deref().unwrap_or_default();
    let found = parts.iter().filter(|(name, _)| name.contains(wanted));
    if errors == 0 && !wanted.is_empty() && found.clone().next().is_none() {
        bail!("nothing of {} has `{wanted}` in its name", input::display(&arguments.spec));
    }
    for (_, text) in found {
        print(&format!("{text}\n"))?;
    }
    Ok(if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The stage in named parts.
fn parts(stage: Stage, input: &Input, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let documents = generator::documents(input, diagnostics);
    if stage == Stage::Source {
        let values = documents
            .iter()
            .filter_map(|document| Some((document.title.clone(), document.source.to_value(diagnostics)?)));
        return values.map(|(title, value)| (title, serde_yaml::to_string(&value).unwrap_or_default())).collect();
    }
    if stage == Stage::Resolved {
        let paths = documents.iter().flat_map(|document| &document.paths).map(|path| part(&path.template, path));
        let schemas = documents.iter().flat_map(|document| &document.schemas);
        return paths
            .chain(schemas.map(|schema| part(schema.component.as_deref().unwrap_or_default(), schema)))
            .collect();
    }
    let mut api = generator::lower::lower(&documents, diagnostics);
    if stage == Stage::Api {
        return vec![(String::new(), api.to_string())];
    }
    if stage == Stage::Names {
        let Some(names) = generator::names(&mut api, input.lock.as_ref(), diagnostics) else { return Vec::new() };
        return names
            .outline(&api)
            .iter()
            .map(|(name, parts)| (name.clone(), format!("{name}\n  {}", parts.join("\n  "))))
            .collect();
    }
    let outcome = generator::generate(input);
    let files = outcome.files.unwrap_or_default();
    files.iter().map(|(path, text)| (path.clone(), format!("// {path}\n{text}"))).collect()
}

fn part(name: &str, value: &impl Debug) -> (String, String) {
    (name.to_owned(), format!("{value:#?}"))
}
