//! The project's own overlays, on its documents, on rewritten ones, and on Twilio's revisions where
//! `../shared/corpus` is at hand.

#[path = "equivalent_documents/rewrite.rs"]
mod rewrite;
mod support;

use generator::diagnostic::{Diagnostics, Severity};
use generator::diff::Class;
use generator::emit::FileTree;
use generator::manifest::Manifest;
use generator::{File, Input, generate};
use serde_yaml::{Mapping, Value};
use std::fs;
use support::typed_items::{shapes, typed_items};

/// The name of a rewriting, and its function.
type Rewriting<'a> = (&'a str, &'a dyn Fn(&mut Value));

const ACCOUNTS: &str = "twilio_accounts_v1.yaml";

/// The project's own input, as `cargo xtask generate` reads it.
fn input() -> Input {
    let specs = support::project().join("specs");
    let text = fs::read_to_string(specs.join("crate.toml")).expect("part of the project");
    let manifest = Manifest::read("crate.toml", &text, &mut Diagnostics::default()).expect("part of the project");
    let files = |names: &[String]| names.iter().map(|name| support::file(&specs.join(name))).collect::<Vec<_>>();
    Input {
        specs: files(&manifest.specs),
        overlays: files(&manifest.overlays),
        lock: Some(support::file(&specs.join(generator::lock::FILE_NAME))),
        templates: support::templates(),
        manifest: Some(manifest),
        ..Input::default()
    }
}

/// The input with each document rewritten.
fn rewritten(rewrite: &dyn Fn(&mut Value)) -> Input {
    let mut input = input();
    for File { text, .. } in &mut input.specs {
        let mut document = serde_yaml::from_str(text).expect("YAML");
        rewrite(&mut document);
        *text = serde_yaml::to_string(&document).expect("YAML");
    }
    input
}

/// The input with a revision of the Accounts document.
fn revised(text: String) -> Input {
    let mut input = input();
    for document in input.specs.iter_mut().filter(|document| document.name == ACCOUNTS) {
        document.text.clone_from(&text);
    }
    input
}

/// The crate; no document may be found wrong.
fn crate_of(input: &Input) -> FileTree {
    let outcome = generate(input);
    let errors = outcome.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    assert!(errors.is_empty(), "{}", support::rendered(&errors));
    outcome.files.expect("without errors there is a crate")
}

/// One of Twilio's revisions, if it is at hand.
fn revision(date: &str) -> Option<String> {
    let path = support::project().join(format!("../shared/corpus/revisions/accounts_v1-{date}.yaml"));
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: the revision of {date} is not here");
    }
    text
}

/// Moves parameters that stand inline into components.
fn hoist_parameters(document: &mut Value) {
    let mut hoisted = Mapping::new();
    let paths = document.get_mut("paths").and_then(Value::as_mapping_mut);
    let operations = paths.into_iter().flatten().filter_map(|(_, path)| path.as_mapping_mut()).flatten();
    for (_, operation) in operations {
        let Some(Value::Sequence(parameters)) = operation.get_mut("parameters") else { continue };
        for parameter in parameters {
            let name = format!("parameter_{}", hoisted.len());
            let reference = format!("#/components/parameters/{name}");
            let reference = Value::Mapping(Mapping::from_iter([("$ref".into(), reference.into())]));
            hoisted.insert(name.into(), std::mem::replace(parameter, reference));
        }
    }
    document["components"]["parameters"] = Value::Mapping(hoisted);
}

/// Does the same to responses and request bodies.
fn hoist_bodies(document: &mut Value) {
    let (mut responses, mut bodies) = (Mapping::new(), Mapping::new());
    let mut hoist = |section: &str, node: &mut Value| {
        let hoisted = if section == "responses" { &mut responses } else { &mut bodies };
        let name = format!("body_{}", hoisted.len());
        let reference = format!("#/components/{section}/{name}");
        let reference = Value::Mapping(Mapping::from_iter([("$ref".into(), reference.into())]));
        hoisted.insert(name.into(), std::mem::replace(node, reference));
    };
    let paths = document.get_mut("paths").and_then(Value::as_mapping_mut);
    let operations = paths.into_iter().flatten().filter_map(|(_, path)| path.as_mapping_mut()).flatten();
    for (_, operation) in operations {
        if let Some(body) = operation.get_mut("requestBody") {
            hoist("requestBodies", body);
        }
        let responses = operation.get_mut("responses").and_then(Value::as_mapping_mut);
        responses.into_iter().flatten().for_each(|(_, response)| hoist("responses", response));
    }
    document["components"]["responses"] = Value::Mapping(responses);
    document["components"]["requestBodies"] = Value::Mapping(bodies);
}

#[test]
fn overlays_hold_however_a_document_is_cut_into_components() {
    let ours = shapes(&crate_of(&input()));
    assert!(ours.len() >= 50, "{}", ours.len());
    let reverse = |document: &mut Value| rewrite::reorder(document, &|entries| entries.reverse());
    let all = |document: &mut Value| {
        rewrite::inline_all(document);
        rewrite::hoist_all(document);
        hoist_parameters(document);
        hoist_bodies(document);
        rewrite::rename_components(document);
        rewrite::rename_tags(document);
        reverse(document);
    };
    let beside_schemas = |document: &mut Value| {
        hoist_parameters(document);
        hoist_bodies(document);
        rewrite::rename_tags(document);
        reverse(document);
    };
    let rewritings: [Rewriting<'_>; 5] = [
        ("parameters, responses and request bodies hoisted, tags renamed, mappings reordered", &beside_schemas),
        ("schemas inlined", &rewrite::inline_all),
        ("schemas hoisted", &rewrite::hoist_all),
        ("components renamed", &rewrite::rename_components),
        ("all of it", &all),
    ];
    let mut complaints = Vec::new();
    for (name, rewrite) in rewritings {
        let new = rewritten(rewrite);
        let theirs = shapes(&crate_of(&new));
        let (lost, new_ones): (Vec<_>, Vec<_>) =
            (ours.difference(&theirs).collect(), theirs.difference(&ours).collect());
        if ours != theirs {
            complaints.push(format!("{name}\n  lost: {lost:#?}\n  new: {new_ones:#?}"));
        }
        let comparison = generator::diff(&input(), &new);
        let changes = comparison.changes.expect("it was generated");
        if changes.verdict().is_some() {
            complaints.push(format!("{name}: {}\n{}", changes.summary(), changes.text(false)));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

/// The types of what the overlay is about, as callers have them.
const CORRECTED: [(&str, &str); 19] = [
    ("credential::aws::AwsResource::create", "implInto<SecretString>"),
    ("credential::public_key::PublicKeysResource::create", "implInto<SecretString>"),
    ("types::CredentialAws.sid", "CredentialSid"),
    ("types::CredentialAws.account_sid", "AccountSid"),
    ("types::CredentialAws.date_created", "Option<Timestamp>"),
    ("types::CredentialAws.date_updated", "Option<Timestamp>"),
    ("types::CredentialPublicKey.sid", "CredentialSid"),
    ("types::CredentialPublicKey.account_sid", "AccountSid"),
    ("types::CredentialPublicKey.date_created", "Option<Timestamp>"),
    ("types::CredentialPublicKey.date_updated", "Option<Timestamp>"),
    ("types::AuthTokenPromotion.account_sid", "AccountSid"),
    ("types::AuthTokenPromotion.auth_token", "SecretString"),
    ("types::SecondaryAuthToken.account_sid", "AccountSid"),
    ("types::SecondaryAuthToken.secondary_auth_token", "SecretString"),
    ("types::Safelist.sid", "SafelistSid"),
    ("types::Safelist.phone_number", "String"),
    ("safelist::SafelistResource::create", "implInto<String>"),
    ("safelist::SafelistResource::fetch", "implInto<String>"),
    ("safelist::SafelistResource::delete", "implInto<String>"),
];

fn assert_corrected(files: &FileTree) {
    let items = typed_items(files);
    for (item, expected) in CORRECTED {
        let item = format!("accounts::v1::{item}");
        assert_eq!(items.get(&item).map(String::as_str), Some(expected), "{item}");
    }
    for kind in ["aws", "public_key"] {
        let text = &files[&format!("src/accounts/v1/types/credential_{kind}.rs")];
        assert!(text.contains("When the credential was created, in ISO 8601 format, UTC."), "{text}");
        assert!(!text.contains("RFC 2822"), "{text}");
    }
}

#[test]
fn corrections_hold_in_the_projects_own_document() {
    assert_corrected(&crate_of(&input()));
}

#[test]
fn corrections_hold_in_newer_revisions_taken_in_order_or_not() {
    let Some((middle, newest)) = revision("2024-06-06").zip(revision("2025-02-20")) else { return };
    let (ours, middle, newest) = (input(), revised(middle), revised(newest));
    for (old, new, verdict) in
        [(&ours, &middle, Class::Docs), (&middle, &newest, Class::Additive), (&ours, &newest, Class::Additive)]
    {
        let changes = generator::diff(old, new).changes.expect("both are good documents");
        assert_eq!(changes.verdict(), Some(verdict), "{}", changes.text(false));
        assert_corrected(&crate_of(new));
    }
}

#[test]
fn an_older_revision_lacks_a_resource_and_nothing_else() {
    for date in ["2022-10-10", "2023-07-27"] {
        let Some(text) = revision(date) else { continue };
        let outcome = generate(&revised(text));
        let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let errors: Vec<_> = errors.collect();
        assert!(!errors.is_empty());
        for error in errors {
            assert_eq!(error.code, "stale-overlay-action");
            assert!(error.message.contains("/v1/SafeList/Numbers"), "{error}");
            let location = error.location.as_ref().expect("it names its line");
            assert!(location.source_line.contains("$.paths['/v1/SafeList/Numbers']"), "{error}");
        }
    }
}
