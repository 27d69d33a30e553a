//! Says in words what the target of an action is about: the operation, and the property or parameter.

use super::json_path::{Comparison, Condition, JsonPath, Operand, Query, Segment, Selector};
use crate::openapi::method::METHODS;
use crate::source::Source;
use serde_yaml::Value;

/// Describes a target, such as "the property `Credentials` of the request of POST /v1/Credentials/AWS". Returns `None`
/// for a target that is about the whole document.
pub(super) fn subject(path: &JsonPath) -> Option<String> {
    let segments = &*path.segments;
    // From the outermost to the innermost.
    let mut parts: Vec<String> = Vec::new();
    let mut index = 0;
    while let Some(segment) = segments.get(index) {
        index += 1;
        let following = segments.get(index);
        match names(segment).as_deref() {
            Some(["paths"]) if index == 1 => {
                if let Some(paths) = following.filter(|segment| !segment.is_descendant).and_then(names) {
                    let (operations, used) = operations(&paths, segments.get(index + 1));
                    parts.push(operations);
                    index += 1 + used;
                }
            }
            Some(["components"]) if index == 1 => {
                if let Some(components) =
                    segments.get(index + 1).filter(|segment| !segment.is_descendant).and_then(names)
                {
                    parts.push(listed("component", &components));
                    index += 2;
                }
            }
            Some(["requestBody"]) => parts.push("the request".to_owned()),
            Some(["responses"]) => match following.and_then(names) {
                Some(statuses) => {
                    parts.push(format!("the response {}", statuses.join(" and ")));
                    index += 1;
                }
                None => parts.push("the responses".to_owned()),
            },
            Some([list @ ("parameters" | "tags" | "servers" | "properties" | "headers")]) => {
                let kind = match *list {
                    "properties" => "property",
                    list => list.trim_end_matches('s'),
                };
                let members = following.and_then(|segment| names(segment).or_else(|| named(segment)));
                match (members, following) {
                    (Some(members), _) => parts.push(listed(kind, &members)),
                    (None, Some(segment)) if selects_by_content(segment) => {
                        parts.push(format!("the selected {list}"));
                    }
                    _ => continue,
                }
                index += 1;
            }
            // They say how the media type or a schema is reached.
            Some(["content" | "schema" | "items" | "allOf" | "oneOf" | "anyOf"]) => {}
            Some(keys) if index == segments.len() => parts.push(format!("`{}`", keys.join("` and `"))),
            _ => {
                if let Some(properties) = having(segment) {
                    parts.push(format!("the schema with {}", listed("property", &properties)));
                }
            }
        }
    }
    if let [path] = &mut *parts
        && path.starts_with('/')
    {
        path.insert_str(0, "the path ");
    }
    parts.reverse();
    (!parts.is_empty()).then(|| parts.join(" of "))
}

/// Returns the paths that a target lists and the document does not have.
pub(super) fn missing_paths<'p>(source: &Source, path: &'p JsonPath) -> Vec<&'p str> {
    let (Some([paths, listed]), Some(node)) = (path.segments.get(..2), source.child(source.root(), "paths")) else {
        return Vec::new();
    };
    let is_plain = names(paths).as_deref() == Some(&["paths"]) && !paths.is_descendant && !listed.is_descendant;
    let listed = names(listed).filter(|_| is_plain).unwrap_or_default();
    listed.into_iter().filter(|name| source.child(node, name).is_none()).collect()
}

/// Describes the operations of paths, and says whether the next segment was used for that.
fn operations(paths: &[&str], next: Option<&Segment>) -> (String, usize) {
    let paths = paths.join(" and ");
    let methods = next.and_then(names).filter(|methods| methods.iter().all(|method| METHODS.contains(method)));
    match methods {
        Some(methods) => (format!("{} {paths}", methods.join(" and ").to_uppercase().replace(" AND ", " and ")), 1),
        None => (paths, 0),
    }
}

fn listed(kind: &str, names: &[&str]) -> String {
    let plural = match (kind, names) {
        (kind, [_]) => kind.to_owned(),
        ("property", _) => "properties".to_owned(),
        (kind, _) => format!("{kind}s"),
    };
    format!("the {plural} `{}`", names.join("` and `"))
}

/// Returns the names that a segment selects, if it selects by name alone.
fn names(segment: &Segment) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for selector in &segment.selectors {
        let Selector::Name(name) = selector else { return None };
        names.push(name.as_str());
    }
    Some(names)
}

/// Returns the names that a filter asks for: `[?@.name == 'To' || @.name == 'From']`.
fn named(segment: &Segment) -> Option<Vec<&str>> {
    each_variant(segment, |condition| match condition {
        Condition::Compare(Operand::Query(query), Comparison::Equal, Operand::Literal(Value::String(value)))
            if keys(query)? == ["name"] =>
        {
            Some(value.as_str())
        }
        _ => None,
    })
}

/// Returns the properties that a filter asks for: `[?@.properties.sid]`.
fn having(segment: &Segment) -> Option<Vec<&str>> {
    each_variant(segment, |condition| match condition {
        Condition::Exists(query) => match keys(query)?[..] {
            ["properties", property] => Some(property),
            _ => None,
        },
        _ => None,
    })
}

fn each_variant<'a>(segment: &'a Segment, name: impl Fn(&'a Condition) -> Option<&'a str>) -> Option<Vec<&'a str>> {
    match &*segment.selectors {
        [Selector::Filter(Condition::Or(parts) | Condition::And(parts))] => parts.iter().map(name).collect(),
        [Selector::Filter(condition)] => Some(vec![name(condition)?]),
        _ => None,
    }
}

fn keys(query: &Query) -> Option<Vec<&str>> {
    let key = |segment| match names(segment)?[..] {
        [name] => Some(name),
        _ => None,
    };
    query.segments.iter().map(key).collect()
}

fn selects_by_content(segment: &Segment) -> bool {
    segment.selectors.iter().any(|selector| matches!(selector, Selector::Filter(_)))
}
