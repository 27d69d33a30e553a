//! Collects the documentation of bodies, responses and pages that have no type of their own.

use super::body::sent;
use super::successes::decoded;
use super::{Lowering, paging};
use crate::ir::{BodyEncoding, Constraints, Output, ResourceId, VersionId};
use crate::resolve::{self, paragraphs};
use std::collections::HashSet;

impl Lowering<'_> {
    /// Returns the constraints of a body whose properties are parameters.
    pub(super) fn body_constraints(&self, operation: &resolve::Operation, encoding: &BodyEncoding) -> Constraints {
        let body = match encoding {
            BodyEncoding::None | BodyEncoding::Json(_) => None,
            _ => sent(operation).map(|(body, _)| body),
        };
        let schema = body.and_then(|body| body.schema);
        let constraints = schema.map(|id| self.constraints_of_all(id, &mut Vec::new())).unwrap_or_default();
        let of_schema = schema.and_then(|id| self.descriptions(id, &mut Vec::new()));
        let of_schema = sentence(of_schema.as_ref());
        Constraints { description: paragraphs([operation.body_description.as_ref(), of_schema]), ..constraints }
    }

    /// Returns the constraints of a successful response without a type of its own.
    pub(super) fn output_constraints(&self, operation: &resolve::Operation, output: &Output) -> Constraints {
        // Several responses are variants, and each variant has its own constraints.
        let schemas: HashSet<_> = decoded(operation).filter_map(|(_, body)| body.schema).collect();
        let Some(id) = schemas.iter().next().copied().filter(|_| schemas.len() == 1) else {
            return Constraints::default();
        };
        let schema = self.document.schema(id);
        let Output::Page { items_key, .. } = output else { return self.described(id) };
        let items = schema.properties.get(items_key).map(|items| self.document.schema(*items));
        let of_items = items.and_then(|items| items.description.as_ref());
        let description = paragraphs([sentence(schema.description.as_ref()), of_items]);
        let of_list = items.map(|items| self.constraints(items)).unwrap_or_default();
        Constraints {
            description,
            item_count: of_list.item_count,
            has_unique_items: of_list.has_unique_items,
            ..Constraints::default()
        }
    }

    /// Records the documentation of the parameters and properties that link pages. Callers do not use them directly.
    pub(super) fn note_page(&mut self, operation: &resolve::Operation, items_key: &str, resource: ResourceId) {
        let document = self.document;
        let mut notes = Vec::new();
        for parameter in operation.parameters.iter().filter(|parameter| paging::is_paging(document, parameter)) {
            let said = self.described(parameter.schema);
            let description = paragraphs([parameter.description.as_ref(), said.description.as_ref()]);
            notes.push((format!("Page parameter `{}`", parameter.name), Constraints { description, ..said }));
        }
        if let Some(page) = decoded(operation).next().and_then(|(_, body)| body.schema) {
            let members = paging::place_members(document, page, items_key).into_iter();
            notes.extend(members.map(|(name, id)| {
                // `described` leaves out the description of an object, but this object becomes no type.
                let description = document.schema(id).description.clone();
                (format!("Page property `{name}`"), Constraints { description, ..self.described(id) })
            }));
        }
        let VersionId { product, version } = self.api.resources[resource.0].version;
        let known = &mut self.api.products[product].versions[version].page_notes;
        for (what, said) in notes {
            // The documentation of page links needs no format and no examples.
            let note = (what, Constraints { format: None, examples: Vec::new(), ..said });
            if note.1 != Constraints::default() && !known.contains(&note) {
                known.push(note);
            }
        }
    }
}

/// Returns a description, unless it is one word. Such a word is the name of a type that does not exist.
fn sentence(description: Option<&String>) -> Option<&String> {
    description.filter(|text| text.trim().contains(char::is_whitespace))
}
