//! The two documents as plain YAML; one of them may be absent.

use serde_yaml::Value;
use std::fs;
use std::io::{ErrorKind, Write, stderr};
use std::path::{Path, PathBuf};

/// Our document, without its overlay.
pub fn ours() -> Value {
    read("../specs/twilio_api_v2010.yaml").expect("part of the project")
}

/// Twilio's document, where it is at hand.
pub fn official() -> Option<Value> {
    read("../../shared/corpus/specs/twilio_api_v2010.yaml")
}

/// Says that a test compares nothing. The test harness keeps what `eprintln!` prints in a passing test
/// to itself, so this writes past it too.
pub fn say_skipped() {
    const MESSAGE: &str = "skipped: ../shared/corpus is not here";
    eprintln!("{MESSAGE}");
    stderr().write_all(format!("{MESSAGE}\n").as_bytes()).expect("standard error takes text");
}

/// A file relative to the generator's folder; `None` where there is none.
fn read(path: &str) -> Option<Value> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    match fs::read_to_string(&path) {
        Ok(text) => Some(serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}
