//! Tests the project's own documents and templates.

mod support;

use generator::diagnostic::{Diagnostics, Severity};
use generator::manifest::Manifest;
use generator::{Input, generate};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;
use support::public_items::public_items;

/// The project's own input, as `cargo xtask generate` reads it.
fn input() -> Input {
    let specs = support::project().join("specs");
    let text = fs::read_to_string(specs.join("crate.toml")).expect("part of the project");
    let manifest = Manifest::read("crate.toml", &text, &mut Diagnostics::default()).expect("part of the project");
    let files = |names: &[String]| names.iter().map(|name| support::file(&specs.join(name))).collect::<Vec<_>>();
    Input {
        specs: files(&manifest.specs),
        overlays: files(&manifest.overlays),
        templates: support::templates(),
        manifest: Some(manifest),
        ..Input::default()
    }
}

#[test]
fn the_documents_cover_47_operations_without_a_complaint() {
    let outcome = generate(&input());
    assert_eq!(support::rendered(&outcome.diagnostics), "");
    assert_eq!(outcome.summary.operations, 16 + 31);
}

#[test]
fn every_page_that_a_document_names_is_linked_from_where_its_operations_start() {
    let input = input();
    let files = generate(&input).files.expect("the documents are good ones");
    let resources: String =
        files.iter().filter(|(path, _)| path.starts_with("src/")).map(|(_, text)| &**text).collect();
    let documents = input.specs.iter().chain(&input.overlays);
    let pages = documents.flat_map(|file| file.text.lines().filter_map(|line| line.trim().strip_prefix("url: ")));
    let pages: BTreeSet<&str> = pages.filter(|page| page.contains("/docs/")).collect();
    assert_eq!(pages.len(), 8);
    for page in pages {
        // A long link is on a line of its own.
        let lines: Vec<&str> = resources.lines().map(|line| line.trim_start_matches(['/', ' '])).collect();
        let is_on_operation =
            |at: usize| lines[at - 1].ends_with("see the") || lines[at].to_lowercase().contains("see the [");
        let links = lines.iter().enumerate().filter(|(at, line)| line.contains(page) && is_on_operation(*at)).count();
        assert!(links > 1, "{page} is linked from {links} operations and builders");
    }
}

#[test]
fn the_order_of_the_files_does_not_show() {
    let input = input();
    let mut reversed = input.clone();
    reversed.specs.reverse();
    reversed.overlays.reverse();
    let (first, second, third) = (generate(&input), generate(&input), generate(&reversed));
    assert!(first.files.is_some());
    assert_eq!(first.files, second.files);
    assert_eq!(first.files, third.files);
}

#[test]
fn the_api_of_both_documents() {
    let mut diagnostics = Diagnostics::default();
    let documents = generator::documents(&input(), &mut diagnostics);
    insta::assert_snapshot!(generator::lower::lower(&documents, &mut diagnostics));
}

/// Returns the public items of the crate, after `change` to the document of the 2010 API.
fn items(change: impl Fn(&mut Value)) -> BTreeSet<String> {
    let mut input = input();
    let spec = input.specs.iter_mut().find(|spec| spec.name.ends_with("v2010.yaml")).expect("part of the project");
    let mut document: Value = serde_yaml::from_str(&spec.text).expect("YAML");
    change(&mut document);
    spec.text = serde_yaml::to_string(&document).expect("YAML");
    public_items(&generate(&input).files.expect("the document stays a good one"))
}

/// Puts an entry before all others of every mapping under this key.
fn put_first(node: &mut Value, key: &str, name: &str, value: &Value) {
    match node {
        Value::Mapping(entries) => {
            for (existing, inside) in entries.iter_mut() {
                match inside {
                    Value::Mapping(inside) if existing.as_str() == Some(key) => {
                        let rest = std::mem::take(inside);
                        inside.insert(Value::from(name), value.clone());
                        inside.extend(rest);
                    }
                    _ => put_first(inside, key, name, value),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| put_first(item, key, name, value)),
        _ => {}
    }
}

#[test]
fn what_is_added_renames_nothing() {
    let text: Value = serde_yaml::from_str("{type: string}").expect("YAML");
    let status: Value = serde_yaml::from_str("{type: string, enum: [new, old]}").expect("YAML");
    let path: Value = serde_yaml::from_str(
        "{get: {operationId: FetchAddition, parameters: [{name: AccountSid, in: path, required: true, schema: {type: string}}], \
         responses: {'200': {description: OK, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}}",
    )
    .expect("YAML");
    let use_of_all: Value = serde_yaml::from_str(
        "{get: {operationId: FetchAll, responses: {'200': {description: OK, content: {application/json: {schema: {type: object, \
         properties: {call: {$ref: '#/components/schemas/api.v2010.account.call'}, \
         message: {$ref: '#/components/schemas/api.v2010.account.message'}, \
         number: {$ref: '#/components/schemas/api.v2010.account.incoming_phone_number'}}}}}}}}}",
    )
    .expect("YAML");
    let filter: Value = serde_yaml::from_str(
        "{name: Look, in: query, schema: {type: object, properties: {kind: {type: string, enum: [a, b]}}}}",
    )
    .expect("YAML");
    let words: Value = serde_yaml::from_str("{type: string, enum: [other, words]}").expect("YAML");
    let before = items(|_| {});
    for after in [
        items(|document| put_first(document, "properties", "added", &text)),
        items(|document| put_first(document, "properties", "added_status", &status)),
        items(|document| put_first(document, "paths", "/2010-04-01/Accounts/{AccountSid}/Additions.json", &path)),
        items(|document| put_first(document, "paths", "/2010-04-01/Additions.json", &use_of_all)),
        // What properties, parameters and methods are called already.
        items(|document| put_first(document, "properties", "schedule_type", &words)),
        items(|document| put_first(document, "properties", "ScheduleType", &words)),
        items(|document| put_first(document, "paths", "/2010-04-01/Accounts/{AccountSid}/List.json", &path)),
        items(|document| put_first(document, "paths", "/2010-04-01/Accounts/{AccountSid}/Call.json", &path)),
        items(|document| {
            let parameters =
                &mut document["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["get"]["parameters"];
            parameters.as_sequence_mut().expect("a list").insert(0, filter.clone());
        }),
    ] {
        assert_ne!(before, after);
        let gone: Vec<_> = before.difference(&after).collect();
        assert!(gone.is_empty(), "{gone:#?}");
    }
}

/// Returns the public items of the fixture with inline responses, after an overlay.
fn items_of_answers(target: &str, update: &str) -> BTreeSet<String> {
    let mut input = support::input(&support::project().join("generator/tests/fixtures/answers.yaml"));
    let text = format!("overlay: 1.0.0\nextends: answers.yaml\nactions:\n  - target: {target}\n    update: {update}\n");
    input.overlays.push(generator::File { name: "change.overlay.yaml".to_owned(), text });
    public_items(&generate(&input).files.expect("the document stays a good one"))
}

#[test]
fn what_is_added_to_one_of_several_equal_answers_renames_nothing() {
    const SCHEMA: &str = "content['application/json'].schema";
    const PROPERTY: &str = "{properties: {added: {type: string, enum: [a, b]}}}";
    let other = |status: &str| {
        let schema = "{type: object, properties: {status: {type: string, enum: [other]}}}";
        format!("'{status}': {{description: OK, content: {{application/json: {{schema: {schema}}}}}}}")
    };
    let operation =
        |method: &str, id: &str| format!("{{{method}: {{operationId: {id}, responses: {{{}}}}}}}", other("200"));
    let list = format!("['/v1/Calls'].get.responses['200'].{SCHEMA}.properties.calls.items");
    let before = items_of_answers("$.info", "{}");
    for (target, update) in [
        (list, PROPERTY.to_owned()),
        (format!("['/v1/Calls'].post.responses['201'].{SCHEMA}"), PROPERTY.to_owned()),
        (format!("['/v1/Calls'].post.responses['202'].{SCHEMA}"), PROPERTY.to_owned()),
        (format!("['/v1/Calls/{{Sid}}'].post.responses['200'].{SCHEMA}"), PROPERTY.to_owned()),
        (format!("['/v1/Rooms/{{Name}}'].get.responses['200'].{SCHEMA}"), PROPERTY.to_owned()),
        (format!("['/v1/Rooms/{{Name}}'].put.responses['200'].{SCHEMA}"), PROPERTY.to_owned()),
        (format!("['/v1/Keys/{{Name}}'].post.responses['200'].{SCHEMA}"), PROPERTY.to_owned()),
        ("['/v1/Calls/{Sid}']".to_owned(), operation("get", "FetchCall")),
        ("['/v1/Calls/{Sid}']".to_owned(), operation("patch", "PatchCall")),
        ("['/v1/Rooms']".to_owned(), operation("post", "CreateRoom")),
        ("['/v1/Keys'].post.responses".to_owned(), format!("{{{}}}", other("202"))),
    ] {
        let after = items_of_answers(&format!("\"$.paths{target}\""), &update);
        assert_ne!(before, after, "{target}");
        let gone: Vec<_> = before.difference(&after).collect();
        assert!(gone.is_empty(), "{target}: {gone:#?}");
    }
}

#[test]
fn a_stale_overlay_is_an_error() {
    let mut input = input();
    input.overlays[0].text = input.overlays[0].text.replace("/Balance.json'", "/Balence.json'");
    input.overlays[1].text = input.overlays[1].text.replace("extends: ../twilio", "extends: ../twolio");
    let outcome = generate(&input);
    assert!(outcome.files.is_none());
    let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let codes: Vec<_> = errors.map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(codes, ["stale-overlay", "stale-overlay-action", "stale-overlay-action"]);
}

#[test]
fn templates_hold_no_logic() {
    for (path, text) in support::templates().iter().filter(|(path, _)| path.ends_with(".rs.j2")) {
        for tag in text.split("{%").skip(1).map(|rest| rest.split("%}").next().unwrap_or_default().trim()) {
            let word = tag.split_whitespace().next().unwrap_or_default();
            assert!(["for", "endfor", "if", "else", "endif", "include"].contains(&word), "{path}: {{% {tag} %}}");
            let compares =
                ["==", "!=", "<", ">", "~", "|", " and ", " or ", " not "].iter().any(|sign| tag.contains(sign));
            assert!(!compares, "{path}: {{% {tag} %}} decides");
        }
        for hole in text.split("{{").skip(1).map(|rest| rest.split("}}").next().unwrap_or_default().trim()) {
            let is_name = hole.chars().all(|character| character.is_ascii_lowercase() || "_.".contains(character));
            assert!(is_name, "{path}: {{{{ {hole} }}}} is more than a name");
        }
        assert!(text.lines().count() <= 60, "{path} is too long to read as one thing");
    }
}

#[test]
fn only_a_fragment_can_be_printed_into_rust() {
    let mut input = input();
    input.templates.insert("crate/src/extra.rs.j2".to_owned(), "{{ package.title }}".to_owned());
    let outcome = generate(&input);
    assert!(outcome.files.is_none());
    let message = &outcome.diagnostics[0].message;
    assert!(message.contains("is not a fragment") && message.contains("crate/src/extra.rs.j2:1"), "{message}");
}

#[test]
fn a_template_that_renders_no_rust_is_an_error() {
    let mut input = input();
    input.templates.insert("crate/src/extra.rs.j2".to_owned(), "pub fn fn".to_owned());
    let outcome = generate(&input);
    assert!(outcome.files.is_none());
    assert!(outcome.diagnostics[0].message.contains("src/extra.rs to something that is not Rust"));
}

#[test]
fn the_generated_crate_depends_on_what_the_runtime_was_tested_with() {
    let read = |path: &str| fs::read_to_string(support::project().join(path)).expect("part of the project");
    let (runtime, mock_server) = (read("templates/runtime/Cargo.toml"), read("specs/crate/mock_server/Cargo.toml"));
    let section = |text: &str| -> BTreeSet<String> {
        let lines = text.lines().skip_while(|line| *line != "[dependencies]").skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        lines.filter(|line| !line.is_empty() && !line.starts_with("{%")).map(str::to_owned).collect()
    };
    let template = &support::templates()["crate/Cargo.toml.j2"];
    assert!(!section(template).is_empty());
    // The mock server adds its web framework, which only its users pay for.
    let framework = section(&mock_server).into_iter().find(|line| line.starts_with("axum")).expect("it has one");
    let framework = framework.replace(" }", ", optional = true }");
    assert_eq!(section(template), section(&runtime).into_iter().chain([framework]).collect());
    let feature = |line: &&str| line.contains(" = [\"") && !line.starts_with("default");
    for feature in runtime
        .lines()
        .skip_while(|line| *line != "[features]")
        .take_while(|line| *line != "[dependencies]")
        .filter(feature)
    {
        assert!(template.contains(feature), "{feature}");
    }
}

#[test]
fn the_runtime_is_copied_behind_a_header() {
    let files = generate(&input()).files.expect("the project's documents are fine");
    let templates = support::templates();
    let copied: Vec<_> = templates.iter().filter(|(path, _)| path.starts_with("runtime/")).collect();
    assert!(copied.len() > 10);
    for (path, text) in copied {
        let target = path.strip_prefix("runtime/").expect("filtered above");
        let header = "// @generated by `cargo xtask generate` from templates/runtime. Do not edit.\n\n";
        assert_eq!(files[target].strip_prefix(header), Some(&**text), "{target}");
    }
}
