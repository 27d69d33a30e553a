//! Measures the pure library: texts in memory to texts in memory, without files.
//!
//! `cargo bench -p generator` runs all benchmarks. `cargo bench -p generator -- linear` runs the series with ever
//! more documents, in which bytes per second must not fall. Twilio's official documents come from `../shared/corpus`;
//! without them the series uses copies of ours. `xtask/benchmarks/compile_times.sh` measures the whole process, its
//! memory, and the compile time of its output.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generator::diagnostic::Diagnostics;
use generator::emit::Templates;
use generator::manifest::Manifest;
use generator::{File, Input, generate};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// As much as the 55 documents that Twilio publishes.
const PUBLISHED_BYTES: usize = 8_700_000;

fn benches(criterion: &mut Criterion) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the generator is a folder of the project");
    let templates = templates(&project.join("templates"));
    let ours = ours(&project.join("specs"), &templates);
    let official = documents(&project.join("../shared/corpus/specs"));
    let input = |specs| Input { specs, templates: templates.clone(), ..Input::default() };
    let named = |files: &[File], name| files.iter().filter(|file| file.name == name).cloned().collect::<Vec<_>>();

    measure(criterion, "ours/accounts", &input(named(&ours.specs, "twilio_accounts_v1.yaml")));
    measure(criterion, "ours/both", &ours);
    if official.is_empty() {
        println!("skipped: ../shared/corpus is not here, so `linear` takes copies of specs/");
    } else {
        measure(criterion, "official/2010", &input(named(&official, "twilio_api_v2010.yaml")));
        measure(criterion, "official/all", &input(official.clone()));
    }
    let copied = if official.is_empty() { &ours.specs } else { &official };
    for part in [4, 2, 1] {
        let specs = copies(copied, PUBLISHED_BYTES / part);
        measure(criterion, &format!("linear/1 of {part}"), &input(specs));
    }
}

fn measure(criterion: &mut Criterion, name: &str, input: &Input) {
    let bytes: usize = input.specs.iter().map(|file| file.text.len()).sum();
    // With an error a run stops early, which would look fast.
    assert!(generate(input).files.is_some(), "{name} is generated without an error");
    let mut group = criterion.benchmark_group("generate");
    group.sample_size(10).measurement_time(Duration::from_secs(8)).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(format!("{name} ({} kB)", bytes / 1000), |bencher| {
        bencher.iter_with_large_drop(|| generate(black_box(input)));
    });
    group.finish();
}

/// The documents over and over, up to the size. Each round is served elsewhere, so its products are others.
fn copies(documents: &[File], size: usize) -> Vec<File> {
    let mut copies = Vec::new();
    let mut total = 0;
    for (index, document) in documents.iter().cycle().enumerate() {
        let round = index / documents.len();
        let text = document.text.replace("url: https://", &format!("url: https://c{round}-"));
        total += text.len();
        if total > size {
            break;
        }
        copies.push(File { name: format!("c{round}_{}", document.name), text });
    }
    copies
}

/// The project's documents as `cargo xtask generate` reads them.
fn ours(specs: &Path, templates: &Templates) -> Input {
    let text = fs::read_to_string(specs.join("crate.toml")).expect("the manifest is part of the project");
    let manifest = Manifest::read("crate.toml", &text, &mut Diagnostics::default());
    let overlays = documents(&specs.join("overlays"));
    Input { specs: documents(specs), overlays, manifest, templates: templates.clone(), ..Input::default() }
}

/// Every text that the generator reads under `templates/`.
fn templates(root: &Path) -> Templates {
    let folders = ["crate", "crate/src", "each", "part", "runtime/src/runtime"];
    let named = |folder: &'static str| {
        files(&root.join(folder)).into_iter().map(move |file| (format!("{folder}/{}", file.name), file.text))
    };
    folders.into_iter().flat_map(named).collect()
}

fn documents(folder: &Path) -> Vec<File> {
    files(folder).into_iter().filter(|file| file.name.ends_with(".yaml")).collect()
}

/// The files of a folder in the order of their names; none where there is no such folder.
fn files(folder: &Path) -> Vec<File> {
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        Some(File { name: path.file_name()?.to_string_lossy().into_owned(), text })
    };
    let mut files: Vec<File> = paths.filter_map(read).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

criterion_group!(all, benches);
criterion_main!(all);
