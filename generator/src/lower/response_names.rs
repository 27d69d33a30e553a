//! Names the inline objects in responses.
//!
//! Such an object is named after the subject of its operation, as Twilio names components: `FetchCall` returns a
//! `Call`. If the operations of a resource return objects with equal properties, they return one type. If not, the
//! items of the list have the name, the object that is fetched by its key is an instance (`CallInstance`), and any
//! other is named after its operation (`UpdateCallResponse`).

use super::schema::may_have_members;
use super::successes::decoded;
use super::tree::{KEY, Template};
use super::{Lowering, in_reading_order};
use crate::ir::ResourceId;
use crate::resolve::{AdditionalProperties, Operation, SchemaId};
use crate::text::singular::singular;
use heck::ToSnakeCase;
use std::collections::{BTreeMap, HashMap};

/// The verbs that stand before the subject in an operation id.
const VERBS: [&str; 9] = ["create", "delete", "fetch", "get", "list", "patch", "put", "replace", "update"];

/// The names and the identity of the inline objects in responses.
#[derive(Default)]
pub(super) struct ResponseNames {
    names: HashMap<SchemaId, String>,
    shared: HashMap<SchemaId, SchemaId>,
}

impl ResponseNames {
    /// Returns the name of an object that is not named after its operation.
    pub(super) fn name(&self, id: SchemaId) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// Returns every response schema that shares the type of another, with that other schema.
    pub(super) fn copies(&self) -> impl Iterator<Item = (&SchemaId, &SchemaId)> {
        self.shared.iter()
    }

    /// Returns the schema whose type the response has: its own, or that of another response with the same properties.
    pub(super) fn shared(&self, id: SchemaId) -> SchemaId {
        let of = |id| self.shared.get(&id).copied().unwrap_or(id);
        // A response of another status leads to the first response, which may lead to another operation.
        of(of(id))
    }
}

/// An object that an operation of a resource returns.
struct Answer {
    schema: SchemaId,
    /// The subject of the operation, in snake case.
    subject: Option<String>,
    /// The rank and the id of the operation, and the index of the response.
    order: (OperationRank, String, usize),
}

/// The kind of the operation of a response. Responses of earlier kinds are named first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OperationRank {
    List,
    Fetch,
    Create,
    Update,
}

impl Lowering<'_> {
    /// Returns the subject of an operation, in snake case: the words of its id behind the verb, or else its resource.
    pub(super) fn subject_of(&self, operation: &Operation, path: &str, is_page: bool, resource: ResourceId) -> String {
        let template = Template::parse(path);
        let said = template.and_then(|template| subject(operation.operation_id.as_deref(), &template, is_page));
        let resource = &self.api.resources[resource.0];
        let words = resource.mount_name.as_ref().unwrap_or(&resource.wire_name);
        said.unwrap_or_else(|| singular(&words.to_snake_case()))
    }

    /// Names the inline objects in the responses of the document.
    pub(super) fn answers(&self) -> ResponseNames {
        let mut resources: BTreeMap<_, Vec<Answer>> = BTreeMap::new();
        let mut answers = ResponseNames::default();
        for path in &self.document.paths {
            let Some(template) = Template::parse(&path.template) else { continue };
            let literal = template.literal().to_vec();
            let found = resources.entry((&path.server, template.version.clone(), literal)).or_default();
            for operation in in_reading_order(&path.operations) {
                if !self.replaced.contains(&operation.place) {
                    found.extend(self.operation_answers(operation, &template, &mut answers.shared));
                }
            }
        }
        let components = self.components();
        for mut resource in resources.into_values() {
            resource.sort_by(|one, other| one.order.cmp(&other.order));
            self.name_answers(&resource, &components, &mut answers);
        }
        answers
    }

    /// Returns the named schemas by the last word of their name, or `None` if two have the same last word.
    fn components(&self) -> BTreeMap<String, Option<SchemaId>> {
        let mut components = BTreeMap::new();
        for id in self.document.schema_ids().filter(|id| self.namesake(*id) == *id) {
            if let Some(name) = self.own_name(id) {
                components.entry(name.to_snake_case()).and_modify(|known| *known = None).or_insert(Some(id));
            }
        }
        components
    }

    /// Returns the objects that the operation returns: the items of a page, or else one for each status with its own
    /// type.
    fn operation_answers(
        &self,
        operation: &Operation,
        template: &Template,
        shared: &mut HashMap<SchemaId, SchemaId>,
    ) -> Vec<Answer> {
        let items = self.page(operation).map(|(_, items)| items);
        let schemas = decoded(operation).filter_map(|(_, body)| body.schema);
        let schemas: Vec<SchemaId> = items.map_or_else(|| schemas.collect(), |items| vec![items]);
        let mut schemas: Vec<SchemaId> =
            schemas.into_iter().map(|schema| self.namesake(self.undescribed(schema))).collect();
        schemas.retain(|schema| self.makes_type(*schema));
        // An inline object may have the type of a named schema, but not the reverse.
        schemas.sort_by_key(|schema| !self.is_named(*schema));
        let plainness = match operation.method.as_str() {
            "GET" if items.is_some() => OperationRank::List,
            "GET" => OperationRank::Fetch,
            "POST" if template.literal().len() == template.segments.len() => OperationRank::Create,
            _ => OperationRank::Update,
        };
        let id = operation.operation_id.as_deref();
        let mut found: Vec<Answer> = Vec::new();
        for schema in schemas {
            match found.iter().find(|known| self.is_shared(schema, known.schema)) {
                Some(known) if known.schema == schema => {}
                Some(known) => {
                    shared.insert(schema, known.schema);
                }
                None => found.push(Answer {
                    schema,
                    subject: subject(id, template, items.is_some()),
                    order: (plainness, id.unwrap_or(&operation.method).to_owned(), found.len()),
                }),
            }
        }
        found
    }

    /// Names the response objects of one resource, in the order of [`OperationRank`].
    fn name_answers(
        &self,
        resource: &[Answer],
        components: &BTreeMap<String, Option<SchemaId>>,
        answers: &mut ResponseNames,
    ) {
        // The owner of each name is a named schema, or else the first object that asks for the name.
        let mut holders: BTreeMap<String, SchemaId> = BTreeMap::new();
        for Answer { schema, .. } in resource {
            if let Some(name) = self.own_name(*schema).filter(|_| self.is_named(*schema)) {
                holders.entry(name.to_snake_case()).or_insert(*schema);
            }
        }
        for Answer { schema, subject, order } in resource {
            let Some(subject) = subject.as_ref().filter(|_| !self.is_named(*schema)) else {
                continue;
            };
            let instance = format!("{subject}_instance");
            let known = [subject, &instance]
                .into_iter()
                .flat_map(|name| [holders.get(name), components.get(name).and_then(Option::as_ref)]);
            if let Some(holder) = known.flatten().copied().find(|holder| self.is_shared(*schema, *holder)) {
                answers.shared.insert(*schema, holder);
                continue;
            }
            let free = [Some(subject.clone()), (order.0 == OperationRank::Fetch).then_some(instance)];
            if let Some(name) = free.into_iter().flatten().find(|name| !holders.contains_key(name)) {
                answers.names.insert(*schema, name.clone());
                holders.insert(name, *schema);
            }
        }
    }

    /// Returns the component if the schema only adds a description or `nullable` to it, or else the schema itself.
    fn undescribed(&self, id: SchemaId) -> SchemaId {
        let schema = self.document.schema(id);
        let is_bare = schema.properties.is_empty()
            && schema.additional_properties == AdditionalProperties::Unspecified
            && self.meaningful(&schema.one_of).is_empty();
        match *self.meaningful_parts(schema) {
            [part] if is_bare && !self.adds_required(schema, part) && self.is_named(part) => part,
            _ => id,
        }
    }

    /// Returns true if two responses have one type.
    fn is_shared(&self, one: SchemaId, other: SchemaId) -> bool {
        one == other || (!(self.is_named(one) && self.is_named(other)) && self.hold_the_same(one, other))
    }

    /// Returns true if the schema becomes a named type, or holds one.
    fn makes_type(&self, id: SchemaId) -> bool {
        let schema = self.document.schema(id);
        may_have_members(schema)
            && (!schema.properties.is_empty()
                || !self.meaningful_parts(schema).is_empty()
                || !self.meaningful(&schema.one_of).is_empty()
                || matches!(schema.additional_properties, AdditionalProperties::Schema(_)))
    }
}

/// Returns the subject of an operation: the words of its id behind the verb, or else the last word of its path.
fn subject(id: Option<&str>, template: &Template, is_page: bool) -> Option<String> {
    let Some(id) = id else {
        let last = template.literal().last().filter(|last| *last != KEY)?;
        return Some(singular(&last.to_snake_case())).filter(|subject| !subject.is_empty());
    };
    let id = id.to_snake_case();
    let (verb, subject) = id.split_once('_').filter(|(verb, _)| VERBS.contains(verb))?;
    match (verb, is_page) {
        // A list that is not a page returns an object that holds several of its subject.
        ("list", false) => None,
        (_, true) => Some(singular(subject)),
        (_, false) => Some(subject.to_owned()),
    }
}
