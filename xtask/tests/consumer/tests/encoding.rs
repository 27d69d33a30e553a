//! Snapshots the raw request of every operation, once with required arguments alone and once with everything set.
//!
//! The calls are in the files below; the requests are in `encoding/golden.txt`. An operation or parameter of the
//! generated sources that no call uses fails the test.

mod account_calls;
mod arguments;
mod generated_sources;
mod main_account_calls;
mod phone_calls;
mod recorder;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use twilio_accounts::ErrorKind;
use twilio_accounts::sid::{AccountSid, CredentialSid, MessageSid};

use arguments::{decoded, filled};
use recorder::{Record, Recorder};

/// With path arguments that are plain, and no optional parameter.
const REQUIRED: &str = "required";
/// With path arguments full of reserved characters, and every parameter.
const EVERYTHING: &str = "everything";

/// Every operation, in both variants.
async fn all_records() -> Vec<Record> {
    let mut recorder = Recorder::start().await;
    main_account_calls::record(&mut recorder).await;
    account_calls::record(&mut recorder).await;
    phone_calls::record(&mut recorder).await;
    recorder.assert_nothing_else_arrived();
    recorder.records
}

#[tokio::test]
async fn every_operation_sends_what_the_golden_file_says() {
    let records = all_records().await;
    let found = records.iter().map(Record::shown).collect::<Vec<_>>().join("\n");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/encoding/golden.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if found == golden {
        return;
    }
    let expected: BTreeMap<&str, &str> = by_head(&golden);
    let found: BTreeMap<&str, &str> = by_head(&found);
    let mut differing = Vec::new();
    for head in expected.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        let (expected, found) = (expected.get(head), found.get(head));
        if expected != found {
            let shown = |text: Option<&&str>| text.map_or("nothing".to_owned(), |text| text.to_string());
            differing.push(format!("# {head}\n--- expected:\n{}\n--- found:\n{}", shown(expected), shown(found)));
        }
    }
    let differing = if differing.is_empty() { "only in their order".to_owned() } else { differing.join("\n\n") };
    panic!("the requests differ from {}:\n\n{differing}\n\nUPDATE_GOLDEN=1 writes it anew.", path.display());
}

/// The records of a golden file by their first lines.
fn by_head(text: &str) -> BTreeMap<&str, &str> {
    text.split("# ").filter_map(|record| record.split_once('\n')).collect()
}

#[tokio::test]
async fn every_operation_and_parameter_of_the_crate_is_in_the_golden_file() {
    let operations = generated_sources::operations();
    let records = all_records().await;

    for variant in [REQUIRED, EVERYTHING] {
        let recorded = || records.iter().filter(|record| record.variant == variant).map(|record| &record.operation);
        let not_called: Vec<_> = operations.keys().filter(|known| recorded().all(|one| one != *known)).collect();
        let not_there: Vec<_> = recorded().filter(|one| !operations.contains_key(*one)).collect();
        assert!(not_called.is_empty(), "{variant}: operations to be added to the calls: {not_called:#?}");
        assert!(not_there.is_empty(), "{variant}: operations that the sources do not show: {not_there:#?}");
        assert_eq!(recorded().count(), operations.len(), "{variant}: an operation is recorded twice");
    }
    // Were the sources written in another way, nothing would be found in them, and so nothing missing.
    let optional: usize = operations.values().map(BTreeSet::len).sum();
    assert!(operations.len() >= 47 && optional >= 150, "found {} operations, {optional} parameters", operations.len());
    let mut missing = Vec::new();
    for record in records.iter().filter(|record| record.variant == EVERYTHING) {
        let sent: BTreeSet<String> = record.parameter_names().map(decoded).collect();
        let unset = operations[&record.operation].difference(&sent);
        missing.extend(unset.map(|name| format!("{}: {name}", record.operation)));
    }
    assert!(missing.is_empty(), "parameters that are not set:\n{}", missing.join("\n"));
}

#[tokio::test]
async fn arguments_stay_in_their_segments_in_every_operation() {
    for record in all_records().await {
        let (_, route) = record.operation.split_once(' ').unwrap();
        let argument = if record.variant == EVERYTHING { arguments::RESERVED } else { arguments::PLAIN };

        let segments: Vec<String> = record.path.split('/').map(decoded).collect();

        assert_eq!(segments, filled(route, argument), "{}: {}", record.operation, record.path);
    }
}

#[tokio::test]
async fn any_argument_is_one_segment_or_refused() {
    let mut recorder = Recorder::start().await;
    let (api, accounts) = (recorder.client.api().v2010(), recorder.client.accounts().v1());
    let sent = [
        "/", "a/b", "../..", "..%2F", "...", "?", "a?b=c", "#", "a#b", "%", "%00", "%2e%2e", " ", "a b", "+", "ü",
        "日本", "a;b", "a\\b", ".json", "&=", "\n", "\u{0}", "~-_",
    ];
    for argument in sent {
        let message =
            api.account(&AccountSid::from_unvalidated(argument)).message(&MessageSid::from_unvalidated(argument));
        recorder.record(argument, message.fetch()).await;
        let credential = accounts.credentials().aws_credential(&CredentialSid::from_unvalidated(argument));
        recorder.record(argument, credential.delete()).await;
    }
    for record in &recorder.records {
        let (_, route) = record.operation.split_once(' ').unwrap();
        let segments: Vec<String> = record.path.split('/').map(decoded).collect();
        assert_eq!((segments, &*record.query), (filled(route, record.variant), ""), "{:?}", record.variant);
    }

    for argument in ["", ".", ".."] {
        let error = api.account(&AccountSid::from_unvalidated(argument)).fetch().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let credential = accounts.credentials().aws_credential(&CredentialSid::from_unvalidated(argument));
        assert_eq!(credential.delete().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    recorder.assert_nothing_else_arrived();
}
