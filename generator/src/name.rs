//! An [`Api`] in, the Rust [`Names`] of everything in it out.
//!
//! Only `Scope::claim` makes a name; collisions are resolved in the order of the documents, so
//! what is added later never renames what was there. After this stage nobody cases a word.

mod casing;
mod scope;

use crate::ir::{Api, BodyEncoding, Enum, Handle, Model, Operation, Parameter, Position, Resource, Side, Type};
use crate::name::casing::{
    camel, collection_name, enum_property, instance_name, parameter_name, singular, snake, version_name,
};
use crate::name::scope::{MODULE_TYPES, OPERATION_METHODS, Scope};
use heck::ToKebabCase;
use std::collections::BTreeMap;

pub use scope::Name;

/// The name of everything that callers see, indexed as the [`Api`] is.
#[derive(Debug, Default)]
pub struct Names {
    /// By product.
    pub products: Vec<ProductNames>,
    /// By resource.
    pub resources: Vec<ResourceNames>,
    /// By model.
    pub models: Vec<ModelNames>,
    /// By enumeration.
    pub enums: Vec<EnumNames>,
    /// By the prefixes of the identifier.
    pub sids: BTreeMap<Vec<String>, Name>,
}

/// A product's names.
#[derive(Debug)]
pub struct ProductNames {
    /// The module, and the method of the client: `api`.
    pub module: Name,
    /// The handle: `Api`.
    pub type_name: Name,
    /// By version.
    pub versions: Vec<VersionNames>,
}

/// A version's names.
#[derive(Debug)]
pub struct VersionNames {
    /// The module, and the method of the product: `v2010`.
    pub module: Name,
    /// The handle: `V2010`.
    pub type_name: Name,
    /// The cargo feature: `api-v2010`.
    pub feature: String,
}

/// A resource's names.
#[derive(Debug)]
pub struct ResourceNames {
    /// `incoming_phone_number`.
    pub module: Name,
    /// The half without a key.
    pub collection: HandleNames,
    /// The half with one.
    pub instance: HandleNames,
    /// The key's argument: `sid`.
    pub key: Option<Name>,
}

impl ResourceNames {
    /// One of the two halves.
    pub fn handle(&self, side: Side) -> &HandleNames {
        match side {
            Side::Collection => &self.collection,
            Side::Instance => &self.instance,
        }
    }
}

/// The names of half a resource.
#[derive(Debug)]
pub struct HandleNames {
    /// The method that leads here: `incoming_phone_numbers`.
    pub accessor: Name,
    /// `IncomingPhoneNumbersResource`.
    pub type_name: Name,
    /// By operation.
    pub operations: Vec<OperationNames>,
}

/// An operation's names.
#[derive(Debug)]
pub struct OperationNames {
    /// The method: `create`.
    pub method: Name,
    /// The builder: `CreateCall`.
    pub type_name: Name,
    /// By parameter.
    pub parameters: Vec<Name>,
}

/// A model's names.
#[derive(Debug)]
pub struct ModelNames {
    /// `Call`.
    pub type_name: Name,
    /// By field.
    pub fields: Vec<Name>,
}

/// An enumeration's names.
#[derive(Debug)]
pub struct EnumNames {
    /// `CallStatus`.
    pub type_name: Name,
    /// By value.
    pub variants: Vec<Name>,
    /// The variant for every other value: `Other`.
    pub fallback: Name,
}

/// Names everything.
pub fn name(api: &Api) -> Names {
    let mut names = Names { sids: sid_names(api), ..Names::default() };
    let mut roots = Scope::new(scope::ROOT);
    for product in &api.products {
        let module = roots.claim([snake(&product.wire_name, "api")]);
        let mut versions = Scope::new(&[]);
        let version_names = product.versions.iter().map(|version| {
            let module = versions.claim([version_name(&version.wire_name)]);
            VersionNames {
                type_name: Scope::new(MODULE_TYPES).claim([camel(module.as_str(), "Version")]),
                feature: format!("{}-{}", snake(&product.wire_name, "api"), module.as_str()).to_kebab_case(),
                module,
            }
        });
        let versions = version_names.collect();
        let type_name = Scope::new(MODULE_TYPES).claim([camel(module.as_str(), "Product")]);
        names.products.push(ProductNames { module, type_name, versions });
    }
    Naming::new(api, &names.sids).run(&mut names);
    names
}

/// What resources hang from: product and version, and half of a resource unless it is the top.
type Place = (usize, usize, Option<(usize, Side)>);

/// The scopes that are open while one API is named.
struct Naming<'a> {
    api: &'a Api,
    /// The modules and methods below each place that resources hang from.
    below: BTreeMap<Place, Scope>,
    /// The types of each resource's module.
    types: Vec<Scope>,
}

impl<'a> Naming<'a> {
    fn new(api: &'a Api, sids: &BTreeMap<Vec<String>, Name>) -> Self {
        let scope = || {
            let mut scope = Scope::new(MODULE_TYPES);
            scope.reserve(sids.values());
            scope
        };
        let types = api.resources.iter().map(|_| scope()).collect();
        Self { api, below: BTreeMap::new(), types }
    }

    fn run(&mut self, names: &mut Names) {
        let api = self.api;
        for (index, resource) in api.resources.iter().enumerate() {
            let resource_names = self.resource(index, resource);
            names.resources.push(resource_names);
        }
        for (index, resource) in api.resources.iter().enumerate() {
            for side in [Side::Collection, Side::Instance] {
                let operations = self.operations(index, resource.handle(side), side, resource);
                match side {
                    Side::Collection => names.resources[index].collection.operations = operations,
                    Side::Instance => names.resources[index].instance.operations = operations,
                }
            }
        }
        for model in &api.models {
            let model_names = self.model(model);
            names.models.push(model_names);
        }
        for enumeration in &api.enums {
            let enum_names = self.enumeration(enumeration);
            names.enums.push(enum_names);
        }
    }

    fn resource(&mut self, index: usize, resource: &Resource) -> ResourceNames {
        let place = (resource.version.product, resource.version.version);
        let parent = resource.parent.map(|(parent, side)| (parent.0, side));
        let siblings =
            self.below.entry((place.0, place.1, parent)).or_insert_with(|| Scope::new(scope::HANDLE_METHODS));
        let parent_words = resource.parent.map(|(parent, _)| self.api.resources[parent.0].wire_name.as_str());
        let key = resource.key.as_ref().map_or("key", |key| key.wire_name.as_str());
        let (collection, instance) = if resource.wire_name.is_empty() {
            let by_key = format!("by_{}", snake(key, "key"));
            (format!("{by_key}_collection"), by_key)
        } else {
            let collection = collection_name(&resource.wire_name, resource.mount_name.as_deref());
            let instance = instance_name(&collection, parent_words, key);
            (collection, instance)
        };
        let module = Scope::new(&[]).claim([singular(&collection)]);
        let sides: Vec<Side> = resource.sides().collect();
        let mut handle = |name: String, side: Side| {
            let accessor = if sides.contains(&side) { siblings.claim([name]) } else { Scope::new(&[]).claim([name]) };
            let type_name = self.types[index].claim([format!("{}Resource", camel(accessor.as_str(), "Nameless"))]);
            HandleNames { accessor, type_name, operations: Vec::new() }
        };
        let collection = handle(collection, Side::Collection);
        let instance = handle(instance, Side::Instance);
        let module = siblings.claim_module(module.as_str());
        let key = resource.key.as_ref().map(|key| Scope::new(&[]).claim([snake(&key.wire_name, "key")]));
        ResourceNames { module, collection, instance, key }
    }

    fn operations(&mut self, index: usize, handle: &Handle, side: Side, resource: &Resource) -> Vec<OperationNames> {
        let place = (resource.version.product, resource.version.version, Some((index, side)));
        let methods = self.below.entry(place).or_insert_with(|| Scope::new(scope::HANDLE_METHODS));
        let types = &mut self.types[index];
        handle
            .operations
            .iter()
            .map(|operation| OperationNames {
                method: methods.claim([snake(&operation.verb, "call"), snake(&operation.id, "call")]),
                type_name: types
                    .claim([camel(&operation.id, "Operation"), format!("{}Operation", camel(&operation.id, ""))]),
                parameters: parameters(operation),
            })
            .collect()
    }

    fn model(&mut self, model: &Model) -> ModelNames {
        let hint = camel(&format!("{} {}", singular(&model.hint[0]), model.hint[1..].join(" ")), "Model");
        let component = model.component.as_deref().and_then(|name| name.rsplit('.').next());
        let first = component.map_or_else(|| hint.clone(), |name| camel(name, "Model"));
        let mut fields = Scope::new(&[]);
        ModelNames {
            type_name: self.types[model.home.0].claim([first.clone(), format!("{first}Model"), hint]),
            fields: model
                .fields
                .iter()
                .map(|field| {
                    fields.claim([field
                        .rust_name
                        .clone()
                        .map_or_else(|| snake(&field.wire_name, "field"), |name| snake(&name, "field"))])
                })
                .collect(),
        }
    }

    fn enumeration(&mut self, enumeration: &Enum) -> EnumNames {
        let resource = &self.api.resources[enumeration.home.0];
        let owner = singular(&collection_name(&resource.wire_name, resource.mount_name.as_deref()));
        let property = enum_property(&owner, &enumeration.property);
        let verb = enumeration.verb.as_deref().unwrap_or_default();
        let mut variants = Scope::new(&[]);
        let fallback = variants.claim(["Other".to_owned()]);
        EnumNames {
            type_name: self.types[enumeration.home.0].claim([
                camel(&format!("{owner} {property}"), "Choice"),
                camel(&format!("{owner} {verb} {property}"), "Choice"),
            ]),
            variants: enumeration
                .values
                .iter()
                .map(|value| variants.claim([camel(value, "Empty"), format!("{}Value", camel(value, "Empty"))]))
                .collect(),
            fallback,
        }
    }
}

fn parameters(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::new(OPERATION_METHODS);
    if operation.body == BodyEncoding::Json {
        scope.claim(["body".to_owned()]);
    }
    let claim = |parameter: &Parameter| {
        let rust_name = parameter.rust_name.as_ref().map(|name| snake(name, "parameter"));
        let name = rust_name.unwrap_or_else(|| parameter_name(&parameter.wire_name));
        let suffix = match parameter.position {
            Position::Header => "header",
            _ => "parameter",
        };
        scope.claim([name.clone(), format!("{name}_{suffix}")])
    };
    operation.parameters.iter().map(claim).collect()
}

/// Every kind of identifier that the API uses, named by its prefixes.
fn sid_names(api: &Api) -> BTreeMap<Vec<String>, Name> {
    let fields = api.models.iter().flat_map(|model| &model.fields).map(|field| &field.value);
    let handles = api.resources.iter().flat_map(|resource| [&resource.collection, &resource.instance]);
    let operations = handles.flat_map(|handle| &handle.operations);
    let keys = api.resources.iter().filter_map(|resource| resource.key.as_ref());
    let parameters =
        operations.flat_map(|operation| &operation.parameters).chain(keys).map(|parameter| &parameter.value);
    let mut prefixes = BTreeMap::new();
    for value in fields.chain(parameters) {
        collect_sids(value, &mut prefixes);
    }
    let mut scope = Scope::new(&[]);
    prefixes.into_keys().map(|key| (key.clone(), scope.claim([casing::sid_name(&key)]))).collect()
}

fn collect_sids(value: &Type, prefixes: &mut BTreeMap<Vec<String>, ()>) {
    match value {
        Type::Sid(found) => {
            prefixes.insert(found.clone(), ());
        }
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => collect_sids(inner, prefixes),
        _ => {}
    }
}

impl Names {
    /// Every name beside what it is the name of, for people and snapshots.
    pub fn outline(&self) -> BTreeMap<String, Vec<String>> {
        let texts = |names: &[Name]| names.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>();
        let mut outline = BTreeMap::new();
        for resource in &self.resources {
            let module = resource.module.as_str();
            for handle in [&resource.collection, &resource.instance] {
                let key = format!("{module}: {}() -> {}", handle.accessor.as_str(), handle.type_name.as_str());
                let operations = handle.operations.iter();
                let lines = operations.map(|operation| {
                    let parameters = texts(&operation.parameters).join(", ");
                    format!("{}() -> {} {{ {parameters} }}", operation.method.as_str(), operation.type_name.as_str())
                });
                outline.insert(key, lines.collect());
            }
        }
        for model in &self.models {
            outline.insert(format!("struct {}", model.type_name.as_str()), texts(&model.fields));
        }
        for enumeration in &self.enums {
            let variants = [texts(&enumeration.variants), texts(std::slice::from_ref(&enumeration.fallback))].concat();
            outline.insert(format!("enum {}", enumeration.type_name.as_str()), variants);
        }
        outline
    }
}
