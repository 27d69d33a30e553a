//! Compiles generated crates with warnings denied, and runs their tests: fixtures of the generator, and Twilio's
//! official documents where they are.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{copy, errors, project, text, xtask};

/// Runs cargo on the crate in `folder`, with its own target folder and warnings denied.
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/fixtures"))
        .env("RUSTDOCFLAGS", "--deny warnings")
        // Gigabytes that nobody looks at.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo {}:\n{}", arguments.join(" "), errors(&output));
}

#[test]
fn every_fixture_compiles_without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("fixtures");
    let specs = folder.path().join("specs");
    copy(&project().join("generator/tests/fixtures"), &specs);
    let output = xtask(["generate", "--specs", text(&specs), "--out", text(&out)]);
    assert!(output.status.success(), "{}", errors(&output));
    cargo(&out, &["clippy", "--all-targets", "--", "--deny", "warnings"]);
    cargo(&out, &["clippy", "--no-default-features", "--", "--deny", "warnings"]);
    cargo(&out, &["clippy", "--no-default-features", "--features", "types-v1", "--", "--deny", "warnings"]);
    // What two versions share is there with either.
    cargo(&out, &["clippy", "--no-default-features", "--features", "versions-v2", "--", "--deny", "warnings"]);
    cargo(&out, &["doc", "--no-deps"]);
    cargo(&out, &["test"]);
}

#[test]
fn the_caller_of_the_one_change_pairs_compiles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let changes = project().join("generator/tests/changes");
    fs::copy(changes.join("base.yaml"), folder.path().join("base.yaml")).expect("a temporary folder can be written");
    let out = generated(folder.path());
    let manifest = out.join("Cargo.toml");
    let mut text = fs::read_to_string(&manifest).expect("it was generated");
    text.push_str(&format!("\n[[test]]\nname = 'caller'\npath = '{}'\n", changes.join("caller.rs").display()));
    fs::write(&manifest, text).expect("it was generated");
    cargo(&out, &["check", "--test", "caller"]);
}

#[test]
fn hostile_text_compiles_as_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let document = project().join("generator/tests/hostile/everywhere.yaml");
    let names = ["a *#`|\u{202e}[x](y) }}{{ {%.yaml", "\u{2066}\"'; fn main() {}.yaml"];
    for (number, name) in names.iter().enumerate() {
        let text = fs::read_to_string(&document).expect("part of the project");
        let text = text.replace("hostile.example.com", &format!("hostile{number}.example.com"));
        fs::write(folder.path().join(name), text).expect("a temporary folder can be written");
    }
    let hostile = "</h1>*/ \u{202e}\"#\n```\npanic!();\n```\n[^1]: x\n[a]: http://x\n    panic!();\n<script>";
    let specs: Vec<String> = names.iter().map(|name| format!("{name:?}").replace("\\'", "'")).collect();
    let manifest = format!(
        "name = 'hostile'\nversion = '1.0.0-a.b+c'\ndescription = {}\nspecs = [{}]\n",
        format!("{hostile:?}").replace("\\u{202e}", "\\u202e"),
        specs.join(", ").replace("\\u{202e}", "\\u202e").replace("\\u{2066}", "\\u2066")
    );
    fs::write(folder.path().join("crate.toml"), manifest).expect("a temporary folder can be written");
    let out = generated(folder.path());
    cargo(&out, &["clippy", "--all-targets", "--", "--deny", "warnings"]);
    cargo(&out, &["doc", "--no-deps"]);
    cargo(&out, &["test"]);
}

#[test]
fn long_chains_of_holders_compile() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let models = (0..40).map(|index| {
        let next = format!("$ref: '#/components/schemas/M{}'", index + 1);
        let map = format!("{{type: object, additionalProperties: {{nullable: true, allOf: [{{{next}}}]}}}}");
        format!("    M{index}: {{type: object, properties: {{next: {{type: array, items: {map}}}}}}}\n")
    });
    let models: String = models.collect();
    let schema = "{content: {application/json: {schema: {$ref: '#/components/schemas/M0'}}}";
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Chain, version: '1'}}\nservers: [{{url: https://chain.example.com}}]\npaths:\n  \
         /chain:\n    post: {{operationId: createChain, requestBody: {schema}}}, responses: {{'200': {schema}, description: \
         OK}}}}}}\ncomponents:\n  schemas:\n{models}    M40: {{type: object, properties: {{end: {{type: string}}}}}}\n"
    );
    fs::write(folder.path().join("chain.yaml"), document).expect("a temporary folder can be written");
    cargo(&generated(folder.path()), &["test"]);
}

#[test]
fn every_official_document_compiles_and_decodes_its_examples() {
    let corpus = project().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: ../shared/corpus is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let together = folder.path().join("together");
    fs::create_dir(&together).expect("a temporary folder can be written");
    for part in ["specs", "revisions"] {
        for entry in fs::read_dir(corpus.join(part)).expect("the corpus can be listed") {
            let document = entry.expect("the corpus can be listed").path();
            let name = document.file_name().expect("an entry has a name");
            let alone = folder.path().join(name);
            fs::create_dir(&alone).expect("a temporary folder can be written");
            fs::copy(&document, alone.join(name)).expect("a temporary folder can be written");
            fs::copy(&document, together.join(name)).expect("a temporary folder can be written");
            cargo(&generated(&alone), &["clippy", "--", "--deny", "warnings"]);
        }
    }
    let out = generated(&together);
    cargo(&out, &["clippy", "--all-targets", "--", "--deny", "warnings"]);
    cargo(&out, &["doc", "--no-deps"]);
    cargo(&out, &["test"]);
}

/// The crate of the documents in a folder.
fn generated(specs: &Path) -> PathBuf {
    let out = specs.join("out");
    let output = xtask(["generate", "--specs", text(specs), "--out", text(&out)]);
    assert!(output.status.success(), "{}", errors(&output));
    out
}
