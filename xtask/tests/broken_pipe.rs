//! Standard output and standard error that take no more: what was to be said is lost, and nothing else.

#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File};
use std::process::{Command, Stdio};
use support::{project, text};

/// Has a warning.
const SPEC: &str = "openapi: 3.0.1
info: {title: Closed, version: 1.0.0}
servers: [{url: https://closed.example.com}]
tag: []
paths: {/v1/Things: {get: {responses: {'204': {description: Done}}}}}
";

/// Returns an output that accepts nothing: a full disk, or a pipe that nobody reads.
fn full() -> Stdio {
    File::options().write(true).open("/dev/full").expect("there is a full device").into()
}

fn closed() -> Stdio {
    let (_, writer) = std::io::pipe().expect("a pipe can be made");
    writer.into()
}

/// The exit code, what was said where that could be, and whether there is a crate.
fn run(arguments: &[&str], output: Stdio, errors: Stdio) -> (Option<i32>, String, bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (specs, out) = (folder.path().join("specs"), folder.path().join("crate"));
    fs::create_dir(&specs).expect("a temporary folder can be written");
    fs::write(specs.join("closed.yaml"), SPEC).expect("a temporary folder can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("generate").args(["--specs", text(&specs), "--out", text(&out)]).args(arguments);
    command.current_dir(project()).stdout(output).stderr(errors);
    let ended = command.spawn().and_then(|child| child.wait_with_output()).expect("the command starts");
    (ended.status.code(), support::errors(&ended), out.exists())
}

#[test]
fn the_crate_is_written_though_nobody_can_be_told() {
    assert_eq!(run(&[], Stdio::piped(), full()), (Some(0), String::new(), true));
    assert_eq!(run(&[], Stdio::piped(), closed()), (Some(0), String::new(), true));
}

#[test]
fn a_program_that_reads_no_further_is_no_error() {
    let (code, said, is_written) = run(&["--message-format", "json"], closed(), Stdio::piped());
    assert_eq!((code, is_written), (Some(0), true), "{said}");
    let (code, said, _) = run(&["--check"], closed(), Stdio::piped());
    assert!(code == Some(1) && said.contains("differs in") && !said.contains("panicked"), "{said}");
}

#[test]
fn diagnostics_that_a_program_does_not_get_are_an_error() {
    let (code, said, is_written) = run(&["--message-format", "json"], full(), Stdio::piped());
    assert_eq!((code, is_written), (Some(1), false), "{said}");
    assert!(said.contains("cannot write to standard output"), "{said}");
}
