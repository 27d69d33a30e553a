//! The intermediate representation of an API.
//!
//! *Lower* writes it; *name* and *view* read it. Items refer to one another by index, and each item knows its
//! location in its document.

mod constraints;
mod operation;
mod outline;
mod types;

use crate::source::NodeId;

pub use constraints::{Constraints, Pii};
pub use operation::{BodyEncoding, Example, MemberStyle, Operation, Output, PageSize, Parameter, Position, Style};
pub use types::{Enum, Field, Model, Type, Union, Variant};

/// Everything that one generated crate covers.
#[derive(Debug, Default)]
pub struct Api {
    /// The products, in the order of the documents.
    pub products: Vec<Product>,
    /// All resources; parents before their children.
    pub resources: Vec<Resource>,
    /// All models, in the order of their first use.
    pub models: Vec<Model>,
    /// All unions, in the order of their first use.
    pub unions: Vec<Union>,
    /// All enums, in the order of their first use.
    pub enums: Vec<Enum>,
}

impl Api {
    /// Returns every operation.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let handles = self.resources.iter().flat_map(|resource| [&resource.collection, &resource.instance]);
        handles.flat_map(|handle| &handle.operations)
    }

    /// Returns the version that a model, union or enum belongs to.
    ///
    /// # Panics
    /// Panics if the type is not a model, a union or an enum.
    pub(crate) fn version_of(&self, value: &Type) -> VersionId {
        match value {
            Type::Model(id) => self.models[id.0].version,
            Type::Union(id) => self.unions[id.0].version,
            Type::Enum(id) => self.enums[id.0].version,
            other => unreachable!("{other:?} is no type of its own"),
        }
    }

    /// Calls `visit` for the innermost type of every parameter, result, field and variant.
    pub(crate) fn for_each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for resource in &mut self.resources {
            let operations = resource.collection.operations.iter_mut().chain(&mut resource.instance.operations);
            let mut keys: Vec<&mut Parameter> = resource.key.iter_mut().collect();
            for operation in operations {
                keys.extend(operation.keys.iter_mut().chain(&mut operation.parameters));
                if let Output::Value(value) | Output::Page { item: value, .. } = &mut operation.output {
                    visit(value.innermost_mut());
                }
            }
            keys.into_iter().for_each(|parameter| visit(parameter.value.innermost_mut()));
        }
        for model in &mut self.models {
            let fields = model.fields.iter_mut().map(|field| &mut field.value);
            fields.chain(&mut model.rest).for_each(|value| visit(value.innermost_mut()));
        }
        let variants = self.unions.iter_mut().flat_map(|union| &mut union.variants);
        variants.for_each(|variant| visit(variant.value.innermost_mut()));
    }

    /// Returns every operation, as a mutable reference.
    pub(crate) fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        let handles = self.resources.iter_mut().flat_map(|known| [&mut known.collection, &mut known.instance]);
        handles.flat_map(|handle| &mut handle.operations)
    }

    /// Returns every model, union and enum.
    pub(crate) fn types(&self) -> impl Iterator<Item = Type> {
        let models = (0..self.models.len()).map(|index| Type::Model(ModelId(index)));
        let unions = (0..self.unions.len()).map(|index| Type::Union(UnionId(index)));
        models.chain(unions).chain((0..self.enums.len()).map(|index| Type::Enum(EnumId(index))))
    }
}

/// One host, such as `accounts.twilio.com`.
#[derive(Debug)]
pub struct Product {
    /// `accounts`.
    pub wire_name: String,
    /// `https://accounts.twilio.com`.
    pub server: String,
    /// The documents that describe it, as their titles.
    pub titles: Vec<String>,
    /// The versions, in the order of the documents.
    pub versions: Vec<Version>,
}

/// One version of a product: the first segment of its paths.
#[derive(Debug, Default)]
pub struct Version {
    /// `v1` or `2010-04-01`; empty if the paths have no version.
    pub wire_name: String,
    /// The names of the documents, for the headers of the generated files.
    pub documents: Vec<String>,
    /// The documentation of the documents as a whole.
    pub descriptions: Vec<String>,
    /// The documentation of the parameters and properties that link the pages of lists.
    pub page_notes: Vec<(String, Constraints)>,
    /// The resources at the top, in the order of their paths.
    pub resources: Vec<ResourceId>,
}

/// Identifies a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId {
    /// Index into [`Api::products`].
    pub product: usize,
    /// Index into [`Product::versions`].
    pub version: usize,
}

/// Identifies a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(pub usize);

/// Identifies a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelId(pub usize);

/// Identifies a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnionId(pub usize);

/// Identifies an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumId(pub usize);

/// An endpoint of a resource: `accounts()` or `account(&sid)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Endpoint {
    /// The path without a key at its end.
    Collection,
    /// The path with a key at its end.
    Instance,
}

/// A collection and its instances, or a single resource.
#[derive(Debug)]
pub struct Resource {
    /// The version it belongs to.
    pub version: VersionId,
    /// The parent endpoint; `None` at the top of a version.
    pub parent: Option<(ResourceId, Endpoint)>,
    /// The path segment, `IncomingPhoneNumbers`.
    pub wire_name: String,
    /// The path, without the names of keys: `/2010-04-01/Accounts/{}/IncomingPhoneNumbers`.
    pub path: String,
    /// `x-twilio.mountName`: the name in Twilio's own libraries.
    pub mount_name: Option<String>,
    /// `x-twilio.className`: the name of the type in Twilio's own libraries.
    pub class_name: Option<String>,
    /// The endpoint without a key.
    pub collection: Handle,
    /// The endpoint with a key.
    pub instance: Handle,
    /// The names of the documents that describe it.
    pub documents: Vec<String>,
    /// The key of an instance.
    pub key: Option<Parameter>,
    /// The index of its document.
    pub document: usize,
    /// The location.
    pub place: NodeId,
}

/// An endpoint of a resource, with its operations.
#[derive(Debug, Default)]
pub struct Handle {
    /// The description of the path.
    pub description: Option<String>,
    /// The name that an overlay asks for (`x-rust-name`), for the method that returns the handle.
    pub rust_name: Option<String>,
    /// The index of the document that describes it, and the location of the path. `None` if there are only paths below
    /// it.
    pub place: Option<(usize, NodeId)>,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// The resources below it, in the order of their paths.
    pub children: Vec<ResourceId>,
}

impl Resource {
    /// Returns the handle of an endpoint.
    pub fn handle(&self, endpoint: Endpoint) -> &Handle {
        match endpoint {
            Endpoint::Collection => &self.collection,
            Endpoint::Instance => &self.instance,
        }
    }

    /// Returns the handle of an endpoint, as a mutable reference.
    pub fn handle_mut(&mut self, endpoint: Endpoint) -> &mut Handle {
        match endpoint {
            Endpoint::Collection => &mut self.collection,
            Endpoint::Instance => &mut self.instance,
        }
    }

    /// Returns the endpoints that callers can reach.
    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint> {
        let collection = !self.collection.is_empty();
        let instance = self.key.is_some();
        collection.then_some(Endpoint::Collection).into_iter().chain(instance.then_some(Endpoint::Instance))
    }
}

impl Handle {
    /// Returns true if there are no operations and no resources below.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.children.is_empty()
    }
}
