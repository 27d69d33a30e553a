//! The names lock: known items keep their names, whatever a document adds, moves or reorders.

mod support;

use generator::diagnostic::{Diagnostic, Severity};
use generator::{File, Input, Outcome};

/// Generates from one document with a lock, or without one.
fn generate(document: &str, lock: Option<&str>) -> Outcome {
    let file = |name: &str, text: &str| File { name: name.to_owned(), text: text.to_owned() };
    generator::generate(&Input {
        specs: vec![file("things.yaml", document)],
        lock: lock.map(|text| file("names.lock", text)),
        templates: support::templates(),
        ..Input::default()
    })
}

/// Returns the lock of a document that has no errors.
fn lock(document: &str, known: Option<&str>) -> String {
    let outcome = generate(document, known);
    let errors: Vec<&Diagnostic> = outcome.diagnostics.iter().filter(|said| said.severity == Severity::Error).collect();
    assert!(
        errors.is_empty(),
        "{}\n{document}\n{}",
        support::rendered(&outcome.diagnostics),
        known.unwrap_or_default()
    );
    let lock = outcome.lock.expect("there are no errors");
    let again = generate(document, Some(&lock)).lock.expect("the lock fits");
    assert_eq!(again, lock, "the lock does not change when nothing else does");
    lock
}

/// A document of one version with paths and components.
fn document(paths: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.1\ninfo: {{title: Things, version: 1.0.0}}\nservers: [{{url: 'https://things.example.com'}}]\n\
         paths:\n{paths}components:\n  schemas:\n{components}"
    )
}

/// A path that returns a schema.
fn fetch(path: &str, schema: &str) -> String {
    format!(
        "  {path}:\n    get:\n      responses:\n        '200': {{description: OK, content: {{application/json: {{schema: \
         {schema}}}}}}}\n"
    )
}

fn component(name: &str, properties: &str) -> String {
    format!("    {name}: {{type: object, properties: {{{properties}}}}}\n")
}

fn reference(name: &str) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

/// Returns the line of the lock that starts with a key.
fn line<'a>(lock: &'a str, key: &str) -> &'a str {
    lock.lines()
        .find(|line| line.trim_start().starts_with(&format!("{key}: ")))
        .unwrap_or_else(|| panic!("{key}\n{lock}"))
}

#[test]
fn the_lock_has_a_line_for_each_item() {
    let path = support::project().join("generator/tests/fixtures/unions.yaml");
    let outcome = generator::generate(&support::input(&path));
    insta::assert_snapshot!(outcome.lock.expect("the fixture has no errors"));
}

#[test]
fn a_hoisted_schema_keeps_its_name() {
    let inline = document(
        &fetch("/v1/Things", "{type: object, properties: {part: {type: object, properties: {a: {type: string}}}}}"),
        "    x: {type: string}\n",
    );
    let known = lock(&inline, None);
    let part = "ThingPart";
    assert!(line(&known, part).contains("\"Thing.part\""), "{known}");
    let hoisted = document(
        &fetch("/v1/Things", "{type: object, properties: {part: {$ref: '#/components/schemas/Detail'}}}"),
        &component("Detail", "a: {type: string}"),
    );
    assert!(lock(&hoisted, None).contains(" Detail: "), "without the lock it has the name of the component");
    let after = lock(&hoisted, Some(&known));
    assert!(line(&after, part).contains("component: \"Detail\""), "{after}");
    // Back again.
    assert_eq!(lock(&inline, Some(&after)), known);
}

#[test]
fn copies_of_an_inlined_component_are_one_type() {
    let paths = |schema: &str| format!("{}{}", fetch("/v1/Cats", schema), fetch("/v1/Dogs", schema));
    let known =
        lock(&document(&paths(&reference("pet")), &component("pet", "a: {type: string}, b: {type: integer}")), None);
    let inlined = "{type: object, properties: {a: {type: string}, b: {type: integer}}}";
    let after = lock(&document(&paths(inlined), "    x: {type: string}\n"), Some(&known));
    assert_eq!(after, known.replace(", component: \"pet\"", ""));
}

#[test]
fn a_component_that_is_renamed_keeps_its_name() {
    let known = lock(&document(&fetch("/v1/Cats", &reference("pet")), &component("pet", "a: {type: string}")), None);
    let renamed = document(&fetch("/v1/Cats", &reference("animal")), &component("animal", "a: {type: string}"));
    let after = lock(&renamed, Some(&known));
    assert!(line(&after, "Pet").contains("component: \"animal\""), "{after}");
}

#[test]
fn another_component_in_the_place_of_one_has_its_own_name() {
    let components = format!("{}{}", component("pet", "a: {type: string}"), component("plant", "b: {type: string}"));
    let paths =
        |schema: &str| format!("{}{}", fetch("/v1/Cats", &reference(schema)), fetch("/v1/Pets", &reference("pet")));
    let known = lock(&document(&paths("pet"), &components), None);
    let after = lock(&document(&paths("plant"), &components), Some(&known));
    assert!(line(&after, "Pet").contains("component: \"pet\""), "{after}");
    assert!(line(&after, "Plant").contains("component: \"plant\""), "{after}");
}

#[test]
fn what_is_added_renames_nothing() {
    let parameters = |names: &[&str]| {
        let names: String =
            names.iter().map(|name| format!("{{name: {name}, in: query, schema: {{type: string}}}}, ")).collect();
        format!(
            "  /v1/Things:\n    get:\n      operationId: FetchThing\n      parameters: [{names}]\n      responses:\n        \
             '200': {{description: OK, content: {{application/json: {{schema: {}}}}}}}\n",
            reference("b.thing")
        )
    };
    let before = document(&parameters(&["type"]), &component("b.thing", "status: {type: string, enum: [a, b]}"));
    let known = lock(&before, None);
    let components = format!(
        "{}{}{}",
        component("a.thing", "x: {type: string}"),
        component("b.thing", "Status: {type: string, enum: [c]}, status: {type: string, enum: [a, b]}"),
        component("ThingStatus", "y: {type: string}")
    );
    let paths = format!(
        "{}{}{}{}",
        fetch("/v1/AThings", &reference("a.thing")),
        parameters(&["Type", "type"]),
        fetch("/v1/Thing", &reference("ThingStatus")),
        fetch("/v1/thing-s", &reference("b.thing")),
    );
    let after = lock(&document(&paths, &components), Some(&known));
    // Every name that was there is there for the same item.
    for known in known.lines().filter(|line| line.starts_with("      ")) {
        let (key, names) = known.trim().split_once(": {").expect("a line is a mapping");
        let now = line(&after, key);
        let kept = names.trim_end_matches('}').split([',', '{', '}']).map(str::trim);
        for item in kept.filter(|item| item.contains(": ") && !item.starts_with("uses")) {
            assert!(now.contains(item), "`{item}` of `{key}` in\n{now}");
        }
    }
}

#[test]
fn a_parameter_goes_on_taking_the_enum_of_the_response() {
    let paths = |filter: &str| {
        format!(
            "  /v1/Calls:\n    get:\n      operationId: FetchCall\n      parameters: [{{name: status, in: query, schema: {{type: \
             string, enum: [{filter}]}}}}]\n      responses:\n        '200': {{description: OK, content: \
             {{application/json: {{schema: {}}}}}}}\n",
            reference("call")
        )
    };
    let component = |values: &str| component("call", &format!("status: {{type: string, enum: [{values}]}}"));
    let known = lock(&document(&paths("a, b"), &component("a, b")), None);
    assert!(line(&known, "CallStatus").contains("query status"), "{known}");
    let drifted = document(&paths("a, b"), &component("a, b, c"));
    let after = lock(&drifted, Some(&known));
    assert!(line(&after, "CallStatus").contains("Call.status"), "{after}");
    assert!(after.contains("accepts: [CallStatus]"), "{after}");
}

#[test]
fn joined_types_keep_both_names() {
    let paths = |one: &str, other: &str| {
        format!("{}{}", fetch("/v1/Cats", &reference(one)), fetch("/v1/Dogs", &reference(other)))
    };
    let two = format!("{}{}", component("cat", "a: {type: string}"), component("dog", "a: {type: string}"));
    let known = lock(&document(&paths("cat", "dog"), &two), None);
    let joined = document(&paths("cat", "cat"), &component("cat", "a: {type: string}"));
    let after = lock(&joined, Some(&known));
    assert!(line(&after, "Cat").contains("/v1/Cats") && line(&after, "Dog").contains("/v1/Dogs"), "{after}");
    let text: String = generate(&joined, Some(&known)).files.expect("no errors").values().cloned().collect();
    assert!(text.contains("Cat as Dog"), "the crate has the other name too");
    // They part again, and both have their names.
    assert_eq!(lock(&document(&paths("cat", "dog"), &two), Some(&after)), known);
}

#[test]
fn an_edited_name_is_taken() {
    let text = document(
        &fetch("/v1/Cats", &reference("pet")),
        &component("pet", "a: {type: object, properties: {b: {type: string}}}"),
    );
    let known = lock(&text, None);
    let edited = known.replace("\"a\": a", "\"a\": first").replace("      Pet: {", "      Pet: {rename: Animal, ");
    let after = lock(&text, Some(&edited));
    assert!(line(&after, "Animal").contains("\"a\": first"), "{after}");
    assert!(line(&after, "PetA").contains("\"Animal.a\""), "{after}");
}

#[test]
fn a_line_that_cannot_be_right_is_an_error_at_its_place() {
    let text =
        document(&fetch("/v1/Cats", &reference("pet")), &component("pet", "a: {type: string}, b: {type: string}"));
    let known = lock(&text, None);
    let edits = [
        ("\"a\": a", "\"a\": b"),
        ("\"a\": a", "\"a\": not a name"),
        ("\"a\": a", "\"a\": clone"),
        ("\"a\": a", "\"a\": [a]"),
        ("      Pet: {", "      Pet: {colour: red, "),
        ("      Pet: {", "      Pet: {rename: Vec, "),
        ("      Pet: {", "      Pet: {rename: pet, "),
        ("      Pet: {", "      Cat: {uses: [\"Animal.a\"], fields: {}}\n      Pet: {"),
        ("      Pet: {", "      Pet: {uses: [], fields: {}}\n      Pet: {"),
        ("lock: 1", "lock: 2"),
        ("lock: 1\n", ""),
        ("method: fetch", "method: new"),
    ];
    let mut texts = Vec::new();
    for (before, after) in edits {
        assert!(known.contains(before), "{before}\n{known}");
        let outcome = generate(&text, Some(&known.replacen(before, after, 1)));
        assert!(outcome.files.is_none(), "{after}");
        texts.push(support::rendered(&outcome.diagnostics));
    }
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn the_lock_of_a_broken_file_is_an_error_and_no_panic() {
    let text = document(&fetch("/v1/Cats", &reference("pet")), &component("pet", "a: {type: string}"));
    let known = lock(&text, None);
    for end in 0..known.len() {
        if known.is_char_boundary(end) {
            generate(&text, Some(&known[..end]));
        }
    }
    for broken in ["", "[]", "lock: 1\nversions: []\n", "lock: 1\nversions: {x: 1}\n", "<<<<<<< ours\nlock: 1\n"] {
        generate(&text, Some(broken));
    }
}
