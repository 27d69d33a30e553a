//! *Source*: every node knows its place, in YAML and in JSON.

use generator::diagnostic::Diagnostics;
use generator::source::Source;

fn read(text: &str) -> Source {
    let mut diagnostics = Diagnostics::default();
    let source = Source::read("test.yaml", text, &mut diagnostics);
    assert_eq!(diagnostics.into_sorted(), [], "the text is fine");
    source.expect("the text is fine")
}

fn place(source: &Source, pointer: &str) -> (usize, usize, usize) {
    let location = source.locate(source.resolve_pointer(pointer).expect("the pointer leads somewhere"));
    assert_eq!(location.pointer, pointer, "a place knows its pointer");
    (location.line, location.column, location.length)
}

#[test]
fn nodes_of_yaml_know_line_column_and_length() {
    let source = read("a: 1\npaths:\n  /v1/Keys.json:\n    - get: 'text'\n    - [x, long word]\n");
    assert_eq!(place(&source, "/a"), (1, 4, 1));
    assert_eq!(place(&source, "/paths/~1v1~1Keys.json/0/get"), (4, 12, 6));
    assert_eq!(place(&source, "/paths/~1v1~1Keys.json/1/1"), (5, 11, 9));
}

#[test]
fn nodes_of_json_know_theirs() {
    let source = read("{\"openapi\": \"3.0.1\",\n \"paths\": {\"/a~b\": []}}");
    assert_eq!(place(&source, "/openapi"), (1, 13, 7));
    assert_eq!(place(&source, "/paths/~1a~0b"), (2, 20, 2));
}

#[test]
fn columns_count_characters_and_a_byte_order_mark_counts_nothing() {
    let source = read("\u{feff}\"ü\": é\r\nb: c\r\n");
    assert_eq!(place(&source, "/ü"), (1, 6, 1));
    assert_eq!(place(&source, "/b"), (2, 4, 1));
    assert_eq!(source.locate(source.resolve_pointer("/b").expect("b")).source_line, "b: c");
}

#[test]
fn scalars_follow_the_core_schema() {
    let source = read("[no, 'yes', true, ~, 0x10, 1e3, 3.0.1, 2010-04-01, \"1\", '']");
    let value = source.to_value(&mut Diagnostics::default()).expect("small");
    let text = serde_json::to_string(&value).expect("plain data");
    assert_eq!(text, r#"["no","yes",true,null,16,1000.0,"3.0.1","2010-04-01","1",""]"#);
}

#[test]
fn an_alias_stands_for_its_anchor() {
    let source = read("a: &x {k: 1}\nb: *x\n");
    let value = source.to_value(&mut Diagnostics::default()).expect("small");
    assert_eq!(serde_json::to_string(&value).expect("plain data"), r#"{"a":{"k":1},"b":{"k":1}}"#);
}

#[test]
fn an_alias_bomb_is_refused_instead_of_expanded() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let mut diagnostics = Diagnostics::default();
    let source = Source::read("bomb.yaml", &text, &mut diagnostics).expect("reading does not expand");
    assert!(source.to_value(&mut diagnostics).is_none());
    assert_eq!(diagnostics.into_sorted()[0].code, "document-too-large");
}

#[test]
fn json_may_write_a_character_as_a_pair_of_surrogates() {
    let text = r#"{"a": "\ud83d\ude00 \\ud83d \u00e9 \ud83d", "b": "\\\\"}"#;
    let mut diagnostics = Diagnostics::default();
    let source = Source::read("a.json", text, &mut diagnostics).expect("JSON");
    let value = source.to_value(&mut diagnostics).expect("a value");
    assert_eq!(value["a"].as_str(), Some("😀 \\ud83d é \u{fffd}"));
    assert_eq!(value["b"].as_str(), Some("\\\\"));
    for (text, line, before) in
        [(text, 1, r#""b": "#), ("{\"a\":\n\"\\ud83d\\ude00\\ud83d\\ude00\", \"b\": 1}", 2, r#""b": "#)]
    {
        let source = Source::read("a.json", text, &mut diagnostics).expect("JSON");
        let place = source.locate(source.resolve_pointer("/b").expect("it is there"));
        let (_, start) = text.lines().enumerate().last().expect("it has lines");
        let column = start.split_once(before).expect("it is there").0.chars().count() + before.len() + 1;
        assert_eq!((place.line, place.column), (line, column), "each character of the text counts");
    }
}

#[test]
fn a_merge_key_takes_over_what_is_not_written_out() {
    let source =
        read("a: &a {k: 1, l: 2}\nb: &b {l: 3, m: 4}\nc:\n  l: 0\n  <<: [*a, *b]\nd:\n  <<: *a\n\"e\": {\"<<\": 5}\n");
    let value = source.to_value(&mut Diagnostics::default()).expect("small");
    let text = serde_json::to_string(&value).expect("plain data");
    assert_eq!(text, r#"{"a":{"k":1,"l":2},"b":{"l":3,"m":4},"c":{"l":0,"k":1,"m":4},"d":{"k":1,"l":2},"e":{"<<":5}}"#);
    let inherited = source.locate(source.resolve_pointer("/c/m").expect("it is merged"));
    assert_eq!((inherited.line, inherited.column), (2, 17), "the place is that of the anchored node");
    let source = read("a: &a {k: 1}\nc:\n  <<: [*a, {m: {n: 4}}]\n");
    let inline = source.locate(source.resolve_pointer("/c/m/n").expect("it is merged"));
    assert_eq!(inline.pointer, "/c/m/n");
}

#[test]
fn only_mappings_can_be_merged() {
    let mut diagnostics = Diagnostics::default();
    assert!(Source::read("merge.yaml", "a: &a [x]\nb:\n  <<: *a\n", &mut diagnostics).is_none());
    let said = diagnostics.into_sorted();
    assert_eq!((said[0].code.as_str(), said[0].location.as_ref().map(|at| at.line)), ("invalid-merge", Some(1)));
}

#[test]
fn a_reference_may_be_percent_encoded() {
    let source = read("components: {schemas: {a b~/c: 1}}");
    let node = source.resolve_reference("#/components/schemas/a%20b~0~1c").expect("it is there");
    assert_eq!(source.pointer(node), "/components/schemas/a b~0~1c");
    assert_eq!(source.resolve_reference("#/components/%ff"), None);
}
