//! Checks operations, parameters and bodies beyond their keys.

use super::keys::Object;
use super::table::STYLES;
use super::value::WireForm;
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::media_type::{self, Shape, is_json, shape};
use crate::source::{Entry, Kind, NodeId};
use serde_yaml::Value as Scalar;
use std::collections::HashSet;

/// A `content` with its media types.
type Content<'a> = (NodeId, &'a [Entry]);

impl<'a> Check<'a> {
    pub(super) fn parameter(&mut self, node: NodeId, entries: &'a [Entry], under: Option<Place<'a>>) {
        if !entries.iter().any(|entry| ["schema", "content"].contains(&&*entry.key)) {
            self.missing_key(Object::Parameter, "schema", node, under);
        }
        self.examples(node, entries, WireForm::AsSent);
        let location = self.text(node, "in").unwrap_or_default();
        if let Some(name) = self.text(node, "name") {
            self.parameter_name(node, name, location);
        }
        self.parameter_content(node, entries);
        self.header_explode(node, entries, location);
        self.style_without_members(node, entries);
        let is_required = self.source.child(node, "required").map(|node| self.source.kind(node));
        if location == "path" && !matches!(is_required, Some(Kind::Scalar(Scalar::Bool(true)))) {
            self.once((Code::OptionalPathParameter, "", 0), self.source.nearest(node, "required"), || {
                let message = "a path parameter is not `required: true`, and is required all the same";
                Diagnostic::new(Code::OptionalPathParameter, message)
                    .help("add `required: true`; what may be left out is another path")
            });
        }
        let styles: &[&str] = match self.text(node, "in") {
            Some("path") => &["simple", "label", "matrix"],
            Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            Some("header") => &["simple"],
            Some("cookie") => &["form"],
            _ => return,
        };
        if let Some(style) = self.text(node, "style").filter(|style| STYLES.contains(style) && !styles.contains(style))
        {
            self.unreadable.push(node);
            let location = self.text(node, "in").unwrap_or_default();
            let message = format!("a parameter in `{location}` cannot have the style `{style}`");
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownValue, message)
                    .at(self.source.locate(self.source.nearest(node, "style")))
                    .help(format!("it is one of: {}", styles.join(", "))),
            );
        }
    }

    /// Headers are written in one way: an object as the name and the value of each member.
    fn header_explode(&mut self, node: NodeId, entries: &'a [Entry], location: &str) {
        let schema = self.source.child(node, "schema").and_then(|schema| self.follow(schema));
        let is_object = schema.is_some_and(|schema| self.text(schema, "type") == Some("object"));
        let explode = entries.iter().find(|entry| entry.key == "explode" && !self.is_off(entry.value));
        if let (true, "header", Some(entry)) = (is_object, location, explode) {
            self.ignored_key("an object in a header is written as `name,value`", Place { mapping: node, entry });
        }
    }

    /// Only objects have members whose names stand in brackets, and only lists something between their items.
    fn style_without_members(&mut self, node: NodeId, entries: &'a [Entry]) {
        let schema = self.source.child(node, "schema").and_then(|schema| self.follow(schema));
        let kind = schema.and_then(|schema| self.text(schema, "type"));
        let style = entries.iter().find(|entry| entry.key == "style");
        let (Some(entry), Some(kind)) = (style, kind) else { return };
        let why = match self.text(node, "style") {
            Some("deepObject") if kind != "object" => "only objects are written as `deepObject`",
            Some("pipeDelimited" | "spaceDelimited") if !["array", "object"].contains(&kind) => {
                "only lists have something between their items"
            }
            _ => return,
        };
        self.ignored_key(why, Place { mapping: node, entry });
    }

    /// A parameter has one schema: its own, or that of one media type.
    fn parameter_content(&mut self, node: NodeId, entries: &'a [Entry]) {
        let Some(entry) = entries.iter().find(|entry| entry.key == "content") else { return };
        if entries.iter().any(|entry| entry.key == "schema") {
            return self.ignored_key("the parameter has a `schema` too", Place { mapping: node, entry });
        }
        let content = self.content(node);
        if let Some(chosen) = content.1.iter().position(|media| is_json(&media.key)) {
            self.other_media_types(content, Some(chosen));
        }
    }

    /// Reports two parameters with one name and location: only one of them could be sent.
    pub(super) fn duplicate_parameters(&mut self, items: &[NodeId]) {
        let mut known = HashSet::with_capacity(items.len());
        for item in items {
            let Some(node) = self.follow(*item) else { continue };
            let (Some(name), Some(location)) = (self.text(node, "name"), self.text(node, "in")) else { continue };
            // Headers are the same however they are spelled.
            let key = if location == "header" { name.to_ascii_lowercase() } else { name.to_owned() };
            if !known.insert((key, location)) {
                let message = format!("the parameter `{name}` in `{location}` is declared twice");
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateParameter, message)
                        .at(self.source.locate(self.source.nearest(*item, "name")))
                        .help("remove one of the two"),
                );
            }
        }
    }

    /// Only one server is where requests go.
    pub(super) fn servers(&mut self, items: &[NodeId]) {
        if let Some(second) = items.get(1) {
            self.once((Code::IgnoredServer, "", 0), *second, || {
                Diagnostic::new(Code::IgnoredServer, "only the first of several servers is read")
                    .help("callers can set another base URL")
            });
        }
    }

    pub(super) fn operation(&mut self, node: NodeId) {
        let body = self.source.child(node, "requestBody");
        if let Some(body) = body.and_then(|body| self.follow(body)) {
            let content = self.content(body);
            match media_type::sent(self.shapes(content.1)) {
                Some((chosen, _)) => self.other_media_types(content, Some(chosen)),
                None => self.unsupported_body(content.1),
            }
        }
        let Some(responses) = self.source.child(node, "responses") else { return };
        let Kind::Mapping(responses) = self.source.kind(responses) else { return };
        let has_status = responses.iter().any(|entry| entry.key.starts_with('2'));
        let is_success = |status: &str| status.starts_with('2') || !has_status && status == "default";
        let mut bodies = Vec::new();
        for entry in responses {
            let Some(response) = self.follow(entry.value) else { continue };
            let content = self.content(response);
            bodies.push((is_success(&entry.key), content, self.shapes(content.1)));
        }
        let json = |shapes: &[(&str, Shape)]| media_type::json(shapes.iter().copied()).map(|(index, _)| index);
        let has_json = bodies.iter().any(|(is_success, _, shapes)| *is_success && json(shapes).is_some());
        // Text and bytes are decoded where no success is JSON.
        let bodies = bodies.into_iter().map(|(is_success, content, shapes)| match is_success && !has_json {
            true => (is_success, content, media_type::decoded(shapes).map(|(index, _)| index)),
            false => (is_success, content, json(&shapes)),
        });
        let bodies: Vec<(bool, Content<'a>, Option<usize>)> = bodies.collect();
        let is_decoded = bodies.iter().any(|(is_success, _, chosen)| *is_success && chosen.is_some());
        for (is_success, content, chosen) in bodies {
            // That nothing of an operation's successes is decoded is told later.
            if chosen.is_some() || !is_success || is_decoded {
                self.other_media_types(content, chosen);
            }
        }
    }

    /// The media types of a body, and what kind of value each holds.
    fn shapes(&mut self, content: &'a [Entry]) -> Vec<(&'a str, Shape)> {
        let source = self.source;
        let shape = |media: &'a Entry| {
            let schema = source.child(media.value, "schema");
            (media.key.as_str(), shape(source, &mut self.targets, schema))
        };
        content.iter().map(shape).collect()
    }

    /// A body that is neither a form nor JSON.
    fn unsupported_body(&mut self, content: &'a [Entry]) {
        let Some(first) = content.iter().min_by_key(|media| &media.key) else { return };
        let source = self.source;
        self.repeated.add((Code::UnsupportedBody, &first.key, 0), || {
            Diagnostic::new(Code::UnsupportedBody, format!("a `{}` body is not supported", first.key))
                .at(source.locate(first.value))
                .help("forms and JSON are; an overlay can change or remove the operation")
        });
    }

    /// The media types of a body but the chosen one, and those that hold the same.
    fn other_media_types(&mut self, (mapping, content): Content<'a>, chosen: Option<usize>) {
        let source = self.source;
        let schema = |media: &Entry| self.text(source.child(media.value, "schema")?, "$ref");
        let chosen_schema = chosen.and_then(|chosen| schema(&content[chosen]));
        let is_other = |(index, media): &(usize, &'a Entry)| {
            Some(*index) != chosen && (chosen_schema.is_none() || schema(media) != chosen_schema)
        };
        let is_only = content.len() == 1;
        let others: Vec<&'a Entry> = content.iter().enumerate().filter(is_other).map(|(_, media)| media).collect();
        for entry in others {
            self.repeated.add((Code::IgnoredMediaType, &entry.key, is_only as usize), || {
                let (what, help) = match is_only {
                    true => ("body", "forms and JSON are; callers find other bytes in the error"),
                    false => (
                        "variant of a body",
                        "of several, JSON is sent before a form, and decoded before text and bytes; \
                         callers find other bytes in `.response().body()` or in the error",
                    ),
                };
                let message = format!("the `{}` {what} is not read", entry.key);
                Diagnostic::new(Code::IgnoredMediaType, message).at(source.locate_entry(mapping, entry)).help(help)
            });
        }
    }

    fn content(&self, node: NodeId) -> Content<'a> {
        let content = self.source.nearest(node, "content");
        match self.source.kind(content) {
            Kind::Mapping(entries) if content != node => (content, entries),
            _ => (node, &[]),
        }
    }
}
