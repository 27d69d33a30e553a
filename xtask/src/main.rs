//! Every command of the project: `cargo xtask --help`.
//!
//! All input and output is here; the generator sees texts only.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod atomic_write;
mod check;
mod checksum;
mod ci;
mod comparison;
mod conformance;
mod diff;
mod document_folder;
mod dump;
mod explain;
mod folder_lock;
mod generate;
mod help;
mod input;
mod journal;
mod names_lock;
mod output;
mod ownership;
mod read_text;
mod regular_file;
mod release;
mod report;
mod revision;
mod staging;
mod update;
mod write;

use clap::{Parser, Subcommand};
use output::say;
use std::path::PathBuf;
use std::process::ExitCode;

/// Generates and checks the client crate.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = help::ALL)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the crate that the documents describe.
    #[command(after_help = help::GENERATE)]
    Generate(Generate),
    /// Says what a diagnostic means and what to do about it.
    #[command(after_help = help::EXPLAIN)]
    Explain(Explain),
    /// Says what changed for callers between two documents, or two folders of them.
    ///
    /// Of two documents, the overlays, the `crate.toml` and the `names.lock` beside the old one count for both.
    #[command(after_help = help::DIFF)]
    Diff(Diff),
    /// Takes a new revision of one document.
    ///
    /// Checks it, says what changes for callers, and on success replaces the document, writes the crate and `names.lock`,
    /// raises the version and adds to the changelog. All of it or nothing: an error leaves every file as it was, and what
    /// an interrupted run had begun is taken back by the next run. A revision without changes for callers raises no version.
    #[command(after_help = help::UPDATE)]
    Update(Update),
    /// Prints one stage of one document.
    #[command(after_help = help::DUMP)]
    Dump(Dump),
    /// Drives every operation of the crate against Stoplight Prism, and prints a table.
    #[command(after_help = help::CONFORMANCE)]
    Conformance,
    /// Runs everything that must pass before a change lands.
    #[command(after_help = help::CI)]
    Ci(Ci),
}

/// The arguments of `generate`.
#[derive(Debug, Default, clap::Args)]
struct Generate {
    /// Write nothing; print a diff and fail if anything differs.
    #[arg(long)]
    check: bool,
    /// The folder with the documents, with or without a `crate.toml` [default: the project's `specs`].
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The folder of the crate [default: the project's `generated`].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The format of diagnostics.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: report::MessageFormat,
}

/// The arguments of `ci`.
#[derive(Debug, clap::Args)]
struct Ci {
    /// Leave out the tests of the workspace, because they have passed.
    #[arg(long)]
    tested: bool,
}

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
struct Explain {
    /// The code, such as `unresolved-ref`; without it, all codes are listed.
    code: Option<String>,
}

/// The arguments of `diff`.
#[derive(Debug, clap::Args)]
struct Diff {
    /// The document or folder as it was.
    old: PathBuf,
    /// The document or folder as it is.
    new: PathBuf,
    /// The format of the changes.
    #[arg(long, default_value = "text")]
    format: diff::Format,
    /// Exit with 3 where there is such a change, or a worse one.
    #[arg(long, value_name = "CLASS")]
    fail_on: Option<diff::FailOn>,
}

/// The arguments of `update`.
#[derive(Debug, clap::Args)]
struct Update {
    /// The document in its folder, such as `specs/twilio_accounts_v1.yaml`.
    spec: PathBuf,
    /// The new revision.
    new: PathBuf,
    /// Print what would change and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The folder of the crate [default: the project's `generated`].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The arguments of `dump`.
#[derive(Debug, clap::Args)]
struct Dump {
    /// The stage.
    stage: dump::Stage,
    /// The document.
    spec: PathBuf,
    /// Only what has this text in its name.
    name: Option<String>,
}

/// Generating is mostly allocating.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Documents may refer from schema to schema thousands of times; each step takes a frame or two.
const STACK: usize = 512 * 1024 * 1024;

fn main() -> ExitCode {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    pool.map_or(ExitCode::FAILURE, |pool| pool.install(run))
}

fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Update(arguments) => update::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Conformance => conformance::run(),
        Command::Ci(arguments) => ci::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            say!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
