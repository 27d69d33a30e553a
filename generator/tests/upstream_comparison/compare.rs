//! Compares two OpenAPI documents. It knows no allowed differences.

use crate::comparison::{Comparison, LEFT_OUT, count, differ, show};
use crate::documents::{by_name, follow, schema_name, with_servers};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// Keywords whose keys are names, so that a property called `description` is not a description.
const NAMED: [&str; 4] = ["properties", "parameters", "responses", "content"];

/// Keywords that a place does not repeat, because the name that follows says enough.
const UNSAID: [&str; 5] = ["properties", "parameters", "responses", "content", "schema"];

/// Keywords that mean the same absent and `false`.
const FALSE_BY_DEFAULT: [&str; 2] = ["required", "nullable"];

/// The two documents, in which references are followed.
#[derive(Clone, Copy)]
struct Documents<'a> {
    ours: &'a Value,
    official: &'a Value,
}

/// Compares every path of ours with the same path of the official document.
pub fn compare(ours: &Value, official: &Value) -> Comparison {
    let mut found = Comparison::default();
    for (path, item) in ours["paths"].as_mapping().expect("a document has paths") {
        let place = path.as_str().expect("a path is text");
        let [mine, theirs] = [(ours, Some(item)), (official, official["paths"].get(path))]
            .map(|(document, item)| item.map(|item| with_servers(document, item)));
        match (&mine, &theirs) {
            (Some(mine), Some(theirs)) => {
                compare_values(Documents { ours, official }, &mut found, place, "", mine, theirs)
            }
            _ => differ(&mut found, place.to_owned(), mine.as_ref(), theirs.as_ref()),
        }
    }
    found
}

fn compare_values(
    documents: Documents<'_>,
    found: &mut Comparison,
    place: &str,
    keyword: &str,
    ours: &Value,
    official: &Value,
) {
    assert!(place.len() < 1000, "{place}: the schema contains itself");
    if let (Some(mine), Some(theirs)) = (schema_name(ours), schema_name(official)) {
        count(found, "$ref", 1);
        if mine != theirs {
            differ(found, format!("{place} $ref"), Some(ours), Some(official));
        }
    }
    match (follow(documents.ours, ours), follow(documents.official, official)) {
        (Value::Mapping(ours), Value::Mapping(official)) => {
            compare_mappings(documents, found, place, keyword, ours, official);
        }
        (Value::Sequence(ours), Value::Sequence(official)) if keyword == "parameters" => {
            let [ours, official] = [by_name(documents.ours, ours), by_name(documents.official, official)];
            compare_mappings(documents, found, place, keyword, &ours, &official);
        }
        (Value::Sequence(ours), Value::Sequence(official)) => compare_lists(found, place, keyword, ours, official),
        (ours, official) => {
            count(found, keyword, 1);
            if ours != official {
                differ(found, place.to_owned(), Some(ours), Some(official));
            }
        }
    }
}

fn compare_mappings(
    documents: Documents<'_>,
    found: &mut Comparison,
    place: &str,
    keyword: &str,
    ours: &Mapping,
    official: &Mapping,
) {
    let named = NAMED.contains(&keyword);
    let nothing = Value::Mapping(Mapping::new());
    let keys: BTreeSet<&str> =
        ours.keys().chain(official.keys()).map(|key| key.as_str().expect("keys are text")).collect();
    for key in keys {
        if !named && let Some((word, _)) = LEFT_OUT.iter().find(|(word, _)| *word == key) {
            found.left_out.insert(word);
            continue;
        }
        let [mine, theirs] = [ours, official].map(|mapping| match mapping.get(key) {
            Some(Value::Bool(false)) if !named && FALSE_BY_DEFAULT.contains(&key) => None,
            None if !named && key == "x-twilio" => Some(&nothing),
            value => value,
        });
        let (inside, word) = if named { (format!("{place} `{key}`"), "") } else { (format!("{place} {key}"), key) };
        match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                let inside = if UNSAID.contains(&word) { place } else { &inside };
                count(found, keyword, usize::from(named));
                compare_values(documents, found, inside, word, mine, theirs);
            }
            (None, None) => {}
            _ => differ(found, inside, mine, theirs),
        }
    }
}

/// Lists of values: what is missing, one by one, and then the order.
fn compare_lists(found: &mut Comparison, place: &str, keyword: &str, ours: &[Value], official: &[Value]) {
    count(found, keyword, official.iter().filter(|value| ours.contains(value)).count());
    for value in official.iter().filter(|value| !ours.contains(value)) {
        differ(found, format!("{place} {}", show(value)), None, Some(value));
    }
    for value in ours.iter().filter(|value| !official.contains(value)) {
        differ(found, format!("{place} {}", show(value)), Some(value), None);
    }
    let shared = |of: &[Value], with: &[Value]| -> Vec<Value> {
        of.iter().filter(|value| with.contains(value)).cloned().collect()
    };
    let [mine, theirs] = [shared(ours, official), shared(official, ours)].map(Value::Sequence);
    if mine != theirs {
        differ(found, format!("{place} order"), Some(&mine), Some(&theirs));
    }
}
