//! Two APIs after naming in, what the types, fields and parameters of the new one were called in the old one out.

use crate::diff::{Side, without_keys};
use crate::ir::{Choice, Enum, Model, Operation, Output, Parameter, Resource, ResourceId, Side as Half, Type};
use crate::name::{Name, OperationNames, ResourceNames};
use crate::source::NodeId;
use indexmap::{IndexMap, IndexSet};
use std::collections::{HashMap, HashSet};

/// What identifies an operation, whatever it is called: server, method and path.
type Key<'a> = (&'a str, &'a str, String);

/// Whether an overlay names a type, the component that it is, and the words that name it elsewhere.
type Identity = (bool, Option<String>, Vec<String>);

/// An operation and its names, and those of the half of a resource that it belongs to.
type Named<'a> = ((&'a Operation, &'a OperationNames), (ResourceId, &'a Resource, &'a ResourceNames, Half));

fn operations<'a>(side: &'a Side<'_>) -> impl Iterator<Item = (Key<'a>, Named<'a>)> {
    let resources = side.api.resources.iter().zip(&side.names.resources).enumerate();
    let handles = resources.flat_map(|(index, (resource, names))| {
        resource.sides().map(|side| (ResourceId(index), resource, names, side)).collect::<Vec<_>>()
    });
    handles.flat_map(|half @ (_, resource, names, side)| {
        let (handle, names) = (resource.handle(side), names.handle(side));
        let key = |operation: &'a Operation| {
            (operation.server.as_str(), operation.method.as_str(), without_keys(&operation.path))
        };
        handle.operations.iter().zip(&names.operations).map(move |named| (key(named.0), (named, half)))
    })
}

/// The way through both APIs at once.
pub(super) struct Walk<'a, 'b> {
    old: &'a Side<'b>,
    new: &'a Side<'b>,
    inside: bool,
    /// The pairs of types that have been seen.
    seen: HashSet<(Type, Type, bool)>,
    /// The types of the old API, each with what has come in its place.
    pub(super) pairs: IndexSet<(Type, Type)>,
    /// By new type, what it was called.
    pub(super) known: IndexMap<Type, IndexSet<&'a str>>,
    /// By document and place, what fields, parameters and methods were called.
    pub(super) fields: Vec<(usize, NodeId, String)>,
    /// By document and place, what words were called: the word, and its name.
    pub(super) variants: Vec<(usize, NodeId, String, String)>,
    /// By module, the names of requests and handles that are called otherwise now.
    pub(super) displaced: Vec<(ResourceId, String)>,
}

impl<'a, 'b> Walk<'a, 'b> {
    /// Goes through every operation that both have.
    pub(super) fn all(old: &'a Side<'b>, new: &'a Side<'b>, inside: bool) -> Self {
        let (seen, known) = (HashSet::new(), IndexMap::new());
        let (pairs, fields, variants, displaced) = Default::default();
        let mut walk = Self { old, new, inside, seen, pairs, known, fields, variants, displaced };
        let before: HashMap<_, _> = operations(old).collect();
        let mut after: Vec<_> = operations(new).collect();
        after.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (key, operation) in after {
            if let Some(known) = before.get(&key) {
                walk.operation(*known, operation);
            }
        }
        walk
    }

    fn operation(&mut self, old: Named<'a>, new: Named<'a>) {
        self.methods(old, new);
        let ((old, old_names), (new, new_names)) = (old.0, new.0);
        let is_meant = old.id != new.id;
        let key = |parameter: &Parameter| (parameter.position as u8, parameter.wire_name.clone());
        let known: HashMap<_, _> =
            old.parameters.iter().zip(&old_names.parameters).map(|known| (key(known.0), known)).collect();
        for (parameter, name) in new.parameters.iter().zip(&new_names.parameters) {
            let Some((before, old_name)) = known.get(&key(parameter)) else { continue };
            if *old_name != name && parameter.rust_name.is_none() {
                self.fields.push((new.document, parameter.member, old_name.as_str().to_owned()));
            }
            self.value(&before.value, &parameter.value, is_meant);
        }
        let is_page = |operation: &Operation| matches!(operation.output, Output::Page { .. });
        if is_page(old) == is_page(new) {
            old.result().into_iter().zip(new.result()).for_each(|(old, new)| self.value(old, new, is_meant));
        }
        for (status, model) in &new.errors {
            if let Some((_, before)) = old.errors.iter().find(|(known, _)| known == status) {
                self.value(&Type::Model(*before), &Type::Model(*model), is_meant);
            }
        }
    }

    /// The methods that lead to the operation.
    fn methods(&mut self, old: Named<'a>, new: Named<'a>) {
        let ((before, old_names), (after, new_names)) = (old.0, new.0);
        let is_same = before.id == after.id && before.verb == after.verb;
        if is_same && old_names.method != new_names.method && after.rust_name.is_none() {
            self.fields.push((after.document, after.place, old_names.method.as_str().to_owned()));
        }
        let ((_, before, old_names, old_side), (home, after, new_names, side)) = (old.1, new.1);
        let known = [old.0.1.type_name.as_str(), old_names.handle(old_side).type_name.as_str()];
        let found = [new.0.1.type_name.as_str(), new_names.handle(side).type_name.as_str()];
        for (known, found) in known.into_iter().zip(found) {
            if known != found {
                self.displaced.push((home, known.to_owned()));
            }
        }
        let is_same = before.wire_name == after.wire_name && before.mount_name == after.mount_name;
        let (handle, name) = (after.handle(side), &old_names.handle(old_side).accessor);
        if let Some((document, place)) = handle.place.filter(|_| is_same && handle.rust_name.is_none())
            // Who is given a name comes first, with the module too.
            && (*name != new_names.handle(side).accessor || old_names.module != new_names.module)
        {
            self.fields.push((document, place, name.as_str().to_owned()));
        }
    }

    /// `is_meant` says whether what the values stand in is called otherwise on purpose, and so are they.
    fn value(&mut self, old: &Type, new: &Type, is_meant: bool) {
        let (old, new) = (bare(old), bare(new));
        let (before, after) = (self.old.api, self.new.api);
        let is_own = |value: &Type| matches!(value, Type::Model(_) | Type::Choice(_) | Type::Enum(_));
        if is_own(old) && is_own(new) {
            self.pairs.insert((old.clone(), new.clone()));
        }
        match (old, new) {
            (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => self.value(old, new, is_meant),
            (Type::Model(one), Type::Model(other)) if self.seen.insert((old.clone(), new.clone(), is_meant)) => {
                let (before, after) = (&before.models[one.0], &after.models[other.0]);
                let of = |model: &'_ Model| (model.is_named, model.component.clone(), model.hint.clone());
                let is_meant = self.named(old, new, of(before), of(after), is_meant);
                let (names, new_names) = (&self.old.names.models[one.0], &self.new.names.models[other.0]);
                for (field, name) in after.fields.iter().zip(&new_names.fields) {
                    let mut known = before.fields.iter().zip(&names.fields);
                    let known = known.find(|(known, _)| known.wire_name == field.wire_name);
                    let Some((known, old_name)) = known else { continue };
                    if old_name != name && field.rust_name.is_none() {
                        self.fields.push((after.document, field.member, old_name.as_str().to_owned()));
                    }
                    self.value(&known.value, &field.value, is_meant);
                }
                before.rest.iter().zip(&after.rest).for_each(|(old, new)| self.value(old, new, is_meant));
            }
            (Type::Choice(one), Type::Choice(other)) if self.seen.insert((old.clone(), new.clone(), is_meant)) => {
                let (before, after) = (&before.choices[one.0], &after.choices[other.0]);
                let of = |choice: &'_ Choice| (choice.is_named, choice.component.clone(), choice.hint.clone());
                let is_meant = self.named(old, new, of(before), of(after), is_meant);
                for (one, other) in self.alternatives(before, after) {
                    self.value(one, other, is_meant);
                }
            }
            // What had one type in several responses may have become a component for each.
            (Type::Model(_), Type::Choice(other)) => {
                let alternatives = after.choices[other.0].alternatives.iter();
                for alternative in alternatives.filter(|alternative| !alternative.statuses.is_empty()) {
                    self.value(old, &alternative.value, is_meant);
                }
            }
            (Type::Enum(one), Type::Enum(other)) => {
                let words = |known: &Enum| (known.owner.clone(), known.property.clone());
                let (before, after) = (&before.enums[one.0], &after.enums[other.0]);
                let is_same = words(before) == words(after) || before.name.is_some();
                if is_same || (self.inside && !is_meant) {
                    self.note(old, new);
                }
                let known = before.values.iter().zip(&self.old.names.enums[one.0].variants);
                let known: HashMap<&String, &Name> = known.collect();
                for (word, name) in after.values.iter().zip(&self.new.names.enums[other.0].variants) {
                    if let Some(known) = known.get(word).filter(|known| **known != name)
                        && !after.variant_names.contains_key(word)
                    {
                        let name = known.as_str().to_owned();
                        self.variants.push((after.document, after.place, word.clone(), name));
                    }
                }
            }
            _ => {}
        }
    }

    /// The alternatives of two choices that are the same: by their components, or else by their members; and those of
    /// which nothing else is left.
    fn alternatives(&self, before: &'a Choice, after: &'a Choice) -> Vec<(&'a Type, &'a Type)> {
        let members = |model: &Model| {
            let mut members: Vec<String> = model.fields.iter().map(|field| field.wire_name.clone()).collect();
            members.sort();
            members.join(" ")
        };
        let key = |side: &Side<'_>, value: &Type, is_by_name: bool| match bare(value) {
            Type::Model(id) if is_by_name => side.api.models[id.0].component.clone(),
            Type::Model(id) => Some(members(&side.api.models[id.0])),
            other => Some(format!("{:?}", std::mem::discriminant(other))),
        };
        let values = |choice: &'a Choice| choice.alternatives.iter().map(|alternative| &alternative.value);
        let (mut old, mut new): (Vec<&Type>, Vec<&Type>) = (values(before).collect(), values(after).collect());
        let mut pairs = Vec::new();
        for is_by_name in [true, false] {
            new.retain(|value| {
                let Some(wanted) = key(self.new, value, is_by_name) else { return true };
                let is_wanted = |known: &&Type| key(self.old, known, is_by_name).as_ref() == Some(&wanted);
                let known = old.iter().position(is_wanted);
                pairs.extend(known.map(|known| (old.remove(known), *value)));
                known.is_none()
            });
        }
        if let ([one], [other]) = (&*old, &*new) {
            pairs.push((*one, *other));
        }
        pairs
    }

    /// Notes what a type was called, unless it is called otherwise on purpose; says whether that is so for what stands
    /// in it.
    fn named(&mut self, old: &Type, new: &Type, before: Identity, after: Identity, is_meant: bool) -> bool {
        let is_named = before.0 || after.0;
        let is_renamed = !is_named && before.1.is_some() && after.1.is_some() && before.1 != after.1;
        let has_moved = is_named || before.1.is_some() != after.1.is_some();
        if has_moved || before == after || (self.inside && !is_meant && !is_renamed) {
            self.note(old, new);
        }
        // What has a name of its own gives it to what stands in it.
        is_renamed || (is_meant && before.1.is_none() && !is_named)
    }

    /// What the old type was called, the new one is to be called too.
    fn note(&mut self, old: &Type, new: &Type) {
        let known = self.known.entry(new.clone()).or_default();
        known.insert(self.old.names.of(old).1.as_str());
        let aliases = self.old.api.aliases.iter().zip(&self.old.names.aliases);
        let aliases = aliases.filter(|(alias, _)| alias.target == *old);
        known.extend(aliases.map(|(_, name)| name.as_str()));
    }
}

/// The type of a value itself, null or secret as it may be.
fn bare(value: &Type) -> &Type {
    match value {
        Type::Nullable(inner) | Type::Sensitive(inner) => bare(inner),
        value => value,
    }
}
