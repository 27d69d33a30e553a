//! An [`Api`] and its [`Names`] in, a flat list of all that callers see out; parents before their parts.
//!
//! What identifies things here is what the API calls them; what is compared is what Rust shows.

use super::Class;
use super::item::{Fact, Item, Kind};
use crate::emit::view::Written;
use crate::ir::{
    Api, BodyEncoding, Handle, MemberStyle, Operation, Output, Parameter, Position, Resource, ResourceId, Side, Style,
};
use crate::name::{HandleNames, Name, Names, OperationNames};
use crate::source::NodeId;
use std::collections::HashMap;

/// What callers of one generated crate see.
pub(super) struct Surface {
    pub(super) items: Vec<Item>,
}

/// A surface that grows.
pub(super) struct Builder<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) written: Written<'a>,
    pub(super) items: Vec<Item>,
    /// Where the halves of resources are among the items.
    handles: HashMap<(ResourceId, Side), usize>,
}

/// Everything that callers of the crate see.
pub(super) fn surface(api: &Api, names: &Names) -> Surface {
    let written = Written::new(api, names);
    let mut builder = Builder { api, names, written, items: Vec::new(), handles: HashMap::new() };
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
        for (product, names) in api.products.iter().zip(&names.products) {
            let module = names.module.as_str();
            let mut item = Item::new(Kind::Product, None, &product.server, &names.module, module);
            item.docs = product.wire_name.clone();
            let parent = self.push(item);
            for (version, names) in product.versions.iter().zip(&names.versions) {
                let path = format!("{module}::{}", names.module.as_str());
                let wire = format!("{}/{}", product.server, version.wire_name);
                let mut item = Item::new(Kind::Version, Some(parent), &wire, &names.module, &path);
                item.module = path;
                item.facts.push(Fact::of_callers("feature", "cargo feature", &names.feature));
                item.facts.push(Fact::of_callers("handle", "handle", names.type_name.as_str()));
                self.push(item);
            }
        }
        for (prefixes, name) in &names.sids {
            let path = format!("sid::{}", name.as_str());
            self.push(Item::new(Kind::Identifier, None, &prefixes.join("|"), name, &path));
        }
    }

    fn resource(&mut self, id: ResourceId) {
        let (resource, names) = (&self.api.resources[id.0], &self.names.resources[id.0]);
        let module = self.written.module(id);
        let parent = match resource.parent {
            Some(parent) => self.handles.get(&parent).copied(),
            None => self.version(resource),
        };
        let above = parent.map(|parent| self.items[parent].wire.clone()).unwrap_or_default();
        for side in resource.sides() {
            let (handle, names) = (resource.handle(side), names.handle(side));
            let mut item = self.handle(resource, side, names, &module);
            item.parent = parent;
            item.wire = match handle.operations.first() {
                Some(operation) => format!("{}{}", operation.server, without_keys(&operation.path)),
                None => format!("{above}/{}{}", resource.wire_name, if side == Side::Instance { "/{}" } else { "" }),
            };
            // Its methods say more than its type.
            let methods: Vec<String> =
                names.operations.iter().map(|operation| format!("`{}`", operation.method.as_str())).collect();
            item.detail = if methods.is_empty() { String::new() } else { format!(", with {}", methods.join(", ")) };
            item.docs = handle.description.clone().unwrap_or_default();
            let parent = self.push(item);
            self.handles.insert((id, side), parent);
            self.operations(handle, names, parent);
        }
    }

    fn handle(&self, resource: &Resource, side: Side, names: &HandleNames, module: &str) -> Item {
        let path = format!("{module}::{}", names.type_name.as_str());
        let mut item = Item::new(Kind::Resource, None, "", &names.accessor, &path);
        item.module = module.to_owned();
        let last = module.rsplit("::").next().unwrap_or_default();
        item.facts.push(Fact::of_callers("handle", "handle", format!("{last}::{}", names.type_name.as_str())));
        if let (Side::Instance, Some(key)) = (side, &resource.key) {
            item.facts.push(Fact::of_callers("key", "key", self.written.key(&key.value)));
        }
        item.place = Some((resource.document, resource.place));
        item
    }

    fn version(&self, resource: &Resource) -> Option<usize> {
        let product = &self.api.products[resource.version.product];
        let wire = format!("{}/{}", product.server, product.versions[resource.version.version].wire_name);
        self.items.iter().position(|item| item.kind == Kind::Version && item.wire == wire)
    }

    fn operations(&mut self, handle: &Handle, names: &HandleNames, parent: usize) {
        for (operation, names) in handle.operations.iter().zip(&names.operations) {
            let above = &self.items[parent];
            let path = format!("{}::{}", above.path, names.method.as_str());
            let wire = format!("{} {}{}", operation.method, operation.server, without_keys(&operation.path));
            let mut item = Item::new(Kind::Operation, Some(parent), &wire, &names.method, &path);
            item.module = above.module.clone();
            item.detail = format!(" (`{} {}`)", operation.method, operation.path);
            item.docs = self.written.operation_docs(operation);
            item.place = Some((operation.document, operation.place));
            item.facts = self.operation_facts(operation, names);
            let required = operation.parameters.iter().filter(|parameter| parameter.required);
            item.order = required.map(identity).collect();
            let path = format!("{}::{}", item.module, names.type_name.as_str());
            let place = item.place;
            let parent = self.push(item);
            self.parameters(operation, names, parent, &path);
            for group in &operation.conditional {
                let text = group.join(", ");
                let condition =
                    self.part(parent, Kind::Condition, &text, &format!("one of `{}`", group.join("`, `")), place);
                (condition.added, condition.removed) = (Class::Breaking, Class::Additive);
            }
            if operation.deprecated {
                self.part(parent, Kind::Deprecation, "", "", place).removed = Class::Docs;
            }
            if matches!(&operation.output, Output::Page { page_size: Some(_), .. }) {
                self.part(parent, Kind::Function, "page_size", "page_size", place);
            }
        }
    }

    fn operation_facts(&self, operation: &Operation, names: &OperationNames) -> Vec<Fact> {
        let (result, items) = match &operation.output {
            Output::Nothing => ("()".to_owned(), ""),
            Output::Value(value) => (self.written.value(value), ""),
            Output::Page { item, items_key, .. } => (format!("Page<{}>", self.written.value(item)), items_key.as_str()),
        };
        let body = match &operation.body {
            BodyEncoding::Json(value, _) => self.written.argument(value),
            _ => "none".to_owned(),
        };
        let encoding = match &operation.body {
            BodyEncoding::None => "no body",
            BodyEncoding::Form => "a form",
            BodyEncoding::JsonObject(media_type) | BodyEncoding::Json(_, media_type) => media_type,
        };
        let Operation { method, server, path, accept, .. } = operation;
        let accept = accept.as_deref().unwrap_or("application/json");
        let items = if items.is_empty() { String::new() } else { format!(", items in {items}") };
        let wire = format!("`{method} {server}{}` with {encoding}, for {accept}{items}", without_keys(path));
        vec![
            Fact::of_callers("builder", "builder", names.type_name.as_str()),
            Fact::of_callers("result", "result", result),
            Fact::of_callers("body", "body argument", body),
            Fact::of_wire(wire),
        ]
    }

    fn parameters(&mut self, operation: &Operation, names: &OperationNames, parent: usize, builder: &str) {
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let path = format!("{builder}::{}", name.as_str());
            let mut item = Item::new(Kind::Parameter, Some(parent), &identity(parameter), name, &path);
            item.module = self.items[parent].module.clone();
            let presence = if parameter.required { "required" } else { "optional" };
            item.detail = format!(", which is {presence}");
            item.added = if parameter.required { Class::Breaking } else { Class::Additive };
            item.docs = self.written.parameter_docs(parameter);
            item.place = Some((operation.document, parameter.place));
            item.facts = vec![
                Fact::of_callers("presence", "presence", presence),
                Fact::of_callers("type", "type", self.written.argument(&parameter.value)),
                Fact::of_wire(on_the_wire(parameter)),
            ];
            self.push(item);
        }
    }

    /// What the module of a resource belongs to: a half of the resource that can be reached, or its version.
    pub(super) fn owner(&self, home: ResourceId) -> Option<usize> {
        let half = |side| self.handles.get(&(home, side)).copied();
        half(Side::Collection).or(half(Side::Instance)).or_else(|| self.version(&self.api.resources[home.0]))
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

    fn last(&mut self) -> &mut Item {
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
        }
    }
}

/// What the API calls a parameter: a header may have the name of a member of the form.
fn identity(parameter: &Parameter) -> String {
    match parameter.position {
        Position::Header => format!("{} as a header", parameter.wire_name),
        _ => parameter.wire_name.clone(),
    }
}

/// Where and how a parameter is sent.
fn on_the_wire(parameter: &Parameter) -> String {
    let place = match parameter.position {
        Position::Path => "in the path",
        Position::Query => "in the query",
        Position::Header => "a header",
        Position::Form => "in the form",
        Position::Json => "in the JSON body",
    };
    let style = match &parameter.style {
        Style::Plain => String::new(),
        Style::Joined(separator) => format!(", joined by `{separator}`"),
        Style::Members(MemberStyle::Brackets, prefix) => format!(", as `{prefix}[…]`"),
        Style::Members(MemberStyle::Dots, prefix) => format!(", as `{prefix}.…`"),
        Style::Json => ", as JSON".to_owned(),
    };
    format!("`{}` {place}{style}", parameter.wire_name)
}

/// A path without the names of its keys, which callers do not see.
fn without_keys(path: &str) -> String {
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
