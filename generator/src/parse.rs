//! Parses a [`Source`] to an OpenAPI [`Document`] with openapiv3.
//!
//! *Check* has reported every problem before, at its location.

mod recovery;

use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::method::METHODS;
use crate::source::{Entry, Kind, NodeId, Part, Source};
use indexmap::IndexMap;
use openapiv3::OpenAPI;
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

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

/// The document of a source.
pub struct Parsed {
    /// The document, as openapiv3 reads it.
    pub openapi: OpenAPI,
    /// The source without its unreadable parts, if it has any.
    pub rest: Option<Source>,
}

/// Parses a source, without the nodes that *check* has found to be unreadable.
///
/// # Errors
/// The diagnostic of a document that is not OpenAPI 3.0; none if nothing readable is left, which *check* has reported.
pub fn parse(source: &Source, unreadable: &[NodeId]) -> Result<Parsed, Option<Box<Diagnostic>>> {
    // On an invalid document, openapiv3 takes exponential time to say less, or panics.
    if !unreadable.is_empty() {
        let read = |rest: Source| Some(Parsed { openapi: read_in_parts(&rest).ok()?, rest: Some(rest) });
        return recovery::rests(source, unreadable).find_map(read).ok_or(None);
    }
    read(source).map(|openapi| Parsed { openapi, rest: None }).map_err(|error| {
        let message = format!("this is not OpenAPI 3.0: {}", error.inner());
        let node = innermost(source, error.path());
        Some(Box::new(Diagnostic::new(Code::InvalidDocument, message).at(source.locate(node))))
    })
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
