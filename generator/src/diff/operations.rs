//! Adds the operations of a handle to a surface.

use super::Class;
use super::item::{Fact, Item, Kind};
use super::surface::{Builder, without_keys};
use crate::ir::{BodyEncoding, Handle, MemberStyle, Operation, Output, PageSize, Parameter, Position, Style, Type};
use crate::name::{HandleNames, OperationNames};

impl Builder<'_> {
    pub(super) fn operations(&mut self, handle: &Handle, names: &HandleNames, parent: usize) {
        for (operation, names) in handle.operations.iter().zip(&names.operations) {
            let above = &self.items[parent];
            let path = format!("{}::{}", above.path, names.method.as_str());
            let wire = format!("{} {}{}", operation.method, operation.server, without_keys(&operation.path));
            let mut item = Item::new(Kind::Operation, Some(parent), &wire, &names.method, &path);
            item.module = above.module.clone();
            item.detail = format!(" (`{} {}`)", operation.method, operation.path);
            item.docs = self.written.operation_docs(operation);
            item.place = Some((operation.document, operation.place));
            item.facts = self.operation_facts(operation, names);
            let required = operation.parameters.iter().filter(|parameter| parameter.required);
            item.order = required.map(|parameter| identity(operation, parameter)).collect();
            let path = format!("{}::{}", item.module, names.type_name.as_str());
            let place = item.place;
            let parent = self.push(item);
            self.parameters(operation, names, parent, &path);
            for group in &operation.conditional {
                let mut names = group.clone();
                names.sort();
                let condition = self.part(
                    parent,
                    Kind::Condition,
                    &names.join(", "),
                    &format!("one of `{}`", names.join("`, `")),
                    place,
                );
                (condition.added, condition.removed) = (Class::Breaking, Class::Additive);
            }
            if operation.deprecated {
                self.part(parent, Kind::Deprecation, "", "", place).removed = Class::Docs;
            }
            if let Output::Page { page_size: Some(PageSize { name, minimum, maximum }), .. } = &operation.output {
                let page_size = self.part(parent, Kind::Function, "page_size", "page_size", place);
                page_size.facts = vec![Fact::of_wire(format!("`{name}` in the query, from {minimum} to {maximum}"))];
            }
        }
    }

    fn operation_facts(&self, operation: &Operation, names: &OperationNames) -> Vec<Fact> {
        let (result, items) = match &operation.output {
            Output::Nothing => ("()".to_owned(), ""),
            Output::Text => ("String".to_owned(), ""),
            Output::Bytes => ("Bytes".to_owned(), ""),
            Output::Value(value) => (self.written.value(value), ""),
            Output::Page { item, items_key, .. } => (format!("Page<{}>", self.written.value(item)), items_key.as_str()),
        };
        let encoding = match &operation.body {
            BodyEncoding::None => "no body",
            BodyEncoding::Form => "a form",
            BodyEncoding::JsonObject(media_type)
            | BodyEncoding::OptionalJsonObject(media_type)
            | BodyEncoding::Json(media_type) => media_type,
        };
        let Operation { method, server, path, accept, .. } = operation;
        let accept = accept.as_deref().unwrap_or("application/json");
        let items = if items.is_empty() { String::new() } else { format!(", items in {items}") };
        let wire = format!("`{method} {server}{}` with {encoding}, for {accept}{items}", without_keys(path));
        vec![
            Fact::of_callers("builder", "builder", names.type_name.as_str()),
            Fact::of_callers("result", "result", result),
            Fact::of_wire(wire),
        ]
    }

    fn parameters(&mut self, operation: &Operation, names: &OperationNames, parent: usize, builder: &str) {
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let path = format!("{builder}::{}", name.as_str());
            let mut item = Item::new(Kind::Parameter, Some(parent), &identity(operation, parameter), name, &path);
            item.module = self.items[parent].module.clone();
            let presence = if parameter.required { "required" } else { "optional" };
            item.detail = format!(", which is {presence}");
            item.added = if parameter.required { Class::Breaking } else { Class::Additive };
            item.docs = self.written.parameter_docs(parameter);
            item.place = Some((operation.document, parameter.place));
            item.facts = vec![
                Fact::of_callers("presence", "presence", presence),
                Fact::of_callers("type", "type", self.written.argument(&parameter.value)),
                Fact::of_wire(on_the_wire(parameter)),
            ];
            self.push(item);
        }
    }
}

/// Returns the identity of a parameter. A header or a query parameter may have the name of a property of the body.
fn identity(operation: &Operation, parameter: &Parameter) -> String {
    let is_body = |position| matches!(position, Position::Form | Position::Json);
    let is_twin = |other: &Parameter| other.wire_name == parameter.wire_name && is_body(other.position);
    match parameter.position {
        Position::Header => format!("{} as a header", parameter.wire_name),
        Position::Body => "the body".to_owned(),
        Position::Query if operation.parameters.iter().any(is_twin) => format!("{} in the query", parameter.wire_name),
        _ => parameter.wire_name.clone(),
    }
}

/// Describes the position and the form in which a parameter is sent.
fn on_the_wire(parameter: &Parameter) -> String {
    let place = match parameter.position {
        Position::Path => "in the path",
        Position::Query => "in the query",
        Position::Header => "a header",
        Position::Form => "in the form",
        Position::Json => "in the JSON body",
        Position::Body => "the JSON body",
    };
    let style = match &parameter.style {
        Style::Plain => String::new(),
        Style::Joined(separator) => format!(", joined by `{separator}`"),
        Style::Members(MemberStyle::Brackets, prefix) => format!(", as `{prefix}[…]`"),
        Style::Members(MemberStyle::Dots, prefix) => format!(", as `{prefix}.…`"),
        Style::Members(MemberStyle::Plain, _) => ", as its members".to_owned(),
        Style::Json => ", as JSON".to_owned(),
    };
    let is_quoted = parameter.position == Position::Json && parameter.value == Type::DecimalText;
    format!("`{}` {place}{style}{}", parameter.wire_name, if is_quoted { ", in quotes" } else { "" })
}
