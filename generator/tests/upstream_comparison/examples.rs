//! Which bodies of a document come with examples.

use crate::documents::follow;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// Returns the content of every request and response body, by location.
pub fn bodies(document: &Value) -> BTreeMap<String, &Value> {
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_mapping().expect("a document has paths") {
        let operations = item.as_mapping().expect("a path has operations").iter();
        for (method, operation) in operations.filter(|(_, operation)| operation.get("operationId").is_some()) {
            let place = format!("{} {}", path.as_str().unwrap_or_default(), method.as_str().unwrap_or_default());
            if let Some(body) = operation.get("requestBody") {
                found.insert(format!("{place} requestBody"), &follow(document, body)["content"]);
            }
            for (status, response) in operation["responses"].as_mapping().expect("an operation has responses") {
                if let Some(content) = follow(document, response).get("content") {
                    found.insert(format!("{place} {}", status.as_str().unwrap_or_default()), content);
                }
            }
        }
    }
    found
}

/// Returns true if every media type of a body has an example, and every example a value.
pub fn has_examples(content: &Value) -> bool {
    content.as_mapping().is_some_and(|media_types| {
        !media_types.is_empty()
            && media_types.values().all(|media_type| {
                let examples = media_type["examples"].as_mapping();
                examples
                    .is_some_and(|all| !all.is_empty() && all.values().all(|example| example.get("value").is_some()))
            })
    })
}
