//! Resolved documents in, one [`Api`] out: here Twilio's dialect gets its meaning.
//!
//! The tree of resources follows the paths and `x-twilio`. After this stage nothing says OpenAPI.

mod operation;
mod paging;
mod schema;
mod sid;
mod tree;
mod twilio;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Api, EnumId, ModelId, Product, ResourceId, Version, VersionId};
use crate::resolve::{Path, Resolved, SchemaId};
use crate::source::NodeId;
use std::collections::HashMap;

/// Joins the documents into one API, in their order.
pub fn lower(documents: &[Resolved], diagnostics: &mut Diagnostics) -> Api {
    let mut api = Api::default();
    for document in documents {
        let mut lowering = Lowering {
            document,
            api: &mut api,
            mounts: HashMap::new(),
            models: HashMap::new(),
            enums: HashMap::new(),
            operation_ids: HashMap::new(),
            diagnostics,
        };
        for path in document.paths.iter().filter(|path| leads_somewhere(path, &document.paths)) {
            lowering.path(path);
        }
    }
    schema::mark_recursion(&mut api);
    api
}

/// Whether the path has an operation, or one below it: others have nothing to offer.
fn leads_somewhere(path: &Path, paths: &[Path]) -> bool {
    let Some(template) = tree::Template::parse(&path.template) else { return true };
    let below = |other: &Path| {
        tree::Template::parse(&other.template)
            .is_some_and(|other| other.version == template.version && other.segments.starts_with(&template.segments))
    };
    !path.operations.is_empty() || paths.iter().any(|other| !other.operations.is_empty() && below(other))
}

/// What lowering one document needs.
struct Lowering<'a> {
    document: &'a Resolved,
    api: &'a mut Api,
    mounts: HashMap<tree::MountKey, tree::Mount>,
    models: HashMap<SchemaId, ModelId>,
    enums: HashMap<SchemaId, EnumId>,
    operation_ids: HashMap<String, NodeId>,
    diagnostics: &'a mut Diagnostics,
}

impl Lowering<'_> {
    fn path(&mut self, path: &Path) {
        let Some(template) = tree::Template::parse(&path.template) else {
            self.report(
                Diagnostic::error(
                    "unsupported-path",
                    format!("the path `{}` mixes text and parameters in one segment", path.template),
                )
                .help("a parameter must be a whole segment; an ending such as `.json` is fine"),
                path.place,
            );
            return;
        };
        let server = path.server.as_ref().or(self.document.server.as_ref());
        let server = server.map_or("https://api.twilio.com", String::as_str).trim_end_matches('/').to_owned();
        let version = self.version(&server, template.version.as_deref().unwrap_or_default());
        let Some((resource, side)) = self.mount(version, path, &template) else { return };
        for operation in &path.operations {
            let server = operation.server.as_deref().unwrap_or(&server);
            let lowered = self.operation(operation, &path.template, server, resource, side);
            self.api.resources[resource.0].handle_mut(side).operations.push(lowered);
        }
    }

    fn version(&mut self, server: &str, wire_name: &str) -> VersionId {
        let host = server.split_once("://").map_or(server, |(_, rest)| rest);
        let label = host.split(['.', ':', '/']).next().unwrap_or_default();
        let products = &mut self.api.products;
        let product = products.iter().position(|product| product.wire_name == label).unwrap_or_else(|| {
            products.push(Product { wire_name: label.to_owned(), titles: Vec::new(), versions: Vec::new() });
            products.len() - 1
        });
        let titles = &mut products[product].titles;
        if !titles.contains(&self.document.title) {
            titles.push(self.document.title.clone());
        }
        let versions = &mut products[product].versions;
        let version = versions.iter().position(|version| version.wire_name == wire_name).unwrap_or_else(|| {
            let document = self.document.source.name().to_owned();
            versions.push(Version { wire_name: wire_name.to_owned(), document, resources: Vec::new() });
            versions.len() - 1
        });
        VersionId { product, version }
    }

    fn report(&mut self, diagnostic: Diagnostic, place: NodeId) {
        self.diagnostics.push(diagnostic.at(self.document.source.locate(place)));
    }

    fn resource_words(&self, resource: ResourceId) -> &str {
        let resource = &self.api.resources[resource.0];
        resource.mount_name.as_ref().unwrap_or(&resource.wire_name)
    }
}
