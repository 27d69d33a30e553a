//! Finds the operations and parameters in the sources of the generated crate.
//!
//! It reads text without whitespace, and relies on how the templates write a request.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The optional parameters of every operation, by `METHOD /route`.
pub type Operations = BTreeMap<String, BTreeSet<String>>;

/// Every operation of the crate.
pub fn operations() -> Operations {
    let mut sources = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../generated/src"), &mut sources);
    let mut operations = Operations::new();
    for request in sources.iter().flat_map(|source| source.split("self.handle.request(Method::").skip(1)) {
        // `GET,"https://server","/route",`
        let (method, route) = (until(request, ","), literals(request).nth(1).unwrap_or_default());
        let is_new = operations.insert(format!("{method} {route}"), BTreeSet::new()).is_none();
        assert!(is_new, "{method} {route} is sent from two places");
    }
    sources.iter().for_each(|source| add_parameters(source, &mut operations));
    operations
}

/// Adds the parameters that the builders in this source set.
fn add_parameters(source: &str, operations: &mut Operations) {
    for builder in source.split("///Therequestof[`").skip(1) {
        let builder = until(builder, "operation!(").to_owned() + until(behind(builder, "operation!("), ");");
        // The second text in backticks is `GET/route`.
        let operation = builder.split('`').nth(2).unwrap_or_default().replacen('/', " /", 1);
        let parameters = operations.get_mut(&operation).unwrap_or_else(|| panic!("{operation} is sent from nowhere"));
        for setter in ["query", "query_all", "form", "form_all", "header"] {
            let call = format!("self.request.{setter}(");
            parameters.extend(builder.split(&call).skip(1).filter_map(literal));
        }
        parameters.extend(builder.split("page_size=").skip(1).filter_map(literal));
    }
}

/// The text before the mark, or all of it.
fn until<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or(text, |(before, _)| before)
}

/// The text behind the mark, or nothing.
fn behind<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, behind)| behind)
}

/// The string literals in this text, none of which holds a quote.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The first of them.
fn literal(text: &str) -> Option<String> {
    literals(text).next().map(str::to_owned)
}

/// All files below this folder but the runtime's, without whitespace.
fn read(folder: &Path, sources: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder that can be read has readable entries").path();
        if path.is_dir() {
            if !path.ends_with("runtime") {
                read(&path, sources);
            }
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        sources.push(text.split_whitespace().collect());
    }
}
