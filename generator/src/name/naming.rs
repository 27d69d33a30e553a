//! The scopes of one API, and what claims names in them.

use super::casing::{
    asked_camel, asked_snake, camel, collection_name, enum_property, instance_name, parameter_name, snake,
};
use super::guests::{Guests, Offered, guests, offer};
use super::scope::{self, MODEL_METHODS, MODULE_TYPES, OPERATION_METHODS, Scope, VERBS};
use super::{ChoiceNames, EnumNames, HandleNames, ModelNames, Name, Names, OperationNames, ResourceNames};
use crate::ir::visibility::Visibility;
use crate::ir::{
    Alias, Alternative, Api, Choice, ChoiceId, Enum, EnumId, Field, Handle, Model, ModelId, Operation, Parameter,
    Position, Resource, ResourceId, Side, Type,
};
use crate::singular::singular;
use std::collections::BTreeMap;

/// The home of a type, and its name.
type Settled = (ResourceId, Name);

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
    /// Every type that is named so far.
    order: Vec<Type>,
    offered: Offered,
    /// What is given a name and is still to be offered beside its home.
    pending: Vec<(Type, Settled)>,
    /// By index, the choices and enumerations whose names an overlay asks for.
    asked: (BTreeMap<usize, Settled>, BTreeMap<usize, Settled>),
}

impl<'a> Naming<'a> {
    pub(super) fn new(api: &'a Api, sids: &BTreeMap<Vec<String>, Name>) -> Self {
        let scope = || {
            let mut scope = Scope::new(MODULE_TYPES);
            scope.reserve(sids.values());
            scope
        };
        let types = api.resources.iter().map(|_| scope()).collect();
        Self {
            api,
            below: BTreeMap::new(),
            types,
            visibility: Visibility::new(api),
            order: Vec::new(),
            offered: Offered::new(),
            pending: Vec::new(),
            asked: Default::default(),
        }
    }

    pub(super) fn run(&mut self, names: &mut Names) {
        let api = self.api;
        self.asked();
        // Types first, so that no new operation renames them; then methods, then what leads to other resources.
        let model = |model: &Model| {
            // What is named by its position gives way to what is called like that.
            let is_number = |word: &str| word.parse::<usize>().is_ok();
            let is_numbered = model.hint.last().is_some_and(|word| word.rsplit(' ').next().is_some_and(is_number));
            let Model { is_named, component, hint, .. } = model;
            (!is_named, component.is_none(), component.clone(), is_numbered, hint.clone())
        };
        names.models = in_order(&api.models, model, |index, model| self.model(index, model));
        let choice = |choice: &Choice| (choice.component.is_none(), choice.component.clone(), choice.hint.clone());
        names.choices = in_order(&api.choices, choice, |index, choice| self.choice(index, choice, names));
        let enumeration = |known: &Enum| {
            let Enum { owner, is_component, property, values, .. } = known;
            (!is_component, owner.clone(), property.clone(), values.clone())
        };
        names.enums = in_order(&api.enums, enumeration, |index, known| self.enumeration(index, known));
        self.offer_asked();
        let settled = |value: &Type| (value.clone(), (names.of(value).0, names.of(value).1.clone()));
        let settled: Vec<_> = self.order.iter().map(settled).collect();
        offer(&settled, api, &mut self.types, &self.visibility, &mut self.offered);
        let guests = guests(api, names, &self.offered, &self.visibility);
        names.aliases = in_order(&api.aliases, |alias| alias.name.clone(), |_, alias| self.alias(alias));
        let mut operations = Vec::new();
        for (index, resource) in api.resources.iter().enumerate() {
            let sides = [Side::Collection, Side::Instance];
            operations.push(sides.map(|side| self.operations(index, resource.handle(side), side, resource)));
        }
        self.below.values_mut().for_each(|methods| methods.reserve_words(VERBS));
        // `Things` before `Thing`.
        let is_singular = |resource: &Resource| singular(&resource.wire_name) == resource.wire_name;
        let mut index = 0;
        let key = |resource: &Resource| {
            index += 1;
            let is_asked = resource.collection.rust_name.is_some() || resource.instance.rust_name.is_some();
            (!is_asked, is_singular(resource), index)
        };
        names.resources = in_order(&api.resources, key, |index, resource| self.resource(index, resource));
        for (resource, [collection, instance]) in names.resources.iter_mut().zip(operations) {
            (resource.collection.operations, resource.instance.operations) = (collection, instance);
        }
        for (resource, guests) in names.resources.iter_mut().zip(guests) {
            resource.guests = guests;
        }
    }

    /// Names what overlays ask a name for, so that nothing else has it; models come first by themselves.
    fn asked(&mut self) {
        for (index, choice) in self.api.choices.iter().enumerate().filter(|(_, choice)| choice.is_named) {
            let name = asked_camel(&choice.hint.join(" "), "Choice");
            let candidates = [name.clone(), format!("{name}Choice")];
            let settled = self.settle(Type::Choice(ChoiceId(index)), choice.first_use, candidates, true);
            self.asked.0.insert(index, settled);
        }
        for (index, enumeration) in self.api.enums.iter().enumerate() {
            let Some(name) = enumeration.name.as_ref().map(|name| asked_camel(name, "Choice")) else { continue };
            let candidates = [name.clone(), format!("{name}Choice")];
            let settled = self.settle(Type::Enum(EnumId(index)), enumeration.first_use, candidates, true);
            self.asked.1.insert(index, settled);
        }
    }

    /// Gives a type its name and its place: of the modules that lead to it, the first one in which its name is free.
    /// What is given a name has it in all of them, but for the homes of what is given the same, before others have theirs.
    fn settle<const N: usize>(
        &mut self,
        value: Type,
        first: ResourceId,
        candidates: [String; N],
        is_asked: bool,
    ) -> Settled {
        if !is_asked {
            self.offer_asked();
        }
        let modules = self.visibility.modules(&value).into_iter().flatten();
        let is_free = |module: &&usize| self.types[**module].is_free(&candidates[0]);
        let free = Some(&first.0).filter(is_free).or_else(|| modules.into_iter().find(is_free));
        let home = free.map_or(first, |module| ResourceId(*module));
        let name = self.types[home.0].claim(candidates);
        if is_asked {
            self.pending.push((value.clone(), (home, name.clone())));
        }
        self.order.push(value);
        (home, name)
    }

    /// Gives what is given a name that name in all modules that lead to it.
    fn offer_asked(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        offer(&pending, self.api, &mut self.types, &self.visibility, &mut self.offered);
    }

    fn resource(&mut self, index: usize, resource: &Resource) -> ResourceNames {
        let place = (resource.version.product, resource.version.version);
        let parent = resource.parent.map(|(parent, side)| (parent.0, side));
        let siblings = self.below.entry((place.0, place.1, parent)).or_insert_with(|| {
            let mut methods = Scope::new(scope::HANDLE_METHODS);
            methods.reserve_words(if parent.is_some() { VERBS } else { &[] });
            methods
        });
        let parent_words = resource.parent.map(|(parent, _)| self.api.resources[parent.0].wire_name.as_str());
        let (collection, instance) = if resource.wire_name.is_empty() {
            ("by_key_collection".to_owned(), "by_key".to_owned())
        } else {
            let collection = collection_name(&resource.wire_name, resource.mount_name.as_deref());
            let instance = instance_name(&collection, parent_words);
            (collection, instance)
        };
        let module = Scope::new(&[]).claim([singular(&collection)]);
        let sides: Vec<Side> = resource.sides().collect();
        let mut handle = |name: String, side: Side| {
            let asked = resource.handle(side).rust_name.as_ref();
            let name = asked.map_or(name, |asked| asked_snake(asked, "resource"));
            let candidates = [name.clone(), format!("{name}_resource")];
            let mut unused = Scope::new(&[]);
            let accessor = if sides.contains(&side) { &mut *siblings } else { &mut unused }.claim(candidates);
            let words = match (&resource.class_name, side) {
                (None, _) => accessor.as_str().to_owned(),
                (Some(class), Side::Collection) => class.clone(),
                (Some(class), Side::Instance) => format!("{class} instance"),
            };
            let type_name = self.types[index].claim([format!("{}Resource", camel(&words, "Nameless"))]);
            HandleNames { accessor, type_name, operations: Vec::new() }
        };
        let collection = handle(collection, Side::Collection);
        let instance = handle(instance, Side::Instance);
        let module = siblings.claim_module(module.as_str());
        let key = resource.key.as_ref().map(|key| Scope::new(&[]).claim([snake(&key.wire_name, "key")]));
        ResourceNames { module, collection, instance, key, guests: Guests::default() }
    }

    fn operations(&mut self, index: usize, handle: &Handle, side: Side, resource: &Resource) -> Vec<OperationNames> {
        let place = (resource.version.product, resource.version.version, Some((index, side)));
        let methods = self.below.entry(place).or_insert_with(|| Scope::new(scope::HANDLE_METHODS));
        let types = &mut self.types[index];
        // The plainest of several that create has the method `create`, whatever else is added.
        let key = |operation: &Operation| (operation.rust_name.is_none(), operation.id.len(), operation.id.clone());
        in_order(&handle.operations, key, |_, operation| OperationNames {
            method: methods.claim([
                match &operation.rust_name {
                    Some(asked) => asked_snake(asked, "call"),
                    None => snake(&operation.verb, "call"),
                },
                snake(&operation.id, "call"),
            ]),
            type_name: types
                .claim([camel(&operation.id, "Operation"), format!("{}Operation", camel(&operation.id, ""))]),
            parameters: parameters(operation),
        })
    }

    fn model(&mut self, index: usize, model: &Model) -> ModelNames {
        let words = model.hint.join(" ");
        let hint = if model.is_named { asked_camel(&words, "Model") } else { camel(&words, "Model") };
        let component = model.component.as_deref().and_then(|name| name.rsplit('.').next());
        let first = component.map_or_else(|| hint.clone(), |name| camel(name, "Model"));
        let full = model.component.as_deref().map_or_else(|| hint.clone(), |name| camel(name, "Model"));
        let mut fields = Scope::new(MODEL_METHODS);
        // Ours, and so that no property that is added takes it away.
        let rest = fields.claim(["additional_properties".to_owned()]);
        let claim = |_, field: &Field| {
            let asked = field.rust_name.as_ref().map(|name| asked_snake(name, "field"));
            let name = asked.unwrap_or_else(|| snake(&field.wire_name, "field"));
            fields.claim([name.clone(), format!("{name}_member")])
        };
        let candidates = [first.clone(), format!("{first}Model"), full];
        let (home, type_name) = self.settle(Type::Model(ModelId(index)), model.first_use, candidates, model.is_named);
        ModelNames {
            home,
            type_name,
            fields: in_order(&model.fields, |field| (field.rust_name.is_none(), field.wire_name.clone()), claim),
            rest,
        }
    }

    fn choice(&mut self, index: usize, choice: &Choice, names: &Names) -> ChoiceNames {
        let hint = camel(&choice.hint.join(" "), "Choice");
        let component = choice.component.as_deref().and_then(|name| name.rsplit('.').next());
        let first = component.map_or_else(|| hint.clone(), |name| camel(name, "Choice"));
        let full = choice.component.as_deref().map_or_else(|| hint.clone(), |name| camel(name, "Choice"));
        let mut variants = Scope::new(&[]);
        let fallback = variants.claim(["Other".to_owned()]);
        let variant = |_, alternative: &Alternative| {
            let label = label(&alternative.value, self.api, names);
            variants.claim([label.clone(), format!("{label}Value")])
        };
        // Of several lists, say, it is not the place in the document that tells which has the plain name.
        let key = |alternative: &Alternative| {
            std::iter::successors(Some(&alternative.value), |value| value.inner())
                .map(|value| label(value, self.api, names))
                .collect::<Vec<_>>()
        };
        let variants = in_order(&choice.alternatives, key, variant);
        let (home, type_name) = self.asked.0.remove(&index).unwrap_or_else(|| {
            let candidates = [first.clone(), format!("{first}Choice"), full];
            self.settle(Type::Choice(ChoiceId(index)), choice.first_use, candidates, false)
        });
        ChoiceNames { home, type_name, variants, fallback }
    }

    fn alias(&mut self, alias: &Alias) -> Name {
        let name = asked_camel(&alias.name, "Alias");
        self.types[alias.home.0].claim([name.clone(), format!("{name}Alias")])
    }

    fn enumeration(&mut self, index: usize, enumeration: &Enum) -> EnumNames {
        let name = property_name(&enumeration.owner, &enumeration.property);
        let mut variants = Scope::new(&[]);
        let fallback = variants.claim(["Other".to_owned()]);
        let claim = |_, value: &String| {
            let name = match value.strip_prefix('-').filter(|_| enumeration.is_integer) {
                _ if let Some(name) = enumeration.variant_names.get(value) => asked_camel(name, "Empty"),
                Some(number) => camel(&format!("minus {number}"), "Empty"),
                None => camel(value, "Empty"),
            };
            variants.claim([name.clone(), format!("{name}Value")])
        };
        let (home, type_name) = self.asked.1.remove(&index).unwrap_or_else(|| {
            let candidates = [name.clone(), format!("{name}Choice")];
            self.settle(Type::Enum(EnumId(index)), enumeration.first_use, candidates, false)
        });
        EnumNames {
            home,
            type_name,
            // What is given a name has it before others.
            variants: in_order(&enumeration.values, |value| !enumeration.variant_names.contains_key(value), claim),
            fallback,
        }
    }
}

/// The type of what an owner has under this name.
fn property_name(owner: &str, property: &str) -> String {
    let owner = snake(owner, "owner");
    camel(&format!("{owner} {}", enum_property(&owner, property)), "Choice")
}

/// What a variant is called that holds such a value.
fn label(value: &Type, api: &Api, names: &Names) -> String {
    match value {
        Type::Model(id) => names.models[id.0].type_name.as_str().to_owned(),
        Type::Choice(id) => camel(&api.choices[id.0].hint.join(" "), "Choice"),
        Type::Enum(id) => camel(&api.enums[id.0].property, "Word"),
        Type::Nullable(inner) | Type::Sensitive(inner) => label(inner, api, names),
        // What it holds tells one from another that joins it.
        Type::List(inner) => format!("{}List", label(inner, api, names)),
        Type::Map(inner) => format!("{}Map", label(inner, api, names)),
        Type::Sid(_) => "Sid".to_owned(),
        Type::String => "Text".to_owned(),
        Type::Integer32 | Type::Integer64 => "Integer".to_owned(),
        Type::Float | Type::Decimal | Type::DecimalText => "Number".to_owned(),
        plain => camel(&format!("{plain:?}"), "Value"),
    }
}

fn parameters(operation: &Operation) -> Vec<Name> {
    let mut scope = Scope::new(OPERATION_METHODS);
    let claim = |_, parameter: &Parameter| {
        let rust_name = parameter.rust_name.as_ref().map(|name| asked_snake(name, "parameter"));
        let name = rust_name.unwrap_or_else(|| parameter_name(&parameter.wire_name));
        let suffix = match parameter.position {
            Position::Header => "header",
            Position::Json => "member",
            _ => "parameter",
        };
        scope.claim([name.clone(), format!("{name}_{suffix}")])
    };
    // The whole body is ours to name; who is given a name has it before others.
    let key =
        |known: &Parameter| (known.position != Position::Body, known.rust_name.is_none(), known.wire_name.clone());
    in_order(&operation.parameters, key, claim)
}

/// Makes one of each item, in the order of their keys; the result is in the order of the items.
fn in_order<T, K: Ord, R>(items: &[T], mut key: impl FnMut(&T) -> K, mut make: impl FnMut(usize, &T) -> R) -> Vec<R> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|index| key(&items[*index]));
    let mut made: Vec<(usize, R)> = order.into_iter().map(|index| (index, make(index, &items[index]))).collect();
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}
