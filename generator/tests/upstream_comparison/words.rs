//! Finds the prose of a document: descriptions and titles.

use serde_yaml::Value;
use std::collections::BTreeMap;

/// Returns every description of a document with normalised white space, and one location of each.
pub fn descriptions(document: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(document, "", &mut found);
    found
}

fn collect(value: &Value, place: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Mapping(mapping) => {
            for (key, value) in mapping {
                let key = key.as_str().expect("keys are text");
                match value {
                    // Examples are data: their descriptions are Twilio's answers.
                    _ if ["example", "examples"].contains(&key) && !place.ends_with("/properties") => {}
                    Value::String(text) if ["description", "summary"].contains(&key) => {
                        let words: Vec<&str> = text.split_whitespace().collect();
                        found.entry(words.join(" ")).or_insert_with(|| format!("{place}/{key}"));
                    }
                    value => collect(value, &format!("{place}/{key}"), found),
                }
            }
        }
        Value::Sequence(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}
