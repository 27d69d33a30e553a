//! Lowers `oneOf` and `anyOf` to a union.

use super::Lowering;
use super::schema::plain_type;
use crate::diagnostic::{Code, Diagnostic, same_of};
use crate::ir::{Constraints, ResourceId, Type, Union, UnionId, Variant};
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
use crate::source::NodeId;
use indexmap::IndexMap;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::HashMap;

/// The maximum number of variants of a union: each is compared with all others.
const VARIANT_LIMIT: usize = 250;

impl Lowering<'_> {
    /// Returns the type of a schema with variants. Variants that all have one scalar type are not a union.
    pub(super) fn union(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> Type {
        if let Some(known) = self.unions.get(&self.here(resource, id)) {
            return Type::Union(*known);
        }
        let document = self.document;
        let schema = document.schema(id);
        let schemas = self.meaningful(&schema.one_of);
        if schemas.len() > VARIANT_LIMIT {
            let message = format!("this is a union of more than {VARIANT_LIMIT} schemas");
            self.report(Diagnostic::new(Code::DocumentTooLarge, message), schema.place);
            return Type::Json;
        }
        // A variant that says nothing allows any value, unless it is there to allow `null`.
        let says_nothing = |id: &SchemaId| {
            let other = document.schema(*id);
            !schemas.contains(id) && !other.nullable && other.required.is_empty()
        };
        if schema.one_of.iter().any(says_nothing) {
            return Type::Json;
        }
        if let [only] = *schemas {
            // A single object or list is a union, because variants may be added. A text, a number, or a variant beside
            // `null` is not.
            let other = document.schema(only);
            let is_scalar = plain_type(other).is_some() || !other.enumeration.is_empty();
            let may_grow = !schema.is_any_of && !schema.nullable && !is_scalar;
            if !may_grow {
                return self.inner_type(id, only, resource, words);
            }
        }
        self.check_mapping(schema);
        let union = self.new_union(schema.place, resource, words);
        self.unions.insert(self.here(resource, id), union);
        self.taken.types.insert(schema.place);
        let discriminator = schema.discriminator.as_ref().map(|discriminator| discriminator.property.clone());
        let constraints = Constraints { format: None, item: None, ..self.constraints(schema) };
        let name = self.asked_name(id).map(str::to_owned);
        let known = &mut self.api.unions[union.0];
        (known.component, known.name) = (schema.component.clone(), name);
        known.description.clone_from(&schema.description);
        known.constraints = constraints;
        known.discriminator = discriminator;
        let labels = self.labels(&schemas);
        let variants = self.variants(&schemas, resource, words, &labels);
        match variants.as_slice() {
            // A scalar refers to no other type, so nothing refers to this union.
            [(_, only)] if is_scalar(&only.value) && self.api.unions.len() == union.0 + 1 => {
                self.api.unions.pop();
                self.taken.types.remove(&schema.place);
                self.unions.remove(&self.here(resource, id));
                only.value.clone()
            }
            _ => {
                let variants = variants.into_iter().map(|(ids, variant)| Variant {
                    wire_values: ids.iter().flat_map(|id| self.discriminator_values(schema, *id)).collect(),
                    ..variant
                });
                self.api.unions[union.0].variants = variants.collect();
                self.check_beside(id, &schemas);
                Type::Union(union)
            }
        }
    }

    /// Reports a discriminator value that selects a schema which is not a variant.
    fn check_mapping(&mut self, schema: &Schema) {
        let source = &self.document.source;
        let Some(discriminator) = &schema.discriminator else { return };
        let mapping = ["discriminator", "mapping"].iter().fold(schema.place, |node, key| source.nearest(node, key));
        for (word, target) in &discriminator.mapping {
            if !schema.one_of.contains(target) {
                let message = format!("`{word}` is ignored: its schema is none of the variants");
                let place = source.locate_key(source.nearest(mapping, word));
                let help = "add it to the variants, or remove it, here or in an overlay";
                self.diagnostics.push(Diagnostic::new(Code::IgnoredKey, message).at(place).help(help));
            }
        }
    }

    /// Reports properties beside the variants that not all variants have, because a union cannot hold them.
    fn check_beside(&mut self, id: SchemaId, variants: &[SchemaId]) {
        let known = |id| {
            let mut known = Vec::new();
            self.members(id, &mut Vec::new(), &mut known);
            known
        };
        let theirs: Vec<Vec<String>> = variants.iter().map(|variant| known(*variant)).collect();
        let mut lost = known(id);
        lost.retain(|name| !theirs.iter().all(|theirs| theirs.contains(name)));
        let schema = self.document.schema(id);
        let what = match (lost.first(), schema.additional_properties) {
            (Some(first), _) => format!("the property `{first}` stands beside variants that do not all have it"),
            (None, AdditionalProperties::Unspecified) => return,
            (None, _) => "additional properties stand beside variants".to_owned(),
        };
        let message = format!("{what}, and is left out{}", same_of(lost.len().saturating_sub(1)));
        let diagnostic = Diagnostic::new(Code::LostProperty, message);
        self.report(diagnostic.help("put it into each variant, here or in an overlay"), schema.place);
    }

    /// Returns the union of the schemas of several responses, selected by status.
    pub(super) fn union_by_status(
        &mut self,
        schemas: &IndexMap<SchemaId, Vec<String>>,
        place: NodeId,
        resource: ResourceId,
        words: &[String],
    ) -> Type {
        let union = self.new_union(place, resource, words);
        let ids: Vec<SchemaId> = schemas.keys().copied().collect();
        let statuses: Vec<String> = schemas.values().map(|statuses| statuses.join(" ")).collect();
        let variants = self.variants(&ids, resource, words, &statuses).into_iter();
        let variants = variants.map(|(ids, variant)| Variant {
            statuses: ids.iter().flat_map(|id| schemas[id].clone()).collect(),
            ..variant
        });
        self.api.unions[union.0].variants = variants.collect();
        Type::Union(union)
    }

    /// Returns the union of several schemas.
    pub(super) fn union_of(&mut self, schemas: &[SchemaId], resource: ResourceId, words: &[String]) -> Type {
        let labels = self.labels(schemas);
        let union = self.new_union(self.document.schema(schemas[0]).place, resource, words);
        let variants = self.variants(schemas, resource, words, &labels);
        if let [(_, only)] = variants.as_slice()
            && self.api.unions.len() == union.0 + 1
        {
            self.api.unions.pop();
            return only.value.clone();
        }
        self.api.unions[union.0].variants = variants.into_iter().map(|(_, variant)| variant).collect();
        Type::Union(union)
    }

    fn new_union(&mut self, place: NodeId, resource: ResourceId, words: &[String]) -> UnionId {
        let hint = std::iter::once(self.owner_words(resource).to_owned()).chain(words.iter().cloned()).collect();
        self.api.unions.push(Union {
            component: None,
            hint,
            name: None,
            version: self.api.resources[resource.0].version,
            qualifiers: self.qualifiers(resource),
            subject: self.subject(resource),
            within: self.within().filter(|_| !words.is_empty()),
            description: None,
            constraints: Constraints::default(),
            discriminator: None,
            variants: Vec::new(),
            is_input: false,
            document: self.index,
            place,
        });
        UnionId(self.api.unions.len() - 1)
    }

    /// Returns one variant for each type, with the schemas of that type. The labels distinguish inline variants.
    fn variants(
        &mut self,
        schemas: &[SchemaId],
        resource: ResourceId,
        words: &[String],
        labels: &[String],
    ) -> Vec<(Vec<SchemaId>, Variant)> {
        // The lists and maps that hold the union do not hold the values of its variants.
        let holders = std::mem::take(&mut self.holders);
        let mut variants: Vec<(Vec<SchemaId>, Variant)> = Vec::new();
        for (schema, label) in schemas.iter().zip(labels) {
            let words: Vec<String> = words.iter().chain([label]).cloned().collect();
            let value = match self.schema_type(*schema, resource, &words) {
                Type::DecimalText => Type::String,
                Type::Nullable(inner) => *inner,
                value => value,
            };
            let constraints = self.described(*schema);
            match variants.iter_mut().find(|(_, known)| known.value == value) {
                Some((known, variant)) => {
                    known.push(*schema);
                    variant.constraints = std::mem::take(&mut variant.constraints).or(constraints);
                }
                None => {
                    let (wire_values, statuses) = (Vec::new(), Vec::new());
                    variants.push((vec![*schema], Variant { value, wire_values, statuses, constraints }));
                }
            }
        }
        self.holders = holders;
        variants
    }

    /// Reports unions that are a variant of themselves, directly or through others. Decoding would try them without
    /// end.
    pub(super) fn endless_unions(&mut self) {
        let mut unions = DiGraph::<(), ()>::new();
        let nodes: Vec<NodeIndex> = self.api.unions.iter().map(|_| unions.add_node(())).collect();
        for (index, union) in self.api.unions.iter().enumerate() {
            for variant in &union.variants {
                if let Type::Union(UnionId(target)) = variant.value {
                    unions.add_edge(nodes[index], nodes[target], ());
                }
            }
        }
        for cycle in kosaraju_scc(&unions) {
            let is_endless = cycle.len() > 1 || cycle.iter().any(|node| unions.contains_edge(*node, *node));
            let own = cycle.iter().map(|node| &self.api.unions[node.index()]);
            let first = own.filter(|union| union.document == self.index).map(|union| union.place).min();
            if let Some(place) = first.filter(|_| is_endless) {
                self.report(
                    Diagnostic::new(Code::CyclicOneOf, "one of the variants leads back to the schema it stands in")
                        .help("remove it, here or in an overlay: it stands for nothing that the others do not"),
                    place,
                );
            }
        }
    }

    /// Returns the words that name inline variants. A label is the component name, or up to two required properties,
    /// which stay the same when variants are added, or the kind of value. Repeated labels get a number. Objects without
    /// required properties have only a number.
    fn labels(&self, schemas: &[SchemaId]) -> Vec<String> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let label = |id: &SchemaId| {
            let kind = self.label(*id);
            let count = counts.entry(kind.clone()).or_default();
            *count += 1;
            match (kind.is_empty(), *count) {
                (false, 1) => kind,
                (_, count) => format!("{kind} {count}").trim().to_owned(),
            }
        };
        schemas.iter().map(label).collect()
    }

    fn label(&self, id: SchemaId) -> String {
        let schema = self.document.schema(id);
        // An enum is named after its owner, so its component name only distinguishes it from other variants.
        if let Some(name) = schema.component.as_deref().and_then(|name| name.rsplit('.').next()) {
            return name.to_owned();
        }
        let mut required = schema.required.clone();
        required.sort();
        let kind = match schema.schema_type.as_deref() {
            _ if !required.is_empty() => return required[..required.len().min(2)].join(" "),
            Some("array") => "List",
            Some("integer") => "Code",
            Some("string") => "Word",
            _ => "",
        };
        kind.to_owned()
    }

    /// Returns the discriminator values of a variant.
    fn discriminator_values(&self, schema: &Schema, variant: SchemaId) -> Vec<String> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let mapped = discriminator.mapping.iter().filter(|(_, target)| *target == variant);
        let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        values.sort();
        // The component name also selects the variant, unless the mapping uses it for another schema.
        let name = self.document.schema(variant).component.iter();
        values.extend(name.filter(|name| discriminator.mapping.iter().all(|(value, _)| value != *name)).cloned());
        values
    }

    /// Collects the names of the properties of the schema and of the parts of its `allOf`.
    fn members(&self, id: SchemaId, seen: &mut Vec<SchemaId>, known: &mut Vec<String>) {
        if !seen.contains(&id) {
            seen.push(id);
            let schema = self.document.schema(id);
            known.extend(schema.properties.keys().cloned());
            schema.all_of.iter().for_each(|part| self.members(*part, seen, known));
        }
    }
}

fn is_scalar(value: &Type) -> bool {
    !matches!(value, Type::Model(_) | Type::Union(_)) && value.inner().is_none()
}
