//! Our hand-written 2010 document against Twilio's own: the facts agree, the words differ.
//!
//! Reads the two documents as plain YAML and knows no stage of the generator, so a stage that is wrong
//! cannot hide a difference. Twilio's document is optional data: a stranger's clone does not have it.

#[path = "upstream_comparison/compare.rs"]
mod compare;
#[path = "upstream_comparison/documents.rs"]
mod documents;
#[path = "upstream_comparison/words.rs"]
mod words;

use compare::{Comparison, compare};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where our document says something else on purpose: where, what, why.
const ALLOWED: [(&str, &str, &str); 4] = [
    (
        "/2010-04-01/Accounts/{AccountSid}/Keys.json post",
        "x-twilio mountName",
        "The crate keeps the creation of keys beside the other key operations, where the path has it.",
    ),
    (
        "/2010-04-01/Accounts/{AccountSid}/Keys.json post",
        "responses `201` `application/json` `secret` x-twilio pii",
        "The secret is a credential that Twilio does not mark, and must not reach a log.",
    ),
    (
        "/2010-04-01/Accounts/{AccountSid}/Calls.json post",
        "requestBody `application/x-www-form-urlencoded` `SipAuthPassword` x-twilio pii",
        "The password is a credential that Twilio does not mark, and must not reach a log.",
    ),
    (
        "/2010-04-01/Accounts/{AccountSid}/Messages.json post",
        "requestBody `application/x-www-form-urlencoded` `MediaUrl` items x-twilio ignoreFormat",
        "The crate checks the format of no text that it sends, so there is nothing to leave unchecked.",
    ),
];

#[test]
fn every_fact_agrees_with_twilios_document_or_is_allowed_to_differ() {
    let Some(official) = documents::official() else { return documents::say_skipped() };
    let found = compare(&documents::ours(), &official);
    let allowed: BTreeSet<String> = ALLOWED.iter().map(|(place, what, _)| format!("{place} {what}")).collect();
    let left_out: BTreeSet<&str> = compare::LEFT_OUT.iter().map(|(word, _)| *word).collect();
    eprintln!("compared: {:?}", found.counts);

    let unexpected: Vec<_> = found.differences.iter().filter(|(place, _)| !allowed.contains(*place)).collect();
    let stale: Vec<_> = allowed.iter().filter(|place| !found.differences.contains_key(*place)).collect();
    let report: String = (unexpected.iter().map(|(place, values)| format!("{place}: {values}\n")))
        .chain(stale.iter().map(|place| format!("{place}: allowed to differ, but agrees\n")))
        .chain(left_out.difference(&found.left_out).map(|word| format!("{word}: left out, but nowhere to be found\n")))
        .collect();
    assert!(report.is_empty(), "specs/twilio_api_v2010.yaml and Twilio's document differ:\n{report}");
    assert_eq!(found.counts["operations"], 31);
}

#[test]
fn no_change_of_ours_goes_unnoticed() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 5] = [
        ("`description`", |document| {
            documents::drop_key(&mut documents::schema(document, "api.v2010.account.usage.usage_record")["properties"]);
        }),
        ("enum no-answer", |document| {
            documents::drop_item(&mut documents::schema(document, "call_enum_status")["enum"], |value| {
                value == "no-answer"
            });
        }),
        ("`query FriendlyName` required", |document| {}),
        ("`date_updated` format", |document| {
            documents::schema(document, "api.v2010.account.call")["properties"]["date_updated"]["format"] =
                "date-time".into();
        }),
        ("`query StartTime>`", |document| {}),
    ];
}
