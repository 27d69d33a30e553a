//! *Parse*, *resolve*, *lower*, *name*, *view* and *emit* on `fixtures/*.yaml`, one feature each.

mod support;

use generator::diagnostic::Diagnostics;
use generator::ir::EnumId;
use generator::manifest::Manifest;
use generator::source::Source;
use generator::{emit, generate, name};

#[test]
fn parse_reads_what_the_document_says() {
    let mut diagnostics = Diagnostics::default();
    let path = support::project().join("generator/tests/fixtures/filters.yaml");
    let file = support::file(&path);
    let source = Source::read(&file.name, &file.text, &mut diagnostics).expect("the fixture is YAML");
    let document = generator::pipeline::document(source, &mut diagnostics).expect("the fixture is OpenAPI");
    insta::assert_snapshot!(serde_yaml::to_string(&document.openapi).expect("plain data"));
}

#[test]
fn view_decides_every_piece_of_rust() {
    let path = support::project().join("generator/tests/fixtures/filters.yaml");
    let api = support::lowered(&path);
    let manifest = Manifest::derive(&["filters".to_owned()], vec!["filters.yaml".to_owned()]);
    insta::assert_debug_snapshot!(emit::view::view(&api, &name::name(&api), &manifest).resources);
}

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
    insta::glob!("fixtures/{names,one_name,shared_enums,tree,filters}.yaml", |path| {
        let api = support::lowered(path);
        insta::assert_debug_snapshot!(name::name(&api).outline(&api));
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

#[test]
fn a_parameter_accepts_values_of_another_enumeration_that_its_own_has() {
    let path = support::project().join("generator/tests/changes/base.yaml");
    let mut api = support::lowered(&path);
    let id = |owner: &str| api.enums.iter().position(|known| known.owner == owner && known.property == "status");
    let (of_response, of_parameter) = (id("thing").map(EnumId), id("UpdateThing"));
    let of_parameter = of_parameter.expect("the operation takes other values than the response has");
    api.enums[of_parameter].accepted.extend(of_response);
    let manifest = Manifest::derive(&["things".to_owned()], vec!["base.yaml".to_owned()]);
    let view = emit::view::view(&api, &name::name(&api), &manifest);
    let files = emit::render(&view, &support::input(&path).templates).expect("the templates render");
    let setter = "    pub fn status(\n        mut self,\n        status: impl TryInto<types::UpdateThingStatus, Error: \
                  Into<InvalidValue>>,\n    ) -> Self {\n        if let Some(status) = self\n            .request\n            \
                  .checked::<types::UpdateThingStatus>(\"Status\", status)\n        {\n            \
                  self.request.form(\"Status\", &status);\n        }\n        self\n    }\n";
    let resource = &files["src/things/v1/thing.rs"];
    assert!(resource.contains(setter), "{resource}");
    let types = &files["src/things/v1/types/thing.rs"];
    assert!(types.contains("\naccepted_values!(UpdateThingStatus, Other, ThingStatus, as_str);\n"), "{types}");
}
