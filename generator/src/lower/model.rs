//! Lowers an object schema to a model. An `allOf` becomes one model.

use super::declarations::Declarations;
use super::{Lowering, twilio};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Api, Constraints, Field, Model, ModelId, Pii, ResourceId, Type};
use crate::resolve::{AdditionalProperties, Schema, SchemaId, paragraphs};
use std::collections::HashSet;

/// The maximum number of fields in the models of a document. All of Twilio's documents together have a tenth of that.
const FIELD_LIMIT: usize = 100_000;

impl Lowering<'_> {
    /// Returns the parts of an `allOf` that say more than a description. Parts that only say `type: object` are left
    /// out if any other part remains.
    pub(super) fn meaningful_parts(&self, schema: &Schema) -> Vec<SchemaId> {
        let mut parts = self.meaningful(&schema.all_of);
        if parts.iter().any(|part| !self.is_bare_object(*part)) {
            parts.retain(|part| !self.is_bare_object(*part));
        }
        parts
    }

    /// Returns true if the schema is an object without any keyword that describes it.
    fn is_bare_object(&self, id: SchemaId) -> bool {
        let schema = self.document.schema(id);
        schema.schema_type.as_deref() == Some("object")
            && schema.properties.is_empty()
            && schema.all_of.is_empty()
            && schema.one_of.is_empty()
            && schema.additional_properties == AdditionalProperties::Unspecified
            && schema.discriminator.is_none()
            && !schema.nullable
            && schema.extensions.is_empty()
            && twilio::format(schema).is_none()
    }

    /// Returns the schemas that say more than a description or which properties are required.
    pub(super) fn meaningful(&self, schemas: &[SchemaId]) -> Vec<SchemaId> {
        let says_more = |id: &&SchemaId| {
            let part = self.document.schema(**id);
            part.schema_type.is_some()
                || !part.properties.is_empty()
                || !part.all_of.is_empty()
                || !part.one_of.is_empty()
                || !part.enumeration.is_empty()
                || part.additional_properties != AdditionalProperties::Unspecified
        };
        schemas.iter().filter(says_more).copied().collect()
    }

    /// Returns true if the schema is an `anyOf` of objects that becomes one object with all properties, because several
    /// of them may hold at once. Without properties of its own, it is a union if two variants give one property two
    /// types.
    pub(super) fn is_merged(&self, schema: &Schema) -> bool {
        let variants = self.meaningful(&schema.one_of);
        schema.is_any_of
            && schema.discriminator.is_none()
            && variants.len() > 1
            && variants.iter().all(|variant| self.is_object(*variant, &mut Vec::new()))
            && (!schema.properties.is_empty() || !self.contradict_each_other(schema))
    }

    /// Returns true if the schema, or another part of its `allOf`, requires properties of this part.
    pub(super) fn adds_required(&self, schema: &Schema, part: SchemaId) -> bool {
        let mut others = schema.all_of.iter().filter(|other| **other != part);
        !schema.required.is_empty() || others.any(|other| !self.document.schema(*other).required.is_empty())
    }

    /// Returns true if the schema, or every part of its `allOf`, has properties.
    pub(super) fn is_object(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> bool {
        let schema = self.document.schema(id);
        if seen.contains(&id) {
            return true;
        }
        // A part may state only which additional properties the object has.
        let is_part = !seen.is_empty();
        let is_only_open = is_part && schema.additional_properties != AdditionalProperties::Unspecified;
        seen.push(id);
        let parts = self.meaningful_parts(schema);
        matches!(schema.schema_type.as_deref(), None | Some("object"))
            && (schema.one_of.is_empty() || !schema.properties.is_empty())
            && (!schema.properties.is_empty() || !parts.is_empty() || is_only_open)
            && parts.into_iter().all(|part| self.is_object(part, seen))
    }

    /// Returns true if the schema, or a part of its `allOf`, allows `additionalProperties`.
    pub(super) fn is_open(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> bool {
        let schema = self.document.schema(id);
        let is_new = !seen.contains(&id);
        seen.push(id);
        schema.additional_properties != AdditionalProperties::Unspecified
            || (is_new && schema.all_of.iter().any(|part| self.is_open(*part, seen)))
    }

    pub(super) fn model(&mut self, id: SchemaId, resource: ResourceId, words: &[String]) -> ModelId {
        if let Some(model) = self.models.get(&self.here(resource, id)) {
            return *model;
        }
        let schema = self.document.schema(id);
        let model = ModelId(self.api.models.len());
        self.models.insert(self.here(resource, id), model);
        self.taken.types.insert(schema.place);
        let hint = std::iter::once(self.owner_words(resource).to_owned()).chain(words.iter().cloned()).collect();
        self.api.models.push(Model {
            component: schema.component.clone(),
            hint,
            name: self.asked_name(id).map(str::to_owned),
            version: self.api.resources[resource.0].version,
            qualifiers: self.qualifiers(resource),
            subject: self.subject(resource),
            within: self.within().filter(|_| !words.is_empty()),
            description: self.descriptions(id, &mut Vec::new()),
            deprecated: schema.deprecated,
            constraints: Constraints { format: None, ..self.constraints_of_all(id, &mut Vec::new()) },
            fields: Vec::new(),
            rest: None,
            is_input: false,
            is_error: false,
            document: self.index,
            place: schema.place,
        });
        let mut fields = Vec::new();
        // The lists and maps that hold the model do not hold the values of its properties.
        let holders = std::mem::take(&mut self.holders);
        let mut required = Vec::new();
        self.required(id, &mut Vec::new(), &mut required);
        let mut parts = Parts::default();
        self.fields(id, resource, words, &mut parts, &mut fields);
        for variation in self.namesakes.variations.get(&id).cloned().unwrap_or_default() {
            let theirs = &self.document.schema(variation).required;
            required.retain(|name| theirs.contains(name));
            let known = fields.iter().map(|field| field.wire_name.clone()).collect();
            self.fields(variation, resource, words, &mut Parts { known, ..Parts::default() }, &mut fields);
        }
        self.unite(parts.declarations, resource, words, &mut fields);
        if schema.one_of.is_empty() {
            self.check_required(id, &|name| fields.iter().any(|field| field.wire_name == *name));
        }
        for field in &mut fields {
            let rank = required.iter().position(|name| *name == field.wire_name);
            field.rank = rank.unwrap_or(usize::MAX);
            field.null_if_absent &= rank.is_some();
            field.required &= rank.is_some();
        }
        let rest = self.rest(id, resource, words, &mut Vec::new());
        self.holders = holders;
        // Without additional properties, such a name is a mistake, which is reported above.
        required.retain(|name| rest.is_some() && fields.iter().all(|field| field.wire_name != *name));
        let known = &mut self.api.models[model.0];
        (known.fields, known.rest, known.constraints.required_members) = (fields, rest, required);
        model
    }

    /// Returns the constraints of the schema and of the parts of its `allOf`.
    pub(super) fn constraints_of_all(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> Constraints {
        if seen.contains(&id) {
            return Constraints::default();
        }
        seen.push(id);
        let schema = self.document.schema(id);
        let of_parts = schema.all_of.iter().map(|part| self.constraints_of_all(*part, seen));
        of_parts.fold(self.constraints(schema), Constraints::and)
    }

    /// Joins the descriptions of the schema, of the parts of its `allOf`, and of variants that may hold at once.
    pub(super) fn descriptions(&self, id: SchemaId, seen: &mut Vec<SchemaId>) -> Option<String> {
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        let schema = self.document.schema(id);
        let variants = schema.one_of.iter().filter(|_| self.is_merged(schema) || !schema.properties.is_empty());
        let parts = schema.all_of.iter().chain(variants);
        let of_parts: Vec<_> = parts.map(|part| self.descriptions(*part, seen)).collect();
        paragraphs(std::iter::once(&schema.description).chain(&of_parts).map(Option::as_ref))
    }

    /// Returns the type of the `additionalProperties` of the schema, or of a part of its `allOf`.
    fn rest(&mut self, id: SchemaId, resource: ResourceId, words: &[String], seen: &mut Vec<SchemaId>) -> Option<Type> {
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        let document = self.document;
        let schema = document.schema(id);
        let words: Vec<String> = words.iter().cloned().chain(["Additional".to_owned()]).collect();
        match schema.additional_properties {
            AdditionalProperties::Unspecified => {
                schema.all_of.iter().find_map(|part| self.rest(*part, resource, &words, seen))
            }
            AdditionalProperties::Anything => Some(Type::Json),
            AdditionalProperties::Schema(value) => Some(self.inner_type(id, value, resource, &words)),
        }
    }

    /// Collects the required names of the schema and of the parts of its `allOf`. A part may require properties of
    /// another part.
    fn required(&self, id: SchemaId, seen: &mut Vec<SchemaId>, required: &mut Vec<String>) {
        if !seen.contains(&id) {
            seen.push(id);
            let schema = self.document.schema(id);
            required.extend(schema.required.iter().cloned());
            schema.all_of.iter().for_each(|part| self.required(*part, seen, required));
        }
    }

    /// Collects the fields of the schema and of the parts of its `allOf`. A field is marked as required if it can be,
    /// and the caller narrows that down to the fields that are.
    fn fields(
        &mut self,
        id: SchemaId,
        resource: ResourceId,
        words: &[String],
        seen: &mut Parts,
        fields: &mut Vec<Field>,
    ) {
        let document = self.document;
        let schema = document.schema(id);
        seen.path.push(id);
        let before = self.component;
        // Inline schemas in a named part are named after the part.
        self.component = self.is_named(id).then_some(id).or(before);
        for part in &schema.all_of {
            if seen.path.contains(part) {
                // Through a variant, this is the usual pattern of a base and the schemas derived from it.
                if !seen.through_variant {
                    self.report(
                        Diagnostic::new(Code::CyclicAllOf, "`allOf` leads back to the schema it stands in"),
                        schema.place,
                    );
                }
            } else if seen.done.insert(*part) {
                self.fields(*part, resource, words, seen, fields);
            }
        }
        // The properties of variants become optional fields if variants stand beside properties or several may hold at
        // once.
        let is_part = seen.path.len() > 1;
        if schema.discriminator.is_none() && (is_part || !schema.properties.is_empty() || self.is_merged(schema)) {
            let before = std::mem::replace(&mut seen.through_variant, true);
            for variant in self.meaningful(&schema.one_of) {
                if !seen.path.contains(&variant) && seen.done.insert(variant) {
                    let start = fields.len();
                    self.fields(variant, resource, words, seen, fields);
                    fields.iter_mut().skip(start).for_each(|field| field.required = false);
                }
            }
            seen.through_variant = before;
        }
        seen.path.pop();
        let inline = !self.is_named(id);
        // The schema that is lowered first makes a shared type, so the order of the mapping must make no difference.
        let mut own: Vec<_> = schema.properties.iter().filter(|(name, _)| !seen.known.contains(*name)).collect();
        own.sort_by_key(|(name, _)| *name);
        let mut count = 0;
        for (name, property) in own {
            let property_schema = document.schema(*property);
            let mut description = property_schema.description.clone();
            let position = fields.iter().position(|field| field.wire_name == *name);
            let mut before = position.map(|position| fields.remove(position));
            if let Some(known) = &mut before {
                description = paragraphs([known.description.as_ref(), description.as_ref()]);
                let is_earlier = self.is_earlier(&mut seen.declarations, name, *property, seen.through_variant);
                if is_earlier {
                    known.description = description;
                    known.constraints = std::mem::take(&mut known.constraints).and(self.constraints(property_schema));
                    count += 1;
                    fields.extend(before);
                    continue;
                }
            } else {
                seen.declarations.first(name, *property, seen.through_variant);
            }
            let property_words: Vec<String> = words.iter().filter(|_| inline).cloned().chain([name.clone()]).collect();
            let (value, is_nullable) = match self.schema_type(*property, resource, &property_words) {
                Type::Nullable(inner) => (*inner, true),
                value => (value, property_schema.nullable),
            };
            // A part has no value of its own, so its properties become the secrets.
            let is_secret = is_part && twilio::pii(&schema.extensions) == Some(Pii::Sensitive);
            let value = if is_secret { self.secret(value) } else { value };
            let mut constraints = self.constraints(property_schema);
            constraints.pii = if is_secret { Some(Pii::Sensitive) } else { constraints.pii };
            if let Some(before) = before {
                constraints = match seen.through_variant {
                    true => before.constraints.or(constraints),
                    false => constraints.and(before.constraints),
                };
            }
            self.field_count += 1;
            if self.field_count > FIELD_LIMIT {
                if self.field_count == FIELD_LIMIT + 1 {
                    let message = format!("the models have more than {FIELD_LIMIT} fields, those of parts included");
                    self.report(Diagnostic::new(Code::DocumentTooLarge, message), property_schema.place);
                }
                continue;
            }
            self.taken.members.insert(property_schema.place);
            let rust_name = self.member_name(id, name);
            count += 1;
            fields.push(Field {
                wire_name: name.clone(),
                rust_name,
                value,
                // A response does not contain `writeOnly` properties.
                required: !is_nullable && !property_schema.write_only,
                rank: usize::MAX,
                read_only: property_schema.read_only,
                null_if_absent: is_nullable && !property_schema.read_only,
                recursive: false,
                said: None,
                description,
                constraints,
                deprecated: property_schema.deprecated,
                place: property_schema.place,
                member: self.member(id, name),
            });
        }
        let start = fields.len() - count;
        fields[start..].sort_by_key(|field| schema.properties.get_index_of(&field.wire_name));
        self.component = before;
    }
}

/// The schemas on the path to the schema whose fields are read, and the schemas that are read already.
#[derive(Default)]
struct Parts {
    path: Vec<SchemaId>,
    done: HashSet<SchemaId>,
    /// True if the path leads through a variant.
    through_variant: bool,
    /// The names of the properties that are read already.
    known: HashSet<String>,
    declarations: Declarations,
}

/// Marks the types that callers send, at any depth, and the models of error responses.
pub(super) fn mark_uses(api: &mut Api) {
    let mut waiting: Vec<Type> = Vec::new();
    let mut errors = Vec::new();
    for operation in api.operations() {
        waiting.extend(operation.parameters.iter().map(|parameter| parameter.value.clone()));
        errors.extend(operation.errors.iter().map(|(_, model)| *model));
    }
    for model in errors {
        api.models[model.0].is_error = true;
    }
    while let Some(value) = waiting.pop() {
        match value {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Sensitive(inner) => {
                waiting.push(*inner)
            }
            Type::Model(id) if !std::mem::replace(&mut api.models[id.0].is_input, true) => {
                for field in &mut api.models[id.0].fields {
                    field.required &= !field.read_only;
                }
                waiting.extend(api.models[id.0].values().cloned());
            }
            Type::Union(id) if !std::mem::replace(&mut api.unions[id.0].is_input, true) => {
                waiting.extend(api.unions[id.0].variants.iter().map(|variant| variant.value.clone()));
            }
            _ => {}
        }
    }
}
