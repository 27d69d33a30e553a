//! Runs every command of the documentation and compares its output with the text.
//!
//! Commands that take minutes run with `cargo test -p xtask --test readme -- --include-ignored`; `ONLY=fuzz` selects
//! those that contain `fuzz`. `readme/table.rs` lists every command with its treatment.

#![cfg(unix)]

#[path = "readme/exists.rs"]
mod exists;
#[path = "readme/extract.rs"]
mod extract;
mod support;
#[path = "readme/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::{copy, printed, project, text, xtask};
use table::{COMMANDS, Treatment};

/// Returns the paths of all pages: the READMEs, `CONTRIBUTING.md` and `generator/docs`.
fn pages() -> Vec<String> {
    let docs = fs::read_dir(project().join("generator/docs")).expect("part of the project");
    let names = docs.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let mut pages: Vec<String> = names.map(|name| format!("generator/docs/{name}")).collect();
    pages.extend(["README.md", "CONTRIBUTING.md", "generated/README.md"].map(str::to_owned));
    pages.sort();
    pages
}

fn page(name: &str) -> String {
    fs::read_to_string(project().join(name)).expect("part of the project")
}

fn found() -> Vec<extract::Command> {
    pages().iter().flat_map(|name| extract::commands(&page(name))).collect()
}

/// Runs the command in a shell, with the `xtask` under test; both its outputs are one, as on a terminal.
fn shell(command: &str, folder: &Path) -> Output {
    let words = command.replace("cargo xtask", env!("CARGO_BIN_EXE_xtask"));
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{words} 2>&1")]).current_dir(folder).stdin(Stdio::null());
    shell.env("TOOLS", TOOLS).env("PATH", format!("{TOOLS}/bin:{}", std::env::var("PATH").unwrap_or_default()));
    // With credentials the examples would ask, and nobody is there to answer.
    shell.env_remove("TWILIO_ACCOUNT_SID").output().expect("a shell starts")
}

/// The folder in which programs are installed that the pages tell to install.
const TOOLS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/tools");

/// Runs a command of the project with other words in place of some; what it says if it fails, or does not say this.
fn failure(command: &str, replaced: &[(&str, &str)], said: &str) -> Option<String> {
    let filled = replaced.iter().fold(command.to_owned(), |command, (from, to)| command.replace(from, to));
    let output = shell(&filled, &project());
    let all = printed(&output);
    (!output.status.success() || !all.contains(said)).then(|| format!("`{filled}` ({}):\n{all}", output.status))
}

#[test]
fn every_command_is_in_the_table_and_nothing_else_is() {
    let found = found();
    let found: BTreeSet<&str> = found.iter().map(|command| command.text.as_str()).collect();
    let known: BTreeSet<&str> = COMMANDS.iter().map(|(command, _)| *command).collect();
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), [] as [&&str; 0], "not in the table of this test");
    assert_eq!(known.difference(&found).collect::<Vec<_>>(), [] as [&&str; 0], "in no page any more");
}

#[test]
fn commands_that_can_be_tried_work() {
    for (command, treatment) in COMMANDS {
        let Treatment::Run(replaced, said) = treatment else { continue };
        assert_eq!(failure(command, replaced, said), None);
    }
}

#[test]
#[ignore = "takes half an hour, the network and a nightly toolchain: cargo test -p xtask --test readme -- --ignored"]
fn commands_that_take_long_work() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut failures = Vec::new();
    for (command, treatment) in COMMANDS.iter().filter(|(command, _)| command.contains(&only)) {
        let Treatment::Long(replaced, said) = treatment else { continue };
        let start = std::time::Instant::now();
        failures.extend(failure(command, replaced, said));
        println!("`{command}`: {:?}, {} failed so far", start.elapsed(), failures.len());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn commands_that_others_run_are_run() {
    let is_run = |command: &str| {
        COMMANDS.iter().any(|(known, treatment)| {
            known.contains(command) && matches!(treatment, Treatment::Run(..) | Treatment::Long(..))
        })
    };
    for (command, treatment) in COMMANDS {
        match treatment {
            Treatment::In(script) => {
                assert!(*script == ".ci/run" || is_run(script), "nothing runs {script}");
                let script = fs::read_to_string(project().join(script)).expect("part of the project");
                let lines = script.lines().filter(|line| !line.trim_start().starts_with('#'));
                assert!(lines.into_iter().any(|line| line.contains(command)), "`{command}` is not run");
            }
            Treatment::Run(..) | Treatment::Long(..) | Treatment::Shown(_) | Treatment::Own => {}
        }
    }
}

#[test]
fn commands_print_what_the_pages_show() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in ["specs", "generator/tests/diagnostics", "xtask/tests/readme"] {
        copy(&project().join(part), &folder.path().join(part));
    }
    fs::create_dir(folder.path().join("target")).expect("a temporary folder can be written");
    let found = found();
    for (command, treatment) in COMMANDS {
        let Treatment::Shown(code) = treatment else { continue };
        let output = match command.contains("--dry-run") {
            true => shell(command, &project()),
            false => shell(command, folder.path()),
        };
        let all = printed(&output);
        assert_eq!(output.status.code(), Some(*code), "`{command}`:\n{all}");
        let shown = found.iter().filter(|shown| shown.text == *command).filter_map(|shown| shown.output.as_ref());
        shown.for_each(|shown| assert_eq!(all.trim_end(), shown.trim_end(), "`{command}` prints something else"));
    }
}

#[test]
fn commands_that_take_long_name_what_exists() {
    for (command, treatment) in COMMANDS {
        if let Treatment::Long(..) = treatment {
            exists::assert_exists(command);
        }
    }
}

#[test]
fn cargo_xtask_is_the_program_under_test() {
    let config = fs::read_to_string(project().join(".cargo/config.toml")).expect("part of the project");
    assert!(config.contains("xtask = \"run --package xtask --\""), "{config}");
}

#[test]
fn a_flag_that_stands_beside_a_command_is_one_of_its_flags() {
    let mut count = 0;
    for row in page("README.md").lines().filter(|line| line.starts_with("| `cargo xtask ")) {
        let command =
            row.split('`').nth(1).and_then(|command| command.split(' ').nth(2)).expect("a row names a command");
        let help = printed(&xtask([command, "--help"]));
        let quoted = row.split('`').skip(1).step_by(2).flat_map(|code| code.split(' '));
        for flag in quoted.filter(|word| word.starts_with("--")) {
            assert!(help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n")), "{command} {flag}");
            count += 1;
        }
    }
    assert!(count > 5, "the table of commands names flags");
}

#[test]
fn links_between_pages_lead_to_files() {
    let mut count = 0;
    for name in pages() {
        let folder = project().join(&name).parent().expect("a file has a folder").to_owned();
        for link in extract::links(&page(&name)).iter().filter(|link| !link.contains("://")) {
            let path = link.split('#').next().unwrap_or_default();
            assert!(folder.join(path).exists(), "{name} links to {link}");
            count += usize::from(!path.is_empty());
        }
    }
    assert!(count > 10, "the pages link to one another");
}

#[test]
fn the_readme_is_short_and_links_to_every_page() {
    let readme = page("README.md");
    assert!(readme.lines().count() <= 130, "README.md has {} lines; at most 130", readme.lines().count());
    let links = extract::links(&readme);
    for name in pages().iter().filter(|name| *name != "README.md") {
        assert!(links.iter().any(|link| link == name), "README.md does not link to {name}");
    }
}

#[test]
fn the_crates_readme_lists_every_feature() {
    let manifest = fs::read_to_string(project().join("generated/Cargo.toml")).expect("part of the project");
    let manifest: toml_edit::DocumentMut = manifest.parse().expect("cargo reads it, too");
    let features = manifest["features"].as_table().expect("it has features").iter().map(|(name, _)| name);
    for feature in features.filter(|name| *name != "default") {
        assert!(page("generated/README.md").contains(&format!("\n| `{feature}` | ")), "{feature} is not listed");
    }
}

#[test]
fn what_the_transcript_takes_is_twilios_document_of_that_time() {
    let official = project().join("../shared/corpus/revisions/accounts_v1-2025-02-20.yaml");
    let ours = project().join("xtask/tests/readme/accounts_v1-2025-02-20.yaml");
    if official.is_file() {
        assert_eq!(fs::read_to_string(text(&official)).ok(), fs::read_to_string(ours).ok());
    } else {
        println!("skipped: ../shared/corpus is not here");
    }
}
