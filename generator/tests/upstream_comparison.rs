//! Our hand-written 2010 document against Twilio's own: the facts agree, the words differ.
//!
//! Reads both documents as plain YAML and knows no stage of the generator, so that a wrong stage cannot
//! hide a difference. Twilio's document is optional data: a stranger's clone does not have it.

#[path = "upstream_comparison/compare.rs"]
mod compare;
#[path = "upstream_comparison/comparison.rs"]
mod comparison;
#[path = "upstream_comparison/documents.rs"]
mod documents;
#[path = "upstream_comparison/examples.rs"]
mod examples;
#[path = "upstream_comparison/words.rs"]
mod words;

use compare::compare;
use comparison::{Comparison, LEFT_OUT};
use serde_yaml::Value;
use std::collections::BTreeSet;

/// The intended differences of our document: location, difference and reason.
const ALLOWED: [(&str, &str, &str); 3] = [
    (
        "/2010-04-01/Accounts/{AccountSid}/Keys.json post",
        "x-twilio mountName",
        "Keys are created beside the other key operations, where the path has them.",
    ),
    (
        "/2010-04-01/Accounts/{AccountSid}/Keys.json post",
        "`201` `application/json` `secret` x-twilio pii",
        "It is a credential that Twilio does not mark, and it must not reach a log.",
    ),
    (
        "/2010-04-01/Accounts/{AccountSid}/Calls.json post",
        "requestBody `application/x-www-form-urlencoded` `SipAuthPassword` x-twilio pii",
        "It is a password that Twilio does not mark, and it must not reach a log.",
    ),
];

/// The name of a change in the report, its location, and the function that makes it.
type Change = (&'static str, &'static [&'static str], fn(&mut Value));

/// Changes that must be noticed.
const CHANGES: [Change; 5] = [
    (
        "`200` `application/json` `usage_records` items `description`",
        &["components", "schemas", "api.v2010.account.usage.usage_record", "properties"],
        |properties| drop(properties.as_mapping_mut().expect("properties").remove("description")),
    ),
    ("enum \"no-answer\"", &["components", "schemas", "call_enum_status", "enum"], |values| {
        values.as_sequence_mut().expect("values").retain(|value| value != "no-answer");
    }),
    ("get `query FriendlyName` required", &["paths", "/2010-04-01/Accounts.json", "get", "parameters"], |parameters| {
        let mut parameters = parameters.as_sequence_mut().expect("parameters").iter_mut();
        parameters.find(|each| each["name"] == "FriendlyName").expect("a filter")["required"] = true.into();
    }),
    (
        "`date_updated` format",
        &["components", "schemas", "api.v2010.account.call", "properties", "date_updated"],
        |property| property["format"] = "date-time".into(),
    ),
    (
        "get `query StartTime>`",
        &["paths", "/2010-04-01/Accounts/{AccountSid}/Calls.json", "get", "parameters"],
        |parameters| {
            parameters.as_sequence_mut().expect("parameters").retain(|each| each["name"] != "StartTime>");
        },
    ),
];

#[test]
fn every_fact_agrees_with_twilios_document_or_differs_on_purpose() {
    let Some(official) = documents::official() else { return documents::say_skipped() };
    let found = compare(&documents::ours(), &official);
    eprintln!("compared: {:?}", found.counts);

    let allowed: BTreeSet<String> = ALLOWED.iter().map(|(place, what, _)| format!("{place} {what}")).collect();
    let unexpected = found.differences.iter().filter(|(place, _)| !allowed.contains(*place));
    let stale = allowed.iter().filter(|place| !found.differences.contains_key(*place));
    let unmet = LEFT_OUT.iter().filter(|(word, _)| !found.left_out.contains(word));
    let report: Vec<String> = (unexpected.map(|(place, values)| format!("{place}: {values}")))
        .chain(stale.map(|place| format!("{place}: is allowed to differ, but agrees")))
        .chain(unmet.map(|(word, _)| format!("{word}: is left out, but neither document has one")))
        .collect();
    assert!(report.is_empty(), "{} differences from Twilio's document:\n{}", report.len(), report.join("\n"));
}

#[test]
fn a_change_of_our_document_is_reported_by_name() {
    let (ours, official) = (documents::ours(), documents::official());
    assert!(compare(&ours, &ours).differences.is_empty());
    for (name, place, change) in CHANGES {
        let mut changed = ours.clone();
        change(place.iter().fold(&mut changed, |value, key| &mut value[*key]));
        let assert_reported = |before: Comparison, after: Comparison| {
            let places = after.differences.into_keys().filter(|place| !before.differences.contains_key(place));
            let places: Vec<String> = places.collect();
            assert!(!places.is_empty() && places.iter().all(|place| place.contains(name)), "{name}: {places:#?}");
        };
        assert_reported(compare(&ours, &ours), compare(&changed, &ours));
        assert_reported(compare(&ours, &ours), compare(&ours, &changed));
        if let Some(official) = &official {
            assert_reported(compare(&ours, official), compare(&changed, official));
        }
    }
}

#[test]
fn the_words_are_our_own() {
    let Some(official) = documents::official() else { return documents::say_skipped() };
    let (ours, official) = (words::descriptions(&documents::ours()), words::descriptions(&official));
    let copied = ours.iter().filter(|(text, _)| text.split(' ').count() >= 4 && official.contains_key(*text));
    let report: Vec<String> = copied.map(|(text, place)| format!("{place}: {text}")).collect();
    eprintln!("compared: {} descriptions of ours with {} of Twilio's", ours.len(), official.len());
    assert!(report.is_empty(), "{} descriptions are Twilio's:\n{}", report.len(), report.join("\n"));
}

#[test]
fn every_body_of_ours_has_examples() {
    let document = documents::ours();
    let bodies = examples::bodies(&document);
    let without: Vec<&String> =
        bodies.iter().filter(|(_, body)| !examples::has_examples(body)).map(|(place, _)| place).collect();
    assert!(without.is_empty(), "{} bodies have no examples: {without:#?}", without.len());
    eprintln!("found examples of {} bodies", bodies.len());
}
