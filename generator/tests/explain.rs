//! The page of each diagnostic: there is one for each code, and its example yields the code where it says so.

mod support;

use generator::diagnostic::Code;
use generator::manifest::Manifest;
use generator::{File, Input, generate};
use std::collections::BTreeSet;
use std::fs;

/// The document before an operation.
const OPERATION: &str = "openapi: 3.0.1
info: {title: Example, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /v1/Things:
";

/// The document before a schema.
const SCHEMA: &str = "openapi: 3.0.1
info: {title: Example, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /v1/Things:
    get:
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing:
";

#[test]
fn every_page_shows_its_diagnostic_where_it_says() {
    for code in Code::ALL.iter().map(|code| code.as_str()) {
        let page = Code::find(code).expect("it is a code").page();
        assert!(page.starts_with(&format!("# `{code}` (")), "{code}: the page is headed by its code");
        // What yields the first has a better diagnostic; the others are about what is not there to be shown.
        if ["invalid-document", "run-failed", "unreadable-file"].contains(&code) {
            assert!(!page.contains("```"), "{code}: a page with an example is tried");
            continue;
        }
        let input = input(code, page);
        let mut said = Vec::new();
        let manifest = input.files.iter().find(|(kind, _)| kind == "toml");
        match manifest {
            Some((_, file)) => {
                let mut diagnostics = generator::diagnostic::Diagnostics::default();
                Manifest::read(&file.name, &file.text, &mut diagnostics);
                said.extend(diagnostics.into_sorted());
            }
            None => said.extend(generate(&input.input).diagnostics),
        }
        let found: Vec<_> = said.iter().filter(|diagnostic| diagnostic.code == code).collect();
        assert!(!found.is_empty(), "{code}: the example yields it, not\n{}", support::rendered(&said));
        let severity = found[0].code.severity().as_str();
        assert!(page.starts_with(&format!("# `{code}` ({severity})\n")), "{code}: the heading has its severity");
        assert!(
            found[0].to_json().contains(&format!(r#""severity":"{severity}""#)) || code == "unknown-value",
            "{code}"
        );
        insta::with_settings!({ snapshot_suffix => code }, { insta::assert_snapshot!(support::rendered(&said)) });
        if code == "template" {
            continue;
        }
        let marked: Vec<(String, usize)> = input.files.iter().filter_map(|(_, file)| marked(file)).collect();
        assert_eq!(marked.len(), 1, "{code}: one line of the example is marked");
        let places: Vec<(String, usize)> =
            found.iter().filter_map(|said| said.location.as_ref()).map(|at| (at.file.clone(), at.line)).collect();
        assert!(places.contains(&marked[0]), "{code}: it is on line {:?}, the page says {:?}", places, marked[0]);
    }
}

#[test]
fn every_page_has_a_code() {
    let folder = support::project().join("generator/diagnostics");
    let pages = fs::read_dir(folder).expect("the pages are part of the project");
    let pages: BTreeSet<String> =
        pages.filter_map(|page| Some(page.ok()?.path().file_stem()?.to_string_lossy().into_owned())).collect();
    assert_eq!(pages, Code::ALL.iter().map(|code| code.as_str().to_owned()).collect());
}

#[test]
fn there_is_no_page_for_what_is_no_code() {
    assert_eq!(Code::find("unresolved"), None);
    assert_eq!(Code::similar("unresolved-reference"), Some("unresolved-ref"));
    assert_eq!(Code::similar("qqq"), None);
}

/// The example of a page: the input, and each file with the language of its fence.
struct Example {
    input: Input,
    files: Vec<(String, File)>,
}

fn input(code: &str, page: &str) -> Example {
    let mut example =
        Example { input: Input { templates: support::templates(), ..Input::default() }, files: Vec::new() };
    for (index, block) in page.split("\n```").skip(1).step_by(2).enumerate() {
        let (kind, text) = block.split_once('\n').unwrap_or_default();
        let name = if index == 0 { "example.yaml".to_owned() } else { format!("example{index}.yaml") };
        let document = |text: String| File { name: name.clone(), text };
        let file = match kind.split_once(' ').unwrap_or((kind, "")) {
            ("yaml", "overlay") => File { name: "overlay.yaml".to_owned(), text: text.to_owned() },
            ("yaml", "lock") => File { name: "names.lock".to_owned(), text: text.to_owned() },
            ("yaml", "schema") => document(format!("{SCHEMA}{}", indented(text))),
            ("yaml", "") => document(format!("{text}\n")),
            ("yaml", method) => document(format!("{OPERATION}    {method}:\n{}", indented(text))),
            ("toml", _) => File { name: "crate.toml".to_owned(), text: text.to_owned() },
            ("jinja", path) => {
                example.input.templates.insert(path.to_owned(), text.to_owned());
                document(format!("{SCHEMA}{}", indented("type: object")))
            }
            _ => panic!("{code}: what is a `{kind}` block?"),
        };
        match kind {
            "yaml overlay" => {
                let text = format!("{SCHEMA}{}", indented("type: object"));
                example.input.specs.push(File { name: "example.yaml".to_owned(), text });
                example.input.overlays.push(file.clone());
            }
            "yaml lock" => {
                let text = format!("{SCHEMA}{}", indented("type: object"));
                example.input.specs.push(File { name: "example.yaml".to_owned(), text });
                example.input.lock = Some(file.clone());
            }
            _ => example.input.specs.push(file.clone()),
        }
        example.files.push((kind.to_owned(), file));
    }
    example
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("      {line}\n")).collect()
}

/// The file and line of the mark.
fn marked(file: &File) -> Option<(String, usize)> {
    let line = file.text.lines().position(|line| line.ends_with("# <-- here"))?;
    Some((file.name.clone(), line + 1))
}
