//! Recognises a page of a list by the shape of the response.

use crate::resolve::{Parameter, ParameterLocation, Resolved, SchemaId};
use indexmap::IndexMap;

/// Returns true if the runtime sets the parameter of a list; callers set page size and limit instead.
pub(super) fn is_paging(document: &Resolved, parameter: &Parameter) -> bool {
    let schema = document.schema(parameter.schema);
    let is_number = matches!(schema.schema_type.as_deref(), None | Some("integer"));
    let is_text = schema.schema_type.as_deref() == Some("string");
    let is_known = match parameter.name.as_str() {
        "PageSize" | "Page" => is_number,
        "PageToken" => is_number || is_text,
        _ => false,
    };
    is_known && parameter.location == ParameterLocation::Query && !parameter.required && schema.enumeration.is_empty()
}

/// Returns the property that holds the items, and their schema, if the response is a page that links to the next.
pub(super) fn items(document: &Resolved, response: SchemaId) -> Option<(String, SchemaId)> {
    let mut properties = IndexMap::new();
    collect(document, response, &mut Vec::new(), &mut properties);
    if !links_to_next(document, &properties) {
        return None;
    }
    let mut lists = properties.iter().filter_map(|(name, id)| Some((*name, document.schema(*id).items?)));
    match (lists.next(), lists.next()) {
        (Some((name, items)), None) => Some((name.to_owned(), items)),
        _ => None,
    }
}

/// The properties that give the position of a page in its list, in both styles of paging.
const PLACE: [&str; 13] = [
    "end",
    "first_page_uri",
    "last_page_uri",
    "meta",
    "next_page_uri",
    "num_pages",
    "page",
    "page_size",
    "previous_page_uri",
    "start",
    "total",
    "total_pages",
    "uri",
];

/// Returns the properties of a page beside its items and its position.
pub(super) fn beside_items(document: &Resolved, page: SchemaId, items_key: &str) -> Vec<(String, SchemaId)> {
    let mut properties = IndexMap::new();
    collect(document, page, &mut Vec::new(), &mut properties);
    let is_place = |name: &str, id: SchemaId| {
        let kind = document.schema(id).schema_type.as_deref();
        PLACE.contains(&name) && (name == "meta" || !matches!(kind, Some("object" | "array")))
    };
    properties.retain(|name, id| *name != items_key && !is_place(name, *id));
    properties.into_iter().map(|(name, id)| (name.to_owned(), id)).collect()
}

/// Returns the properties that give the position of a page, with their parts.
pub(super) fn place_members(document: &Resolved, page: SchemaId, items_key: &str) -> Vec<(String, SchemaId)> {
    let mut properties = IndexMap::new();
    collect(document, page, &mut Vec::new(), &mut properties);
    let beside = beside_items(document, page, items_key);
    let is_place = |name: &str| name != items_key && beside.iter().all(|(known, _)| known != name);
    let mut members = Vec::new();
    for (name, id) in properties.into_iter().filter(|(name, _)| is_place(name)) {
        let mut inside = IndexMap::new();
        collect(document, id, &mut Vec::new(), &mut inside);
        members.extend(inside.into_iter().map(|(member, id)| (format!("{name}.{member}"), id)));
        members.push((name.to_owned(), id));
    }
    members
}

/// Collects the properties of the schema and of the parts of its `allOf`.
fn collect<'a>(
    document: &'a Resolved,
    id: SchemaId,
    seen: &mut Vec<SchemaId>,
    properties: &mut IndexMap<&'a str, SchemaId>,
) {
    if !seen.contains(&id) {
        seen.push(id);
        let schema = document.schema(id);
        schema.all_of.iter().for_each(|part| collect(document, *part, seen, properties));
        properties.extend(schema.properties.iter().map(|(name, property)| (name.as_str(), *property)));
    }
}

/// Returns true for both styles of paging: `next_page_uri` beside the items, or `next_page_url` in `meta`.
fn links_to_next(document: &Resolved, properties: &IndexMap<&str, SchemaId>) -> bool {
    let holds = |meta: &SchemaId| {
        let mut inside = IndexMap::new();
        collect(document, *meta, &mut Vec::new(), &mut inside);
        inside.contains_key("next_page_url")
    };
    properties.contains_key("next_page_uri") || properties.get("meta").is_some_and(holds)
}
