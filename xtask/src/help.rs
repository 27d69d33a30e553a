//! The text of `--help` below the options: examples to copy, and exit codes.

/// Below `cargo xtask --help`.
pub(crate) const ALL: &str = "\
Examples:
  cargo xtask generate                     writes generated/ from specs/
  cargo xtask generate --check             says what would change, and writes nothing
  cargo xtask dump names specs/twilio_accounts_v1.yaml
  cargo xtask help generate                says more about one command

Exit codes:
  0  it worked, and nothing differs
  1  it did not work, or something differs; standard error says what and where
  2  the command line is wrong
  3  `diff --fail-on` found such a change

Results go to standard output, progress and errors to standard error. There are colours on a terminal, unless the
environment variable NO_COLOR is set.";

/// Below `cargo xtask generate --help`.
pub(crate) const GENERATE: &str = "\
Examples:
  cargo xtask generate
  cargo xtask generate --check
  cargo xtask generate --specs their/documents --out their/crate

The Rust names that callers know are read from `names.lock` beside the documents, and written there. To rename an item,
edit its line.

Files in the folder of the crate that were not generated stay; one where a generated file goes is an error.

Exit code 1: a document has an error, or a file is in the way, and nothing was written; or, with --check, a file or names.lock
differs, is missing, or was generated and is no longer part of the crate.";

/// Below `cargo xtask explain --help`.
pub(crate) const EXPLAIN: &str = "\
Examples:
  cargo xtask explain                      lists the codes
  cargo xtask explain unresolved-ref

Exit code 1: there is no such code.";

/// Below `cargo xtask diff --help`.
pub(crate) const DIFF: &str = "\
Examples:
  cargo xtask diff specs/twilio_api_v2010.yaml new.yaml
  cargo xtask diff old/specs specs --format markdown
  cargo xtask diff old/specs specs --fail-on breaking

Exit code 1: a document has an error. Exit code 3: there is such a change as --fail-on names, or a worse one.";

/// Below `cargo xtask update --help`.
pub(crate) const UPDATE: &str = "\
Examples:
  cargo xtask update specs/twilio_api_v2010.yaml new.yaml --dry-run
  cargo xtask update specs/twilio_api_v2010.yaml new.yaml

Exit code 1: a document has an error, and every file is as it was.";

/// Below `cargo xtask dump --help`.
pub(crate) const DUMP: &str = "\
Examples:
  cargo xtask dump source specs/twilio_api_v2010.yaml             the document with its overlay applied
  cargo xtask dump names specs/twilio_accounts_v1.yaml Credential
  cargo xtask dump files specs/twilio_accounts_v1.yaml safelist.rs

Exit code 1: a document has an error, or nothing has NAME in its name.";

/// Below `cargo xtask conformance --help`.
pub(crate) const CONFORMANCE: &str = "\
Examples:
  cargo xtask conformance

Needs Node 18.20 or later with npm. Prism goes into target/prism, from the npm registry, the first time.

Exit code 1: a request was refused, or a response was not decoded; standard error says why.";

/// Below `cargo xtask ci --help`.
pub(crate) const CI: &str = "\
Examples:
  cargo xtask ci
  cargo xtask ci --tested

Stops at the first step that fails, with exit code 1.";

#[cfg(test)]
mod tests {
    use crate::Arguments;
    use clap::{CommandFactory as _, Parser as _};

    /// The texts of all commands, as `--help` prints them.
    fn texts() -> Vec<(String, String)> {
        let mut command = Arguments::command();
        command.build();
        let mut texts = vec![("all".to_owned(), command.render_long_help().to_string())];
        let commands = command.get_subcommands_mut().filter(|command| command.get_name() != "help");
        texts.extend(commands.map(|command| (command.get_name().to_owned(), command.render_long_help().to_string())));
        texts
    }

    #[test]
    fn every_command_shows_examples_that_can_be_typed() {
        for (name, text) in texts() {
            let (_, below) = text.split_once("Examples:\n").unwrap_or_else(|| panic!("{name} shows no example"));
            for line in below.lines().take_while(|line| !line.is_empty()) {
                // What an example does stands behind it, in a column of its own.
                let example = line.trim().split("  ").next().unwrap_or_default();
                let words = example.strip_prefix("cargo ").unwrap_or_else(|| panic!("{line} is no command"));
                match Arguments::try_parse_from(words.split_whitespace()) {
                    Ok(_) => {}
                    Err(error) => assert_eq!(error.kind(), clap::error::ErrorKind::DisplayHelp, "{line}: {error}"),
                }
            }
        }
    }

    #[test]
    fn the_help_says_what_exit_codes_mean() {
        let (_, text) = &texts()[0];
        for said in ["Exit codes:", "  0  ", "  1  ", "  2  ", "NO_COLOR"] {
            assert!(text.contains(said), "{said} is missing in\n{text}");
        }
    }
}
