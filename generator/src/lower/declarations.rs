//! Chooses among several declarations of one property: those of the parts of an `allOf`, which all hold, and those of
//! variants, of which one holds.

use super::schema::plain_type;
use super::{Lowering, twilio};
use crate::ir::{Field, Pii, ResourceId, Type};
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
use std::collections::{BTreeMap, HashMap};

/// The maximum depth of lists and maps whose declarations are compared.
const DEPTH_LIMIT: usize = 16;

/// The maximum number of variants and parts that are searched for contradictions.
const PART_LIMIT: usize = 2_000;

/// The declarations of the properties of one object.
#[derive(Default)]
pub(super) struct Declarations {
    /// The declarations of each property, each with true if it is in a variant.
    known: HashMap<String, Vec<(SchemaId, bool)>>,
    /// The declarations of each property whose types differ, in variants or beside them.
    contradictions: BTreeMap<String, Vec<SchemaId>>,
}

impl Declarations {
    /// Records the first declaration of a property.
    pub(super) fn first(&mut self, name: &str, property: SchemaId, is_variant: bool) {
        self.known.insert(name.to_owned(), vec![(property, is_variant)]);
    }
}

impl Lowering<'_> {
    /// Records another declaration of a property. Returns true if an earlier declaration is used instead.
    pub(super) fn is_earlier(
        &mut self,
        declarations: &mut Declarations,
        name: &str,
        property: SchemaId,
        is_variant: bool,
    ) -> bool {
        let known = declarations.known.entry(name.to_owned()).or_default();
        let Some((earlier, _)) = known.last().copied() else { return false };
        let is_any_variant = is_variant || known.iter().any(|(_, is_variant)| *is_variant);
        let is_new = known.iter().all(|(id, _)| *id != property && !self.is_same_member(*id, property));
        if is_any_variant {
            known.push((property, is_variant));
            if is_new {
                let contradictions = declarations.contradictions.entry(name.to_owned());
                contradictions.or_insert_with(|| vec![earlier]).push(property);
            }
            return false;
        }
        let is_earlier = self.is_more_specific(earlier, property);
        if !is_earlier {
            *known = vec![(property, is_variant)];
        }
        self.check_same_type(name, earlier, property, is_earlier);
        is_earlier
    }

    /// Gives one type to each property that variants declare with different types. It has the values of all these
    /// types.
    pub(super) fn unite(
        &mut self,
        declarations: Declarations,
        resource: ResourceId,
        words: &[String],
        fields: &mut [Field],
    ) {
        for (name, declarations) in declarations.contradictions {
            let Some(index) = fields.iter().position(|field| field.wire_name == name) else { continue };
            let property_words: Vec<String> = words.iter().cloned().chain([name]).collect();
            let value = match self.widest(&declarations) {
                Some(widest) => self.schema_type(widest, resource, &property_words),
                None => self.union_of(&declarations, resource, &property_words),
            };
            let (value, is_nullable) = match value {
                Type::Nullable(inner) => (*inner, true),
                value => (value, declarations.iter().any(|id| self.document.schema(*id).nullable)),
            };
            let is_secret = fields[index].constraints.pii == Some(Pii::Sensitive);
            let field = &mut fields[index];
            field.value = if is_secret { self.secret(value) } else { value };
            field.required &= !is_nullable;
        }
    }

    /// Returns true if the earlier of two declarations of one property is more specific; if not, the later one is used.
    /// Both must hold, so the order of the parts makes no difference.
    pub(super) fn is_more_specific(&self, before: SchemaId, now: SchemaId) -> bool {
        self.are_compatible(before, now) && self.specificity(before, 0) > self.specificity(now, 0)
    }

    /// Returns true if a value may have the types of both schemas.
    pub(super) fn are_compatible(&self, one: SchemaId, other: SchemaId) -> bool {
        let kind = |id: SchemaId| match self.document.schema(id).schema_type.as_deref() {
            Some("integer") => Some("number"),
            kind => kind,
        };
        kind(one).is_none() || kind(other).is_none() || kind(one) == kind(other)
    }

    /// Returns a number that grows with how much a schema says about the type of its values.
    fn specificity(&self, id: SchemaId, depth: usize) -> usize {
        let schema = self.document.schema(id);
        if depth > DEPTH_LIMIT {
            return 0;
        }
        let of_parts = schema.all_of.iter().map(|part| self.specificity(*part, depth + 1)).max().unwrap_or_default();
        let inside = |inner: SchemaId| 1 + self.specificity(inner, depth + 1);
        let own = match (schema.schema_type.as_deref(), schema.additional_properties) {
            _ if !schema.properties.is_empty() => 10 + schema.properties.len(),
            _ if !self.meaningful(&schema.one_of).is_empty() => 10,
            _ if !schema.enumeration.is_empty() => 4,
            (Some("array"), _) => schema.items.map_or(1, inside),
            (Some("object") | None, AdditionalProperties::Schema(value)) => inside(value),
            (Some("object"), _) => 1,
            (Some("string"), _) if plain_type(schema) != Some(Type::String) => 3,
            (Some("string"), _) => 1 + usize::from(twilio::format(schema).is_some() || schema.pattern.is_some()),
            (Some("integer"), _) => 3,
            (Some(_), _) => 2,
            (None, _) => 0,
        };
        own.max(of_parts)
    }

    /// Returns true if two variants declare one property with two types, because one object cannot hold both.
    pub(super) fn contradict_each_other(&self, schema: &Schema) -> bool {
        let mut known: HashMap<&str, SchemaId> = HashMap::new();
        let mut seen = Vec::new();
        schema.one_of.iter().any(|variant| !self.agrees(*variant, &mut known, &mut seen))
    }

    /// Adds the properties of a schema, its parts and its variants. Returns false if one of them is known with another
    /// type.
    fn agrees<'s>(&'s self, id: SchemaId, known: &mut HashMap<&'s str, SchemaId>, seen: &mut Vec<SchemaId>) -> bool {
        if seen.contains(&id) || seen.len() > PART_LIMIT {
            return true;
        }
        seen.push(id);
        let schema = self.document.schema(id);
        let own = schema.properties.iter().all(|(name, property)| {
            let before = *known.entry(name).or_insert(*property);
            before == *property || self.is_same_member(before, *property)
        });
        own && schema.all_of.iter().chain(&schema.one_of).all(|part| self.agrees(*part, known, seen))
    }

    /// Returns the declaration whose type also has the values of all others: free-form JSON, text without a format, or
    /// a number.
    pub(super) fn widest(&self, declarations: &[SchemaId]) -> Option<SchemaId> {
        let is_kind = |kinds: &[&str]| {
            let kind = |id: &SchemaId| self.document.schema(*id).schema_type.as_deref();
            declarations.iter().all(|id| kind(id).is_some_and(|kind| kinds.contains(&kind)))
        };
        let with = |wanted: Type| {
            let is_wanted = |id: &&SchemaId| plain_type(self.document.schema(**id)).as_ref() == Some(&wanted);
            declarations.iter().find(is_wanted).copied()
        };
        let says_nothing = |id: &&SchemaId| self.specificity(**id, 0) == 0;
        declarations.iter().find(says_nothing).copied().or_else(|| match () {
            () if is_kind(&["string"]) => with(Type::String),
            () if is_kind(&["integer", "number"]) => with(Type::Decimal).or_else(|| with(Type::Integer64)),
            () => None,
        })
    }
}
