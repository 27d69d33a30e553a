//! What `update` does so that callers find what they know under the names that they know.

mod support;

use std::fs;
use support::folder::{Folder, MANIFEST, document};
use support::{errors, printed, text, xtask};

/// A revision in which a component is written out where it was referred to.
fn inlined() -> String {
    document()
        .replace(
            "part: {$ref: '#/components/schemas/things.v1.part'}",
            "part: {type: object, properties: {number: {type: integer}}}",
        )
        .replace("    things.v1.part:\n      type: object\n      properties:\n        number: {type: integer}\n", "")
}

/// A revision in which a thing has one more property, which refers to a new component.
fn with_component(property: &str, component: &str) -> String {
    let place = "        size: {type: integer, nullable: true}\n";
    let reference = format!("        {property}: {{$ref: '#/components/schemas/{component}'}}\n");
    let component = format!("    {component}: {{type: object, properties: {{since: {{type: string}}}}}}\n");
    document()
        .replace(place, &format!("{place}{reference}"))
        .replace("    NoteBody:\n", &format!("{component}    NoteBody:\n"))
}

#[test]
fn what_callers_know_keeps_its_name_wherever_the_document_says_it() {
    let folder = Folder::new();
    let before = folder.files();
    let output = folder.update(&inlined(), &["--dry-run"]);
    assert!(printed(&output).contains("no change for callers"), "{}", printed(&output));
    assert!(folder.files() == before, "every file is as it was");

    let output = folder.update(&inlined(), &[]);
    assert!(printed(&output).contains("no change for callers"), "{}", printed(&output));
    assert!(errors(&output).contains("are in overlays/things.names.yaml"), "{}", errors(&output));
    assert_eq!(folder.read("specs/crate.toml"), format!("{MANIFEST}overlays = [\"overlays/things.names.yaml\"]\n"));
    let names = folder.read("specs/overlays/things.names.yaml");
    let action = "- target: $.components.schemas[\"things.v1.thing\"].properties.part\n  update:\n    \
                  x-rust-type-name: Part\n";
    assert!(names.ends_with(&format!("actions:\n{action}")), "{names}");
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub struct Part {"));
    assert!(folder.is_up_to_date());

    // The next revision is compared with these names, and says nothing of them.
    let output = folder.update(&inlined().replace("        size: {type: integer, nullable: true}\n", ""), &[]);
    assert!(printed(&output).contains("verdict: breaking (1 breaking)"), "{}", printed(&output));
    assert_eq!(folder.read("specs/overlays/things.names.yaml"), names);

    // Where the document says them again, they need not be kept.
    let output = folder.update(&document(), &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}", printed(&output));
    assert!(!folder.path("specs/overlays/things.names.yaml").exists());
    assert_eq!(folder.read("specs/crate.toml"), MANIFEST.replace("0.3.1", "0.4.1"));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_name_that_another_one_would_take_is_kept() {
    let folder = Folder::new();
    let more = |name: &str, place: &str| {
        document().replace(place, &format!("{place}\n                {name}: {{type: string}}"))
    };
    let one = more("colour", "                Owner: {type: string}");
    assert!(folder.update(&one, &[]).status.success());
    let both =
        one.replace("                colour:", "                Colour: {type: string}\n                colour:");
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}", printed(&output));
    assert!(folder.read("specs/overlays/things.names.yaml").contains("x-rust-name: colour"));
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub fn colour_parameter("));
    assert!(folder.is_up_to_date());
}

#[test]
fn a_type_that_another_one_would_be_called_like_keeps_its_name() {
    let folder = Folder::new();
    assert!(folder.read("crate/src/things/v1/thing.rs").contains("pub enum ThingStatus {"));
    let output = folder.update(&with_component("more", "thing_status"), &[]);
    assert!(printed(&output).contains("verdict: additive (2 additive)"), "{}", printed(&output));
    let thing = folder.read("crate/src/things/v1/thing.rs");
    assert!(thing.contains("pub enum ThingStatus {") && thing.contains("pub struct ThingStatusModel {"), "{thing}");
    assert!(folder.is_up_to_date());
}

#[test]
fn a_component_that_is_called_otherwise_is_called_so() {
    let folder = Folder::new();
    let output = folder.update(&document().replace("things.v1.part", "things.v1.piece"), &[]);
    assert!(printed(&output).contains("breaking  the type `Part` is called `Piece` now"), "{}", printed(&output));
    assert!(!folder.path("specs/overlays").exists());
}

#[test]
fn an_overlay_of_somebodys_own_is_not_taken_for_kept_names() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs/overlays")).expect("a temporary folder can be written");
    let target = "$.components.schemas['things.v1.part'].properties.number";
    let overlay =
        format!("overlay: 1.0.0\nextends: ../things.yaml\nactions:\n  - target: {target}\n    remove: true\n");
    folder.write("specs/overlays/own.names.yaml", &overlay);
    folder.write("specs/crate.toml", &format!("{MANIFEST}overlays = [\"overlays/own.names.yaml\"]\n"));
    xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    let output = folder.update(&document().replace("version: 1.0.0", "version: 1.0.1"), &[]);
    assert!(printed(&output).contains("no change for callers"), "{}{}", printed(&output), errors(&output));
    assert_eq!(folder.read("specs/overlays/own.names.yaml"), overlay);
}

#[test]
fn a_type_stays_where_it_is_when_an_operation_at_an_earlier_path_has_it_too() {
    let folder = Folder::new();
    let response = "{'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/things.v1.refusal'}}}}}";
    let operation = format!("  /v1/Cups:\n    get:\n      operationId: FetchCup\n      responses: {response}\n");
    let revision = document().replace("paths:\n", &format!("paths:\n{operation}"));
    let before = folder.read("crate/src/things/v1/note.rs");
    assert!(before.contains("pub struct Refusal {"));
    let output = folder.update(&revision, &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}{}", printed(&output), errors(&output));
    // All that is new in the file is that another module offers the type too.
    let after = folder.read("crate/src/things/v1/note.rs");
    assert!(after.starts_with(&before), "{after}");
    assert!(after[before.len()..].trim_start().starts_with("/// Types that other modules offer too"), "{after}");
    assert!(folder.read("crate/src/things/v1/cup.rs").contains("Refusal"));
    let names = folder.read("specs/overlays/things.names.yaml");
    let action = "- target: $.components.schemas[\"things.v1.refusal\"]\n  update:\n    x-rust-home: /v1/Notes\n";
    assert!(names.ends_with(&format!("actions:\n{action}")), "{names}");
    assert!(folder.is_up_to_date());

    // It stays there with the next revision too.
    let output = folder.update(&revision.replace("version: 1.0.0", "version: 1.0.1"), &[]);
    assert!(printed(&output).contains("no change for callers"), "{}{}", printed(&output), errors(&output));
    assert_eq!(folder.read("specs/overlays/things.names.yaml"), names);
}

#[test]
fn two_types_of_one_name_keep_it_when_an_operation_leads_to_both() {
    let folder = Folder::new();
    let part = |name: &str, holds: &str| format!("    {name}: {{type: object, properties: {{{holds}}}}}\n");
    let held = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let components = [
        part("cup", &format!("t: {}", held("two.piece"))),
        part("two.piece", &format!("p: {}", held("one.piece"))),
        part("one.piece", "s: {type: string}"),
    ]
    .concat();
    let operation = |path: &str, id: &str, answer: &str| {
        let body = format!("{{application/json: {{schema: {}}}}}", held(answer));
        format!(
            "  {path}:\n    get:\n      operationId: {id}\n      responses: {{'200': {{description: It., content: {body}}}}}\n"
        )
    };
    let known = [operation("/v1/Cups", "FetchCup", "cup"), operation("/v1/Dishes", "FetchDish", "two.piece")].concat();
    let one = document().replace("components:\n", &format!("{known}components:\n"));
    let one = one.replace("    NoteBody:\n", &format!("{components}    NoteBody:\n"));
    assert!(folder.update(&one, &[]).status.success());
    let more = operation("/v1/Bowls", "FetchBowl", "cup");
    let output = folder.update(&one.replace("paths:\n", &format!("paths:\n{more}")), &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}{}", printed(&output), errors(&output));
    assert!(folder.is_up_to_date());
}

#[test]
fn what_closes_a_circle_puts_no_box_around_what_was_there() {
    let folder = Folder::new();
    let one = with_component("ring", "things.v1.ring").replace(
        "properties: {since: {type: string}}",
        "properties: {since: {type: string}, part: {$ref: '#/components/schemas/things.v1.part'}}",
    );
    assert!(folder.update(&one, &[]).status.success());
    let number = "        number: {type: integer}\n";
    let more = format!("{number}        back: {{$ref: '#/components/schemas/things.v1.ring'}}\n");
    let output = folder.update(&one.replace(number, &more), &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}{}", printed(&output), errors(&output));
    let text = folder.read("crate/src/things/v1/thing.rs");
    assert!(text.contains("pub part: Option<Part>,") && text.contains("pub back: Option<Box<Ring>>,"), "{text}");
    assert!(folder.is_up_to_date());
}

#[test]
fn documents_of_one_file_name_have_overlays_of_their_own() {
    let folder = Folder::new();
    let elsewhere = |text: &str| text.replace("https://things.twilio.com", "https://others.twilio.com");
    for (name, text) in [("a", document()), ("b", elsewhere(&document()))] {
        fs::create_dir(folder.path(&format!("specs/{name}"))).expect("a temporary folder can be written");
        folder.write(&format!("specs/{name}/things.yaml"), &text);
    }
    let manifest = MANIFEST.replace("\"things.yaml\"", "\"a/things.yaml\", \"b/things.yaml\"");
    folder.write("specs/crate.toml", &manifest);
    let (specs, crate_folder, new) = (folder.path("specs"), folder.path("crate"), folder.path("new.yaml"));
    assert!(xtask(["generate", "--specs", text(&specs), "--out", text(&crate_folder)]).status.success());
    for (name, revision) in [("a", inlined()), ("b", elsewhere(&inlined()))] {
        folder.write("new.yaml", &revision);
        let spec = folder.path(&format!("specs/{name}/things.yaml"));
        let output = xtask(["update", text(&spec), text(&new), "--out", text(&crate_folder)]);
        assert!(printed(&output).contains("no change for callers"), "{}{}", printed(&output), errors(&output));
        let names = folder.read(&format!("specs/overlays/{name}/things.names.yaml"));
        assert!(names.contains(&format!("extends: ../../{name}/things.yaml\n")), "{names}");
        assert!(names.contains("x-rust-type-name: Part"), "{names}");
    }
    let kept = "overlays = [\"overlays/a/things.names.yaml\", \"overlays/b/things.names.yaml\"]\n";
    assert_eq!(folder.read("specs/crate.toml"), format!("{manifest}{kept}"));
    assert!(folder.is_up_to_date());
}

#[test]
fn methods_and_modules_whose_names_others_would_take_keep_them() {
    let folder = Folder::new();
    let path = |path: &str, id: &str| {
        let response = "{'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/things.v1.part'}}}}}";
        format!("  {path}:\n    get:\n      operationId: {id}\n      responses: {response}\n")
    };
    let one = document().replace("components:\n", &format!("{}components:\n", path("/v1/Pin", "FetchPin")));
    assert!(folder.update(&one, &[]).status.success());
    let both = one.replace("paths:\n", &format!("paths:\n{}", path("/v1/Pins", "ListPins")));
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}{}", printed(&output), errors(&output));
    assert!(folder.is_up_to_date());
}

/// The document with components that are all called `Part`, each in a module of its own, and with these operations.
fn with_parts(operations: &[(&str, &str, &str)]) -> String {
    let mut paths = String::new();
    let mut last = "";
    for (path, method, component) in operations {
        if path != &last {
            paths += &format!("  /v1/{path}:\n");
            last = path;
        }
        let schema = format!("{{schema: {{$ref: '#/components/schemas/{component}'}}}}");
        let answer = format!("{{'200': {{description: It., content: {{application/json: {schema}}}}}}}");
        paths += &format!("    {method}:\n      operationId: {method}{path}\n      responses: {answer}\n");
    }
    let part = |name: &str| format!("    {name}.part: {{type: object, properties: {{{name}: {{type: string}}}}}}\n");
    let components = ["a", "z"].map(part).concat();
    document().replace("components:\n  schemas:\n", &format!("{paths}components:\n  schemas:\n{components}"))
}

#[test]
fn a_module_that_an_operation_brings_a_type_into_keeps_those_that_it_has() {
    let before = [("Apples", "get", "z.part"), ("Others", "get", "a.part"), ("Zebras", "get", "things.v1.part")];
    // Into one that has the type of another module; into the home of one; into one before the home of what it brings.
    for added in [("Zebras", "post", "a.part"), ("Others", "post", "things.v1.part"), ("Apples", "post", "a.part")] {
        let folder = Folder::new();
        assert!(folder.update(&with_parts(&before), &[]).status.success());
        let mut after = before.to_vec();
        after.push(added);
        after.sort();
        let output = folder.update(&with_parts(&after), &[]);
        assert!(printed(&output).contains("verdict: additive"), "{added:?} {}{}", printed(&output), errors(&output));
        assert!(folder.is_up_to_date());
    }
}

#[test]
fn an_object_whose_name_another_one_would_take_keeps_it() {
    let folder = Folder::new();
    let place = "        number: {type: integer}\n";
    let one = document()
        .replace(place, &format!("{place}        from: {{type: object, properties: {{a: {{type: string}}}}}}\n"));
    assert!(folder.update(&one, &[]).status.success());
    let both = one
        .replace("        from: {", "        From: {type: object, properties: {b: {type: string}}}\n        from: {");
    let output = folder.update(&both, &[]);
    assert!(printed(&output).contains("verdict: additive"), "{}", printed(&output));
    assert!(
        folder.read("specs/overlays/things.names.yaml").contains("x-rust-name: from\n    x-rust-type-name: PartFrom")
    );
    assert!(folder.is_up_to_date());
}

#[test]
fn words_that_rust_does_not_tell_apart_keep_their_names() {
    let folder = Folder::new();
    let revision = document().replace("enum: [running, stopped]", "enum: [RUNNING, running, stopped]");
    let output = folder.update(&revision, &[]);
    assert!(printed(&output).contains("verdict: additive (2 additive)"), "{}{}", printed(&output), errors(&output));
    let thing = folder.read("crate/src/things/v1/thing.rs");
    assert!(thing.contains("Self::Running => \"running\","), "{thing}");
    assert!(thing.contains("Self::RunningValue => \"RUNNING\","), "{thing}");
    let names = folder.read("specs/overlays/things.names.yaml");
    assert!(names.ends_with("    x-rust-variants:\n      running: Running\n"), "{names}");
    assert!(folder.is_up_to_date());
}

#[test]
fn answers_that_had_one_type_have_it_when_one_of_them_gets_a_member() {
    let inline = "{type: object, required: [sid], properties: {sid: {type: string}, left: {type: string}}}";
    let answer =
        |schema: &str| format!("'200': {{description: It., content: {{application/json: {{schema: {schema}}}}}}}");
    let pair = |one: &str, other: &str| {
        let key = "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}]";
        let operation = |method: &str, id: &str, schema: &str| {
            let responses = answer(schema);
            format!("    {method}:\n      operationId: {id}\n      {key}\n      responses: {{{responses}}}\n")
        };
        let path = [operation("get", "FetchPair", one), operation("post", "UpdatePair", other)].concat();
        document().replace("components:\n", &format!("  /v1/Pairs/{{Sid}}:\n{path}components:\n"))
    };
    let folder = Folder::new();
    assert!(folder.update(&pair(inline, inline), &[]).status.success());
    let grown = inline.replace("left: {type: string}", "left: {type: string}, right: {type: integer}");
    let output = folder.update(&pair(inline, &grown), &[]);
    assert!(printed(&output).contains("verdict: additive (1 additive)"), "{}{}", printed(&output), errors(&output));
    let module = folder.read("crate/src/things/v1/pair.rs");
    assert!(module.contains("pub right: Option<i64>,") && module.contains("pub sid: String,"), "{module}");
    assert_eq!(module.matches("pub struct Pair {").count(), 1, "{module}");
    assert!(folder.is_up_to_date());
}

#[test]
fn a_file_that_has_the_name_of_kept_names_and_is_none_is_not_replaced() {
    let folder = Folder::new();
    fs::create_dir(folder.path("specs/overlays")).expect("a temporary folder can be written");
    let action =
        "- target: $.components.schemas['things.v1.thing'].properties.name\n    update: {x-rust-name: label}\n";
    let overlay = format!("overlay: 1.0.0\nextends: ../things.yaml\nactions:\n  {action}");
    folder.write("specs/overlays/things.names.yaml", &overlay);
    folder.write("specs/crate.toml", &format!("{MANIFEST}overlays = [\"overlays/things.names.yaml\"]\n"));
    xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
    let before = folder.files();
    let output = folder.update(&inlined(), &[]);
    assert!(!output.status.success() && folder.files() == before, "{}", errors(&output));
    assert!(errors(&output).contains("does not begin as `update` writes it"), "{}", errors(&output));
}

#[test]
fn requests_and_members_keep_their_names_before_components_and_references() {
    let folder = Folder::new();
    let output = folder.update(&with_component("Part", "create_thing"), &[]);
    assert!(printed(&output).contains("verdict: additive (2 additive)"), "{}{}", printed(&output), errors(&output));
    let thing = folder.read("crate/src/things/v1/thing.rs");
    for kept in ["pub struct CreateThing {", "pub struct CreateThingModel {", "pub part: Part,"] {
        assert!(thing.contains(kept), "{kept}: {thing}");
    }
    let names = folder.read("specs/overlays/things.names.yaml");
    assert!(names.contains("properties.part\n  update:\n    x-rust-name: part\n"), "{names}");
    assert!(folder.is_up_to_date());
}

#[test]
fn another_version_of_the_document_alone_changes_nothing() {
    let reference = "things: {type: array, items: {$ref: '#/components/schemas/things.v1.thing'}}";
    let members = "sid: {type: string, pattern: '^TH[0-9a-fA-F]{32}$'}, name: {type: string}, \
                   status: {$ref: '#/components/schemas/thing_enum_status'}, size: {type: integer, nullable: true}, \
                   tags: {type: array, items: {type: string}}, secondName: {type: string}, \
                   part: {$ref: '#/components/schemas/things.v1.part'}";
    for date in
        ["{type: string}", "{type: string, nullable: true}", "{type: integer}", "{type: string, writeOnly: true}"]
    {
        let folder = Folder::new();
        let schema =
            format!("{{type: object, required: [sid, name, part], properties: {{{members}, date_created: {date}}}}}");
        let inline = document().replace(reference, &format!("things: {{type: array, items: {schema}}}"));
        assert_ne!(inline, document());
        let output = folder.update(&inline, &[]);
        assert!(output.status.success(), "{date}: {}", errors(&output));
        if date.contains("nullable") {
            assert!(printed(&output).contains("no change for callers"), "{date}: {}", printed(&output));
        }
        for version in ["1.0.1", "1.0.2"] {
            let output = folder.update(&inline.replace("version: 1.0.0", &format!("version: {version}")), &[]);
            assert!(printed(&output).contains("no change for callers"), "{date}: {}", printed(&output));
        }
        assert!(folder.is_up_to_date());
    }
}
