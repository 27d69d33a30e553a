//! Documents with one mistake each, made at random: never a panic, never an endless run, always either a crate or an
//! error that names the line of what was changed or of what refers to it.
//!
//! `MUTATIONS` says how many there are and `SEED` where they start; what they are depends on nothing else. Each is a
//! change to some paths of a document and all that they refer to: of both of ours, and of Twilio's official ones
//! where these are in `../shared/corpus`.

#[path = "mutations/document.rs"]
mod document;
mod hostile;
#[path = "mutations/mutation.rs"]
mod mutation;
#[path = "mutations/slice.rs"]
mod slice;
mod support;

use document::Node;
use generator::diagnostic::Severity;
use generator::{File, Input, Outcome, generate};
use mutation::{Kind, Mutant, mutate};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Duration;
use support::emitted;

/// The maximum time of one run, on a machine that does other work too.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// The result of one run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// A crate, all of whose files parse.
    Accepted,
    /// An error on a line of what was changed, or of what refers to it.
    Located,
    /// Errors elsewhere.
    Misplaced(Vec<String>),
    Panicked,
    Endless,
    NoCrate(String),
}

#[test]
fn a_mistake_is_named_where_it_is() {
    try_all(number("MUTATIONS", 300), number("SEED", 1));
}

#[test]
#[ignore = "takes minutes: cargo test --release -p generator --test mutations -- --ignored --nocapture"]
fn ten_thousand_mistakes_are_named_where_they_are() {
    try_all(number("MUTATIONS", 20_000), number("SEED", 1));
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn try_all(count: u64, seed: u64) {
    let documents = documents();
    let mut templates = support::templates();
    templates.retain(|path, _| !path.starts_with("runtime/"));
    let template = Input { templates, ..Input::default() };
    let (next, first_unused) = (AtomicU64::new(seed), seed + count);
    let results = Mutex::new(Vec::new());
    // Threads of our own: those of the pool would wait here for what only they can do.
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first_unused {
                        break;
                    }
                    let result = try_one(&template, &documents, seed);
                    results.lock().expect("no thread panics").push(result);
                }
            });
        }
    });
    let mut results = results.into_inner().expect("no thread panics");
    results.sort_by_key(|(seed, ..)| *seed);
    report(&results);
}

fn try_one(template: &Input, documents: &[Node], seed: u64) -> (u64, Mutant, Verdict) {
    let mut random = fastrand::Rng::with_seed(seed);
    let document = &documents[random.usize(..documents.len())];
    let mutant = std::iter::repeat_with(|| mutate(&slice::slice(document, &mut random), &mut random))
        .find_map(|mutant| mutant)
        .expect("every document has something that can be changed");
    let verdict = judge(template, &mutant);
    (seed, mutant, verdict)
}

/// Both of the project's documents, and the official ones.
fn documents() -> Vec<Node> {
    let project = support::project();
    let folders = ["specs", "../shared/corpus/specs", "../shared/corpus/revisions"];
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(project.join(folder)).ok()).flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    assert!(paths.len() >= 2, "the project's own documents are always there");
    let read = |path: &std::path::PathBuf| {
        Node::new(&serde_yaml::from_str(&support::file(path).text).expect("the documents are YAML"))
    };
    paths.par_iter().map(read).collect()
}

fn judge(template: &Input, mutant: &Mutant) -> Verdict {
    let specs = vec![File { name: "mutant.yaml".to_owned(), text: mutant.text.clone() }];
    let input = Input { specs, ..template.clone() };
    let (sender, receiver) = mpsc::channel();
    let run = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        // Whoever waits for it may have given up.
        let _ = sender.send(generate(&input));
    });
    let run = run.expect("a thread can be started");
    match receiver.recv_timeout(TIME_LIMIT) {
        Ok(outcome) => judged(&outcome, mutant),
        Err(mpsc::RecvTimeoutError::Timeout) => Verdict::Endless,
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = run.join();
            Verdict::Panicked
        }
    }
}

fn judged(outcome: &Outcome, mutant: &Mutant) -> Verdict {
    let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    if let Some(files) = &outcome.files {
        return emitted::check(files).map_or_else(Verdict::NoCrate, |()| Verdict::Accepted);
    }
    let line = |location: &generator::diagnostic::Location| mutant.lines.contains(&location.line);
    if errors.clone().any(|error| error.location.as_ref().is_some_and(line)) {
        return Verdict::Located;
    }
    let said = errors.map(|error| {
        let line = error.location.as_ref().map_or(0, |location| location.line);
        format!("{} on {line}: {}", error.code, error.message.chars().take(100).collect::<String>())
    });
    Verdict::Misplaced(said.collect())
}

/// Prints the counts, and what is wrong; fails if too much is.
fn report(results: &[(u64, Mutant, Verdict)]) {
    let mut counts: BTreeMap<Kind, [usize; 4]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (seed, mutant, verdict) in results {
        let column = match verdict {
            Verdict::Accepted => 0,
            Verdict::Located => 1,
            Verdict::Misplaced(_) => 2,
            Verdict::Panicked | Verdict::Endless | Verdict::NoCrate(_) => 3,
        };
        counts.entry(mutant.kind).or_default()[column] += 1;
        if column > 1 {
            let Mutant { kind, pointer, lines, .. } = mutant;
            wrong.push(format!("SEED={seed} {kind:?} {pointer}, on {lines:?}: {verdict:?}"));
        }
    }
    println!("mutation        accepted  located  misplaced  broken");
    for (kind, [accepted, located, misplaced, broken]) in &counts {
        println!("{:15} {accepted:8} {located:8} {misplaced:10} {broken:7}", format!("{kind:?}"));
    }
    let sum = |column: usize| counts.values().map(|counts| counts[column]).sum::<usize>();
    let (located, misplaced, broken) = (sum(1), sum(2), sum(3));
    println!("{:15} {:8} {located:8} {misplaced:10} {broken:7}", "all", sum(0));
    wrong.iter().take(100).for_each(|wrong| println!("{wrong}"));
    assert_eq!(broken, 0, "panics, endless runs and crates that are none");
    assert!(misplaced * 99 <= located, "less than 99 % of {} errors are where the mistake is", located + misplaced);
}
