//! The result of comparing two documents.

use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The keys that are not compared, with the reasons.
pub const LEFT_OUT: [(&str, &str); 11] = [
    ("description", "The words are ours; a test of its own says that they are."),
    ("summary", "Ours has none: it would be words too."),
    ("title", "It names a schema that stands in place; the name of ours in `components` is compared with it."),
    ("example", "Ours are our own; a test of its own says that they are there."),
    ("examples", "Ours are our own; a test of its own says that they are there."),
    ("tags", "They group pages of documentation."),
    ("headers", "They tell browsers which origins may read an answer."),
    ("dependentProperties", "They point from a resource to its subresources, which the paths do too."),
    ("x-class-extra-annotation", "It is Java for Twilio's own library."),
    ("x-field-extra-annotation", "It is Java for Twilio's own library."),
    ("x-getter-extra-annotation", "It is Java for Twilio's own library."),
];

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The values of the two documents at each location where they differ.
    pub differences: BTreeMap<String, String>,
    /// The number of keys that both documents have, by keyword: named objects, items of lists and single values.
    pub counts: BTreeMap<String, usize>,
    /// The keys of [`LEFT_OUT`] that occur.
    pub left_out: BTreeSet<&'static str>,
}

/// Notes that both documents have something.
pub fn count(found: &mut Comparison, keyword: &str, number: usize) {
    if number > 0 {
        *found.counts.entry(keyword.to_owned()).or_default() += number;
    }
}

/// Notes that the documents differ in a place.
pub fn differ(found: &mut Comparison, place: String, ours: Option<&Value>, official: Option<&Value>) {
    let [ours, official] = [ours, official].map(|value| value.map_or("nothing".to_owned(), show));
    found.differences.insert(place, format!("ours has {ours}, the official document {official}"));
}

/// The value on one line, cut where it is long.
pub fn show(value: &Value) -> String {
    let text = serde_json::to_string(value).expect("YAML with text as keys is JSON");
    if text.chars().count() > 120 { text.chars().take(119).chain(['…']).collect() } else { text }
}
