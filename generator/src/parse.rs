//! Parses a [`Source`] to an OpenAPI [`Document`] with openapiv3.
//!
//! *Check* has reported every problem before, at its location.

mod recovery;

use crate::check::{Checked, METHODS, check, compare, found};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, Kind, NodeId, Part, Source};
use indexmap::IndexMap;
use openapiv3::OpenAPI;
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use serde_yaml::Value;

/// An OpenAPI document and the source that it was read from.
#[derive(Debug)]
pub struct Document {
    /// The source of the document.
    pub source: Source,
    /// The document, as openapiv3 reads it.
    pub openapi: OpenAPI,
    /// True if unreadable parts were removed.
    pub is_partial: bool,
}

/// Reads the OpenAPI document that the source holds.
pub fn parse(source: Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    check_version(&source, diagnostics)?;
    let mut unbounded = Diagnostics::default();
    let (checked, is_bounded) = rayon::join(|| check(&source), || source.check_size(&mut unbounded).is_some());
    let Checked { said, unreadable, comparisons } = checked;
    diagnostics.append(said);
    diagnostics.append(unbounded);
    if !is_bounded {
        return None;
    }
    // On an invalid document, openapiv3 takes exponential time to say less, or panics.
    if !unreadable.is_empty() {
        diagnostics.append(compare(&source, &comparisons));
        let mut rests = recovery::rests(&source, &unreadable);
        let read = |source: Source| Some((read_in_parts(&source).ok()?, source));
        let (openapi, source) = rests.find_map(read)?;
        return Some(Document { source, openapi, is_partial: true });
    }
    let read = || read(&source);
    let (said, openapi) = rayon::join(|| compare(&source, &comparisons), read);
    diagnostics.append(said);
    match openapi {
        Ok(openapi) => Some(Document { source, openapi, is_partial: false }),
        Err(error) => {
            let node = innermost(&source, error.path());
            diagnostics.push(
                Diagnostic::new(Code::InvalidDocument, format!("this is not OpenAPI 3.0: {}", error.inner()))
                    .at(source.locate(node)),
            );
            None
        }
    }
}

/// The kind of a node, which decides the keys that openapiv3 does not read. These are unknown keys, and examples, which
/// are read where they are used.
#[derive(Clone, Copy)]
enum Level {
    Document,
    /// The document without the content of its paths and schemas.
    Frame,
    FrameComponents,
    /// A mapping of which no key is read.
    Empty,
    Paths,
    Path,
    Operation,
    Components,
    Messages,
    /// A request body or a response.
    Message,
    Content,
    MediaType,
    /// A node of which every key is read.
    Leaf,
}

impl Part for Level {
    fn under(self, key: &str) -> Option<Self> {
        Some(match (self, key) {
            (Self::Empty, _) => return None,
            (Self::Frame, "paths") | (Self::FrameComponents, "schemas") => Self::Empty,
            (Self::Frame, "components") => Self::FrameComponents,
            (Self::FrameComponents, key) => return Self::Components.under(key),
            (Self::Document | Self::Frame | Self::Operation, "security") => return None,
            (Self::Operation, "callbacks") => return None,
            (Self::Components, "callbacks" | "examples" | "headers" | "links" | "securitySchemes") => return None,
            (Self::Message, "headers" | "links") | (Self::MediaType, "example" | "examples") => return None,
            (Self::Document, "paths") => Self::Paths,
            (Self::Document, "components") => Self::Components,
            (Self::Paths, path) if !path.starts_with('/') => return None,
            (Self::Paths, _) => Self::Path,
            (Self::Path, method) if METHODS.contains(&method) => Self::Operation,
            (Self::Operation, "requestBody") => Self::Message,
            (Self::Operation, "responses") | (Self::Components, "responses" | "requestBodies") => Self::Messages,
            (Self::Messages, _) => Self::Message,
            (Self::Message, "content") => Self::Content,
            (Self::Content, _) => Self::MediaType,
            _ => Self::Leaf,
        })
    }
}

/// Reads the document. If that fails, reads it again with path tracking, to find the location of the error.
fn read(source: &Source) -> Result<OpenAPI, serde_path_to_error::Error<serde_yaml::Error>> {
    read_in_parts(source)
        .map_or_else(|_| serde_path_to_error::deserialize(source.reader(source.root(), Level::Document)), Ok)
}

/// Reads the document. Its paths and schemas, which are nearly all of it, are read on all cores.
fn read_in_parts(source: &Source) -> Result<OpenAPI, serde_yaml::Error> {
    let root = source.root();
    let mut openapi = OpenAPI::deserialize(source.reader(root, Level::Frame))?;
    let schemas = source.child(root, "components").and_then(|components| source.child(components, "schemas"));
    let (paths, schemas) = rayon::join(
        || entries(source, source.child(root, "paths"), Level::Paths),
        || entries(source, schemas, Level::Leaf),
    );
    openapi.paths.paths = paths?;
    if let Some(components) = &mut openapi.components {
        components.schemas = schemas?;
    }
    Ok(openapi)
}

/// Reads each value of a mapping by itself.
fn entries<T: DeserializeOwned + Send>(
    source: &Source,
    mapping: Option<NodeId>,
    level: Level,
) -> Result<IndexMap<String, T>, serde_yaml::Error> {
    let entries = match mapping.map(|mapping| source.kind(mapping)) {
        Some(Kind::Mapping(entries)) => entries.as_slice(),
        _ => &[],
    };
    let read = |entry: &Entry| {
        let level = level.under(&entry.key)?;
        Some(T::deserialize(source.reader(entry.value, level)).map(|value| (entry.key.clone(), value)))
    };
    entries.par_iter().filter_map(read).collect()
}

fn check_version(source: &Source, diagnostics: &mut Diagnostics) -> Option<()> {
    let root = source.root();
    if !matches!(source.kind(root), Kind::Mapping(_)) {
        let message = format!("an OpenAPI document must be a mapping, not {}", found(source.kind(root)));
        let diagnostic = Diagnostic::new(Code::NotOpenapi, message).at(source.locate(root));
        diagnostics.push(diagnostic.help("an OpenAPI document starts with `openapi: 3.0.1`"));
        return None;
    }
    let node = source.nearest(root, "openapi");
    let version = match source.kind(node) {
        Kind::Scalar(Value::String(text)) => text.clone(),
        Kind::Scalar(Value::Number(number)) => number.to_string(),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::NotOpenapi, "the document does not say which OpenAPI version it is written in")
                    .at(source.locate(node))
                    .help("an OpenAPI document starts with `openapi: 3.0.1`"),
            );
            return None;
        }
    };
    if version == "3.0" || version.starts_with("3.0.") {
        return Some(());
    }
    diagnostics.push(
        Diagnostic::new(Code::UnsupportedVersion, format!("OpenAPI {version} is not supported"))
            .at(source.locate(node))
            .help("OpenAPI 3.0.x is; convert the document, or write its 3.0 form"),
    );
    None
}

/// Returns the deepest node on the path to the location where reading stopped.
fn innermost(source: &Source, path: &Path) -> NodeId {
    let mut node = source.root();
    for segment in path.iter() {
        let child = match segment {
            Segment::Map { key } => source.child(node, key),
            Segment::Seq { index } => source.child(node, &index.to_string()),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        match child {
            Some(child) => node = child,
            None => break,
        }
    }
    node
}
