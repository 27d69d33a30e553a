//! *Resolve*, *lower*, *name* and *emit* on `fixtures/*.yaml`, one feature each.

mod support;

use generator::diagnostic::Diagnostics;
use generator::{generate, name};

#[test]
fn resolve_leaves_no_reference() {
    insta::glob!("fixtures/types.yaml", |path| {
        let mut diagnostics = Diagnostics::default();
        let documents = support::resolved(path, &mut diagnostics);
        let mut outline = String::new();
        for path in &documents[0].paths {
            outline.push_str(&format!("{}\n", path.template));
        }
        for schema in &documents[0].schemas {
            let name = schema.component.as_deref().unwrap_or("inline");
            let kind = schema.schema_type.as_deref().unwrap_or("any");
            let edges = (&schema.properties, schema.items, &schema.all_of);
            outline.push_str(&format!("{name}: {kind} {edges:?}\n"));
        }
        insta::assert_snapshot!(outline);
    });
}

#[test]
fn lower_gives_the_dialect_its_meaning() {
    insta::glob!("fixtures/*.yaml", |path| {
        insta::assert_snapshot!(support::lowered(path));
    });
}

#[test]
fn name_claims_every_name_once() {
    insta::glob!("fixtures/{names,tree,filters}.yaml", |path| {
        insta::assert_debug_snapshot!(name::name(&support::lowered(path)).outline());
    });
}

#[test]
fn emit_writes_rust_that_reads_well() {
    insta::glob!("fixtures/*.yaml", |path| {
        let files = generate(&support::input(path)).files.expect("the fixture has no errors");
        let of_the_document = files.iter().filter(|(path, _)| {
            path.starts_with("src/") && path.matches('/').count() > 1 && !path.contains("runtime/")
        });
        let text: String = of_the_document.map(|(path, text)| format!("==== {path}\n{text}\n")).collect();
        insta::assert_snapshot!(text);
    });
}
