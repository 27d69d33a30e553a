//! The two documents as plain YAML, one of which may be absent, and the ways around in either.

use serde_yaml::{Mapping, Value};
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

/// Returns the target of a `$ref`, or the value itself if it is no `$ref`.
pub fn follow<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return value };
    let segments = reference.strip_prefix("#/").expect("references stay inside the document").split('/');
    let target = segments.fold(document, |value, segment| &value[segment.replace("~1", "/").replace("~0", "~")]);
    assert!(!target.is_null(), "{reference} is not defined");
    follow(document, target)
}

/// Returns the name of a schema, inline or not.
pub fn schema_name(value: &Value) -> Option<&str> {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference.rsplit('/').next(),
        None => value.get("title").and_then(Value::as_str),
    }
}

/// Parameters by what tells them apart.
pub fn by_name(document: &Value, parameters: &[Value]) -> Mapping {
    let parameters = parameters.iter().map(|parameter| follow(document, parameter));
    let text = |value: &Value| value.as_str().expect("a parameter has `in` and `name`").to_owned();
    parameters.map(|each| (format!("{} {}", text(&each["in"]), text(&each["name"])).into(), each.clone())).collect()
}

/// The item of a path; without servers of its own it has those of the document.
pub fn with_servers(document: &Value, item: &Value) -> Value {
    let mut item = item.clone();
    if item.get("servers").is_none() {
        item["servers"] = document["servers"].clone();
    }
    item
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
