//! The places where values of types are sent and returned: the uses by which a type is recognised.

use crate::diff::without_keys;
use crate::ir::{Api, Endpoint, Operation, Output, Parameter, Position, Resource, Type, Variant, VersionId};

/// A place where an operation sends or returns a value of a named type.
pub(super) struct Root {
    /// The version of the operation.
    pub(super) version: VersionId,
    /// `GET /2010-04-01/Accounts.json response[]`.
    pub(super) place: String,
    /// True if the value is returned.
    pub(super) is_response: bool,
    /// The type: a model, a union or an enum.
    pub(super) value: Type,
}

/// Returns every place where an operation sends or returns a named type, in the order of the API.
pub(super) fn roots(api: &Api) -> Vec<Root> {
    let mut roots = Vec::new();
    for (resource, _, operation) in operations(api) {
        let key = operation_key(operation);
        let mut add = |place: String, value: &Type, is_response: bool| {
            if let Some((place, value)) = named(place, value) {
                roots.push(Root { version: resource.version, place, is_response, value });
            }
        };
        for (index, argument) in operation.keys.iter().enumerate() {
            add(format!("{key} path {index}"), &argument.value, false);
        }
        for parameter in &operation.parameters {
            add(format!("{key} {}", parameter_key(parameter)), &parameter.value, false);
        }
        match &operation.output {
            Output::Nothing | Output::Text | Output::Bytes => {}
            Output::Value(value) => add(format!("{key} response"), value, true),
            Output::Page { items_key, item, .. } => add(format!("{key} response.{}[]", segment(items_key)), item, true),
        }
        for (status, model) in &operation.errors {
            add(format!("{key} error {status}"), &Type::Model(*model), true);
        }
    }
    roots
}

/// Returns every operation with its resource and handle.
pub(super) fn operations(api: &Api) -> impl Iterator<Item = (&Resource, Endpoint, &Operation)> {
    let handles = api.resources.iter().flat_map(|resource| {
        [Endpoint::Collection, Endpoint::Instance].map(|endpoint| (resource, endpoint, resource.handle(endpoint)))
    });
    handles.flat_map(|(resource, endpoint, handle)| {
        handle.operations.iter().map(move |operation| (resource, endpoint, operation))
    })
}

/// Returns the key of an operation: `GET /2010-04-01/Accounts/{}.json`.
pub(crate) fn operation_key(operation: &Operation) -> String {
    format!("{} {}", operation.method, without_keys(&operation.path))
}

/// Returns the key of a parameter in its operation: `body To`. A form and a JSON object are both the body.
pub(crate) fn parameter_key(parameter: &Parameter) -> String {
    let name = segment(&parameter.wire_name);
    match parameter.position {
        Position::Path => format!("path {name}"),
        Position::Query => format!("query {name}"),
        Position::Header => format!("header {}", name.to_ascii_lowercase()),
        Position::Form | Position::Json => format!("body {name}"),
        Position::Body => "body".to_owned(),
    }
}

/// Returns a name of the wire as a segment of a place: in quotes where it could be read as something else.
fn segment(name: &str) -> String {
    let is_plain = |character: char| !character.is_control() && !" .[]{}|\"\\*".contains(character);
    match !name.is_empty() && name.chars().all(is_plain) {
        true => name.to_owned(),
        false => serde_json::Value::from(name).to_string(),
    }
}

/// Returns the named type of a value, and its place: `[]` is an item of a list, `{}` a value of a map.
pub(super) fn named(mut place: String, value: &Type) -> Option<(String, Type)> {
    let mut value = value;
    loop {
        match value {
            Type::Model(_) | Type::Union(_) | Type::Enum(_) => return Some((place, value.clone())),
            Type::List(_) => place.push_str("[]"),
            Type::Map(_) => place.push_str("{}"),
            _ => {}
        }
        value = value.inner()?;
    }
}

/// Returns the component of a named type.
pub(super) fn component<'a>(api: &'a Api, value: &Type) -> Option<&'a str> {
    match value {
        Type::Model(id) => api.models[id.0].component.as_deref(),
        Type::Union(id) => api.unions[id.0].component.as_deref(),
        _ => None,
    }
}

/// Returns the named types that a named type holds, each with the step that leads to it. `variant_key` gives the key of
/// a variant, by union and index.
pub(super) fn steps(api: &Api, value: &Type, variant_key: impl Fn(usize, usize) -> String) -> Vec<(String, Type)> {
    match value {
        Type::Model(id) => {
            let model = &api.models[id.0];
            let fields =
                model.fields.iter().filter_map(|field| named(format!(".{}", segment(&field.wire_name)), &field.value));
            let rest = model.rest.iter().filter_map(|rest| named(".*".to_owned(), rest));
            fields.chain(rest).collect()
        }
        Type::Union(id) => {
            let variants = api.unions[id.0].variants.iter().enumerate();
            let step =
                |(index, variant): (usize, &Variant)| named(format!("|{}", variant_key(id.0, index)), &variant.value);
            variants.filter_map(step).collect()
        }
        _ => Vec::new(),
    }
}
