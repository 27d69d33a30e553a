//! *Overlay*: what an action does to a document, and what happens where it finds nothing.

mod support;

use generator::diagnostic::Diagnostics;
use generator::overlay::{apply, check};
use generator::source::Source;
use generator::{File, Input, generate};
use support::typed_items::typed_items;

const DOCUMENT: &str = "\
components:
  schemas:
    one: {required: [a], properties: {a: {type: string, nullable: true}}}
    two: {type: object}
";

/// Applies the actions and returns the document, or what there is to complain about.
fn overlaid(actions: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let mut source = Source::read("spec.yaml", DOCUMENT, &mut diagnostics).expect("the document is fine");
    let text = format!("overlay: 1.0.0\nextends: spec.yaml\nactions:\n{actions}");
    let overlay = Source::read("overlay.yaml", &text, &mut diagnostics).expect("the overlay is fine");
    assert!(check(&overlay, &mut diagnostics), "it is an overlay");
    apply(&mut source, &overlay, &mut diagnostics);
    let value = source.to_value(&mut diagnostics).expect("small");
    match diagnostics.error_count() {
        0 => serde_yaml::to_string(&value).expect("plain data"),
        _ => support::rendered(&diagnostics.into_sorted()),
    }
}

#[test]
fn an_update_merges_mappings_appends_to_lists_and_replaces_the_rest() {
    insta::assert_snapshot!(overlaid(
        "  - target: $.components.schemas['one']
    update:
      required: [b]
      properties: {a: {nullable: false, format: date}, b: {type: integer}}
      title: One
"
    ), @"
    components:
      schemas:
        one:
          required:
          - a
          - b
          properties:
            a:
              type: string
              nullable: false
              format: date
            b:
              type: integer
          title: One
        two:
          type: object
    ");
}

#[test]
fn a_wildcard_reaches_every_match_and_remove_takes_nodes_away() {
    insta::assert_snapshot!(overlaid(
        "  - {target: '$.components.schemas[*]', update: {x-seen: true}}
  - {target: $.components.schemas.one.properties, remove: true}
  - {target: '$.components.schemas.one.required[0]', remove: true}
"
    ), @"
    components:
      schemas:
        one:
          required: []
          x-seen: true
        two:
          type: object
          x-seen: true
    ");
}

#[test]
fn what_an_overlay_adds_stands_where_the_overlay_says_it() {
    let mut diagnostics = Diagnostics::default();
    let mut source = Source::read("spec.yaml", DOCUMENT, &mut diagnostics).expect("the document is fine");
    let text = "overlay: 1.0.0\nactions:\n- target: $.components.schemas.two\n  update: {title: Two}\n";
    let overlay = Source::read("overlay.yaml", text, &mut diagnostics).expect("the overlay is fine");
    apply(&mut source, &overlay, &mut diagnostics);
    let title = source.resolve_pointer("/components/schemas/two/title").expect("it was added");
    let location = source.locate(title);
    assert_eq!((location.file.as_str(), location.line, location.column), ("overlay.yaml", 4, 19));
    let untouched = source.resolve_pointer("/components/schemas/two/type").expect("it was there");
    assert_eq!(source.locate(untouched).file, "spec.yaml");
}

#[test]
fn an_action_that_cannot_be_applied_is_an_error() {
    insta::assert_snapshot!(overlaid(
        "  - {target: $.components.schemas.three, update: {title: Three}}
  - {target: 'components[', update: {title: Three}}
  - {update: {title: Three}}
  - {target: $.components.schemas.two}
  - {target: $.components.schemas.two, update: {title: Two}, remove: true}
  - {target: $.components.schemas.two, remove: 'true'}
  - {target: $.components.schemas.two, udpate: {title: Two}, update: ~}
  - {target: $.components.schemas.two, description: 'Two is taken out.', remove: true, copy: $}
  - {target: $, remove: true}
  - $.components
"
    ));
}

#[test]
fn a_target_may_not_take_the_whole_stack() {
    let target = format!("$[?{}@.a{}]", "(".repeat(100_000), ")".repeat(100_000));
    let said = overlaid(&format!("  - {{target: '{target}', remove: true}}\n"));
    assert!(said.contains("its brackets are more than 32 levels deep"), "{}", said.len());
}

#[test]
fn what_is_no_overlay_is_said_to_be_none() {
    let mut said = String::new();
    for text in ["42", "- overlay", "overlay: 1.0", "overlay: 1.0.0", "overlay: 1.0.0\nactoins: []\ninfo: {titel: a}"] {
        let mut diagnostics = Diagnostics::default();
        let overlay = Source::read("overlay.yaml", text, &mut diagnostics).expect("it is YAML");
        assert!(!check(&overlay, &mut diagnostics), "{text}");
        said.push_str(&support::rendered(&diagnostics.into_sorted()));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn what_aliases_share_is_changed_in_one_place() {
    let document = "\
a: &a {type: object, properties: {x: {type: string}}}
b: {<<: *a, description: b}
c: *a
";
    let mut diagnostics = Diagnostics::default();
    let mut source = Source::read("spec.yaml", document, &mut diagnostics).expect("the document is fine");
    let text =
        "overlay: 1.0.0\nactions:\n- {target: $.b.properties, remove: true}\n- {target: $.c.type, update: array}\n";
    let overlay = Source::read("overlay.yaml", text, &mut diagnostics).expect("the overlay is fine");
    apply(&mut source, &overlay, &mut diagnostics);
    let value = source.to_value(&mut diagnostics).expect("small");
    insta::assert_snapshot!(serde_yaml::to_string(&value).expect("plain data"), @"
    a:
      type: object
      properties:
        x:
          type: string
    b:
      description: b
      type: object
    c:
      type: array
      properties:
        x:
          type: string
    ");
    let shared = source.resolve_pointer("/c/properties/x/type").expect("it was there");
    assert_eq!(source.locate(shared).pointer, "/c/properties/x/type");
    assert_eq!(source.locate(shared).line, 1);
}

/// A document, and what an overlay with these actions makes of it; or what there is to complain about.
fn applied(document: &str, actions: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let mut source = Source::read("spec.yaml", document, &mut diagnostics).expect("the document is fine");
    let text = format!("overlay: 1.0.0\nextends: spec.yaml\nactions:\n{actions}");
    let overlay = Source::read("overlay.yaml", &text, &mut diagnostics).expect("the overlay is fine");
    check(&overlay, &mut diagnostics);
    apply(&mut source, &overlay, &mut diagnostics);
    let value = source.to_value(&mut diagnostics).expect("small");
    let said = support::rendered(&diagnostics.into_sorted());
    format!("{}{said}", serde_yaml::to_string(&value).expect("plain data"))
}

const REFERENCES: &str = "\
paths:
  /things:
    get: {schema: {$ref: '#/schemas/thing'}}
    post: {schema: {$ref: '#/schemas/alias'}, parameters: [{$ref: '#/parameters/limit'}]}
schemas:
  alias: {$ref: '#/schemas/thing'}
  thing: {required: [a], properties: {a: {type: string}, b: {$ref: '#/schemas/leaf'}, c: {$ref: '#/schemas/leaf'}}}
  leaf: {type: string}
parameters:
  limit: {name: limit, in: query}
";

#[test]
fn what_is_updated_through_references_is_what_they_lead_to_and_only_once() {
    insta::assert_snapshot!(applied(REFERENCES, "  - target: $.paths['/things'][*].schema
    update: {required: [b], properties: {a: {nullable: false}, b: {format: date}}}
  - target: $.paths['/things'].post.parameters[?@.name == 'limit']
    update: {x-rust-name: count, required: true}
"), @"
    paths:
      /things:
        get:
          schema:
            $ref: '#/schemas/thing'
        post:
          schema:
            $ref: '#/schemas/alias'
          parameters:
          - $ref: '#/parameters/limit'
    schemas:
      alias:
        $ref: '#/schemas/thing'
      thing:
        required:
        - a
        - b
        properties:
          a:
            type: string
            nullable: false
          b:
            $ref: '#/schemas/leaf'
          c:
            $ref: '#/schemas/leaf'
      leaf:
        type: string
        format: date
    parameters:
      limit:
        name: limit
        in: query
        x-rust-name: count
        required: true
    ");
}

#[test]
fn what_is_said_of_a_property_stays_beside_its_reference() {
    insta::assert_snapshot!(applied(REFERENCES, "  - target: $.paths['/things'].get.schema.properties.b
    update: {x-rust-name: first, description: A leaf.}
  - {target: \"$.paths['/things'].get.schema\", update: {properties: {c: {x-rust-name: second}}}}
"), @"
    paths:
      /things:
        get:
          schema:
            $ref: '#/schemas/thing'
        post:
          schema:
            $ref: '#/schemas/alias'
          parameters:
          - $ref: '#/parameters/limit'
    schemas:
      alias:
        $ref: '#/schemas/thing'
      thing:
        required:
        - a
        properties:
          a:
            type: string
          b:
            $ref: '#/schemas/leaf'
            x-rust-name: first
          c:
            $ref: '#/schemas/leaf'
            x-rust-name: second
      leaf:
        type: string
        description: A leaf.
    parameters:
      limit:
        name: limit
        in: query
    ");
}

#[test]
fn an_update_with_a_reference_changes_the_reference_itself() {
    insta::assert_snapshot!(applied(REFERENCES, "  - {target: \"$.paths['/things'].get.schema\", update: {$ref: '#/schemas/leaf'}}
  - {target: \"$.paths['/things'].post.schema['$ref']\", update: '#/schemas/leaf'}
  - {target: \"$.paths['/things'].*.schema\", update: {title: Leaf}}
"), @"
    paths:
      /things:
        get:
          schema:
            $ref: '#/schemas/leaf'
        post:
          schema:
            $ref: '#/schemas/leaf'
          parameters:
          - $ref: '#/parameters/limit'
    schemas:
      alias:
        $ref: '#/schemas/thing'
      thing:
        required:
        - a
        properties:
          a:
            type: string
          b:
            $ref: '#/schemas/leaf'
          c:
            $ref: '#/schemas/leaf'
      leaf:
        type: string
        title: Leaf
    parameters:
      limit:
        name: limit
        in: query
    ");
}

#[test]
fn remove_takes_a_reference_away_and_leaves_what_it_leads_to() {
    insta::assert_snapshot!(applied(REFERENCES, "  - {target: \"$.paths['/things'].get.schema.properties.b\", remove: true}
  - {target: \"$.paths['/things'].post.parameters[0]\", remove: true}
  - {target: \"$.paths['/things'].get.schema.properties.c.type\", remove: true}
"), @"
    paths:
      /things:
        get:
          schema:
            $ref: '#/schemas/thing'
        post:
          schema:
            $ref: '#/schemas/alias'
          parameters: []
    schemas:
      alias:
        $ref: '#/schemas/thing'
      thing:
        required:
        - a
        properties:
          a:
            type: string
          c:
            $ref: '#/schemas/leaf'
      leaf: {}
    parameters:
      limit:
        name: limit
        in: query
    ");
}

#[test]
fn an_action_for_some_revisions_only_is_told_where_it_matches_nothing() {
    let said = applied(
        "a: {}\n",
        "  - {target: $.b.properties, x-optional: revisions that have a `b`, remove: true}
  - {target: $.a, x-optional: all of them, update: {c: 1}}
  - {target: $.a, x-optional: true, update: {c: 2}}
  - {target: $.a, x-optional: ' ', update: {c: 2}}
",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_stale_action_says_what_it_was_about_and_how_far_it_led() {
    let document = "\
paths:
  /v1/Things:
    get: {parameters: [{name: Page, in: query}]}
    post: {requestBody: {content: {application/json: {schema: {properties: {Name: {type: string}}}}}}}
";
    let targets = [
        "$.paths['/v1/Things'].post.requestBody.content[*].schema.properties.Credentials",
        "$.paths['/v1/Things'].post.requestBody..properties['To', 'From'].format",
        "$.paths['/v1/Things', '/v1/Things/{Sid}'][*].responses..[?@.properties.sid]",
        "$.paths['/v1/Things'].get.responses['200'].content['application/json'].schema.properties.sid",
        "$.paths['/v1/Things'].get.parameters[?@.name == 'To' || @.name == 'From'].schema",
        "$.paths['/v1/Things']['get', 'delete'].parameters[?@.in == 'path']",
        "$.paths['/v1/Gone']",
        "$.paths['/v1/Things', '/v1/Things/{Sid}'].get",
        "$.paths[*]['get', 'post', 'put'].parameters",
        "$.paths..properties[?@.pattern == '^AC$']",
        "$.components.schemas['v1.thing'].properties.sid",
        "$.tags[?@.name == 'Things']",
        "$.x[1]",
    ];
    let actions: String = targets.iter().map(|target| format!("  - {{target: {target:?}, remove: true}}\n")).collect();
    let said = applied(document, &actions);
    let said: Vec<&str> = said.lines().filter(|line| line.contains("error[") || line.contains("help: ")).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn one_overlay_holds_for_a_schema_inline_as_a_component_and_under_another_name() {
    let folder = support::project().join("generator/tests/overlays");
    for (revision, is_told) in [("first.yaml", false), ("inlined.yaml", true), ("hoisted.yaml", true)] {
        let File { text, .. } = support::file(&folder.join(revision));
        let specs = vec![File { name: "vaults.yaml".to_owned(), text }];
        let overlays = vec![support::file(&folder.join("vaults.overlay.yaml"))];
        let outcome = generate(&Input { specs, overlays, templates: support::templates(), ..Input::default() });
        let said = support::rendered(&outcome.diagnostics);
        let items = typed_items(&outcome.files.unwrap_or_else(|| panic!("{revision}: {said}")));
        let is_typed = |item: &str, expected: &str| {
            let found = items.iter().find(|(path, _)| path.ends_with(item)).map(|(_, kind)| kind.as_str());
            assert_eq!(found, Some(expected), "{revision}: {item} of {items:#?}");
        };
        is_typed("::VaultsResource::create", "implInto<SecretString>");
        is_typed(".sid", "String");
        is_typed(".date_created", "Timestamp");
        let codes: Vec<&str> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        assert_eq!(codes.contains(&"unmatched-overlay-action"), is_told, "{revision}: {said}");
        assert_eq!(codes.len(), usize::from(is_told), "{revision}: {said}");
    }
}
