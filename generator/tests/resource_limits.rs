//! Documents that are made to take for ever, all memory, or something for what it is not: each ends soon, with a
//! crate or with an error that has a place.
//!
//! Sizes are such that work which grows with their square would take minutes.

mod support;

use generator::diagnostic::{Diagnostic, Diagnostics, Severity};
use generator::overlay::{apply, check};
use generator::source::Source;
use generator::{File, Input, Outcome, generate};
use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;

/// Generous: a debug build on a busy machine takes a tenth of it.
const TIME_LIMIT: Duration = Duration::from_secs(100);

const HEAD: &str = "openapi: 3.0.1\ninfo: {title: T, version: 1.0.0}\nservers: [{url: https://t.example.com}]\n";

/// Generates from a text in bounded time, with the stack of the command.
fn outcome(text: String) -> Outcome {
    let mut templates = support::templates();
    templates.retain(|path, _| !path.starts_with("runtime/"));
    let specs = vec![File { name: "a.yaml".to_owned(), text }];
    let input = Input { specs, templates, ..Input::default() };
    let (sender, receiver) = mpsc::channel();
    let run = std::thread::Builder::new().spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(512 << 20).build();
        // Whoever waits for it may have given up.
        let _ = sender.send(pool.expect("a thread can be started").install(|| generate(&input)));
    });
    run.expect("a thread can be started");
    receiver.recv_timeout(TIME_LIMIT).expect("it neither panics nor goes on for ever")
}

/// The errors, each of which has a place.
fn errors(text: impl Into<String>) -> Vec<Diagnostic> {
    let outcome = outcome(text.into());
    assert!(outcome.files.is_none(), "it is refused");
    assert!(outcome.diagnostics.iter().all(|diagnostic| diagnostic.location.is_some()), "every problem has a place");
    outcome.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// The code of an error, and where it is.
fn error(text: impl Into<String>) -> (&'static str, usize, usize) {
    let errors = errors(text);
    let location = errors[0].location.as_ref().expect("it was looked at");
    (errors[0].code.as_str(), location.line, location.column)
}

/// Nothing but a crate is expected.
fn accepted(text: String) -> Outcome {
    let outcome = outcome(text);
    assert!(outcome.files.is_some(), "{}", support::rendered(&outcome.diagnostics));
    outcome
}

/// A path whose answer has this schema.
fn answer(schema: &str) -> String {
    let content = format!("content: {{application/json: {{schema: {schema}}}}}");
    format!(
        "paths:\n  /v1/Things:\n    get: {{operationId: FetchThing, responses: {{'200': {{description: OK, {content}}}}}}}\n"
    )
}

/// A document that answers with the first of many components, and the component for each number.
fn components(count: usize, component: impl Fn(usize, &str) -> String) -> String {
    let mut text = format!("{HEAD}{}components:\n  schemas:\n", answer("{$ref: '#/components/schemas/S0'}"));
    for number in 0..count {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", (number + 1) % count);
        let _ = writeln!(text, "    S{number}: {}", component(number, &next));
    }
    text
}

#[test]
fn nesting_has_a_limit() {
    for (text, code) in [
        ("[".repeat(1_000_000), "nesting-too-deep"),
        ("{\"a\":".repeat(10_000), "nesting-too-deep"),
        ("- ".repeat(10_000), "nesting-too-deep"),
        ((0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(), "nesting-too-deep"),
    ] {
        assert_eq!(error(text).0, code);
    }
}

#[test]
fn lines_of_ten_megabytes_are_read() {
    let long = "a".repeat(10_000_000);
    for part in [format!("x-a: {long}\n"), format!("x-a: \"{long}\"\n"), format!("# {long}\n"), "\n".repeat(10_000_000)]
    {
        accepted(format!("{HEAD}{part}{}", answer("{type: string}")));
    }
    let crowded = format!("{HEAD}x-a: [{}]\n", vec!["a"; 2_000_000].join(","));
    assert_eq!(error(crowded).0, "document-too-large");
}

#[test]
fn a_mistake_at_the_end_of_a_long_line_is_shown_with_what_is_around_it() {
    let text = format!("{HEAD}x-a: {{é: {}, é: 2}}\n{}", "b".repeat(5_000_000), answer("{type: string}"));
    let error = &errors(text)[0];
    let location = error.location.as_ref().expect("it was looked at");
    assert_eq!((error.code.as_str(), location.line, location.column), ("duplicate-key", 4, 5_000_012));
    assert!(location.source_line.chars().count() <= 400 && error.to_string().len() < 2_000);
    assert!(error.to_string().contains("a.yaml:4:5000012"), "{error}");
}

#[test]
fn a_hundred_thousand_keys_and_a_hundred_thousand_mistakes_are_read() {
    let keys: String = (0..300_000).map(|number| format!("  k{number}: 1\n")).collect();
    accepted(format!("{HEAD}x-a:\n{keys}{}", answer("{type: string}")));
    let twice = errors(format!("{HEAD}x-a: {{{}}}\n", vec!["a: 1"; 100_000].join(", ")));
    assert!(twice.iter().filter(|error| error.code == "duplicate-key").count() >= 99_999);
}

#[test]
fn bombs_of_aliases_are_refused() {
    let mut nodes = format!("{HEAD}x-0: &a0 {{type: object, properties: {{p: {{type: string}}}}}}\n");
    for level in 1..9 {
        let properties: String = (0..10).map(|number| format!("p{number}: *a{}, ", level - 1)).collect();
        let _ = writeln!(nodes, "x-{level}: &a{level} {{type: object, properties: {{{properties}}}}}");
    }
    assert_eq!(error(nodes + &answer("*a8")).0, "document-too-large");
    let (text, aliases) = ("y".repeat(1_000_000), vec!["*a"; 100_000].join(", "));
    let text = format!("{HEAD}x-a: &a {text}\nx-b: [{aliases}]\n{}", answer("{type: string}"));
    assert_eq!(error(text), ("document-too-large", 5, 6));
}

#[test]
fn chains_and_rings_of_components_are_followed() {
    accepted(components(10_000, |_, next| format!("{{type: object, properties: {{p: {next}}}}}")));
    let end = |number: usize, otherwise: String| if number == 59 { "{type: object}".to_owned() } else { otherwise };
    accepted(components(60, |number, next| {
        end(number, format!("{{allOf: [{next}, {next}], properties: {{a: {{type: string}}}}}}"))
    }));
    accepted(components(60, |_, next| format!("{{type: object, properties: {{a: {next}, b: {next}, c: {next}}}}}")));
    let outcome = outcome(components(60, |_, next| format!("{{oneOf: [{next}, {next}]}}")));
    assert!(outcome.files.is_some() || outcome.diagnostics.iter().any(|one| one.location.is_some()));
    assert_eq!(error(components(30_000, |_, next| next.to_owned())).0, "cyclic-ref");
    let lists = errors(components(5_000, |number, next| match number {
        4_999 => "{type: string}".to_owned(),
        _ => format!("{{type: array, items: {next}}}"),
    }));
    assert!(lists.iter().any(|error| error.code == "nesting-too-deep"), "{}", support::rendered(&lists));
}

#[test]
fn values_that_are_made_up_have_an_end() {
    // Two items in each of the lists, or ten members in each of the objects, would be more than any machine holds.
    accepted(components(60, |number, next| match number {
        59 => "{type: string}".to_owned(),
        _ => format!("{{type: array, items: {next}}}"),
    }));
    let names: Vec<String> = (0..10).map(|number| format!("p{number}")).collect();
    accepted(components(7, |number, next| {
        let value = if number == 6 { "{type: string}" } else { next };
        let members: Vec<String> = names.iter().map(|name| format!("{name}: {value}")).collect();
        format!("{{type: object, required: [{}], properties: {{{}}}}}", names.join(", "), members.join(", "))
    }));
}

#[test]
fn names_that_are_nearly_alike_are_compared_within_bounds() {
    let (name, wrong) = ("a".repeat(1_000_000), "ab".repeat(500_000));
    let schemas = |text: &str| format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{text}");
    let reference = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}\n");
    let long = errors(schemas(&format!("    ? {name}\n    : {{}}\n    B: {}", reference(&wrong))));
    assert!(long[0].code == "unresolved-ref" && long[0].to_string().len() < 5_000, "{}", long[0]);
    let mut text = String::new();
    for number in 0..2_000 {
        let _ = writeln!(text, "    {}{number}: {{}}", "n".repeat(80));
    }
    for number in 0..20_000 {
        let _ = write!(text, "    r{number}: {}", reference(&format!("{}m{number}", "n".repeat(80))));
    }
    let many = errors(schemas(&text));
    assert_eq!(many.len(), 20_000);
    assert!(many[0].help.as_ref().is_some_and(|help| help.starts_with("did you mean")), "{}", many[0]);
}

#[test]
fn tens_of_thousands_of_paths_and_parameters_are_read() {
    let paths: String = (0..30_000).map(|number| format!("  /v1/T{number}: {{}}\n")).collect();
    let said = accepted(format!("{HEAD}{}{paths}", answer("{type: string}"))).diagnostics;
    assert!(said.len() == 1 && said[0].message.ends_with("; the same of 29999 more"), "{}", said[0]);
    let twice: String = (0..30_000).map(|_| "{name: A, in: query, schema: {type: string}}, ".to_owned()).collect();
    let get = format!("get: {{parameters: [{twice}], responses: {{'204': {{description: OK}}}}}}");
    let said = errors(format!("{HEAD}paths: {{/v1/Things: {{parameters: [{twice}], {get}}}}}\n"));
    assert_eq!(said.iter().filter(|error| error.code == "duplicate-parameter").count(), 59_998);
}

#[test]
fn a_path_of_thousands_of_segments_is_refused() {
    let path = "/a".repeat(10_000);
    let text = format!("{HEAD}paths:\n  ? {path}\n  : get: {{responses: {{'204': {{description: OK}}}}}}\n");
    assert_eq!(error(text), ("unsupported-path", 5, 5));
}

#[test]
fn what_stands_under_a_long_key_is_named_shortly() {
    let properties: String = (0..5_000).map(|number| format!("        p{number}: {{type: strnig}}\n")).collect();
    let key = "k".repeat(2_000_000);
    let schema = format!("    ? {key}\n    : type: object\n      properties:\n{properties}");
    let errors = errors(format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schema}"));
    let pointers: usize = errors.iter().filter_map(|error| Some(error.location.as_ref()?.pointer.len())).sum();
    assert!(errors.len() == 5_000 && pointers < 20_000_000, "{pointers}");
}

#[test]
fn thousands_of_namesakes_get_their_numbers() {
    let values: Vec<String> =
        (0..20_000).filter_map(|number| char::from_u32(0x4e00 + number)).map(String::from).collect();
    accepted(
        HEAD.to_owned()
            + &answer(&format!("{{type: object, properties: {{c: {{type: string, enum: [{}]}}}}}}", values.join(", "))),
    );
}

#[test]
fn markdown_that_is_all_signs_is_cleaned() {
    for sign in
        ["`", "[", "*a_", "[a]", "[a](b", "![", "<!--", "<a>", "https://a ", "> ", "- ", "&lt;", "|-\\n", "~~~\\n"]
    {
        let description = sign.repeat(20_000);
        accepted(
            HEAD.to_owned()
                + &answer(&format!(
                    "{{type: object, description: \"{description}\", properties: {{a: {{type: string}}}}}}"
                )),
        );
    }
}

#[test]
fn what_yaml_reads_otherwise_than_it_looks_is_said_or_meant() {
    let space = HEAD.replace("{title: T, version: 1.0.0}", "\n  title:\u{a0}T\n  version: 1.0.0");
    let errors = errors(space + &answer("{type: string}"));
    let help = errors[0].help.clone().unwrap_or_default();
    assert!(help.contains("line 3 has a no-break space"), "{}", support::rendered(&errors));
    let list = HEAD.replace("version: 1.0.0", "version: 1.0.0, contact: {email: [email protected]}");
    let list = self::errors(list + &answer("{type: string}"));
    let help = list[0].help.clone().unwrap_or_default();
    assert!(help.contains("what starts with a bracket is a list"), "{}", support::rendered(&list));
    // Norway is a country, and `off` a word.
    let words =
        accepted(HEAD.to_owned() + &answer("{type: object, properties: {c: {type: string, enum: [NO, on, off, y]}}}"));
    let text: String = words.files.into_iter().flat_map(|files| files.into_values()).collect();
    for word in ["\"NO\" => Self::No", "\"on\" => Self::On", "\"off\" => Self::Off", "\"y\" => Self::Y"] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn line_ends_and_marks_of_every_system_are_read_alike() {
    let text = HEAD.to_owned() + &answer("{type: strnig}");
    let expected = error(text.as_str());
    assert_eq!(expected.1, 6);
    for other in
        [text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{feff}{text}"), format!("---\n{text}...\n")]
    {
        let (code, line, column) = error(other.as_str());
        assert_eq!((code, line - usize::from(other.starts_with("---")), column), expected, "{other:?}");
    }
}

#[test]
fn what_is_no_document_is_refused() {
    for (text, code) in [
        ("", "empty-document"),
        ("# nothing\n", "empty-document"),
        ("a: b\0c", "invalid-yaml"),
        ("a:\n\tb: c\n", "invalid-yaml"),
        ("a: !!python/object:os.system x\n", "not-openapi"),
        ("a: &x [*x]\n", "invalid-alias"),
        ("a: *x\n", "invalid-yaml"),
    ] {
        assert_eq!(error(text).0, code, "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_hides_nothing_else() {
    let text = "openapi: 3.0.1
info: {title: a, version: '1'}
servers: [{url: https://a.example.com}]
paths:
  ? [a, {b: c}]
  : {get: {responses: {'200': {description: x}}}}
  /v1/A:
    get:
      parameters: [{name: H, in: header}, {name: c, in: cookie, schema: {type: string}}]
      responses: 5
  /v1/B/x{y}z:
    post:
      parameters: [{name: y, in: path, required: true, schema: {type: strnig}}]
      requestBody: {content: {application/xml: {schema: {type: object}}}}
      responses: {'200': {description: x}}
";
    let places = errors(text).into_iter().map(|error| {
        let location = error.location.expect("it was looked at");
        (error.code.as_str(), location.line, location.pointer.rsplit('/').next().unwrap_or_default().to_owned())
    });
    let places: Vec<_> = places.collect();
    let expected = [
        ("invalid-key", 5, ""),
        ("missing-key", 9, "0"),
        ("unsupported-parameter", 9, "1"),
        ("wrong-kind", 10, "responses"),
        ("unsupported-path", 11, "~1v1~1B~1x{y}z"),
        ("unknown-type", 13, "type"),
        ("unsupported-body", 14, "application~1xml"),
    ];
    assert_eq!(places, expected.map(|(code, line, end)| (code, line, end.to_owned())));
}

/// Applies an overlay to a document on a small stack, and returns what there is to complain about.
fn overlaid(text: String, overlay: String) -> Vec<Diagnostic> {
    let (sender, receiver) = mpsc::channel();
    let run = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let mut diagnostics = Diagnostics::default();
        let mut source = Source::read("a.yaml", &text, &mut diagnostics).expect("it can be read");
        let overlay = Source::read("a.overlay.yaml", &overlay, &mut diagnostics).expect("it can be read");
        if check(&overlay, &mut diagnostics) {
            apply(&mut source, &overlay, &mut diagnostics);
        }
        source.to_value(&mut diagnostics);
        // Whoever waits for it may have given up.
        let _ = sender.send(diagnostics.into_sorted());
    });
    run.expect("a thread can be started");
    receiver.recv_timeout(TIME_LIMIT).expect("it neither panics nor goes on for ever")
}

fn overlay(actions: &str) -> String {
    format!("overlay: 1.0.0\nextends: a.yaml\nactions:\n{actions}")
}

#[test]
fn overlays_that_are_made_to_take_for_ever_end() {
    let codes = |text: String, actions: &str| -> Vec<&str> {
        overlaid(text, overlay(actions)).iter().map(|diagnostic| diagnostic.code.as_str()).collect()
    };
    let wide: String = (0..8_000).map(|number| format!("  k{number}: {{a: 1}}\n")).collect();
    let wide = format!("{HEAD}x-a:\n{wide}{}", answer("{type: string}"));
    // Filters in filters visit the document once for each of its values.
    for target in ["$..[?$..[?$..[?$..b]]]", "$..[?count($..*) == 1]", "$..[?@..a == $..b]"] {
        let codes = codes(wide.clone(), &format!("  - {{target: '{target}', remove: true}}\n"));
        assert!(codes.contains(&"invalid-overlay"), "{target}: {codes:?}");
    }
    // An update that is copied to every value.
    let many: String = (0..1_000).map(|number| format!("k{number}: 1, ")).collect();
    assert!(
        codes(wide.clone(), &format!("  - {{target: $..*, update: {{{many}}}}}\n")).contains(&"document-too-large")
    );
    // Aliases that expand to ten billion values.
    let mut bomb = "  - target: $['x-a']\n    update:\n      b0: &b0 [1]\n".to_owned();
    for level in 1..11 {
        let _ = writeln!(bomb, "      b{level}: &b{level} [{}]", vec![format!("*b{}", level - 1); 10].join(", "));
    }
    assert!(codes(wide.clone(), &bomb).contains(&"document-too-large"));
    // Many entries into one mapping, and out of it again.
    let entries: String = (0..100_000).map(|number| format!("n{number}: 1, ")).collect();
    let targets = format!(
        "  - {{target: \"$['x-a']\", update: {{{entries}}}}}\n  - {{target: \"$['x-a'][?@ == 1]\", remove: true}}\n"
    );
    assert!(codes(wide.clone(), &targets).iter().all(|code| *code != "stale-overlay-action"));
    let looked_up: String =
        (0..8_000).map(|number| format!("  - {{target: \"$['x-a'].k{number}.a\", remove: true}}\n")).collect();
    assert!(codes(wide, &looked_up).iter().all(|code| *code != "stale-overlay-action"));
}

#[test]
fn targets_through_rings_and_chains_of_references_end() {
    let ring = components(10_000, |_, next| next.to_owned());
    let star = components(5_000, |number, _| match number {
        0 => format!("{{properties: {{{}}}}}", (0..2_000).map(|key| format!("p{key}: {{}}, ")).collect::<String>()),
        _ => "{$ref: '#/components/schemas/S0'}".to_owned(),
    });
    let linked = components(120, |_, _| {
        let all: String = (0..120).map(|to| format!("p{to}: {{$ref: '#/components/schemas/S{to}'}}, ")).collect();
        format!("{{type: object, properties: {{{all}}}}}")
    });
    for document in [&ring, &star, &linked] {
        for target in [
            "$..properties.p1.properties.p2",
            "$.paths..[?@.properties.p1]",
            "$.components.schemas.*.properties.*.properties.*.properties.*",
            "$.components.schemas[?@.properties.p1].properties[?@.properties]",
            "$..*..*..*",
        ] {
            let action = format!("  - {{target: '{target}', x-optional: some, update: {{x-seen: [1]}}}}\n");
            let said = overlaid(document.clone(), overlay(&action));
            assert!(said.iter().all(|diagnostic| diagnostic.code != "stale-overlay-action"));
        }
    }
}

#[test]
fn updates_into_ever_deeper_values_do_not_take_the_stack() {
    let mut actions = String::new();
    let mut target = "$['x-a']".to_owned();
    let nested = format!("{}1{}", "{a: ".repeat(100), "}".repeat(100));
    for _ in 0..50 {
        let _ = writeln!(actions, "  - {{target: \"{target}\", update: {nested}}}");
        target += &".a".repeat(99);
    }
    let _ = writeln!(actions, "  - {{target: \"$['x-a'][?@ == $['x-b'].a]\", x-optional: some, remove: true}}");
    let text = format!("{HEAD}x-a: {{}}\nx-b: {{}}\n{}", answer("{type: string}"));
    let said = overlaid(text, overlay(&actions));
    assert!(said.iter().any(|diagnostic| diagnostic.code == "document-too-large"), "{}", support::rendered(&said));
}
