//! The scopes of one API, and what claims names in them.

use super::casing::{asked_camel, asked_snake, camel, collection_name, instance_name, parameter_name, snake};
use super::scope::{self, MODEL_METHODS, MODULE_TYPES, OPERATION_METHODS, Scope, VERBS};
use super::symbols::{spelled, telling};
use super::types::TypeNames;
use super::{EnumNames, HandleNames, ModelNames, Name, Names, OperationNames, ResourceNames, UnionNames};
use crate::ir::{
    Api, Endpoint, Enum, EnumId, Field, Handle, Model, ModelId, Operation, Parameter, Position, Resource, Type, Union,
    UnionId, Variant, VersionId,
};
use crate::lock::{KnownName, OperationLine, Recognised, parameter_key};
use crate::text::singular::singular;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The parent of resources: product and version, and an endpoint of a resource unless it is the top.
type Place = (usize, usize, Option<(usize, Endpoint)>);

/// The folder of a resource's file: product and version, and the resource that it hangs from unless it is the top.
type Folder = (usize, usize, Option<usize>);

/// The scopes that are open while one API is named.
pub(super) struct Naming<'a, 'k> {
    api: &'a Api,
    known: &'a Recognised<'k>,
    /// The methods below each place that resources hang from.
    below: BTreeMap<Place, Scope>,
    /// The modules in each folder: both endpoints of a resource share one.
    folders: BTreeMap<Folder, Scope>,
    /// The resources that claim each module of a folder, by the endpoints of the parent.
    module_claims: HashMap<(Folder, String), BTreeSet<Endpoint>>,
    /// The handles and builders of each resource's module.
    types: Vec<Scope>,
}

impl<'a, 'k> Naming<'a, 'k> {
    pub(super) fn new(api: &'a Api, sids: &BTreeMap<Vec<String>, Name>, known: &'a Recognised<'k>) -> Self {
        let scope = || {
            let mut scope = Scope::new(MODULE_TYPES);
            scope.reserve(sids.values());
            scope
        };
        let types = api.resources.iter().map(|_| scope()).collect();
        let (below, folders) = (BTreeMap::new(), BTreeMap::new());
        let mut naming = Self { api, known, below, folders, module_claims: module_claims(api), types };
        naming.hold();
        naming
    }

    /// Holds the names that callers know.
    fn hold(&mut self) {
        let (api, known) = (self.api, self.known);
        for (index, resource) in api.resources.iter().enumerate() {
            let siblings = self.siblings(resource);
            siblings.hold(known.resource(resource, |line| &line.collection));
            siblings.hold(known.resource(resource, |line| &line.instance));
            self.modules(resource).hold(known.resource(resource, |line| &line.module));
            let types = &mut self.types[index];
            types.hold(known.resource(resource, |line| &line.collection_type));
            types.hold(known.resource(resource, |line| &line.instance_type));
            for endpoint in [Endpoint::Collection, Endpoint::Instance] {
                for operation in &resource.handle(endpoint).operations {
                    let name = |name: fn(&'k OperationLine) -> Option<&'k String>| {
                        known.operation(resource.version, operation, name)
                    };
                    self.types[index].hold(name(|line| line.builder.as_ref()));
                    let methods = self.methods(index, endpoint, resource);
                    methods.hold(name(|line| line.method.as_ref()));
                }
            }
        }
    }

    /// Returns the scope of the methods that lead to a resource.
    fn siblings(&mut self, resource: &Resource) -> &mut Scope {
        let parent = resource.parent.map(|(parent, endpoint)| (parent.0, endpoint));
        let place = (resource.version.product, resource.version.version, parent);
        self.below.entry(place).or_insert_with(|| Scope::new(scope::HANDLE_METHODS))
    }

    /// Returns the scope of the modules beside that of a resource.
    fn modules(&mut self, resource: &Resource) -> &mut Scope {
        self.folders.entry(folder(resource)).or_insert_with(Scope::of_modules)
    }

    /// Returns the scope of the methods of a handle.
    fn methods(&mut self, index: usize, endpoint: Endpoint, resource: &Resource) -> &mut Scope {
        let place = (resource.version.product, resource.version.version, Some((index, endpoint)));
        self.below.entry(place).or_insert_with(|| Scope::new(scope::HANDLE_METHODS))
    }

    pub(super) fn run(&mut self, types: TypeNames, names: &mut Names, conflicts: &mut Vec<KnownName<'k>>) {
        let (api, known) = (self.api, self.known);
        for (id, (union, name)) in api.unions.iter().zip(types.unions.iter().cloned()).enumerate() {
            names.unions.push(union_names(api, UnionId(id), union, name, &types, known, conflicts));
        }
        for (id, (model, name)) in api.models.iter().zip(types.models).enumerate() {
            names.models.push(model_names(ModelId(id), model, name, known, conflicts));
        }
        for (id, (enumeration, name)) in api.enums.iter().zip(types.enums).enumerate() {
            names.enums.push(enum_names(EnumId(id), enumeration, name, known, conflicts));
        }
        names.aliases = types.aliases;
        // Methods first, then what leads to other resources.
        let mut operations = Vec::new();
        for (index, resource) in api.resources.iter().enumerate() {
            let endpoints = [Endpoint::Collection, Endpoint::Instance];
            operations.push(
                endpoints
                    .map(|endpoint| self.operations(index, resource.handle(endpoint), endpoint, resource, conflicts)),
            );
        }
        let of_handles = self.below.iter_mut().filter(|((_, _, handle), _)| handle.is_some());
        of_handles.for_each(|(_, methods)| methods.reserve_words(VERBS));
        // `Things` before `Thing`.
        let is_singular = |resource: &Resource| singular(&resource.wire_name) == resource.wire_name;
        let mut index = 0;
        let key = |resource: &Resource| {
            index += 1;
            let is_asked = resource.collection.rust_name.is_some() || resource.instance.rust_name.is_some();
            (!is_asked, is_singular(resource), index)
        };
        names.resources = in_order(&api.resources, key, |index, resource| self.resource(index, resource, conflicts));
        for (resource, [collection, instance]) in names.resources.iter_mut().zip(operations) {
            (resource.collection.operations, resource.instance.operations) = (collection, instance);
        }
    }

    fn resource(&mut self, index: usize, resource: &Resource, conflicts: &mut Vec<KnownName<'k>>) -> ResourceNames {
        let known = self.known;
        let (collection, instance) = accessor_words(self.api, resource);
        let module = singular(&collection);
        // `Queues/Statistics` beside `Queues/{Sid}/Statistics`: the endpoint that each hangs from tells which is which.
        let is_in_both_halves =
            self.module_claims.get(&(folder(resource), module.clone())).is_some_and(|endpoints| endpoints.len() > 1);
        let qualifier = resource.parent.filter(|_| is_in_both_halves).map(|(parent, endpoint)| {
            let (collection, instance) = accessor_words(self.api, &self.api.resources[parent.0]);
            if endpoint == Endpoint::Collection { collection } else { instance }
        });
        let qualified = |word: &str| qualifier.iter().map(String::as_str).chain([word]).collect::<Vec<_>>().join("_");
        let module = qualified(&module);
        let endpoints: Vec<Endpoint> = resource.endpoints().collect();
        let mut handle = |name: String, endpoint: Endpoint| {
            let asked = resource.handle(endpoint).rust_name.as_ref();
            let is_asked = asked.is_some();
            let name = asked.map_or(name, |asked| asked_snake(asked, "resource"));
            let candidates = [name.clone(), format!("{name}_resource")];
            let accessor = match endpoints.contains(&endpoint) {
                true => {
                    let known = known.resource(resource, |line| match endpoint {
                        Endpoint::Collection => &line.collection,
                        Endpoint::Instance => &line.instance,
                    });
                    match is_asked {
                        true => self.siblings(resource).claim_asked(known, candidates),
                        false => self.siblings(resource).claim_known(known, || candidates, conflicts),
                    }
                }
                false => Scope::new(&[]).claim(candidates),
            };
            let words = match (&resource.class_name, endpoint) {
                (None, _) => qualified(accessor.as_str()),
                (Some(class), Endpoint::Collection) => class.clone(),
                (Some(class), Endpoint::Instance) => format!("{class} instance"),
            };
            let known = known.resource(resource, |line| match endpoint {
                Endpoint::Collection => &line.collection_type,
                Endpoint::Instance => &line.instance_type,
            });
            let known = known.filter(|_| endpoints.contains(&endpoint));
            let candidates = || [format!("{}Resource", camel(&words, "Nameless"))];
            let type_name = self.types[index].claim_known(known, candidates, conflicts);
            HandleNames { accessor, type_name, operations: Vec::new() }
        };
        let collection = handle(collection, Endpoint::Collection);
        let instance = handle(instance, Endpoint::Instance);
        let known_module = known.resource(resource, |line| &line.module);
        let module = self.modules(resource).claim_known(known_module, || [module], conflicts);
        let key = resource.key.as_ref().map(|key| {
            let mut scope = Scope::new(&[]);
            let known = known.resource(resource, |line| &line.key);
            scope.hold(known);
            scope.claim_known(known, || [snake(&key.wire_name, "key")], conflicts)
        });
        ResourceNames { module, collection, instance, key }
    }

    fn operations(
        &mut self,
        index: usize,
        handle: &Handle,
        endpoint: Endpoint,
        resource: &Resource,
        conflicts: &mut Vec<KnownName<'k>>,
    ) -> Vec<OperationNames> {
        let known = self.known;
        // The plainest of several that create has the method `create`, whatever else is added.
        let key = |operation: &Operation| (operation.rust_name.is_none(), operation.id.len(), operation.id.clone());
        in_order(&handle.operations, key, |_, operation| {
            let known_name =
                |name: fn(&'k OperationLine) -> Option<&'k String>| known.operation(resource.version, operation, name);
            let methods = self.methods(index, endpoint, resource);
            let id = || snake(&operation.id, "call");
            let known_method = known_name(|line| line.method.as_ref());
            let method = match &operation.rust_name {
                Some(asked) => methods.claim_asked(known_method, [asked_snake(asked, "call"), id()]),
                None => methods.claim_known(known_method, || [snake(&operation.verb, "call"), id()], conflicts),
            };
            let candidates = || [camel(&operation.id, "Operation"), format!("{}Operation", camel(&operation.id, ""))];
            let builder = known_name(|line| line.builder.as_ref());
            let type_name = self.types[index].claim_known(builder, candidates, conflicts);
            let parameters = parameters(operation, resource.version, known, conflicts);
            OperationNames { method, type_name, parameters }
        })
    }
}

fn model_names<'k>(
    id: ModelId,
    model: &Model,
    type_name: Name,
    known: &Recognised<'k>,
    conflicts: &mut Vec<KnownName<'k>>,
) -> ModelNames {
    let mut fields = Scope::new(MODEL_METHODS);
    let known_name = |field: &Field| known.part(&Type::Model(id), &field.wire_name);
    // Ours, and so that no property that is added takes it away.
    let rest = fields.claim(["additional_properties".to_owned()]);
    model.fields.iter().for_each(|field| fields.hold(known_name(field)));
    let claim = |_, field: &Field| {
        let candidates = |name: String| {
            let suffixed = format!("{name}_member");
            [name, snake(&spelled(&field.wire_name), "field"), suffixed]
        };
        match &field.rust_name {
            Some(asked) => fields.claim_asked(known_name(field), candidates(asked_snake(asked, "field"))),
            None => {
                let candidates = || candidates(snake(&telling(&field.wire_name), "field"));
                fields.claim_known(known_name(field), candidates, conflicts)
            }
        }
    };
    let key = |field: &Field| (field.rust_name.is_none(), distance(&field.wire_name), field.wire_name.clone());
    let fields = in_order(&model.fields, key, claim);
    ModelNames { type_name, fields, rest }
}

fn union_names<'k>(
    api: &Api,
    id: UnionId,
    union: &Union,
    type_name: Name,
    types: &TypeNames,
    known: &Recognised<'k>,
    conflicts: &mut Vec<KnownName<'k>>,
) -> UnionNames {
    let mut variants = Scope::new(&[]);
    let fallback = variants.claim(["Other".to_owned()]);
    (0..union.variants.len()).for_each(|index| variants.hold(known.variant(id, index)));
    let variant = |index, variant: &Variant| {
        let label = label(&variant.value, api, types);
        variants.claim_known(known.variant(id, index), || [label.clone(), format!("{label}Value")], conflicts)
    };
    // Of several lists, say, it is not the place in the document that tells which has the plain name.
    let key = |variant: &Variant| {
        std::iter::successors(Some(&variant.value), |value| value.inner())
            .map(|value| label(value, api, types))
            .collect::<Vec<_>>()
    };
    let variants = in_order(&union.variants, key, variant);
    UnionNames { type_name, variants, fallback }
}

fn enum_names<'k>(
    id: EnumId,
    enumeration: &Enum,
    type_name: Name,
    known: &Recognised<'k>,
    conflicts: &mut Vec<KnownName<'k>>,
) -> EnumNames {
    let mut variants = Scope::new(&[]);
    let known_name = |value: &String| known.part(&Type::Enum(id), value);
    let fallback = variants.claim(["Other".to_owned()]);
    enumeration.values.iter().for_each(|value| variants.hold(known_name(value)));
    let claim = |_, value: &String| {
        let candidates = |name: String| {
            let suffixed = format!("{name}Value");
            [name, camel(&spelled(value), "Empty"), suffixed]
        };
        if let Some(asked) = enumeration.variant_names.get(value) {
            return variants.claim_asked(known_name(value), candidates(asked_camel(asked, "Empty")));
        }
        let words = enumeration.document_names.get(value).unwrap_or(value);
        variants.claim_known(known_name(value), || candidates(camel(&telling(words), "Empty")), conflicts)
    };
    // What is given a name has it before others; then what is written as it is called.
    let order = |value: &String| {
        let is_asked = enumeration.variant_names.contains_key(value);
        (!is_asked, !enumeration.document_names.contains_key(value), !value.is_empty(), distance(value))
    };
    let variants = in_order(&enumeration.values, order, claim);
    EnumNames { type_name, variants, fallback }
}

/// The folder that the file of a resource is in.
fn folder(resource: &Resource) -> Folder {
    (resource.version.product, resource.version.version, resource.parent.map(|(parent, _)| parent.0))
}

/// Counts the endpoints of a parent from which resources ask for one module.
fn module_claims(api: &Api) -> HashMap<(Folder, String), BTreeSet<Endpoint>> {
    let mut claims: HashMap<(Folder, String), BTreeSet<Endpoint>> = HashMap::new();
    for resource in &api.resources {
        let module = singular(&accessor_words(api, resource).0);
        claims.entry((folder(resource), module)).or_default().extend(resource.parent.map(|(_, endpoint)| endpoint));
    }
    claims
}

/// Returns the words of the methods that lead to the two endpoints of a resource.
fn accessor_words(api: &Api, resource: &Resource) -> (String, String) {
    if resource.wire_name.is_empty() {
        return ("by_key_collection".to_owned(), "by_key".to_owned());
    }
    let collection = collection_name(&resource.wire_name, resource.mount_name.as_deref());
    let parent = resource.parent.map(|(parent, _)| api.resources[parent.0].wire_name.as_str());
    let instance = instance_name(&collection, parent);
    (collection, instance)
}

/// Returns the default name of a variant with such a value.
fn label(value: &Type, api: &Api, types: &TypeNames) -> String {
    match value {
        Type::Model(_) | Type::Union(_) => types.of(value).as_str().to_owned(),
        Type::Enum(id) => camel(&api.enums[id.0].property, "Word"),
        Type::Nullable(inner) | Type::Sensitive(inner) => label(inner, api, types),
        // What it holds tells one from another that joins it.
        Type::List(inner) => format!("{}List", label(inner, api, types)),
        Type::Map(inner) => format!("{}Map", label(inner, api, types)),
        Type::Sid(_) => "Sid".to_owned(),
        Type::String => "Text".to_owned(),
        Type::Integer32 | Type::Integer64 => "Integer".to_owned(),
        Type::Float | Type::Decimal | Type::DecimalText => "Number".to_owned(),
        plain => camel(&format!("{plain:?}"), "Value"),
    }
}

fn parameters<'k>(
    operation: &Operation,
    version: VersionId,
    known: &Recognised<'k>,
    conflicts: &mut Vec<KnownName<'k>>,
) -> Vec<Name> {
    let mut scope = Scope::new(OPERATION_METHODS);
    let known_name = |parameter: &Parameter| {
        known.operation(version, operation, |line| line.parameters.get(&parameter_key(parameter)))
    };
    operation.parameters.iter().for_each(|parameter| scope.hold(known_name(parameter)));
    let claim = |_, parameter: &Parameter| {
        let suffix = match parameter.position {
            Position::Header => "header",
            Position::Json => "member",
            _ => "parameter",
        };
        let candidates = |name: String| {
            let suffixed = format!("{name}_{suffix}");
            [name, snake(&spelled(&parameter.wire_name), "parameter"), suffixed]
        };
        match &parameter.rust_name {
            Some(asked) => scope.claim_asked(known_name(parameter), candidates(asked_snake(asked, "parameter"))),
            None => {
                let candidates = || candidates(parameter_name(&parameter.wire_name));
                scope.claim_known(known_name(parameter), candidates, conflicts)
            }
        }
    };
    // The whole body is ours to name; who is given a name has it before others.
    let key = |known: &Parameter| {
        let is_body = known.position == Position::Body;
        (!is_body, known.rust_name.is_none(), distance(&known.wire_name), known.wire_name.clone())
    };
    in_order(&operation.parameters, key, claim)
}

/// Returns how far a text is from its Rust name: 0 where it is that name, 1 where only its case or what is between its
/// words differs, 2 where it has other symbols. The nearest of several texts has the plain name.
fn distance(text: &str) -> usize {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    match () {
        () if text == snake(text, "") || text == camel(text, "") => 0,
        () if text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.chars().all(is_plain) => 1,
        () => 2,
    }
}

/// Makes one of each item, in the order of their keys; the result is in the order of the items.
pub(super) fn in_order<T, K: Ord, R>(
    items: &[T],
    mut key: impl FnMut(&T) -> K,
    mut make: impl FnMut(usize, &T) -> R,
) -> Vec<R> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|index| key(&items[*index]));
    let mut made: Vec<(usize, R)> = order.into_iter().map(|index| (index, make(index, &items[index]))).collect();
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}
