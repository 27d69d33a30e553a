//! The flow of a run: from documents to a crate, and from two inputs to a comparison.
//!
//! Every stage is called here, and no stage calls a later one.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::emit::FileTree;
use crate::manifest::Manifest;
use crate::parse::{Document, Parsed};
use crate::source::Source;
use crate::{Comparison, File, Input, Outcome, Summary};
use crate::{check, diff as comparison, emit, ir, lock, lower, name, overlay, parse, resolve};
use rayon::prelude::*;

/// Generates a crate.
pub fn generate(input: &Input) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    let mut summary = Summary::default();
    let (files, lock) = run(input, &mut diagnostics, &mut summary).unzip();
    Outcome { files, lock, diagnostics: diagnostics.into_sorted(), summary }
}

/// Returns the Rust names of an API by a names lock; `None` if the lock does not fit, which is reported.
pub fn names(api: &mut ir::Api, lock: Option<&File>, diagnostics: &mut Diagnostics) -> Option<name::Names> {
    let lock = read_lock(lock).into_lock(diagnostics)?;
    named(api, &lock, diagnostics, &mut Diagnostics::default()).map(|(names, _)| names)
}

/// A names lock, unless it cannot be read, with the problems of its text.
struct ReadLock(Option<lock::Lock>, Diagnostics);

impl ReadLock {
    fn into_lock(self, diagnostics: &mut Diagnostics) -> Option<lock::Lock> {
        diagnostics.append(self.1);
        self.0
    }
}

/// Reads a names lock; an API without one has an empty lock.
fn read_lock(file: Option<&File>) -> ReadLock {
    let mut diagnostics = Diagnostics::default();
    let lock = match file {
        Some(file) => lock::read(&file.name, &file.text, &mut diagnostics),
        None => Some(lock::Lock::default()),
    };
    ReadLock(lock, diagnostics)
}

/// Names an API by the lock, and prints the new lock; or reports why the lock does not fit.
///
/// Warnings about lines without an item go to `stale`.
fn named(
    api: &mut ir::Api,
    lock: &lock::Lock,
    diagnostics: &mut Diagnostics,
    stale: &mut Diagnostics,
) -> Option<(name::Names, String)> {
    let known = lock::settle(api, lock);
    let before = diagnostics.error_count();
    let names = name::name_known(api, &known, diagnostics);
    lock::report_stale_lines(lock, api, &names, &known, stale);
    let text = lock::write(api, &names, &known);
    (diagnostics.error_count() == before).then_some((names, text))
}

fn run(input: &Input, diagnostics: &mut Diagnostics, summary: &mut Summary) -> Option<(FileTree, String)> {
    let (documents, lock) = rayon::join(|| documents(input, diagnostics), || read_lock(input.lock.as_ref()));
    let mut api = api(&documents, diagnostics);
    let titles: Vec<String> = documents.iter().map(|document| document.title.clone()).collect();
    // The API says all that is needed of them, and they are large.
    rayon::spawn(move || drop(documents));
    *summary = Summary { operations: api.operations().count(), models: api.models.len(), enums: api.enums.len() };
    if diagnostics.error_count() > 0 {
        return None;
    }
    let mut stale = Diagnostics::default();
    let lock = lock.into_lock(diagnostics)?;
    let named = named(&mut api, &lock, diagnostics, &mut stale);
    diagnostics.append(stale);
    let (names, lock) = named?;
    let manifest = input
        .manifest
        .clone()
        .unwrap_or_else(|| Manifest::derive(&titles, input.specs.iter().map(|spec| spec.name.clone()).collect()));
    let view = emit::view::view(&api, &names, &manifest);
    let rendered = emit::render(&view, &input.templates);
    // Nobody needs to wait until all of it is freed.
    rayon::spawn(move || drop((view, names, api)));
    match rendered {
        Ok(files) => Some((files, lock)),
        Err(message) => {
            diagnostics.push(Diagnostic::new(Code::Template, message));
            None
        }
    }
}

/// Compares two inputs: what changes for callers when the crate is generated from `new` instead of `old`. A new input
/// without a lock gets the names of the old one. Templates are not read.
pub fn diff(old: &Input, new: &Input) -> Comparison {
    let (mut old_read, mut new_read) = rayon::join(|| Read::new(old), || Read::new(new));
    old_read.name(old.lock.as_ref());
    let known = new.lock.clone().or_else(|| {
        let name = old.lock.as_ref().map_or(lock::FILE_NAME, |lock| &lock.name);
        Some(File { name: name.to_owned(), text: old_read.lock.clone()? })
    });
    new_read.name(known.as_ref());
    let changes = old_read.side().zip(new_read.side()).map(|(old, new)| comparison::diff(&old, &new));
    let diagnostics = (old_read.diagnostics.into_sorted(), new_read.diagnostics.into_sorted());
    Comparison { changes, diagnostics, lock: new_read.lock }
}

/// An input up to and including *name*.
struct Read {
    documents: Vec<resolve::Resolved>,
    api: ir::Api,
    names: Option<name::Names>,
    lock: Option<String>,
    diagnostics: Diagnostics,
}

impl Read {
    fn new(input: &Input) -> Self {
        let mut diagnostics = Diagnostics::default();
        let documents = documents(input, &mut diagnostics);
        let api = api(&documents, &mut diagnostics);
        Self { documents, api, names: None, lock: None, diagnostics }
    }

    /// Names the API by a lock, unless there are errors.
    fn name(&mut self, lock: Option<&File>) {
        if self.diagnostics.error_count() == 0 {
            // What is gone is one of the changes.
            let mut stale = Diagnostics::default();
            let lock = read_lock(lock).into_lock(&mut self.diagnostics);
            let named = lock.and_then(|lock| named(&mut self.api, &lock, &mut self.diagnostics, &mut stale));
            (self.names, self.lock) = named.unzip();
        }
    }

    /// One side of a comparison, unless it has errors.
    fn side(&self) -> Option<comparison::Side<'_>> {
        Some(comparison::Side { api: &self.api, names: self.names.as_ref()?, documents: &self.documents })
    }
}

/// Lowers the documents. What holds of one without some of its parts alone is not said.
fn api(documents: &[resolve::Resolved], diagnostics: &mut Diagnostics) -> ir::Api {
    let mut said = Diagnostics::default();
    let api = lower::lower(documents, &mut said);
    let is_partial =
        |file: &str| documents.iter().any(|document| document.is_partial && document.source.name() == file);
    let (of_parts, others) = said.split(is_partial);
    diagnostics.append(of_parts.of_the_rest());
    diagnostics.append(others);
    api
}

/// Reads the documents up to and including *resolve*.
pub fn documents(input: &Input, diagnostics: &mut Diagnostics) -> Vec<resolve::Resolved> {
    let overlay = |file: &File| {
        let overlay = Source::read(&file.name, &file.text, diagnostics)?;
        overlay::check(&overlay, diagnostics).then_some(overlay)
    };
    let overlays: Vec<Source> = input.overlays.iter().filter_map(overlay).collect();
    let mut specs: Vec<&File> = input.specs.iter().collect();
    // The order in which they are listed must not show.
    specs.sort_by(|a, b| a.name.cmp(&b.name));
    let corrects = |overlay: &Source, file: &File| {
        let names = input.specs.iter().map(|file| &*file.name);
        overlay::extends(overlay).is_some_and(|target| overlay::corrects(overlay.name(), target, &file.name, names))
    };
    let read = |file: &&File| {
        let mut diagnostics = Diagnostics::default();
        let document = Source::read(&file.name, &file.text, &mut diagnostics).and_then(|mut source| {
            for overlay in overlays.iter().filter(|overlay| corrects(overlay, file)) {
                overlay::apply(&mut source, overlay, &mut diagnostics);
            }
            let document = document(source, &mut diagnostics)?;
            let is_partial = document.is_partial;
            let mut resolving = Diagnostics::default();
            let resolved = resolve::resolve(document, diagnostics.error_count() == 0, &mut resolving);
            diagnostics.append(if is_partial { resolving.of_the_rest() } else { resolving });
            Some(resolved)
        });
        (document, diagnostics)
    };
    let mut documents = Vec::new();
    for (document, said) in specs.par_iter().map(read).collect::<Vec<_>>() {
        documents.extend(document);
        diagnostics.append(said);
    }
    for overlay in overlays.iter().filter(|overlay| !specs.iter().any(|file| corrects(overlay, file))) {
        diagnostics.push(
            Diagnostic::new(Code::StaleOverlay, "the overlay extends none of the documents")
                .at(overlay.locate(overlay.nearest(overlay.root(), "extends")))
                .help("name one of them in `extends`, relative to the overlay, or remove the overlay"),
        );
    }
    documents
}

/// Checks and parses a document.
pub fn document(source: Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    check::check_version(&source, diagnostics)?;
    let mut unbounded = Diagnostics::default();
    let (checked, is_bounded) = rayon::join(|| check::check(&source), || source.check_size(&mut unbounded).is_some());
    diagnostics.append(checked.said);
    diagnostics.append(unbounded);
    if !is_bounded {
        return None;
    }
    let (contradictions, parsed) =
        rayon::join(|| check::compare(&source, &checked.comparisons), || parse::parse(&source, &checked.unreadable));
    diagnostics.append(contradictions);
    match parsed {
        Ok(Parsed { openapi, rest }) => {
            let is_partial = rest.is_some();
            Some(Document { source: rest.unwrap_or(source), openapi, is_partial })
        }
        Err(diagnostic) => {
            diagnostic.into_iter().for_each(|diagnostic| diagnostics.push(*diagnostic));
            None
        }
    }
}

/// Returns true if the overlay corrects the document of this name, among these documents.
pub fn extends(overlay: &File, name: &str, documents: &[File]) -> bool {
    let source = Source::read(&overlay.name, &overlay.text, &mut Diagnostics::default());
    let others = documents.iter().map(|file| &*file.name).filter(|other| *other != name);
    let names = others.chain([name]);
    let target = source.as_ref().and_then(overlay::extends);
    target.is_some_and(|target| overlay::corrects(&overlay.name, target, name, names))
}
