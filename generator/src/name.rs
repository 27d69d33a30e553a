//! Gives every item of an [`Api`] its Rust name.
//!
//! Only `Scope::claim` makes a name. Names are claimed in alphabetical order of the wire names, so that the order of
//! a document makes no difference. Later stages change the case of no word.

mod casing;
mod files;
mod naming;
mod scope;
mod symbols;
mod types;

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Endpoint, Model, Operation, Type, VersionId};
use crate::lock::{KnownName, Recognised};
use crate::name::casing::{camel, snake, version_name};
use crate::name::naming::Naming;
use crate::name::scope::{MODULE_TYPES, Scope};
use std::collections::BTreeMap;

pub use files::TypeFile;
pub use scope::Name;

/// The name of everything that callers see, indexed as the [`Api`] is.
#[derive(Debug, Default)]
pub struct Names {
    /// The names of each product.
    pub products: Vec<ProductNames>,
    /// The names of each resource.
    pub resources: Vec<ResourceNames>,
    /// The names of each model.
    pub models: Vec<ModelNames>,
    /// The names of each union.
    pub unions: Vec<UnionNames>,
    /// The names of each enum.
    pub enums: Vec<EnumNames>,
    /// Further names that callers know types by.
    pub aliases: Vec<(Type, Name)>,
    /// The types of identifiers, by their prefixes.
    pub sids: BTreeMap<Vec<String>, Name>,
}

/// A product's names.
#[derive(Debug)]
pub struct ProductNames {
    /// The module, and the method of the client: `api`.
    pub module: Name,
    /// The handle: `Api`.
    pub type_name: Name,
    /// The names of each version.
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
    /// The files of its types, in the order of their names.
    pub files: Vec<TypeFile>,
}

/// A resource's names.
#[derive(Debug)]
pub struct ResourceNames {
    /// `incoming_phone_number`.
    pub module: Name,
    /// The endpoint without a key.
    pub collection: HandleNames,
    /// The endpoint with one.
    pub instance: HandleNames,
    /// The key's argument: `sid`.
    pub key: Option<Name>,
}

impl ResourceNames {
    /// One of the two endpoints.
    pub fn handle(&self, endpoint: Endpoint) -> &HandleNames {
        match endpoint {
            Endpoint::Collection => &self.collection,
            Endpoint::Instance => &self.instance,
        }
    }
}

/// The names of an endpoint.
#[derive(Debug)]
pub struct HandleNames {
    /// The method that leads here: `incoming_phone_numbers`.
    pub accessor: Name,
    /// `IncomingPhoneNumbersResource`.
    pub type_name: Name,
    /// The names of each operation.
    pub operations: Vec<OperationNames>,
}

/// An operation's names.
#[derive(Debug)]
pub struct OperationNames {
    /// The method: `create`.
    pub method: Name,
    /// The builder: `CreateCall`.
    pub type_name: Name,
    /// The names of each parameter.
    pub parameters: Vec<Name>,
}

/// A model's names.
#[derive(Debug)]
pub struct ModelNames {
    /// `Call`.
    pub type_name: Name,
    /// The name of each field.
    pub fields: Vec<Name>,
    /// The field of additional properties: `additional_properties`.
    pub rest: Name,
}

impl ModelNames {
    /// The name for all other members, where the model has such.
    pub fn rest_if(&self, model: &Model) -> Option<&Name> {
        model.rest.as_ref().map(|_| &self.rest)
    }
}

/// The names of a union between types.
#[derive(Debug)]
pub struct UnionNames {
    /// `TypingIndicatorRequest`.
    pub type_name: Name,
    /// The name of each variant.
    pub variants: Vec<Name>,
    /// The variant for every other value: `Other`.
    pub fallback: Name,
}

/// An enumeration's names.
#[derive(Debug)]
pub struct EnumNames {
    /// `CallStatus`.
    pub type_name: Name,
    /// The variant of each value.
    pub variants: Vec<Name>,
    /// The variant for every other value: `Other`.
    pub fallback: Name,
}

/// Names everything by default names.
pub fn name(api: &Api) -> Names {
    name_known(api, &Recognised::default(), &mut Diagnostics::default())
}

/// Names everything: known items by the names that the lock gives them, and then all others. Reports names of the lock
/// that something else has.
pub(crate) fn name_known(api: &Api, known: &Recognised<'_>, diagnostics: &mut Diagnostics) -> Names {
    let mut conflicts = Vec::new();
    let mut names = Names { sids: sid_names(api, known, &mut conflicts), ..Names::default() };
    let types = types::type_names(api, &names.sids, known, &mut conflicts);
    let mut files = files::files(api, &types);
    let mut roots = Scope::of_files(scope::ROOT);
    let product_name = |index: usize| {
        let versions = 0..api.products[index].versions.len();
        versions.into_iter().find_map(|version| known.product(VersionId { product: index, version }))
    };
    (0..api.products.len()).for_each(|index| roots.hold(product_name(index)));
    for (index, product) in api.products.iter().enumerate() {
        let candidates = || [snake(&product.wire_name, "api")];
        let module = roots.claim_known(product_name(index), candidates, &mut conflicts);
        let mut scope = Scope::of_files(&[]);
        let ids = (0..product.versions.len()).map(|version| VersionId { product: index, version });
        ids.clone().for_each(|id| scope.hold(known.version(id)));
        let mut versions = Vec::new();
        for (id, version) in ids.zip(&product.versions) {
            let candidates = || [version_name(&version.wire_name)];
            let version = scope.claim_known(known.version(id), candidates, &mut conflicts);
            versions.push(VersionNames {
                type_name: Scope::new(MODULE_TYPES).claim([camel(version.as_str(), "Version")]),
                feature: feature_name(&module, &version),
                files: files.remove(&id).unwrap_or_default(),
                module: version,
            });
        }
        let type_name = Scope::new(MODULE_TYPES).claim([camel(module.as_str(), "Product")]);
        names.products.push(ProductNames { module, type_name, versions });
    }
    Naming::new(api, &names.sids, known).run(types, &mut names, &mut conflicts);
    known.report_conflicts(&conflicts, diagnostics);
    names
}

/// The feature of a version: `api-v2010`.
fn feature_name(product: &Name, version: &Name) -> String {
    format!("{}-{}", product.as_str(), version.as_str()).replace('_', "-")
}

/// A name for each test of one file.
pub fn test_names(texts: impl Iterator<Item = String>) -> impl Iterator<Item = Name> {
    let mut scope = Scope::new(&["conformance", "page_round_trip", "round_trip"]);
    texts.map(move |text| scope.claim([snake(&text, "example")]))
}

/// Every kind of identifier that the API uses, named by its prefixes.
fn sid_names<'a>(api: &Api, known: &Recognised<'a>, conflicts: &mut Vec<KnownName<'a>>) -> BTreeMap<Vec<String>, Name> {
    let fields = api.models.iter().flat_map(|model| model.values());
    let keys = api.resources.iter().filter_map(|resource| resource.key.as_ref());
    let parameters =
        api.operations().flat_map(|operation| &operation.parameters).chain(keys).map(|parameter| &parameter.value);
    let variants = api.unions.iter().flat_map(|union| &union.variants).map(|variant| &variant.value);
    let outputs = api.operations().filter_map(Operation::result);
    let mut prefixes = BTreeMap::new();
    for value in fields.chain(parameters).chain(variants).chain(outputs) {
        collect_sids(value, &mut prefixes);
    }
    let mut scope = Scope::new(&[]);
    prefixes.keys().for_each(|key| scope.hold(known.sid(key)));
    let claim = |key: Vec<String>| {
        let name = scope.claim_known(known.sid(&key), || [casing::sid_name(&key)], conflicts);
        (key, name)
    };
    prefixes.into_keys().map(claim).collect()
}

fn collect_sids(value: &Type, prefixes: &mut BTreeMap<Vec<String>, ()>) {
    match value {
        Type::Sid(found) => {
            prefixes.insert(found.clone(), ());
        }
        value => value.inner().into_iter().for_each(|inner| collect_sids(inner, prefixes)),
    }
}

impl Names {
    /// Returns the name of a model, union or enumeration.
    ///
    /// # Panics
    /// The type is none that the API defines.
    pub(crate) fn of(&self, value: &Type) -> &Name {
        match value {
            Type::Model(id) => &self.models[id.0].type_name,
            Type::Union(id) => &self.unions[id.0].type_name,
            Type::Enum(id) => &self.enums[id.0].type_name,
            other => unreachable!("{other:?} is no type of its own"),
        }
    }

    /// Every name beside what it is the name of, for people and snapshots.
    pub fn outline(&self, api: &Api) -> BTreeMap<String, Vec<String>> {
        let texts = |names: &[Name]| names.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>();
        let mut outline = BTreeMap::new();
        for (resource, known) in self.resources.iter().zip(&api.resources) {
            let module = resource.module.as_str();
            for handle in known.endpoints().map(|endpoint| resource.handle(endpoint)) {
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
        for union in &self.unions {
            let variants = [texts(&union.variants), texts(std::slice::from_ref(&union.fallback))].concat();
            outline.insert(format!("enum {}", union.type_name.as_str()), variants);
        }
        for enumeration in &self.enums {
            let variants = [texts(&enumeration.variants), texts(std::slice::from_ref(&enumeration.fallback))].concat();
            outline.insert(format!("enum {}", enumeration.type_name.as_str()), variants);
        }
        outline
    }
}
