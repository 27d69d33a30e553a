//! Reads OpenAPI documents in Twilio's dialect and emits a typed Rust client crate.
//!
//! ```text
//! Source ─overlay→ Source ─parse→ Document ─resolve→ Resolved ─lower→ Api ─name→ Names
//!        ─view→ CrateView ─render→ text ─format→ FileTree
//!                                            Api, Names × Api, Names ─diff→ Changes
//! ```
//!
//! Each arrow is one function, each noun one type. Before it is parsed, a document is checked as it is written
//! ([`check`]), where every place is known; [`diagnostic::Code`] has a page about each diagnostic. After
//! [`resolve`] no `$ref` is left; after [`lower`] nothing says OpenAPI; after [`name`] nobody cases a word; after [`emit::view`] nobody
//! decides. Diagnostics are collected by every stage and never thrown, so one run reports every
//! problem. The library touches no file, no clock and no environment: the same [`Input`] gives the
//! same [`Outcome`], byte for byte.

pub mod check;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod manifest;
pub mod name;
mod openapi;
pub mod overlay;
pub mod parse;
pub mod pipeline;
pub mod resolve;
pub mod source;
mod text;

pub use pipeline::{diff, documents, extends, generate, names};

use diagnostic::Diagnostic;
use emit::{FileTree, Templates};
use manifest::Manifest;

/// Everything that a run reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The folder of `crate.toml`, in which the names of the documents are.
    pub folder: String,
    /// The documents. They are read in the order of their names, however they are listed.
    pub specs: Vec<File>,
    /// The overlays in the order of the manifest.
    pub overlays: Vec<File>,
    /// The names that callers know; without it, all names are the default names.
    pub lock: Option<File>,
    /// The manifest of the crate; if it is missing, it is derived from the documents.
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

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The crate; `None` where an error forbids writing it.
    pub files: Option<FileTree>,
    /// The names lock of the crate; `None` where an error forbids writing it.
    pub lock: Option<String>,
    /// The diagnostics, sorted by location.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of items in the documents.
    pub summary: Summary,
}

/// The number of items in the documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Models.
    pub models: usize,
    /// Enumerations.
    pub enums: usize,
}

/// The result of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// The changes for callers; `None` if one of the inputs has errors.
    pub changes: Option<diff::Changes>,
    /// The diagnostics of the old input, and of the new one; each sorted by location.
    pub diagnostics: (Vec<Diagnostic>, Vec<Diagnostic>),
    /// The names lock of the new input; `None` where an error forbids writing it.
    pub lock: Option<String>,
}
