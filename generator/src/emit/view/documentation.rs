//! Writes the documentation of operations, parameters, models and fields.

use super::super::markdown::is_invisible;
use super::{Context, constraint, expected_request, sample_value};
use crate::ir::{Field, Model, Operation, Output, Parameter, Position, Style, Type, Version};
use crate::name::{Name, OperationNames};
use crate::text::paragraphs::{flowing, indented};

/// Returns the documentation of a field of a model.
pub(super) fn field(field: &Field, is_input: bool) -> Vec<String> {
    let what = described(field.description.as_deref(), || match is_input {
        true => format!("The property `{}`.", field.wire_name),
        false => format!("`{}` of the response.", field.wire_name),
    });
    vec![what, constraint::sentences(&field.constraints, &field.value), deprecation(field.deprecated)]
}

/// Describes the constraints of an object beyond those of its fields.
pub(super) fn of_model(model: &Model) -> String {
    let rest = model.rest.clone().unwrap_or(Type::Json);
    constraint::sentences(&model.constraints, &Type::Map(Box::new(rest)))
}

/// Returns the descriptions in the documents of a version, and their notes about pages.
pub(crate) fn of_version(version: &Version) -> Vec<String> {
    let mut notes: Vec<String> = (version.page_notes.iter())
        .filter_map(|(what, said)| constraint::about(&format!("- {what}"), &constraint::whole(said, &Type::Json)))
        .collect();
    notes.sort();
    [version.descriptions.clone(), vec![notes.join("\n")]].concat()
}

/// Returns the documentation of a setter of a model.
pub(super) fn setter(context: Context<'_>, field: &Field, name: &Name) -> Vec<String> {
    let limits = constraint::settable(context, &field.constraints, &field.value);
    let default = field.said.as_ref().map(|value| format!("Default: {}.", constraint::code(value)));
    let sets = if is_spelled_as(name, &field.wire_name) { String::new() } else { sent_as(&field.wire_name) };
    let description = described(field.description.as_deref(), || format!("Sets `{}`.", field.wire_name));
    vec![description, sentences([sets, default.unwrap_or_default(), limits]), deprecation(field.deprecated)]
}

/// Returns the documentation of a setter of a builder, with the limits of its values.
///
/// The wire name is added if the name of the setter does not show it. Without `name`, the wire name is not added.
pub(super) fn parameter(parameter: &Parameter, name: Option<&Name>, limits: &str) -> Vec<String> {
    let what = described(parameter.description.as_deref(), || match parameter.position {
        Position::Body => String::new(),
        _ => format!("Sets `{}`.", parameter.wire_name),
    });
    let sent = match (parameter.position, name) {
        (Position::Body, Some(_)) => "Sent as the JSON body.".to_owned(),
        (Position::Header, Some(_)) => format!("Sent as the header `{}`.", parameter.wire_name),
        (_, Some(name)) if !is_spelled_as(name, &parameter.wire_name) => sent_as(&parameter.wire_name),
        _ => String::new(),
    };
    vec![what, sentences([sent, limits.to_owned()]), deprecation(parameter.deprecated)]
}

fn sent_as(wire_name: &str) -> String {
    format!("Sent as {}.", constraint::code(wire_name))
}

/// Joins the sentences that are not empty.
fn sentences<const N: usize>(sentences: [String; N]) -> String {
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns true if a Rust name differs from a wire name in underscores and case only.
fn is_spelled_as(name: &Name, wire_name: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|character| *character != '_').collect::<String>().to_lowercase();
    letters(name.as_str().trim_start_matches("r#")) == letters(wire_name)
}

/// Returns the documentation of the method that starts an operation.
pub(super) fn operation(context: Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let what = described(operation.description.as_deref(), || format!("The operation `{}`.", operation.id));
    let mut paragraphs = vec![what, route(operation)];
    if let Output::Page { .. } = operation.output {
        paragraphs.push("`.await` returns the first page, `.stream()` goes through all items.".to_owned());
    }
    if let (Output::Value(_), Some(status)) = (&operation.output, operation.empty_status) {
        paragraphs.push(format!("Returns `None` if the response has no body, as with the status {status}."));
    }
    // The path above already shows the keys without a description or limits.
    let keys =
        operation.keys.iter().map(|key| (required_item(context, operation, key), list_item(&key.wire_name, None)));
    let keys = keys.filter(|(item, bare)| item != bare).map(|(item, _)| item);
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let required: Vec<String> =
        keys.chain(required.map(|parameter| required_item(context, operation, parameter))).collect();
    if !required.is_empty() {
        paragraphs.push(required.join("\n"));
    }
    paragraphs.extend(said(operation));
    let answers = operation.answers.iter().map(|(status, what)| list_item(status, Some(what)));
    match answers.collect::<Vec<_>>().as_slice() {
        [] => {}
        [one] => paragraphs.push(format!("Response {}", one.trim_start_matches("- "))),
        several => paragraphs.extend(["Responses:".to_owned(), several.join("\n")]),
    }
    if !operation.response_headers.is_empty() {
        let names = operation.response_headers.join("`, `");
        paragraphs.push(format!("Response headers: `{names}`."));
    }
    paragraphs.extend(operation.conditional.iter().map(|group| conditional(group, operation, names)));
    paragraphs
}

/// Returns the documentation of a body and a result without a type of its own.
pub(super) fn said(operation: &Operation) -> Vec<String> {
    let (body, output) = (&operation.body_constraints, &operation.output_constraints);
    let sent = body.description.clone().into_iter().chain([constraint::sentences(body, &Type::Json)]);
    let returned = constraint::whole(output, operation.result().unwrap_or(&Type::Json));
    let examples = &operation.example_notes;
    let what = if matches!(operation.output, Output::Page { .. }) { "A page" } else { "Returns" };
    sent.chain(constraint::about(what, &returned))
        .chain((!examples.is_empty()).then(|| format!("- {}", examples.join("\n- "))))
        .collect()
}

/// Returns the documentation of a builder, below the line that names the method which makes it.
pub(super) fn builder(operation: &Operation, names: &OperationNames) -> Vec<String> {
    let mut paragraphs = vec![route(operation)];
    paragraphs.extend(operation.conditional.iter().map(|group| conditional(group, operation, names)));
    paragraphs
}

/// Returns a sentence that lists the setters of a group, of which one must be called.
fn conditional(group: &[String], operation: &Operation, names: &OperationNames) -> String {
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let setter = |wire_name: &String| {
        let name = parameters.clone().find(|(parameter, _)| parameter.wire_name == *wire_name);
        name.map_or_else(|| wire_name.clone(), |(_, name)| name.as_str().to_owned())
    };
    let setters: Vec<String> = group.iter().map(setter).collect();
    format!("At least one of {} must be set.", quoted(&setters))
}

/// Returns the method and the path, with a link to the page that the document names for the operation.
fn route(operation: &Operation) -> String {
    let page = operation.page.as_ref().map(|address| format!(", see the [documentation]({address})"));
    format!("`{} {}`{}", operation.method, operation.path, page.unwrap_or_default())
}

/// Returns a sentence about the names under which the properties of an object are sent; empty if the object is sent as
/// one text.
pub(super) fn member_names(context: Context<'_>, operation: &Operation, parameter: &Parameter) -> String {
    let Style::Members(..) = parameter.style else { return String::new() };
    let sample = sample_value::parameter(context, operation, parameter);
    sample.and_then(|value| expected_request::member_names(parameter, &value)).unwrap_or_default()
}

/// Returns a list item about a required parameter, which has no setter with documentation.
fn required_item(context: Context<'_>, operation: &Operation, parameter: &Parameter) -> String {
    let what = described(parameter.description.as_deref(), || match parameter.position {
        Position::Body => "sent as JSON".to_owned(),
        _ => String::new(),
    });
    let members = member_names(context, operation, parameter);
    let sentences = constraint::settable(context, &parameter.constraints, &parameter.value);
    let sentences = format!("{members} {sentences} {}", deprecation(parameter.deprecated)).trim().to_owned();
    let text = match (sentences.is_empty(), flowing(&what)) {
        (true, _) => what,
        (false, Some(what)) => format!("{what} {sentences}"),
        (false, None) => format!("{what}\n\n{sentences}"),
    };
    list_item(&parameter.wire_name, Some(&text))
}

/// Returns texts of a document as inline code, separated by commas.
pub(super) fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.replace('`', "'"))).collect();
    words.join(", ")
}

/// Returns the description, or the result of `otherwise` if the description has no visible text.
pub(super) fn described(description: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    let is_seen = |text: &&str| text.chars().any(|character| !character.is_whitespace() && !is_invisible(character));
    match description.map(str::trim).filter(is_seen) {
        Some(text) => text.to_owned(),
        None => otherwise(),
    }
}

/// Returns a list item about a wire name. A description with a layout of its own stands below the name.
pub(super) fn list_item(wire_name: &str, description: Option<&str>) -> String {
    let description = description.unwrap_or_default().trim();
    match flowing(description) {
        None => format!("- `{wire_name}`:\n\n{}\n", indented(description)),
        Some(_) if description.is_empty() => format!("- `{wire_name}`"),
        Some(_) if !description.contains("\n\n") => {
            format!("- `{wire_name}`: {}", description.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Some(sentences) => format!("- `{wire_name}`: {sentences}"),
    }
}

pub(super) fn deprecation(deprecated: bool) -> String {
    if deprecated { "Deprecated upstream.".to_owned() } else { String::new() }
}
