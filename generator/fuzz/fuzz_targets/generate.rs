//! Fuzzes `generate` with any bytes as a document, an overlay and a `crate.toml`.
//!
//! The result is a crate of valid Rust, or a diagnostic. A zero byte separates the three files. The target leaves out
//! the runtime's files, which no document changes, to stay fast.
#![no_main]

#[path = "../../tests/support/emitted.rs"]
mod emitted;

use generator::diagnostic::{Diagnostics, Severity};
use generator::emit::Templates;
use generator::manifest::Manifest;
use generator::{File, Input, generate};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// One thread, so that a run can be repeated, with the stack that the command has.
static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| {
    rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(512 << 20).build().expect("a thread can be started")
});

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let mut templates = Templates::new();
    for folder in ["crate", "crate/src", "each", "part"] {
        for entry in fs::read_dir(root.join(folder)).expect("the templates are part of the project").flatten() {
            if entry.path().is_file() {
                let text = fs::read_to_string(entry.path()).expect("templates are texts");
                templates.insert(format!("{folder}/{}", entry.file_name().to_string_lossy()), text);
            }
        }
    }
    templates
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut parts = text.split('\0');
    let file = |name: &str, text: &str| File { name: name.to_owned(), text: text.to_owned() };
    let specs = parts.next().map(|text| file("spec.yaml", text)).into_iter().collect();
    let overlays = parts.next().map(|text| file("overlay.yaml", text)).into_iter().collect();
    let manifest = parts.next().and_then(|text| Manifest::read("crate.toml", text, &mut Diagnostics::default()));
    let input = Input { specs, overlays, manifest, templates: TEMPLATES.clone(), ..Input::default() };
    let outcome = POOL.install(|| generate(&input));
    for diagnostic in &outcome.diagnostics {
        assert!(!diagnostic.to_string().is_empty());
    }
    let is_error = |severity: Severity| severity == Severity::Error;
    let has_errors = outcome.diagnostics.iter().any(|diagnostic| is_error(diagnostic.severity));
    assert_eq!(outcome.files.is_none(), has_errors, "a crate is emitted exactly where no error forbids it");
    if let Some(files) = outcome.files {
        emitted::check(&files).expect("what is emitted is a crate");
    }
});
