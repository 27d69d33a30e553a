//! The scopes of one API, and what claims names in them.

use super::casing::{camel, collection_name, enum_property, instance_name, parameter_name, singular, snake};
use super::scope::{self, MODEL_METHODS, MODULE_TYPES, OPERATION_METHODS, Scope};
use super::visibility::{Modules, Visibility};
use super::{ChoiceNames, EnumNames, HandleNames, ModelNames, Name, Names, OperationNames, ResourceNames};
use crate::ir::{
    Alternative, Api, BodyEncoding, Choice, Enum, Field, Handle, Model, Operation, Parameter, Position, Resource,
    ResourceId, Side, Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// What resources hang from: product and version, and half of a resource unless it is the top.
type Place = (usize, usize, Option<(usize, Side)>);

/// The scopes that are open while one API is named.
pub(super) struct Naming<'a> {
    api: &'a Api,
    /// The modules and methods below each place that resources hang from.
    below: BTreeMap<Place, Scope>,
    /// The types of each resource's module.
    types: Vec<Scope>,
    visibility: Visibility,
}

impl<'a> Naming<'a> {
    pub(super) fn new(api: &'a Api, sids: &BTreeMap<Vec<String>, Name>) -> Self {
        let scope = || {
            let mut scope = Scope::new(MODULE_TYPES);
            scope.reserve(sids.values());
            scope
        };
        let types = api.resources.iter().map(|_| scope()).collect();
        Self { api, below: BTreeMap::new(), types, visibility: Visibility::new(api) }
    }

    pub(super) fn run(&mut self, names: &mut Names) {
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
        let model = |model: &Model| (model.component.is_none(), model.component.clone(), model.hint.clone());
        names.models = in_order(&api.models, model, |index, model| self.model(index, model));
        let choice = |choice: &Choice| (choice.component.is_none(), choice.component.clone(), choice.hint.clone());
        names.choices = in_order(&api.choices, choice, |index, choice| self.choice(index, choice, names));
        let enumeration = |known: &Enum| {
            let Enum { component, property, verb, values, .. } = known;
            (component.is_none(), component.clone(), property.clone(), verb.clone(), values.clone())
        };
        names.enums = in_order(&api.enums, enumeration, |index, known| self.enumeration(index, known));
        self.guests(names);
    }

    /// Notes which modules can name the types of others.
    fn guests(&self, names: &mut Names) {
        let Names { resources, models, choices, enums, .. } = names;
        let mut note = |home: ResourceId, name: &Name, modules: &Modules| {
            for module in modules.iter().filter(|module| **module != home.0) {
                resources[*module].guests.insert((home, name.clone()));
            }
        };
        for (index, model) in self.api.models.iter().enumerate() {
            note(model.home, &models[index].type_name, &self.visibility.models[index]);
        }
        for (index, choice) in self.api.choices.iter().enumerate() {
            note(choice.home, &choices[index].type_name, &self.visibility.choices[index]);
        }
        for (index, enumeration) in self.api.enums.iter().enumerate() {
            note(enumeration.home, &enums[index].type_name, &self.visibility.enums[index]);
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
        ResourceNames { module, collection, instance, key, guests: BTreeSet::new() }
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

    fn model(&mut self, index: usize, model: &Model) -> ModelNames {
        let hint = camel(&format!("{} {}", singular(&model.hint[0]), model.hint[1..].join(" ")), "Model");
        let component = model.component.as_deref().and_then(|name| name.rsplit('.').next());
        let first = component.map_or_else(|| hint.clone(), |name| camel(name, "Model"));
        let full = model.component.as_deref().map_or_else(|| hint.clone(), |name| camel(name, "Model"));
        let mut fields = Scope::new(MODEL_METHODS);
        let claim = |_, field: &Field| {
            let name = field.rust_name.as_ref().unwrap_or(&field.wire_name);
            let name = snake(name, "field");
            fields.claim([name.clone(), format!("{name}_member")])
        };
        ModelNames {
            type_name: Scope::claim_in_all(
                &mut self.types,
                &self.visibility.models[index],
                [first.clone(), format!("{first}Model"), full],
            ),
            fields: in_order(&model.fields, |field| field.wire_name.clone(), claim),
            rest: fields.claim(["additional_properties".to_owned(), "other_members".to_owned()]),
        }
    }

    fn choice(&mut self, index: usize, choice: &Choice, names: &Names) -> ChoiceNames {
        let hint = camel(&format!("{} {}", singular(&choice.hint[0]), choice.hint[1..].join(" ")), "Choice");
        let component = choice.component.as_deref().and_then(|name| name.rsplit('.').next());
        let first = component.map_or_else(|| hint.clone(), |name| camel(name, "Choice"));
        let full = choice.component.as_deref().map_or_else(|| hint.clone(), |name| camel(name, "Choice"));
        let mut variants = Scope::new(&[]);
        let fallback = variants.claim(["Other".to_owned()]);
        let variant = |alternative: &Alternative| {
            let label = label(&alternative.value, self.api, names);
            variants.claim([label.clone(), format!("{label}Value")])
        };
        ChoiceNames {
            variants: choice.alternatives.iter().map(variant).collect(),
            type_name: Scope::claim_in_all(
                &mut self.types,
                &self.visibility.choices[index],
                [first.clone(), format!("{first}Choice"), full],
            ),
            fallback,
        }
    }

    fn enumeration(&mut self, index: usize, enumeration: &Enum) -> EnumNames {
        let resource = &self.api.resources[enumeration.home.0];
        let owner = match &enumeration.component {
            Some(component) => snake(component, "component"),
            None => singular(&collection_name(&resource.wire_name, resource.mount_name.as_deref())),
        };
        let property = enum_property(&owner, &enumeration.property);
        let verb = &enumeration.verb;
        let mut variants = Scope::new(&[]);
        let fallback = variants.claim(["Other".to_owned()]);
        EnumNames {
            type_name: Scope::claim_in_all(
                &mut self.types,
                &self.visibility.enums[index],
                [
                    camel(&format!("{owner} {property}"), "Choice"),
                    camel(&format!("{owner} {verb} {property}"), "Choice"),
                ],
            ),
            variants: enumeration
                .values
                .iter()
                .map(|value| match value.strip_prefix('-').filter(|_| enumeration.is_integer) {
                    Some(number) => format!("minus {number}"),
                    None => value.clone(),
                })
                .map(|value| variants.claim([camel(&value, "Empty"), format!("{}Value", camel(&value, "Empty"))]))
                .collect(),
            fallback,
        }
    }
}

/// What a variant is called that holds such a value.
fn label(value: &Type, api: &Api, names: &Names) -> String {
    match value {
        Type::Model(id) => names.models[id.0].type_name.as_str().to_owned(),
        Type::Choice(id) => camel(&api.choices[id.0].hint.join(" "), "Choice"),
        Type::Enum(id) => camel(&api.enums[id.0].property, "Word"),
        Type::Nullable(inner) | Type::Sensitive(inner) => label(inner, api, names),
        Type::List(_) => "List".to_owned(),
        Type::Map(_) => "Map".to_owned(),
        Type::Sid(_) => "Sid".to_owned(),
        Type::String => "Text".to_owned(),
        Type::Integer32 | Type::Integer64 => "Integer".to_owned(),
        Type::Float | Type::Decimal | Type::DecimalText => "Number".to_owned(),
        plain => camel(&format!("{plain:?}"), "Value"),
    }
}

fn parameters(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::new(OPERATION_METHODS);
    if matches!(operation.body, BodyEncoding::Json(..)) {
        scope.claim(["body".to_owned()]);
    }
    let claim = |_, parameter: &Parameter| {
        let rust_name = parameter.rust_name.as_ref().map(|name| snake(name, "parameter"));
        let name = rust_name.unwrap_or_else(|| parameter_name(&parameter.wire_name));
        let suffix = match parameter.position {
            Position::Header => "header",
            Position::Json => "member",
            _ => "parameter",
        };
        scope.claim([name.clone(), format!("{name}_{suffix}")])
    };
    in_order(&operation.parameters, |parameter| parameter.wire_name.clone(), claim)
}

/// Makes one of each item, in the order of their keys; the result is in the order of the items.
fn in_order<T, K: Ord, R>(items: &[T], key: impl Fn(&T) -> K, mut make: impl FnMut(usize, &T) -> R) -> Vec<R> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|index| key(&items[*index]));
    let mut made: Vec<(usize, R)> = order.into_iter().map(|index| (index, make(index, &items[index]))).collect();
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}
