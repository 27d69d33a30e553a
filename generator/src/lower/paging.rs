//! How to tell a page of a list from other responses, by its shape.

use crate::resolve::{Resolved, Schema, SchemaId};

/// The query parameters that the runtime drives; callers set page size and limit instead.
pub(super) const PAGING_PARAMETERS: [&str; 3] = ["PageSize", "Page", "PageToken"];

/// The property with the items and their schema, if the response is a page that links to the next.
pub(super) fn items(document: &Resolved, response: &Schema) -> Option<(String, SchemaId)> {
    if !links_to_next(document, response) {
        return None;
    }
    let mut lists = response.properties.iter().filter_map(|(name, id)| Some((name, document.schema(*id).items?)));
    match (lists.next(), lists.next()) {
        (Some((name, items)), None) => Some((name.clone(), items)),
        _ => None,
    }
}

/// The two paging styles: `next_page_uri` beside the items, `next_page_url` in `meta`.
fn links_to_next(document: &Resolved, response: &Schema) -> bool {
    response.properties.contains_key("next_page_uri")
        || response
            .properties
            .get("meta")
            .is_some_and(|meta| document.schema(*meta).properties.contains_key("next_page_url"))
}
