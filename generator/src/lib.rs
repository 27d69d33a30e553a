//! Reads OpenAPI documents in Twilio's dialect and emits a typed Rust client crate: text in, text out.
//!
//! ```text
//! Source ─overlay→ Source ─parse→ Document ─resolve→ Resolved ─lower→ Api ─name→ Names
//!        ─view→ CrateView ─render→ text ─format→ FileTree
//!                                            Api, Names × Api, Names ─kept→ overlay
//!                                            Api, Names × Api, Names ─diff→ Changes
//! ```
//!
//! Each arrow is one function, each noun one type. Before it is parsed, a document is checked as it is written
//! ([`check`]), where every place is known; [`explain`] has a page about each diagnostic. After
//! [`resolve`] no `$ref` is left; after [`lower`] nothing says OpenAPI; after [`name`] nobody cases a word; after [`emit::view`] nobody
//! decides. Diagnostics are collected by every stage and never thrown, so one run reports every
//! problem. The library touches no file, no clock and no environment: the same [`Input`] gives the
//! same [`Outcome`], byte for byte.

pub mod check;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod explain;
mod flowing;
pub mod ir;
pub mod kept;
pub mod lower;
pub mod manifest;
pub mod name;
pub mod overlay;
pub mod parse;
pub mod resolve;
mod singular;
pub mod source;

use diagnostic::{Diagnostic, Diagnostics};
use emit::{FileTree, Templates};
use manifest::Manifest;
use rayon::prelude::*;
use source::Source;

/// Everything that a run reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Where the documents are, as their names show it: the folder of `crate.toml`.
    pub folder: String,
    /// The documents. They are read in the order of their names, however they are listed.
    pub specs: Vec<File>,
    /// The overlays in the order of the manifest.
    pub overlays: Vec<File>,
    /// What the crate is called; derived from the documents where it is missing.
    pub manifest: Option<Manifest>,
    /// The texts under `templates/`, by path relative to it.
    pub templates: Templates,
}

/// A text with its name.
#[derive(Debug, Clone)]
pub struct File {
    /// The path as diagnostics and the headers of generated files show it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The crate; `None` where an error forbids writing it.
    pub files: Option<FileTree>,
    /// What there is to say, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found.
    pub summary: Summary,
}

/// What was found in the documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Models.
    pub models: usize,
    /// Enumerations.
    pub enums: usize,
}

/// Generates a crate.
pub fn generate(input: &Input) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    let mut summary = Summary::default();
    let files = run(input, &mut diagnostics, &mut summary);
    Outcome { files, diagnostics: diagnostics.into_sorted(), summary }
}

fn run(input: &Input, diagnostics: &mut Diagnostics, summary: &mut Summary) -> Option<FileTree> {
    let documents = documents(input, diagnostics);
    let api = api(&documents, diagnostics);
    let titles: Vec<String> = documents.iter().map(|document| document.title.clone()).collect();
    // The API says all that is needed of them, and they are large.
    rayon::spawn(move || drop(documents));
    *summary = Summary { operations: api.operations().count(), models: api.models.len(), enums: api.enums.len() };
    if diagnostics.error_count() > 0 {
        return None;
    }
    let names = name::name(&api);
    let manifest = input
        .manifest
        .clone()
        .unwrap_or_else(|| Manifest::derive(&titles, input.specs.iter().map(|spec| spec.name.clone()).collect()));
    let view = emit::view::view(&api, &names, &manifest);
    let rendered = emit::render(&view, &input.templates);
    // Nobody needs to wait until all of it is freed.
    rayon::spawn(move || drop((view, names, api)));
    match rendered {
        Ok(files) => Some(files),
        Err(message) => {
            diagnostics.push(Diagnostic::error("template", message));
            None
        }
    }
}

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// What changed for callers; `None` where an error in either input forbids saying so.
    pub changes: Option<diff::Changes>,
    /// What there is to say of the old input, and of the new one; each sorted by place.
    pub diagnostics: (Vec<Diagnostic>, Vec<Diagnostic>),
    /// Overlays that the new input needs, one for each document that needs one, by path below the folder `overlays`.
    pub names: Vec<File>,
}

/// Says what changes for callers when the crate is generated from `new` instead of `old`. Templates are not read.
pub fn diff(old: &Input, new: &Input) -> Comparison {
    let (old, new) = rayon::join(|| Read::new(old), || Read::new(new));
    let changes = old.side().zip(new.side()).map(|(old, new)| diff::diff(&old, &new));
    Comparison { changes, diagnostics: (old.diagnostics, new.diagnostics), names: Vec::new() }
}

/// The same, where `new` is a revision of `old` in which callers are to find what they know under the names that they
/// know: the overlays that keep these names ([`kept`]) are part of the answer, and count as part of `new`.
pub fn revise(old: &Input, new: &Input) -> Comparison {
    let (known, others): (Vec<File>, Vec<File>) = new.overlays.iter().cloned().partition(kept::is_kept);
    let mut new = Input { overlays: others, ..new.clone() };
    let (others, overlays) = (new.overlays.len(), kept::overlays_in(&new.folder));
    let (old, mut revision) = rayon::join(|| Read::new(old), || Read::new(&new));
    let mut kept = kept::Kept::default();
    let mut names = Vec::new();
    // What gets its name back gives others theirs: what these lack is seen in the next round.
    for is_inside in [false, true, true] {
        let Some((before, after)) = old.side().zip(revision.side()) else { break };
        if kept.add(&before, &after, is_inside) {
            names = kept.overlays(&revision.documents, &new.folder);
            new.overlays.truncate(others);
            let place = |file: &File| File { name: format!("{overlays}/{}", file.name), ..file.clone() };
            new.overlays.extend(names.iter().map(place));
            revision = Read::new(&new);
        }
    }
    let mut changes = old.side().zip(revision.side()).map(|(old, new)| diff::diff(&old, &new));
    // The names that were kept before may do better: a crate that has them all is changed by nothing else.
    if !known.is_empty() && changes.as_ref().is_some_and(|changes| changes.verdict() >= Some(diff::Class::Additive)) {
        new.overlays.truncate(others);
        new.overlays.extend(known.iter().cloned());
        let unchanged = Read::new(&new);
        let better = old.side().zip(unchanged.side()).map(|(old, new)| diff::diff(&old, &new));
        if better.as_ref().is_some_and(|better| better.verdict() < changes.as_ref().and_then(diff::Changes::verdict)) {
            let base = |file: File| File { name: kept::below(&overlays, &file.name).to_owned(), ..file };
            (changes, revision, names) = (better, unchanged, known.into_iter().map(base).collect());
        }
    }
    Comparison { changes, diagnostics: (old.diagnostics, revision.diagnostics), names }
}

/// An input up to and including *name*.
struct Read {
    documents: Vec<resolve::Resolved>,
    api: ir::Api,
    names: Option<name::Names>,
    diagnostics: Vec<Diagnostic>,
}

impl Read {
    fn new(input: &Input) -> Self {
        let mut diagnostics = Diagnostics::default();
        let documents = documents(input, &mut diagnostics);
        let api = api(&documents, &mut diagnostics);
        let names = (diagnostics.error_count() == 0).then(|| name::name(&api));
        Self { documents, api, names, diagnostics: diagnostics.into_sorted() }
    }

    /// One side of a comparison, unless it has errors.
    fn side(&self) -> Option<diff::Side<'_>> {
        Some(diff::Side { api: &self.api, names: self.names.as_ref()?, documents: &self.documents })
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
            let document = parse::parse(source, &mut diagnostics)?;
            let is_partial = document.is_partial;
            let mut said = Diagnostics::default();
            let resolved = resolve::resolve(document, diagnostics.error_count() == 0, &mut said);
            diagnostics.append(if is_partial { said.of_the_rest() } else { said });
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
            Diagnostic::error("stale-overlay", "the overlay extends none of the documents")
                .at(overlay.locate(overlay.nearest(overlay.root(), "extends")))
                .help("name one of them in `extends`, relative to the overlay, or remove the overlay"),
        );
    }
    documents
}

/// Whether the overlay says that it corrects the document of this name, beside which these are.
pub fn extends(overlay: &File, name: &str, documents: &[File]) -> bool {
    let source = Source::read(&overlay.name, &overlay.text, &mut Diagnostics::default());
    let others = documents.iter().map(|file| &*file.name).filter(|other| *other != name);
    let names = others.chain([name]);
    let target = source.as_ref().and_then(overlay::extends);
    target.is_some_and(|target| overlay::corrects(&overlay.name, target, name, names))
}
