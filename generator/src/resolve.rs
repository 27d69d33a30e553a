//! Resolves the references of a [`Document`]: a [`Resolved`] document has no `$ref`.
//!
//! Schemas become a graph with [`SchemaId`]s as edges, so that recursion stays finite. Parameters, request bodies and
//! responses are copied to their uses. It knows OpenAPI, and nothing of Twilio or Rust.

mod document_docs;
mod examples;
mod headers;
mod keywords;
mod nodes;
pub(crate) mod operation;
mod reference;
mod schema;
mod security;
mod unused;

use crate::diagnostic::Diagnostics;
use crate::openapi::reference::{PATH_ITEMS, Targets};
use crate::parse::Document;
use crate::source::{NodeId, Source};
use openapiv3::ReferenceOr;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap, HashSet};

pub(crate) use document_docs::paragraphs;

pub use operation::{Body, Operation, Parameter, ParameterLocation, ParameterStyle, Response};
pub use schema::{AdditionalProperties, Discriminator, Schema, SchemaId};

/// A document whose references are resolved.
#[derive(Debug)]
pub struct Resolved {
    /// The source of the document.
    pub source: Source,
    /// `info.title`.
    pub title: String,
    /// The documentation of the document as a whole, as paragraphs.
    pub about: Vec<String>,
    /// The first server's URL, if the document names one.
    pub server: Option<String>,
    /// The paths in document order.
    pub paths: Vec<Path>,
    /// Every schema that a path uses.
    pub schemas: Vec<Schema>,
    /// True if unreadable parts were removed.
    pub is_partial: bool,
}

/// One path and its operations.
#[derive(Debug)]
pub struct Path {
    /// `/2010-04-01/Accounts/{Sid}.json`.
    pub template: String,
    /// The path's own server, if it names another than the document.
    pub server: Option<String>,
    /// The description of the path.
    pub description: Option<String>,
    /// `x-…` keys.
    pub extensions: Extensions,
    /// The operations by their methods.
    pub operations: Vec<Operation>,
    /// The location of the path.
    pub place: NodeId,
}

/// The `x-…` keys of a node.
pub type Extensions = Map<String, Value>;

impl Resolved {
    /// Returns the schema of an id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// Returns the ids of all schemas.
    pub fn schema_ids(&self) -> impl Iterator<Item = SchemaId> {
        (0..self.schemas.len()).map(SchemaId)
    }
}

/// The number of bytes after which the expansion of a server's URL stops. A longer text is not a usable URL.
const URL_LIMIT: usize = 10_000;

/// Resolves every reference of the document.
///
/// If `reports_unused` is true and there is no error, reports unused components. After an error, the unreadable part
/// could be what uses them.
pub fn resolve(document: Document, reports_unused: bool, diagnostics: &mut Diagnostics) -> Resolved {
    let Document { source, openapi, is_partial } = document;
    let mut resolver = Resolver {
        source: &source,
        targets: Targets::new(&source),
        openapi: &openapi,
        schemas: Vec::new(),
        by_component: HashMap::new(),
        followed: HashSet::new(),
        headers: BTreeSet::new(),
        example_notes: BTreeSet::new(),
        chain: 0,
        diagnostics,
    };
    resolver.requirements(source.root());
    let paths = resolver.paths();
    let about = resolver.about();
    if reports_unused && resolver.diagnostics.error_count() == 0 {
        resolver.unused_components();
    }
    let schemas =
        resolver.schemas.into_iter().map(|schema| schema.expect("every started schema is finished")).collect();
    let title = openapi.info.title.clone();
    let server = openapi.servers.first().map(server_url);
    // Freeing the document takes time, so another thread does it.
    rayon::spawn(move || drop(openapi));
    Resolved { title, about, server, paths, schemas, source, is_partial }
}

/// The state of resolving one document.
pub(crate) struct Resolver<'a> {
    source: &'a Source,
    targets: Targets<'a>,
    openapi: &'a openapiv3::OpenAPI,
    /// A slot is empty while its schema's children are being read.
    schemas: Vec<Option<Schema>>,
    by_component: HashMap<String, SchemaId>,
    /// The components that were referred to, by section and name.
    followed: HashSet<(&'static str, String)>,
    /// The headers of responses, and the documentation of each.
    headers: BTreeSet<(String, String)>,
    /// The documentation of examples of the current operation.
    example_notes: BTreeSet<String>,
    /// The number of components that lead to the current one.
    chain: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Resolver<'_> {
    fn paths(&mut self) -> Vec<Path> {
        let openapi = self.openapi;
        let paths_node = self.source.nearest(self.source.root(), "paths");
        let mut paths = Vec::new();
        for (template, item) in &openapi.paths.paths {
            let place = self.source.nearest(paths_node, template);
            match item {
                ReferenceOr::Item(item) => paths.push(self.path(template, item, place)),
                ReferenceOr::Reference { reference } => self.unresolved(reference, PATH_ITEMS, place),
            }
        }
        paths
    }

    /// Returns true if the URL is that of the document's own server.
    fn is_own_server(&self, server: &str) -> bool {
        let own = self.openapi.servers.first().map(server_url);
        own.is_some_and(|own| own.trim_end_matches('/') == server.trim_end_matches('/'))
    }

    fn path(&mut self, template: &str, item: &openapiv3::PathItem, place: NodeId) -> Path {
        let operations = item.iter();
        let operations = operations.map(|(method, operation)| self.operation(method, operation, item, place)).collect();
        Path {
            template: template.to_owned(),
            server: item.servers.first().map(server_url).filter(|own| !self.is_own_server(own)),
            description: paragraphs([item.summary.as_ref(), item.description.as_ref()]),
            extensions: extensions(&item.extensions),
            operations,
            place,
        }
    }
}

/// Returns the server's URL with its variables replaced by their defaults. Braces in a default are not variables.
pub(crate) fn server_url(server: &openapiv3::Server) -> String {
    let mut parts = server.url.split('{');
    let mut url = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once('}').and_then(|(name, rest)| {
            let variable = server.variables.as_ref()?.get(name)?;
            Some((&variable.default, rest))
        });
        match known {
            Some((default, rest)) => url.extend([default, rest]),
            None => url.extend(["{", part]),
        }
        // Many variables with long values are not a usable URL, and could take more memory than there is.
        if url.len() > URL_LIMIT {
            break;
        }
    }
    url
}

fn extensions<'a>(map: impl IntoIterator<Item = (&'a String, &'a Value)>) -> Extensions {
    map.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}
