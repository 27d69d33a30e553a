//! Prints an [`Api`] for people: the output of `dump api`, and of snapshots.

use super::{
    Api, BodyEncoding, Constraints, Endpoint, Enum, Handle, Operation, Output, PageSize, Parameter, Position,
    ResourceId, Style, Type, Variant,
};
use std::fmt::{Display, Formatter, Result};

impl Display for Api {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        for product in &self.products {
            for version in &product.versions {
                writeln!(formatter, "{} {}", product.wire_name, version.wire_name)?;
                for line in version.descriptions.iter().flat_map(|text| text.lines()) {
                    writeln!(formatter, "  | {line}")?;
                }
                for resource in &version.resources {
                    self.resource(formatter, *resource, 1)?;
                }
            }
        }
        for model in &self.models {
            let name = model.component.clone().unwrap_or_else(|| model.hint.join(" / "));
            writeln!(formatter, "model {name}")?;
            for field in &model.fields {
                let presence = if field.required { "" } else { "?" };
                let recursive = if field.recursive { ", boxed" } else { "" };
                let constraints = constraints(&field.constraints);
                let value = self.text(&field.value);
                writeln!(formatter, "  {}{presence}: {value}{constraints}{recursive}", field.wire_name)?;
            }
            if let Some(rest) = &model.rest {
                writeln!(formatter, "  *: {}", self.text(rest))?;
            }
        }
        for union in &self.unions {
            let name = union.component.clone().unwrap_or_else(|| union.hint.join(" / "));
            let by = union.discriminator.as_ref().map(|property| format!(" by {property}")).unwrap_or_default();
            writeln!(formatter, "union {name}{by}")?;
            for Variant { value, wire_values, statuses, .. } in &union.variants {
                let decided_by = [wire_values.join(" | "), statuses.join(" | ")].concat();
                writeln!(formatter, "  {} {decided_by}", self.text(value))?;
            }
        }
        for (index, enumeration) in self.enums.iter().enumerate() {
            let Enum { owner, property, values, .. } = enumeration;
            writeln!(formatter, "enum#{index} {property} of {owner}: {}", values.join(" | "))?;
        }
        Ok(())
    }
}

impl Api {
    fn resource(&self, formatter: &mut Formatter<'_>, id: ResourceId, depth: usize) -> Result {
        let resource = &self.resources[id.0];
        let indent = "  ".repeat(depth);
        let mount = resource.mount_name.as_ref().map(|name| format!(" mounted as {name}")).unwrap_or_default();
        let class = resource.class_name.as_ref().map(|name| format!(" of class {name}")).unwrap_or_default();
        for endpoint in resource.endpoints() {
            let key = match (&resource.key, endpoint) {
                (Some(key), Endpoint::Instance) => format!(" by {}: {}", key.wire_name, self.text(&key.value)),
                _ => String::new(),
            };
            writeln!(formatter, "{indent}{}{mount}{class}{key}", resource.wire_name)?;
            self.handle(formatter, resource.handle(endpoint), depth + 1)?;
        }
        Ok(())
    }

    fn handle(&self, formatter: &mut Formatter<'_>, handle: &Handle, depth: usize) -> Result {
        for operation in &handle.operations {
            self.operation(formatter, operation, depth)?;
        }
        handle.children.iter().try_for_each(|child| self.resource(formatter, *child, depth))
    }

    fn operation(&self, formatter: &mut Formatter<'_>, operation: &Operation, depth: usize) -> Result {
        let indent = "  ".repeat(depth);
        let Operation { verb, id, method, server, path, .. } = operation;
        let body = match &operation.body {
            BodyEncoding::None => String::new(),
            BodyEncoding::Form => " with a form".to_owned(),
            BodyEncoding::JsonObject(media_type) | BodyEncoding::OptionalJsonObject(media_type) => {
                format!(" with a {media_type} object")
            }
            BodyEncoding::Json(media_type) => format!(" with {media_type}"),
        };
        let output = match &operation.output {
            Output::Nothing => "nothing".to_owned(),
            Output::Text => "text".to_owned(),
            Output::Bytes => "bytes".to_owned(),
            Output::Value(value) => self.text(value),
            Output::Page { items_key, item, page_size } => {
                let size = page_size
                    .as_ref()
                    .map(|PageSize { name, minimum, maximum }| format!(", {minimum} to {maximum} by {name}"));
                format!("pages of {items_key}: {}{}", self.text(item), size.unwrap_or_default())
            }
        };
        let accept = operation.accept.as_ref().map(|accept| format!(" for {accept}")).unwrap_or_default();
        writeln!(formatter, "{indent}{verb} ({id}): {method} {server}{path}{body} -> {output}{accept}")?;
        for parameter in &operation.parameters {
            writeln!(formatter, "{indent}  {}", self.parameter(parameter))?;
        }
        for group in &operation.conditional {
            writeln!(formatter, "{indent}  one of {}", group.join(", "))?;
        }
        Ok(())
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let position = match parameter.position {
            Position::Path => "path",
            Position::Query => "query",
            Position::Header => "header",
            Position::Form => "form",
            Position::Json => "JSON",
            Position::Body => "body",
        };
        let presence = if parameter.required { "" } else { "?" };
        let renamed = parameter.rust_name.as_ref().map(|name| format!(" as {name}")).unwrap_or_default();
        let (value, constraints) = (self.text(&parameter.value), constraints(&parameter.constraints));
        let style = match &parameter.style {
            Style::Plain => String::new(),
            style => format!(" as {style:?}"),
        };
        format!("{}{presence}{renamed}: {value} in the {position}{style}{constraints}", parameter.wire_name)
    }

    fn text(&self, value: &Type) -> String {
        match value {
            Type::Sid(prefixes) => format!("Sid({})", prefixes.join("|")),
            Type::Enum(id) => format!("enum#{}", id.0),
            Type::Model(id) => {
                let model = &self.models[id.0];
                model.component.clone().unwrap_or_else(|| model.hint.join(" / "))
            }
            Type::Union(id) => {
                let union = &self.unions[id.0];
                union.component.clone().unwrap_or_else(|| union.hint.join(" / "))
            }
            Type::List(item) => format!("[{}]", self.text(item)),
            Type::Nullable(value) => format!("{}?", self.text(value)),
            Type::Sensitive(value) => format!("Sensitive({})", self.text(value)),
            Type::Map(item) => format!("{{{}}}", self.text(item)),
            plain => format!("{plain:?}"),
        }
    }
}

fn constraints(constraints: &Constraints) -> String {
    let Constraints { range, length, item_count, default, pii, examples, .. } = constraints;
    let mut texts = Vec::new();
    if *range != (None, None) {
        texts.push(format!("range {range:?}"));
    }
    if *length != (None, None) && *length != (Some(34), Some(34)) {
        texts.push(format!("length {length:?}"));
    }
    if *item_count != (None, None) {
        texts.push(format!("items {item_count:?}"));
    }
    texts.extend(examples.iter().map(|example| format!("example {example}")));
    texts.extend(default.as_ref().map(|default| format!("default {default}")));
    texts.extend(pii.map(|pii| format!("{pii:?} PII")));
    texts.iter().map(|text| format!(", {text}")).collect()
}
