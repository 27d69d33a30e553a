//! Decides which schemas with one `x-rust-type-name` are one type.

use super::schema::may_have_members;
use super::successes::decoded;
use super::tree::Template;
use super::{Lowering, twilio};
use crate::ir::Pii;
use crate::resolve::{AdditionalProperties, Schema, SchemaId};
use heck::ToSnakeCase;
use std::collections::HashMap;

/// The schemas that share the type of another one, because an overlay gives both one name.
#[derive(Default)]
pub(super) struct Namesakes {
    /// By schema, the one whose type it has.
    pub(super) types: HashMap<SchemaId, SchemaId>,
    /// By that one, the others that have more or fewer members.
    pub(super) variations: HashMap<SchemaId, Vec<SchemaId>>,
}

/// Server, version and segments of the path of a resource.
type Way<'a> = (Option<&'a String>, Option<String>, Vec<String>);

impl Lowering<'_> {
    /// By schema that an overlay names, the one that is called so already, a component or the first that an overlay
    /// names: one with the same members, or else, of what operations of one resource answer, one whose members do not
    /// contradict its own.
    pub(super) fn namesakes(&self) -> Namesakes {
        let mut namesakes = Namesakes::default();
        let (asked, mut others): (Vec<SchemaId>, Vec<SchemaId>) =
            self.document.schema_ids().partition(|id| self.asked_name(*id).is_some());
        if asked.is_empty() {
            return namesakes;
        }
        others.retain(|id| self.is_named(*id) && may_have_members(self.document.schema(*id)));
        let mut firsts: HashMap<String, SchemaId> = HashMap::new();
        let mut known: HashMap<(String, Vec<&String>), Vec<SchemaId>> = HashMap::new();
        let name = |id| self.own_name(id).unwrap_or_default().to_snake_case();
        // With the names of its members, so that what cannot be the same is not compared.
        let key = |id| {
            let mut members: Vec<&String> = self.document.schema(id).properties.keys().collect();
            members.sort();
            (name(id), members)
        };
        for id in others {
            firsts.entry(name(id)).or_insert(id);
            known.entry(key(id)).or_default().push(id);
        }
        let resources = self.answering_resources();
        let is_one_resource =
            |one: SchemaId, other: SchemaId| resources.get(&one).is_some_and(|one| resources.get(&other) == Some(one));
        for id in asked {
            let known = known.entry(key(id)).or_default();
            if let Some(known) = known.iter().find(|known| self.hold_the_same(id, **known)) {
                namesakes.types.insert(id, *known);
                continue;
            }
            let first = firsts.get(&name(id)).copied().filter(|first| is_one_resource(id, *first));
            match first.filter(|first| self.go_together(id, *first)) {
                Some(first) => {
                    namesakes.types.insert(id, first);
                    namesakes.variations.entry(first).or_default().push(id);
                }
                None => {
                    firsts.entry(name(id)).or_insert(id);
                    known.push(id);
                }
            }
        }
        namesakes
    }

    /// By object that operations answer with, the path of their resource.
    fn answering_resources(&self) -> HashMap<SchemaId, Way<'_>> {
        let mut resources = HashMap::new();
        for path in &self.document.paths {
            let Some(template) = Template::parse(&path.template) else { continue };
            let resource = (path.server.as_ref(), template.version.clone(), template.literal().to_vec());
            for operation in &path.operations {
                let items = self.page(operation).map(|(_, items)| items);
                let whole = decoded(operation).filter_map(|(_, body)| body.schema);
                resources.extend(whole.chain(items).map(|id| (id, resource.clone())));
            }
        }
        resources
    }

    /// Whether two objects can be one: nothing that both have is different.
    fn go_together(&self, one: SchemaId, other: SchemaId) -> bool {
        let (one, other) = (self.document.schema(one), self.document.schema(other));
        let is_secret = |schema: &Schema| twilio::pii(&schema.extensions) == Some(Pii::Sensitive);
        let is_plain = |schema: &Schema| {
            !schema.properties.is_empty()
                && schema.all_of.is_empty()
                && schema.one_of.is_empty()
                && schema.additional_properties == AdditionalProperties::Unspecified
                && !is_secret(schema)
        };
        let shared = one.properties.iter().filter_map(|(name, id)| Some((id, other.properties.get(name)?)));
        is_plain(one) && is_plain(other) && { shared }.all(|(one, other)| self.is_same_member(*one, *other))
    }
}
