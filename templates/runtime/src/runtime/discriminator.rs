//! Adds the discriminator property to the JSON of a variant.

use std::ops::Range;

use serde_json::Value;

use super::json::{JsonDocument, JsonKind};

/// Sets the discriminator property of the object to the first of these values, unless it has one of them already. A
/// text that is not an object, or whose property is neither text nor null, stays unchanged.
pub(super) fn with_discriminator(mut object: String, name: &str, words: &[&str]) -> String {
    if let (Some((range, before)), Some(first)) = (wrong_part(&object, name, words), words.first()) {
        object.replace_range(range, &format!("{before}{}", Value::from(*first)));
    }
    object
}

/// Returns the range that the first discriminator value must replace, and the text to write before that value. If the
/// property is missing, the range is empty and at the end of the object.
fn wrong_part(object: &str, name: &str, words: &[&str]) -> Option<(Range<usize>, String)> {
    let document = JsonDocument::parse(object.as_bytes()).ok()?;
    let JsonKind::Object(mut members) = document.root().kind() else { return None };
    let comma = if members.most() == 0 { "" } else { "," };
    let Some(value) = members.find(name) else {
        let end = object.rfind('}')?;
        return Some((end..end, format!("{comma}{}:", Value::from(name))));
    };
    match value.kind() {
        JsonKind::String(text) if words.contains(&text.as_ref()) => None,
        JsonKind::String(_) | JsonKind::Null => Some((value.scalar_range(), String::new())),
        _ => None,
    }
}
