//! Two OpenAPI documents in, what they say differently out. Knows no difference that is allowed.

use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What is not compared, and why.
pub const LEFT_OUT: [(&str, &str); 10] = [
    ("description", "The words are ours; a test of its own says that they are."),
    ("summary", "Ours has none, for the same reason."),
    ("title", "It names a schema that stands in place, and is compared as the name of ours."),
    ("example", "Ours come from the guides."),
    ("examples", "Ours come from the guides."),
    ("tags", "They group pages of documentation."),
    ("headers", "They tell browsers which origins may read an answer."),
    ("dependentProperties", "They tell Twilio's own libraries where subresources are; the paths say it too."),
    ("x-class-extra-annotation", "It is Java for Twilio's own library."),
    ("x-field-extra-annotation", "It is Java for Twilio's own library."),
];

/// Keywords whose keys are names, so that a property called `description` is not a description.
const NAMED: [&str; 4] = ["properties", "parameters", "responses", "content"];

/// Keywords that a place does not repeat, because the name that follows says enough.
const UNSAID: [&str; 5] = ["properties", "parameters", "responses", "content", "schema"];

/// Keywords that mean the same absent and `false`.
const FALSE_BY_DEFAULT: [&str; 2] = ["required", "nullable"];

/// What was compared.
#[derive(Debug, Default)]
pub struct Comparison {
    /// By place, what the two documents say there.
    pub differences: BTreeMap<String, String>,
    /// By keyword, how often both documents have one: named things, items of lists and single facts.
    pub counts: BTreeMap<String, usize>,
    /// What was met of [`LEFT_OUT`].
    pub left_out: BTreeSet<&'static str>,
}

/// Where references lead.
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

/// The item of a path; without servers of its own it has those of the document.
fn with_servers(document: &Value, item: &Value) -> Value {
    let mut item = item.clone();
    if item.get("servers").is_none() {
        item["servers"] = document["servers"].clone();
    }
    item
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
        if named {
            count(found, keyword, 1);
        } else if let Some((word, _)) = LEFT_OUT.iter().find(|(word, _)| *word == key) {
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
                compare_values(documents, found, inside, word, mine, theirs);
            }
            (None, None) => {}
            _ => differ(found, inside, mine, theirs),
        }
    }
}

/// Lists of values: what is missing, one by one, and then the order.
fn compare_lists(found: &mut Comparison, place: &str, keyword: &str, ours: &[Value], official: &[Value]) {
    count(found, keyword, official.len());
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

/// What a `$ref` leads to, if it is one.
pub fn follow<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return value };
    let segments = reference.strip_prefix("#/").expect("references stay inside the document").split('/');
    let target = segments.fold(document, |value, segment| &value[segment.replace("~1", "/").replace("~0", "~")]);
    assert!(!target.is_null(), "{reference} is not defined");
    follow(document, target)
}

/// What a schema is called, whether it stands in place or elsewhere.
fn schema_name(value: &Value) -> Option<&str> {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference.rsplit('/').next(),
        None => value.get("title").and_then(Value::as_str),
    }
}

/// Parameters by what tells them apart.
fn by_name(document: &Value, parameters: &[Value]) -> Mapping {
    let parameters = parameters.iter().map(|parameter| follow(document, parameter));
    let text = |value: &Value| value.as_str().expect("a parameter has `in` and `name`").to_owned();
    parameters.map(|each| (format!("{} {}", text(&each["in"]), text(&each["name"])).into(), each.clone())).collect()
}

fn count(found: &mut Comparison, keyword: &str, number: usize) {
    *found.counts.entry(keyword.to_owned()).or_default() += number;
}

fn differ(found: &mut Comparison, place: String, ours: Option<&Value>, official: Option<&Value>) {
    let [ours, official] = [ours, official].map(|value| value.map_or("nothing".to_owned(), show));
    found.differences.insert(place, format!("ours has {ours}, the official document {official}"));
}

/// The value on one line, cut where it is long.
fn show(value: &Value) -> String {
    let text = serde_json::to_string(value).expect("YAML with text as keys is JSON");
    if text.chars().count() > 120 { text.chars().take(119).chain(['…']).collect() } else { text }
}
