//! Compares the queries of targets with another implementation of RFC 9535, and with what references are to do.

use super::{Evaluation, parse};
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use std::collections::BTreeSet;

fn source(text: &str) -> Source {
    Source::read("a.yaml", text, &mut Diagnostics::default()).expect("YAML")
}

/// The pointers of what a target selects.
fn found(source: &Source, target: &str) -> Vec<String> {
    let path = parse(target).unwrap_or_else(|why| panic!("{target}: {why}"));
    let mut evaluation = Evaluation::new(source, 1_000_000);
    let pointers = evaluation.find(&path).nodes.into_iter().map(|node| source.pointer(node)).collect();
    assert!(evaluation.budget() > 0, "{target}");
    pointers
}

/// Returns the result of `serde_json_path` for the same target.
fn expected(value: &serde_json::Value, target: &str) -> Option<BTreeSet<String>> {
    let path = serde_json_path::JsonPath::parse(target).ok()?;
    Some(path.query_located(value).locations().map(|location| location.to_json_pointer()).collect())
}

const DOCUMENT: &str = r#"
store:
  book:
    - {category: reference, author: Nigel Rees, title: 'Sayings', price: 8.95}
    - {category: fiction, author: Evelyn Waugh, title: 'Sword', price: 12.99}
    - {category: fiction, author: Herman Melville, title: 'Moby "Dick"', isbn: 0-553, price: 8.99}
    - {category: fiction, author: Tolkien, title: "The 'Ring'", isbn: 0-395, price: 22.99, tags: [a, b, [c, {d: 1}]]}
  bicycle: {color: red, price: 19.95, price.max: 20, 'it''s': 1, "a\"b": 2}
numbers: [0, 1, -1, 10, 1.0, 1e3, null, true, false, '1', [], {}, [1, 2], {a: 1, b: 2}, {b: 2, a: 1}]
empty: {'': 1, '0': zero, 'é😀': smile, "tab\t": 9}
same: [{a: [1, {b: 2}]}, {a: [1, {b: 2}]}, {a: [1, {b: 3}]}]
"#;

/// Targets with what is special about the language; both implementations must agree on each.
const TARGETS: &[&str] = &[
    "$",
    "$.store",
    "$.store.book[0]",
    "$['store']['book'][-1]",
    "$.store.book[*].author",
    "$..author",
    "$.store.*",
    "$.store..price",
    "$..book[2]",
    "$..book[-1]",
    "$..book[0,1]",
    "$..book[:2]",
    "$..book[1:3]",
    "$..book[::2]",
    "$..book[::-1]",
    "$..book[3:0:-2]",
    "$..book[-3:]",
    "$..book[5:1:-1]",
    "$..book[0:100:0]",
    "$..book[1:1]",
    "$..book[?@.isbn]",
    "$..book[?@.price<10]",
    "$..book[?@.price <= 8.99]",
    "$..book[?@['price'] > 10 && @.isbn]",
    "$..book[?@.category == 'fiction' || @.price == 8.95]",
    "$..book[?!@.isbn]",
    "$..book[?!(@.isbn && @.price > 10)]",
    "$..book[?@.title == \"Moby \\\"Dick\\\"\"]",
    "$..book[?@.title == 'The \\'Ring\\'']",
    "$..book[?@.tags[2][1].d == 1]",
    "$..*",
    "$..[*]",
    "$..[0]",
    "$..[?@.a]",
    "$.numbers[?@ == 1]",
    "$.numbers[?@ == -1]",
    "$.numbers[?@ > 0]",
    "$.numbers[?@ == null]",
    "$.numbers[?@ == true]",
    "$.numbers[?@ != 1]",
    "$.numbers[?@ == '1']",
    "$.numbers[?@ >= null]",
    "$.numbers[?@ == 1e3]",
    "$.numbers[?@ == 10.0E0]",
    "$.numbers[?@.a == @.b]",
    "$.numbers[?@.a != @.b]",
    "$.numbers[?@ == $.numbers[13]]",
    "$.numbers[?@ == $.numbers[10]]",
    "$.numbers[?length(@) == 2]",
    "$.numbers[?length(@) < 1]",
    "$.numbers[?count(@.*) == 2]",
    "$..[?count(@..*) > 3]",
    "$.numbers[?value(@.*) == 1]",
    "$.numbers[?length(@.a) == 1]",
    "$.same[?@ == $.same[0]]",
    "$.same[?@.a[1] == $.same[0].a[1]]",
    "$.empty['']",
    "$.empty['0']",
    "$.numbers['0']",
    "$.empty['\\u00e9']",
    "$.empty['tab\\t']",
    "$['store', 'empty'].*",
    "$ .store [ 'book' ] [ 1 : 3 ]",
    "$[ ? @.book ]",
    "$.store[?(@.color == 'red')]",
    "$.missing.more",
    "$.store.book.x",
    "$.store.bicycle['price.max','it\\'s',\"a\\\"b\"]",
    "$..book[?@.price<10, ?@.isbn]",
    "$.store.book[?@..d]",
    "$.store[?@[?@.isbn]]",
    "$.store.book[?count($..isbn) == 2]",
    "$.store.book[?'a' < 'b']",
    "$.store.book[?1 == 1.0]",
    "$.store.book[?@.x == $.y]",
    "$.store.book[9007199254740991]",
];

#[test]
fn queries_find_what_another_implementation_finds() {
    let source = source(DOCUMENT);
    let value = source.to_value(&mut Diagnostics::default()).expect("data");
    let value = serde_json::to_value(value).expect("JSON");
    for target in TARGETS {
        let expected = expected(&value, target).unwrap_or_else(|| panic!("{target}"));
        let pointers = found(&source, target);
        assert_eq!(pointers.len(), pointers.iter().collect::<BTreeSet<_>>().len(), "{target}: each once");
        assert_eq!(pointers.into_iter().collect::<BTreeSet<_>>(), expected, "{target}");
    }
}

/// Changes characters of targets at random.
#[test]
fn broken_targets_are_refused_or_mean_the_same_to_another_implementation() {
    let source = source(DOCUMENT);
    let value = source.to_value(&mut Diagnostics::default()).expect("data");
    let value = serde_json::to_value(value).expect("JSON");
    let mut random = fastrand::Rng::with_seed(17);
    let characters: Vec<char> = "$@.[]()*?:,'\"\\!=<>&|-0123 eEabu_é\t\n".chars().collect();
    let (mut agreed, mut refused) = (0, 0);
    for _ in 0..200 {
        for target in TARGETS {
            let mut changed: Vec<char> = target.chars().collect();
            for _ in 0..random.usize(1..3) {
                let at = random.usize(..changed.len());
                match random.u8(..3) {
                    0 => changed[at] = characters[random.usize(..characters.len())],
                    1 => changed.insert(at, characters[random.usize(..characters.len())]),
                    _ if changed.len() > 1 => _ = changed.remove(at),
                    _ => {}
                }
            }
            let changed: String = changed.into_iter().collect();
            let (ours, theirs) = (parse(&changed), expected(&value, &changed));
            match (ours, theirs) {
                (Ok(_), Some(theirs)) => {
                    agreed += 1;
                    let ours: BTreeSet<String> = found(&source, &changed).into_iter().collect();
                    assert_eq!(ours, theirs, "{changed}");
                }
                (Err(_), None) => refused += 1,
                // They refuse blanks before `..`.
                (Ok(_), None) if [" ..", "\t..", "\n.."].iter().any(|blank| changed.contains(blank)) => {}
                (ours, theirs) => panic!("{changed:?}: {:?}, but they say {theirs:?}", ours.map(|_| ())),
            }
        }
    }
    assert!(agreed > 1_000 && refused > 1_000, "{agreed} {refused}");
}

#[test]
fn numbers_are_equal_by_value_and_escapes_may_be_surrogate_pairs() {
    let source = source("same: [{a: [1, {b: 2}]}, {a: [1.0, {b: 2}]}, {a: [1, {b: 3}]}]\n'é😀': 1\n");
    assert_eq!(found(&source, "$.same[?@ == $.same[0]]"), ["/same/0", "/same/1"]);
    assert_eq!(found(&source, "$['\\u00e9\\ud83d\\ude00']"), ["/é😀"]);
    for half in ["$['\\ud83d']", "$['\\ude00']", "$['\\ud83d\\u0041']"] {
        assert!(parse(half).is_err(), "{half}");
    }
}

const REFERENCES: &str = "
paths:
  /a: {get: {schema: {$ref: '#/schemas/one'}, more: [{$ref: '#/schemas/chain'}, {x: 1}]}}
  /b: {get: {schema: {properties: {p: {type: string}, q: {$ref: '#/schemas/leaf'}}}}}
schemas:
  one: {properties: {p: {type: string}, q: {$ref: '#/schemas/leaf'}, self: {$ref: '#/schemas/one'}}}
  leaf: {type: text, pattern: L}
  chain: {$ref: '#/schemas/link'}
  link: {$ref: '#/schemas/one', title: ignored}
  ring: {$ref: '#/schemas/rang', own: {x: 2}}
  rang: {$ref: '#/schemas/ring'}
  itself: {$ref: '#/schemas/itself'}
  lost: {$ref: '#/schemas/nowhere', own: {x: 3}}
  elsewhere: {$ref: 'other.yaml#/schemas/one'}
  named: {$ref: {p: 1}}
  all: {$ref: '#'}
  escaped: {$ref: '#/paths/~1a/get'}
";

#[test]
fn a_step_into_a_reference_continues_in_what_it_leads_to() {
    let source = source(REFERENCES);
    for (target, expected) in [
        (
            "$.paths[*].get.schema.properties.p",
            &["/schemas/one/properties/p", "/paths/~1b/get/schema/properties/p"][..],
        ),
        // A chain, an item of a sequence and an escaped pointer.
        ("$.paths['/a'].get.more[0].properties.p", &["/schemas/one/properties/p"]),
        ("$.schemas.escaped.more[1].x", &["/paths/~1a/get/more/1/x"]),
        // The node of the reference itself is found, and so is what stands beside it where nothing else has that name.
        ("$.schemas.one.properties.q", &["/schemas/one/properties/q"]),
        ("$.schemas.one.properties.q['$ref']", &["/schemas/one/properties/q/$ref"]),
        ("$.schemas.link.title", &["/schemas/link/title"]),
        // A wildcard and a filter look behind it.
        ("$.schemas.one.properties.q.*", &["/schemas/leaf/type", "/schemas/leaf/pattern"]),
        (
            "$.paths..properties[?@.pattern == 'L']",
            &["/paths/~1b/get/schema/properties/q", "/schemas/one/properties/q"],
        ),
        ("$.schemas.one.properties[?@ == $.schemas.leaf]", &["/schemas/one/properties/q"]),
        ("$.schemas.one.properties[?length(@) == 2]", &["/schemas/one/properties/q"]),
        // Descendants go on behind references, and end.
        ("$.paths['/a']..pattern", &["/schemas/leaf/pattern"]),
        ("$.paths['/a']..x", &["/paths/~1a/get/more/1/x"]),
        ("$.schemas.all.schemas.all.schemas.leaf.type", &["/schemas/leaf/type"]),
        (
            "$.schemas.all..type",
            &["/schemas/one/properties/p/type", "/paths/~1b/get/schema/properties/p/type", "/schemas/leaf/type"],
        ),
        // References that lead nowhere have what stands in them.
        (
            "$.schemas['ring', 'rang', 'itself', 'lost', 'elsewhere'].own.x",
            &["/schemas/ring/own/x", "/schemas/lost/own/x"],
        ),
        ("$.schemas.elsewhere.properties", &[]),
        ("$.schemas.named['$ref'].p", &["/schemas/named/$ref/p"]),
    ] {
        let found: BTreeSet<String> = found(&source, target).into_iter().collect();
        assert_eq!(found, expected.iter().map(|pointer| (*pointer).to_owned()).collect(), "{target}");
    }
}

#[test]
fn nested_filters_run_out_of_visits() {
    let items = "{a: 1}, ".repeat(1_000);
    let source = source(&format!("list: [{items}]"));
    let path = parse("$..[?$..[?$..[?$..[?@.b]]]]").expect("a JSONPath");
    let mut evaluation = Evaluation::new(&source, 1_000_000);
    evaluation.find(&path);
    assert_eq!(evaluation.budget(), 0);
}

#[test]
fn brackets_in_strings_are_no_nesting() {
    let deep = "[".repeat(100);
    assert!(parse(&format!("$['{deep}']")).is_ok());
    assert!(parse(&format!("${}", "[?@".repeat(33))).is_err_and(|why| why.contains("more than 32 levels deep")));
}
