//! Hostile text in every place of a document, of `crate.toml` and of the names of files: it stays data, or is
//! refused with its place. No file is written elsewhere.

mod hostile;
mod support;

use generator::diagnostic::{Diagnostics, Severity};
use generator::emit::FileTree;
use generator::manifest::Manifest;
use generator::{Input, Outcome, generate};
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use serde_yaml::Value;
use std::str::FromStr as _;
use support::emitted;

/// The language of a code block with an example.
const EXAMPLE: &str = "no_run";

const DOCUMENT: &str = include_str!("hostile/complete.yaml");

/// The document in a file of that name, without the runtime, which no text reaches.
fn input(name: &str, text: String) -> Input {
    let mut templates = support::templates();
    templates.retain(|path, _| !path.starts_with("runtime/"));
    let specs = vec![generator::File { name: name.to_owned(), text }];
    Input { specs, templates, ..Input::default() }
}

/// Returns the problem of a result; none for a crate in which text is data, and for a located error.
fn complaint(outcome: &Outcome) -> Option<String> {
    let Some(files) = &outcome.files else {
        let mut errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let unplaced = errors.clone().find(|error| error.location.is_none());
        return match errors.next() {
            None => Some("no crate, and no error that says why".to_owned()),
            Some(_) => unplaced.map(|error| format!("{} is nowhere: {}", error.code, error.message)),
        };
    };
    let own = |path: &&String| path.ends_with(".rs");
    emitted::check(files)
        .err()
        .or_else(|| files.keys().filter(own).find_map(|path| code(&files[path]).map(|what| format!("{path}: {what}"))))
        .or_else(|| unforeseen(&files["README.md"], &["text"]).map(|what| format!("README.md: {what}")))
}

/// Text that has become code.
fn code(text: &str) -> Option<String> {
    if let Some(character) =
        text.chars().find(|character| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    {
        return Some(format!("{character:?} turns around what people read"));
    }
    let tokens = TokenStream::from_str(text).expect("it parsed as a file");
    let mut docs = String::new();
    identifier(tokens.clone(), &mut docs).or_else(|| example(&docs)).or_else(|| unforeseen(&docs, &["text", EXAMPLE]))
}

/// Text that has become code of an example.
fn example(markdown: &str) -> Option<String> {
    let mut example: Option<String> = None;
    Parser::new(markdown).find_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            example = (&*info == EXAMPLE).then(String::new);
            None
        }
        Event::Text(text) => {
            example.iter_mut().for_each(|example| example.push_str(&text));
            None
        }
        Event::End(TagEnd::CodeBlock) => {
            let example = example.take()?;
            // What rustdoc does not show starts so.
            let lines = example.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
            let tokens = TokenStream::from_str(&lines.collect::<Vec<_>>().join("\n"));
            tokens.map_or(Some(format!("no Rust: {example}")), |tokens| identifier(tokens, &mut String::new()))
        }
        _ => None,
    })
}

/// An identifier of somebody else's; collects the doc comments on the way, each block as rustdoc sees it.
fn identifier(tokens: TokenStream, docs: &mut String) -> Option<String> {
    let mut found = None;
    let mut before = String::new();
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) if ident.to_string().contains(hostile::MARKER) => found = Some(ident.to_string()),
            TokenTree::Group(group) => found = found.or(identifier(group.stream(), docs)),
            TokenTree::Literal(literal) if before == "doc=" => {
                let line = syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|line| line.value());
                docs.push_str(line.unwrap_or_default().trim_start_matches(' '));
                docs.push('\n');
            }
            _ => {}
        }
        let text = token.to_string();
        before = if text == "=" { format!("{before}=") } else { text };
    }
    found
}

/// A script, a hidden text or a block of another kind than these that documentation would hold.
fn unforeseen(markdown: &str, blocks: &[&str]) -> Option<String> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).find_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if blocks.contains(&&*info) => None,
        Event::Start(Tag::CodeBlock(kind)) => Some(format!("{kind:?} would be a test")),
        // The header of a generated file holds nothing of a document.
        Event::Html(html) if html.trim_end() == "<!-- @generated by `cargo xtask generate`. Do not edit. -->" => None,
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("{html} would be part of the page")),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
            if !["http://", "https://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme)) =>
        {
            (!dest_url.contains('@')).then(|| format!("a link leads to {dest_url}"))
        }
        _ => None,
    })
}

/// Every place that holds text: the way to it, and whether it is the key there.
fn places(node: &Value, way: &[usize], found: &mut Vec<(Vec<usize>, bool)>) {
    let children: Vec<&Value> = match node {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => {
            found.push((way.to_vec(), false));
            return;
        }
        Value::Sequence(items) => items.iter().collect(),
        Value::Mapping(entries) => {
            found.extend((0..entries.len()).map(|index| ([way, &[index]].concat(), true)));
            entries.iter().map(|(_, value)| value).collect()
        }
        _ => return,
    };
    for (index, child) in children.into_iter().enumerate() {
        places(child, &[way, &[index]].concat(), found);
    }
}

/// The document with another text in that place.
fn replaced(node: &Value, way: &[usize], is_key: bool, text: &str) -> Value {
    let Some((step, rest)) = way.split_first() else { return Value::from(text) };
    let inside = |index: usize, value: &Value| match index == *step && !(is_key && rest.is_empty()) {
        true => replaced(value, rest, is_key, text),
        false => value.clone(),
    };
    match node {
        Value::Sequence(items) => items.iter().enumerate().map(|(index, item)| inside(index, item)).collect(),
        Value::Mapping(entries) => {
            let entry = |(index, (key, value)): (usize, (&Value, &Value))| {
                let is_here = is_key && rest.is_empty() && index == *step;
                (if is_here { Value::from(text) } else { key.clone() }, inside(index, value))
            };
            Value::Mapping(entries.iter().enumerate().map(entry).collect())
        }
        plain => plain.clone(),
    }
}

#[test]
fn the_document_without_hostile_text_is_fine() {
    let outcome = generate(&input("complete.yaml", DOCUMENT.to_owned()));
    assert_eq!(support::rendered(&outcome.diagnostics), "");
    assert_eq!(complaint(&outcome), None);
}

#[test]
fn hostile_text_in_any_place_of_a_document_stays_data() {
    let count = hostile::texts().len();
    // A part of the cases: each place has its turn with one of the texts.
    try_every(|place, text| place % count == text);
}

#[test]
#[ignore = "takes minutes: cargo test --release -p generator --test injection -- --ignored"]
fn every_hostile_text_in_every_place_of_a_document_stays_data() {
    try_every(|_, _| true);
}

/// Puts the texts into the places for which `is_case` says so; both are counted.
fn try_every(is_case: impl Fn(usize, usize) -> bool) {
    let document: Value = serde_yaml::from_str(DOCUMENT).expect("YAML");
    let mut places_found = Vec::new();
    places(&document, &[], &mut places_found);
    assert!(places_found.len() > 300, "{} places", places_found.len());
    let template = input("complete.yaml", String::new());
    let texts = hostile::texts();
    let pairs =
        places_found.iter().enumerate().flat_map(|place| texts.iter().enumerate().map(move |text| (place, text)));
    let cases: Vec<_> = pairs
        .filter(|((place, _), (text, _))| is_case(*place, *text))
        .map(|((_, place), (_, text))| (place, text))
        .collect();
    let complaints: Vec<String> = cases
        .par_iter()
        .filter_map(|((way, is_key), text)| {
            let mut input = template.clone();
            input.specs[0].text =
                serde_yaml::to_string(&replaced(&document, way, *is_key, text)).expect("it is plain data");
            let outcome = std::panic::catch_unwind(|| generate(&input));
            let complaint = outcome.map_or(Some("a panic".to_owned()), |outcome| complaint(&outcome));
            complaint.map(|complaint| format!("{way:?} key: {is_key}, {text:?}: {complaint}"))
        })
        .collect();
    let count = complaints.len();
    assert!(complaints.is_empty(), "{count} of {}:\n{}", cases.len(), complaints[..count.min(40)].join("\n"));
}

#[test]
fn hostile_text_in_every_place_at_once_stays_data() {
    let document: Value = serde_yaml::from_str(DOCUMENT).expect("YAML");
    for text in hostile::texts() {
        // Only where any text may stand, so that there is something to look at.
        let mut hostile = document.clone();
        put(&mut hostile, &text);
        let outcome = generate(&input("complete.yaml", serde_yaml::to_string(&hostile).expect("it is plain data")));
        assert_eq!(complaint(&outcome), None, "{text:?}");
        assert!(outcome.files.is_some(), "{text:?} is refused: {}", support::rendered(&outcome.diagnostics));
    }
}

/// Puts the text behind every key of which the document is free to say anything.
fn put(node: &mut Value, text: &str) {
    const FREE: [&str; 7] =
        ["title", "description", "summary", "example", "x-rust-name", "x-rust-type-name", "className"];
    match node {
        Value::Mapping(entries) => {
            for (key, value) in entries.iter_mut() {
                match value {
                    Value::String(value) if FREE.iter().any(|free| key.as_str() == Some(free)) => {
                        *value = text.to_owned()
                    }
                    _ => put(value, text),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| put(item, text)),
        _ => {}
    }
}

#[test]
fn hostile_names_of_documents_stay_data() {
    for name in hostile::texts() {
        let outcome = generate(&input(&format!("{name}.yaml"), DOCUMENT.to_owned()));
        assert_eq!(complaint(&outcome), None, "{name:?}");
        assert!(outcome.files.is_some(), "{name:?}: {}", support::rendered(&outcome.diagnostics));
    }
}

#[test]
fn hostile_text_in_the_manifest_stays_data() {
    let mut accepted: Vec<FileTree> = Vec::new();
    for text in hostile::texts() {
        for key in ["name", "version", "description", "specs", "overlays", "guide", "changelog"] {
            let mut table: toml::Table =
                "name = 'good'\nversion = '1.0.0'\ndescription = 'Good.'\nspecs = ['complete.yaml']"
                    .parse()
                    .expect("TOML");
            let value = toml::Value::from(text.clone());
            let is_list = ["specs", "overlays"].contains(&key);
            table.insert(key.to_owned(), if is_list { toml::Value::from(vec![value]) } else { value });
            let mut diagnostics = Diagnostics::default();
            let Some(manifest) = Manifest::read("crate.toml", &table.to_string(), &mut diagnostics) else {
                assert_eq!(diagnostics.error_count(), 1, "{key} = {text:?}");
                continue;
            };
            let mut input = input("complete.yaml", DOCUMENT.to_owned());
            input.manifest = Some(manifest);
            let outcome = generate(&input);
            assert_eq!(complaint(&outcome), None, "{key} = {text:?}");
            accepted.extend(outcome.files);
        }
    }
    assert!(accepted.len() > 100);
    for files in &accepted {
        let table: toml::Table = files["Cargo.toml"].parse().expect("it was parsed before");
        let other: toml::Table = accepted[0]["Cargo.toml"].parse().expect("it was parsed before");
        assert!(table.keys().eq(other.keys()), "{table}");
        let package =
            |table: &toml::Table| table["package"].as_table().map(|package| package.keys().cloned().collect());
        let keys: Option<Vec<String>> = package(&table);
        assert_eq!(keys, package(&other), "{table}");
    }
}
