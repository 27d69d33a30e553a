//! A command that takes too long for every run of the tests in; whether all that it names is there out.
//!
//! Of cargo it asks whether it takes the flags, and of the manifests whether they have the targets.

use super::extract::words_without_settings;
use super::support::{project, text, xtask};
use serde_yaml::Value;
use std::path::Path;
use std::process::Command;

/// Programs that the README tells to install.
const INSTALLED: [&str; 4] = ["deny", "fuzz", "insta", "semver-checks"];

/// Panics where the command could not be run as it stands.
pub fn assert_exists(command: &str) {
    let words: Vec<&str> = words_without_settings(command).collect();
    match words.as_slice() {
        ["cargo", "xtask", name, ..] => {
            let output = xtask([name, "--help"]);
            assert!(output.status.success(), "`{command}`: there is no such command of xtask");
        }
        ["cargo", toolchain, rest @ ..] if toolchain.starts_with('+') => assert_cargo(command, rest),
        ["cargo", rest @ ..] => assert_cargo(command, rest),
        [script] => assert_script(command, script),
        _ => panic!("`{command}`: this test does not know how to look at it"),
    }
}

fn assert_cargo(command: &str, words: &[&str]) {
    let name = words.first().expect("cargo is told to do something");
    if INSTALLED.contains(name) && !is_installed(name) {
        println!("skipped: cargo {name} is not installed, so `{command}` was not tried");
    } else {
        // What stands behind `--` is for the program that cargo starts.
        let flags = words.iter().take_while(|word| **word != "--");
        let output = cargo().args(flags).arg("-h").output().expect("cargo starts");
        assert!(output.status.success(), "`{command}`: {}", String::from_utf8_lossy(&output.stderr));
    }
    let fuzzed = value_of(words, "--fuzz-dir").map(|folder| format!("{folder}/Cargo.toml"));
    let given = value_of(words, "--manifest-path").map(str::to_owned).or_else(|| fuzzed.clone());
    let (manifest, package) = (given.unwrap_or("Cargo.toml".to_owned()), value_of(words, "-p"));
    let targets = targets(&project().join(&manifest), package);
    assert!(!targets.is_empty(), "`{command}`: {manifest} has no package {package:?}");
    for (flag, kind) in [("--test", "test"), ("--bench", "bench"), ("--example", "example")] {
        let Some(wanted) = value_of(words, flag) else { continue };
        let is_there = targets.contains(&(kind.to_owned(), wanted.to_owned()));
        assert!(is_there, "`{command}`: {manifest} has no {kind} {wanted}");
    }
    if *name == "bench" {
        assert!(targets.iter().any(|(kind, _)| kind == "bench"), "`{command}`: {manifest} has no benchmark");
    }
    if fuzzed.is_some() {
        let is_target = |word: &&str| targets.contains(&("bin".to_owned(), (*word).to_owned()));
        assert!(words.iter().any(is_target), "`{command}`: {manifest} has no such target");
    }
    for path in words.iter().filter(|word| word.contains('/') && !word.contains("/corpus/")) {
        assert!(project().join(path).exists(), "`{command}`: there is no {path}");
    }
}

/// Kind and name of each target of a package, or of all packages of a workspace.
fn targets(manifest: &Path, package: Option<&str>) -> Vec<(String, String)> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--manifest-path", text(manifest)];
    let output = cargo().args(arguments).output().expect("cargo starts");
    let metadata: Value = serde_yaml::from_slice(&output.stdout).expect("cargo prints JSON");
    let list = |value: &Value| value.as_sequence().cloned().unwrap_or_default();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = list(&metadata["packages"]).into_iter();
    let packages = packages.filter(|found| package.is_none_or(|package| found["name"] == package));
    packages
        .flat_map(|package| list(&package["targets"]))
        .map(|target| (word(&target["kind"][0]), word(&target["name"])))
        .collect()
}

fn value_of<'a>(words: &[&'a str], flag: &str) -> Option<&'a str> {
    let at = words.iter().position(|word| *word == flag)?;
    words.get(at + 1).copied()
}

fn is_installed(name: &str) -> bool {
    let output = cargo().arg("--list").output().expect("cargo starts");
    String::from_utf8_lossy(&output.stdout).split_whitespace().any(|word| word == name)
}

/// A script is there, may be started, and has no mistake that a shell finds by reading it.
fn assert_script(command: &str, script: &str) {
    let path = project().join(script);
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("`{command}`: {error}"));
    for (setting, _) in command.split_whitespace().filter_map(|word| word.split_once('=')) {
        assert!(source.contains(setting), "`{command}`: {script} does not read {setting}");
    }
    let shell = if source.starts_with("#!/bin/sh") { "sh" } else { "bash" };
    let status = Command::new(shell).arg("-n").arg(&path).status().expect("a shell starts");
    assert!(status.success(), "`{command}`: {script} is no script for {shell}");
    assert!(is_executable(&path), "`{command}`: {script} cannot be started");
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(project());
    command
}
