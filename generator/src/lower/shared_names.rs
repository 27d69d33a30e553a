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
    /// The schema whose type each schema has.
    pub(super) types: HashMap<SchemaId, SchemaId>,
    /// The schemas with more or fewer properties that share a type, by the schema of that type.
    pub(super) variations: HashMap<SchemaId, Vec<SchemaId>>,
}

/// The server, the version and the segments of the path of a resource.
type Way<'a> = (Option<&'a String>, Option<String>, Vec<String>);

impl Lowering<'_> {
    /// Finds the schema whose type each schema shares that an overlay names: a component, or the first schema of that
    /// name. The two must have the same properties, or be response objects of one resource that do not contradict each
    /// other.
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
        // The key has the property names, so that schemas that cannot be equal are not compared.
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

    /// Returns the path of the resource of each response object.
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

    /// Returns true if two plain objects can share a type, because no property that both have differs.
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
