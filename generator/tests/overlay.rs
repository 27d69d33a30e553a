//! *Overlay*: what an action does to a document, and what happens where it finds nothing.

mod support;

use generator::diagnostic::Diagnostics;
use generator::overlay::apply;
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
"
    ));
}
