//! `cargo xtask conformance`: every operation of the generated crate against Stoplight Prism, a server that nobody
//! here wrote, with validation of requests and responses on.
//!
//! The documents, with their overlays applied, go to Prism; the calls are those of the crate's own wire tests. Out
//! goes a table.

mod prism;

use crate::input;
use crate::output::{print, say};
use crate::report::{self, MessageFormat};
use anyhow::{Context, Result, bail};
use generator::diagnostic::Diagnostics;
use prism::{Prism, Program};
use std::fs;
use std::process::{Command, ExitCode, Stdio};

/// One document as Prism reads it.
struct Served {
    /// `https://api.twilio.com`.
    server: String,
    text: String,
    /// The number of operations.
    operations: usize,
}

/// The result of one operation.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    operation: String,
    request: String,
    is_accepted: bool,
    is_decoded: bool,
    why: String,
}

/// Installs Prism, starts it for each document, drives every operation, and prints the table.
pub(crate) fn run() -> Result<ExitCode> {
    let Some(documents) = documents()? else { return Ok(ExitCode::FAILURE) };
    let program = Program::install(&input::project().join("target/prism"))?;
    let mut servers = Vec::new();
    for document in &documents {
        let file = program.folder().join(format!("{}.yaml", servers.len()));
        fs::write(&file, &document.text).with_context(|| format!("cannot write {}", input::display(&file)))?;
        servers.push(program.start(&file)?);
    }
    say!("     Running the crate against {} servers", servers.len());
    let rows = drive(&documents, &servers)?;
    let expected = documents.iter().map(|document| document.operations).sum();
    report(&rows, expected)
}

/// The documents of the project; nothing where they have errors.
fn documents() -> Result<Option<Vec<Served>>> {
    let input = match input::read(&input::project().join("specs"))? {
        Ok(input) => input,
        Err(diagnostics) => {
            report::report(&diagnostics, MessageFormat::Human)?;
            return Ok(None);
        }
    };
    let mut diagnostics = Diagnostics::default();
    let mut served = Vec::new();
    for document in generator::documents(&input, &mut diagnostics) {
        let path_server = || document.paths.iter().find_map(|path| path.server.clone());
        let operations = document.paths.iter().map(|path| path.operations.len()).sum();
        let value = document.source.to_value(&mut diagnostics);
        if let (Some(value), Some(server)) = (value, document.server.clone().or_else(path_server)) {
            served.push(Served { server, text: serde_yaml::to_string(&value)?, operations });
        }
    }
    let is_sound = diagnostics.error_count() == 0;
    report::report(&diagnostics.into_sorted(), MessageFormat::Human)?;
    Ok(is_sound.then_some(served))
}

/// Runs the calls of the crate's tests against the servers.
fn drive(documents: &[Served], servers: &[Prism]) -> Result<Vec<Row>> {
    let pairs = documents.iter().zip(servers).map(|(document, prism)| format!("{}={}", document.server, prism.url()));
    let output = Command::new(env!("CARGO"))
        .args(["test", "--package", "twilio-accounts", "--lib", "--"])
        .args(["wire_tests::conformance", "--ignored", "--nocapture", "--test-threads", "1"])
        .env("TWILIO_CONFORMANCE_URLS", pairs.collect::<Vec<_>>().join(" "))
        .current_dir(input::project())
        // What takes long is building, which cargo tells about.
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    let rows: Vec<Row> = String::from_utf8_lossy(&output.stdout).lines().filter_map(row).collect();
    if rows.is_empty() {
        bail!("the tests of the crate did not run");
    }
    Ok(rows)
}

/// A line that the crate's tests print; what the test runner prints may stand before it.
fn row(line: &str) -> Option<Row> {
    let (_, said) = line.split_once("conformance\t")?;
    let mut parts = said.split('\t');
    let mut next = || parts.next();
    Some(Row {
        operation: next()?.to_owned(),
        request: next()?.to_owned(),
        is_accepted: next()? == "true",
        is_decoded: next()? == "true",
        why: next().unwrap_or_default().to_owned(),
    })
}

/// Prints the table on standard output, and what went wrong on standard error.
fn report(rows: &[Row], expected: usize) -> Result<ExitCode> {
    let width = rows.iter().map(|row| row.operation.len()).max().unwrap_or_default();
    let word = |is_good| if is_good { "yes" } else { "NO" };
    print(&format!("{:width$}  request accepted  response decoded\n", "operation"))?;
    for row in rows {
        let (accepted, decoded) = (word(row.is_accepted), word(row.is_decoded));
        print(&format!("{:width$}  {accepted:16}  {decoded}\n", row.operation))?;
    }
    let count = |is_good: fn(&Row) -> bool| rows.iter().filter(|row| is_good(row)).count();
    let (accepted, decoded) = (count(|row| row.is_accepted), count(|row| row.is_decoded));
    print(&format!("{expected} operations: {accepted} requests accepted, {decoded} responses decoded\n"))?;
    for row in rows.iter().filter(|row| !row.is_accepted || !row.is_decoded) {
        say!("error: {}: {}\n  {}", row.operation, row.request, row.why);
    }
    if expected > rows.len() {
        say!("error: {} operations were not driven", expected - rows.len());
    }
    Ok(if accepted == expected && decoded == expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::{Row, row};

    #[test]
    fn a_row_is_read_behind_what_the_test_runner_prints() {
        let expected = Row {
            operation: "fetch_call".to_owned(),
            request: "GET https://a/b".to_owned(),
            is_accepted: true,
            is_decoded: false,
            why: "the field `sid` is missing".to_owned(),
        };
        let line = ".conformance\tfetch_call\tGET https://a/b\ttrue\tfalse\tthe field `sid` is missing";
        assert_eq!(row(line), Some(expected));
        assert_eq!(row("test result: ok. 1 passed"), None);
    }
}
