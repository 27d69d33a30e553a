//! *Overlay*: what an action does to a document, and what happens where it finds nothing.

mod support;

use generator::diagnostic::Diagnostics;
use generator::overlay::{apply, check};
use generator::source::Source;

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
