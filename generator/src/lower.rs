//! Lowers resolved documents to one [`Api`], and gives Twilio's dialect its meaning.
//!
//! The tree of resources follows the paths and `x-twilio`. Later stages know nothing of OpenAPI.

mod all_of;
mod body;
mod declarations;
mod discriminator_value;
mod duplicates;
mod equality;
mod examples;
mod limits;
mod model;
mod notes;
mod operation;
mod paging;
mod parameter;
mod recursion;
mod response_names;
mod schema;
mod shared_enums;
mod shared_names;
mod sid;
mod successes;
mod tree;
mod twilio;
mod union;
mod unused_extensions;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, same_of};
use crate::ir::{Api, Endpoint, ModelId, Product, ResourceId, UnionId, Version, VersionId};
pub(crate) use crate::lower::recursion::mark_recursion;
use crate::lower::response_names::ResponseNames;
use crate::lower::shared_names::Namesakes;
use crate::lower::unused_extensions::Taken;
use crate::resolve::{Operation, Path, Resolved, SchemaId};
use crate::source::NodeId;
use crate::text::singular::singular;
use heck::ToSnakeCase;
use std::collections::{HashMap, HashSet};
use url::Url;

/// The maximum number of segments in a path. Each segment is a nested module and a nested folder.
const SEGMENT_LIMIT: usize = 32;

/// Joins the documents into one API, in their order.
pub fn lower(documents: &[Resolved], diagnostics: &mut Diagnostics) -> Api {
    let mut api = Api::default();
    let mut mounts = HashMap::new();
    let replaced = replaced(documents);
    for (index, document) in documents.iter().enumerate() {
        let mut lowering = Lowering {
            document,
            index,
            api: &mut api,
            mounts: &mut mounts,
            replaced: replaced.iter().filter(|(document, _)| *document == index).map(|(_, place)| *place).collect(),
            models: HashMap::new(),
            unions: HashMap::new(),
            component: None,
            operation: None,
            subject: None,
            holders: Vec::new(),
            field_count: 0,
            namesakes: Namesakes::default(),
            answers: ResponseNames::default(),
            taken: Taken::default(),
            diagnostics,
        };
        lowering.namesakes = lowering.namesakes();
        lowering.answers = lowering.answers();
        let mounted: Vec<_> = in_order(&document.paths).into_iter().filter_map(|path| lowering.mounted(path)).collect();
        for mounted in mounted {
            lowering.operations(mounted);
        }
        lowering.empty_paths();
        lowering.endless_unions();
        lowering.copies();
        lowering.report_unused_names();
    }
    shared_enums::share_enums(&mut api);
    mark_recursion(&mut api);
    model::mark_uses(&mut api);
    discriminator_value::mark_said(&mut api);
    api
}

/// Returns the URL of a server as a URL parser normalizes it, without slashes at the end. Returns `None` if it is no
/// plain `http` or `https` URL with a host.
fn address(server: &str) -> Option<String> {
    let is_odd = |character: char| character.is_control() || character.is_whitespace() || "{}?#@\\".contains(character);
    let url = Url::parse(server).ok().filter(|_| !server.contains(is_odd) && server.contains("://"))?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    is_web.then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// Returns the operations that a later document describes again, each with the index of its own document.
fn replaced(documents: &[Resolved]) -> Vec<(usize, NodeId)> {
    let mut last = HashMap::new();
    let mut replaced = Vec::new();
    for (index, document) in documents.iter().enumerate().rev() {
        for path in &document.paths {
            for operation in &path.operations {
                let server = operation.server.as_ref().or(path.server.as_ref()).or(document.server.as_ref());
                let template = tree::Template::parse(&path.template);
                let place = template.map(|template| (template.version, template.segments));
                let described_by = *last.entry((server, operation.method.as_str(), place)).or_insert(index);
                if described_by != index {
                    replaced.push((index, operation.place));
                }
            }
        }
    }
    replaced
}

/// Returns the paths that have an operation, at the path or below it. Paths on the document's own server come first,
/// then short paths. The order in the document makes no difference.
fn in_order(paths: &[Path]) -> Vec<&Path> {
    let (mut paths, _) = by_use(paths);
    paths.sort_by_cached_key(|path| (&path.server, path.template.matches('/').count(), &path.template));
    paths
}

/// Separates the paths that have an operation, at the path or below it, from the empty paths. A path whose template
/// cannot be parsed is not empty.
fn by_use(paths: &[Path]) -> (Vec<&Path>, Vec<&Path>) {
    let way = |path: &Path| tree::Template::parse(&path.template).map(|way| (way.version, way.segments));
    let mut ways: Vec<_> = paths.iter().filter(|path| !path.operations.is_empty()).filter_map(way).collect();
    ways.sort();
    paths.iter().partition(|path| {
        let Some((version, segments)) = way(path).filter(|_| path.operations.is_empty()) else { return true };
        // In sorted order, the paths below a path directly follow it.
        let next = ways.partition_point(|(known, below)| (known, below) < (&version, &segments));
        ways.get(next).is_some_and(|(known, below)| *known == version && below.starts_with(&segments))
    })
}

/// Returns the operations of a path, sorted by method.
fn in_reading_order(operations: &[Operation]) -> Vec<&Operation> {
    const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let mut operations: Vec<&Operation> = operations.iter().collect();
    operations.sort_by_key(|operation| {
        METHODS.iter().position(|method| *method == operation.method).unwrap_or(METHODS.len())
    });
    operations
}

/// A path, the server of its requests, and the endpoint that it leads to.
struct Mounted<'a> {
    path: &'a Path,
    server: String,
    resource: ResourceId,
    endpoint: Endpoint,
}

/// The state of lowering one document.
struct Lowering<'a> {
    document: &'a Resolved,
    /// The index of the document.
    index: usize,
    api: &'a mut Api,
    mounts: &'a mut HashMap<tree::MountKey, tree::Mount>,
    /// The operations that a later document describes again.
    replaced: HashSet<NodeId>,
    models: HashMap<(VersionId, SchemaId), ModelId>,
    unions: HashMap<(VersionId, SchemaId), UnionId>,
    /// The named schema whose content is being lowered. Its inline schemas are named after it, whichever operation uses
    /// them.
    component: Option<SchemaId>,
    /// The operation whose inline schemas are being lowered. They are named after it.
    operation: Option<String>,
    /// The subject of the operation, in snake case.
    subject: Option<String>,
    /// The lists and maps whose content is being lowered.
    holders: Vec<SchemaId>,
    /// The number of fields in the models of the document.
    field_count: usize,
    namesakes: Namesakes,
    /// The names and the identity of the inline objects in responses.
    answers: ResponseNames,
    taken: Taken,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    /// Reports the first path without an operation, and how many more there are. Also reports a document without paths.
    fn empty_paths(&mut self) {
        let document = self.document;
        let (_, empty) = by_use(&document.paths);
        let paths = document.source.nearest(document.source.root(), "paths");
        if document.source.children(paths).is_empty() {
            let place = document.source.locate_key(paths);
            let diagnostic =
                Diagnostic::new(Code::EmptyPath, "the document has no operation, and the crate nothing of it");
            self.diagnostics.push(diagnostic.at(place).help("operations are under the paths that are under `paths`"));
        }
        let Some(first) = empty.first() else { return };
        let message = format!("no operation is at the path `{}` or below it, and it is left out", first.template);
        self.diagnostics.push(
            Diagnostic::new(Code::EmptyPath, message + &same_of(empty.len() - 1))
                .at(document.source.locate_key(first.place))
                .help("operations are under `get`, `post`, `put`, `patch`, `delete`, `head`, `options` and `trace`"),
        );
    }

    fn refuse(&mut self, path: &Path, what: String, help: &str) {
        let place = self.document.source.locate_key(path.place);
        self.diagnostics.push(Diagnostic::new(Code::UnsupportedPath, what).at(place).help(help));
    }

    /// Finds the endpoint that a path leads to, or reports why there is none.
    fn mounted(&mut self, path: &'a Path) -> Option<Mounted<'a>> {
        let Some(template) = tree::Template::parse(&path.template) else {
            let what = format!("the path `{}` mixes text and parameters in one segment", path.template);
            self.refuse(path, what, "a parameter must be a whole segment; an ending such as `.json` is fine");
            return None;
        };
        if template.segments.is_empty() && !path.operations.is_empty() {
            let what = format!("the path `{}` has no segment to name a resource after", path.template);
            self.refuse(path, what, "an overlay can remove the path");
            return None;
        }
        if template.segments.len() > SEGMENT_LIMIT {
            let what = format!("the path has more than {SEGMENT_LIMIT} segments");
            self.refuse(path, what, "each is a folder in another; an overlay can remove the path");
            return None;
        }
        let own = path.server.as_ref().or(self.document.server.as_ref());
        let is_of_path = path.server.is_some() || self.document.source.has_lost(path.place, "servers");
        let place = if is_of_path { path.place } else { self.document.source.root() };
        let server = self.server(own, place);
        let version = self.version(&server, template.version.as_deref().unwrap_or_default());
        let (resource, endpoint) = self.mount(version, path, &template)?;
        Some(Mounted { path, server, resource, endpoint })
    }

    /// Lowers the operations of a path.
    fn operations(&mut self, Mounted { path, server, resource, endpoint }: Mounted<'_>) {
        for operation in in_reading_order(&path.operations) {
            if self.replaced.contains(&operation.place) {
                self.report(
                    Diagnostic::new(
                        Code::RepeatedOperation,
                        format!(
                            "a later document describes `{} {}` again, and counts",
                            operation.method, path.template
                        ),
                    )
                    .help("put revisions of one document into folders of their own"),
                    operation.place,
                );
                continue;
            }
            let own = operation.server.as_ref().map(|own| self.server(Some(own), operation.place));
            let server = own.unwrap_or_else(|| server.clone());
            let lowered = self.operation(operation, &path.template, &server, resource, endpoint);
            let resource = &mut self.api.resources[resource.0];
            resource.handle_mut(endpoint).operations.push(lowered);
            if !resource.documents.iter().any(|known| known == self.document.source.name()) {
                resource.documents.push(self.document.source.name().to_owned());
            }
        }
    }

    /// Returns the URL of a server without a slash at the end. If there is none, reports an error and returns an empty
    /// text.
    fn server(&mut self, server: Option<&String>, place: NodeId) -> String {
        if let Some(address) = server.and_then(|server| address(server)) {
            return address;
        }
        // Servers that could not be read have been reported.
        if server.is_none() && self.document.source.has_lost(place, "servers") {
            return String::new();
        }
        let what = match server {
            None => "no server".to_owned(),
            Some(server) => {
                format!(
                    "the server `{server}`, which is not `https://` or `http://`, a host, and perhaps a port and a path"
                )
            }
        };
        let node = ["servers", "0", "url"].iter().fold(place, |node, key| self.document.source.nearest(node, key));
        self.report(
            Diagnostic::new(Code::UnsupportedServer, format!("the document names {what}"))
                .help("add `servers: [{url: https://product.twilio.com}]`, here or in an overlay"),
            node,
        );
        String::new()
    }

    fn version(&mut self, server: &str, wire_name: &str) -> VersionId {
        let host = server.split_once("://").map_or(server, |(_, rest)| rest);
        let label = host.split(['.', ':', '/']).next().unwrap_or_default();
        let products = &mut self.api.products;
        let product = products.iter().position(|product| product.server == server).unwrap_or_else(|| {
            let (wire_name, server) = (label.to_owned(), server.to_owned());
            products.push(Product { wire_name, server, titles: Vec::new(), versions: Vec::new() });
            products.len() - 1
        });
        let titles = &mut products[product].titles;
        if !titles.contains(&self.document.title) {
            titles.push(self.document.title.clone());
        }
        let versions = &mut products[product].versions;
        let version = versions.iter().position(|version| version.wire_name == wire_name).unwrap_or_else(|| {
            versions.push(Version { wire_name: wire_name.to_owned(), ..Version::default() });
            versions.len() - 1
        });
        let descriptions = &mut versions[version].descriptions;
        for text in &self.document.about {
            if !descriptions.contains(text) {
                descriptions.push(text.clone());
            }
        }
        let document = self.document.source.name();
        let documents = &mut versions[version].documents;
        if !documents.iter().any(|known| known == document) {
            documents.push(document.to_owned());
        }
        VersionId { product, version }
    }

    fn report(&mut self, diagnostic: Diagnostic, place: NodeId) {
        self.diagnostics.push(diagnostic.at(self.document.source.locate(place)));
    }

    /// Returns the key of a schema in the version of a resource. If two versions use one schema, each has a type of its
    /// own, because either version can be switched off.
    fn here(&self, resource: ResourceId, schema: SchemaId) -> (VersionId, SchemaId) {
        (self.api.resources[resource.0].version, schema)
    }

    /// Returns the name that an overlay asks for, or the last word of the component name, or the name of an inline
    /// object in a response.
    fn own_name(&self, id: SchemaId) -> Option<&str> {
        let schema = self.document.schema(id);
        let component = || schema.component.as_deref().and_then(|name| name.rsplit('.').next());
        self.asked_name(id).or_else(component).or_else(|| self.answers.name(id))
    }

    /// Returns the name that an overlay asks for. Only objects and unions have one.
    fn asked_name(&self, id: SchemaId) -> Option<&str> {
        let schema = self.document.schema(id);
        twilio::type_name(&schema.extensions).filter(|_| schema::may_have_members(schema))
    }

    /// Returns true if the document or an overlay names the type.
    fn is_named(&self, id: SchemaId) -> bool {
        self.document.schema(id).component.is_some() || self.asked_name(id).is_some()
    }

    /// Returns the schema whose type this schema shares, or the schema itself.
    fn namesake(&self, id: SchemaId) -> SchemaId {
        self.namesakes.types.get(&id).copied().unwrap_or(id)
    }

    /// Returns the words that name an inline schema: those of the enclosing named schema, or else of the operation, or
    /// else of the resource.
    fn owner_words(&self, resource: ResourceId) -> &str {
        let resource = &self.api.resources[resource.0];
        let words = resource.mount_name.as_ref().unwrap_or(&resource.wire_name);
        let operation = self.operation.as_deref().unwrap_or(words);
        self.component.and_then(|id| self.own_name(id)).unwrap_or(operation)
    }

    /// Returns the location of the enclosing named schema, whose type shares a file with its inline types.
    fn within(&self) -> Option<NodeId> {
        self.component.map(|id| self.document.schema(id).place)
    }

    /// Returns the enclosing named schema, or else the subject of the operation, or else that of the resource, in snake
    /// case.
    fn subject(&self, resource: ResourceId) -> String {
        let owner = self.owner_words(resource).to_snake_case();
        match &self.subject {
            _ if self.component.is_some() => owner,
            Some(subject) => subject.clone(),
            None => singular(&owner),
        }
    }

    /// Returns the words that qualify the name of the type that is being lowered.
    fn qualifiers(&self, resource: ResourceId) -> Vec<String> {
        let component = self.component.and_then(|id| self.document.schema(id).component.as_deref());
        if let Some((before, _)) = component.and_then(|name| name.rsplit_once('.')) {
            return before.split('.').map(str::to_owned).collect();
        }
        let resource = &self.api.resources[resource.0];
        let version = &self.api.products[resource.version.product].versions[resource.version.version].wire_name;
        let path = resource.path.split('/').filter(|part| !part.is_empty() && *part != tree::KEY);
        let path = path.skip(usize::from(!version.is_empty()));
        let mut literals: Vec<String> = path.filter(|_| component.is_none()).map(singular).collect();
        literals.pop();
        literals
    }
}
