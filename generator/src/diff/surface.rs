//! Lists everything of an [`Api`] that callers see, each parent before its parts.
//!
//! An item is identified by its wire name, and compared by its Rust.

use super::Class;
use super::item::{Fact, Item, Kind};
use crate::emit::view::{SecretFields, Signatures};
use crate::ir::{Api, Endpoint, Resource, ResourceId, Type, VersionId};
use crate::name::{HandleNames, Name, Names};
use crate::source::NodeId;
use std::collections::HashMap;

/// The items of a generated crate that callers see.
pub(super) struct Surface {
    pub(super) items: Vec<Item>,
}

/// A surface under construction.
pub(super) struct Builder<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) written: Signatures<'a>,
    pub(super) items: Vec<Item>,
    pub(super) secrets: SecretFields<'a>,
    /// The index of the item of each handle.
    handles: HashMap<(ResourceId, Endpoint), usize>,
}

/// Lists everything that callers of the crate see.
pub(super) fn surface(api: &Api, names: &Names) -> Surface {
    let written = Signatures::new(api, names);
    let secrets = SecretFields::new(api);
    let mut builder = Builder { api, names, written, items: Vec::new(), secrets, handles: HashMap::new() };
    builder.products();
    for index in 0..api.resources.len() {
        builder.resource(ResourceId(index));
    }
    builder.types();
    Surface { items: builder.items }
}

impl Builder<'_> {
    fn products(&mut self) {
        let (api, names) = (self.api, self.names);
        for (index, (product, names)) in api.products.iter().zip(&names.products).enumerate() {
            let module = names.module.as_str();
            let mut item = Item::new(Kind::Product, None, &product.server, &names.module, module);
            item.docs = product.titles.join(", ");
            item.place = self.first_place(|version| version.product == index);
            let parent = self.push(item);
            for (number, (version, names)) in product.versions.iter().zip(&names.versions).enumerate() {
                let path = format!("{module}::{}", names.module.as_str());
                let wire = format!("{}/{}", product.server, version.wire_name);
                let mut item = Item::new(Kind::Version, Some(parent), &wire, &names.module, &path);
                item.module = path;
                item.docs = self.written.version_docs(version);
                item.place = self.first_place(|id| *id == VersionId { product: index, version: number });
                item.facts.push(Fact::of_callers("feature", "cargo feature", &names.feature));
                item.facts.push(Fact::of_callers("handle", "handle", names.type_name.as_str()));
                self.push(item);
            }
        }
        let first_uses = self.first_uses();
        for (prefixes, name) in &names.sids {
            let path = format!("sid::{}", name.as_str());
            let mut item = Item::new(Kind::Identifier, None, &prefixes.join("|"), name, &path);
            item.place = first_uses.get(prefixes).copied();
            self.push(item);
        }
    }

    /// Returns the first path in the versions that `is_there` selects.
    fn first_place(&self, is_there: impl Fn(&VersionId) -> bool) -> Option<(usize, NodeId)> {
        let first = self.api.resources.iter().find(|resource| is_there(&resource.version))?;
        Some((first.document, first.place))
    }

    /// Returns, for each kind of identifier, the first location of a value that is or holds one.
    fn first_uses(&self) -> HashMap<Vec<String>, (usize, NodeId)> {
        let api = self.api;
        let keys = api.resources.iter().filter_map(|resource| Some((resource.document, resource.key.as_ref()?)));
        let arguments = api
            .operations()
            .flat_map(|operation| operation.parameters.iter().map(move |parameter| (operation.document, parameter)));
        let parameters = keys.chain(arguments);
        let parameters = parameters.map(|(document, parameter)| (document, parameter.place, &parameter.value));
        let fields = api.models.iter().flat_map(|model| model.fields.iter().map(move |field| (model.document, field)));
        let fields = fields.map(|(document, field)| (document, field.place, &field.value));
        let mut first_uses = HashMap::new();
        for (document, place, value) in parameters.chain(fields) {
            let innermost = std::iter::successors(Some(value), |value| value.inner()).last();
            if let Some(Type::Sid(prefixes)) = innermost {
                first_uses.entry(prefixes.clone()).or_insert((document, place));
            }
        }
        first_uses
    }

    fn resource(&mut self, id: ResourceId) {
        let (resource, names) = (&self.api.resources[id.0], &self.names.resources[id.0]);
        let module = self.written.module(id);
        let parent = match resource.parent {
            Some(parent) => self.handles.get(&parent).copied(),
            None => self.version(resource.version),
        };
        let above = parent.map(|parent| self.items[parent].wire.clone()).unwrap_or_default();
        for endpoint in resource.endpoints() {
            let (handle, names) = (resource.handle(endpoint), names.handle(endpoint));
            let mut item = self.handle(resource, endpoint, names, &module);
            item.parent = parent;
            item.wire = match handle.operations.first() {
                Some(operation) => format!("{}{}", operation.server, without_keys(&operation.path)),
                None => {
                    format!("{above}/{}{}", resource.wire_name, if endpoint == Endpoint::Instance { "/{}" } else { "" })
                }
            };
            // The methods of a handle say more than its type.
            let methods: Vec<String> =
                names.operations.iter().map(|operation| format!("`{}`", operation.method.as_str())).collect();
            item.detail = if methods.is_empty() { String::new() } else { format!(", with {}", methods.join(", ")) };
            item.docs = self.written.handle_docs(resource, endpoint);
            let parent = self.push(item);
            self.handles.insert((id, endpoint), parent);
            self.operations(handle, names, parent);
        }
    }

    fn handle(&self, resource: &Resource, endpoint: Endpoint, names: &HandleNames, module: &str) -> Item {
        let path = format!("{module}::{}", names.type_name.as_str());
        let mut item = Item::new(Kind::Resource, None, "", &names.accessor, &path);
        item.module = module.to_owned();
        let last = module.rsplit("::").next().unwrap_or_default();
        item.facts.push(Fact::of_callers("handle", "handle", format!("{last}::{}", names.type_name.as_str())));
        if let (Endpoint::Instance, Some(key)) = (endpoint, &resource.key) {
            item.facts.push(Fact::of_callers("key", "key", self.written.key(&key.value)));
        }
        item.place = Some((resource.document, resource.place));
        item
    }

    /// Returns the item of a version.
    pub(super) fn version(&self, id: VersionId) -> Option<usize> {
        let product = &self.api.products[id.product];
        let wire = format!("{}/{}", product.server, product.versions[id.version].wire_name);
        self.items.iter().position(|item| item.kind == Kind::Version && item.wire == wire)
    }

    /// Adds a part without facts.
    pub(super) fn part(
        &mut self,
        parent: usize,
        kind: Kind,
        wire: &str,
        name: &str,
        place: Option<(usize, NodeId)>,
    ) -> &mut Item {
        let above = &self.items[parent];
        let path = if kind == Kind::Function { format!("{}::{name}", above.path) } else { above.path.clone() };
        let item = Item {
            name: name.to_owned(),
            module: above.module.clone(),
            place,
            ..Item::bare(kind, Some(parent), wire, path)
        };
        self.items.push(item);
        self.last()
    }

    pub(super) fn last(&mut self) -> &mut Item {
        self.items.last_mut().expect("something was just pushed")
    }

    pub(super) fn push(&mut self, item: Item) -> usize {
        self.items.push(item);
        self.items.len() - 1
    }
}

impl Item {
    pub(super) fn new(kind: Kind, parent: Option<usize>, wire: &str, name: &Name, path: &str) -> Self {
        Self { name: name.as_str().to_owned(), ..Self::bare(kind, parent, wire, path.to_owned()) }
    }

    fn bare(kind: Kind, parent: Option<usize>, wire: &str, path: String) -> Self {
        Self {
            kind,
            parent,
            wire: wire.to_owned(),
            name: String::new(),
            path,
            module: String::new(),
            detail: String::new(),
            facts: Vec::new(),
            order: Vec::new(),
            added: Class::Additive,
            removed: Class::Breaking,
            docs: String::new(),
            place: None,
            alias_of: None,
        }
    }
}

/// Returns a path without the names of its keys, because callers do not see these names.
pub(crate) fn without_keys(path: &str) -> String {
    let mut text = String::new();
    for (index, part) in path.split('{').enumerate() {
        match (index, part.split_once('}')) {
            (0, _) | (_, None) => text.push_str(part),
            (_, Some((_, rest))) => {
                text.push_str("{}");
                text.push_str(rest);
            }
        }
    }
    text
}
