//! The objects whose keys are the document's own: paths, responses and callbacks.

use super::keys::Object;
use super::path_template::mistake;
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::method::METHODS;
use crate::source::{Entry, Kind, NodeId};
use std::collections::HashMap;

impl<'a> Check<'a> {
    /// Checks an object whose keys are not fixed; false where they are.
    pub(super) fn map_object(&mut self, object: Object, node: NodeId, entries: &'a [Entry]) -> bool {
        let inner = match object {
            Object::Paths | Object::Callback => Object::PathItem,
            Object::Responses => Object::Response,
            _ => return false,
        };
        for entry in entries.iter().filter(|entry| !entry.key.starts_with("x-")) {
            let place = Place { mapping: node, entry };
            match object {
                Object::Paths => self.path_template(place),
                Object::Responses if !is_status(&entry.key) => self.unknown_status(place),
                _ => {}
            }
            self.object(inner, entry.value, Some(place));
        }
        if object == Object::Paths {
            self.duplicate_operations(entries);
            self.path_operations(entries);
        }
        true
    }

    fn unknown_status(&mut self, place: Place<'a>) {
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownStatus, format!("`{}` is not the status of a response", place.entry.key))
                .at(self.source.locate_entry(place.mapping, place.entry))
                .help("a status is `200` and the like, `2XX` and the like, or `default`"),
        );
    }

    /// Paths that differ in the names of their parameters only are one path.
    fn duplicate_operations(&mut self, entries: &'a [Entry]) {
        let mut known: HashMap<(String, Option<&str>, &str), (&str, NodeId)> = HashMap::new();
        for entry in entries {
            let Kind::Mapping(methods) = self.source.kind(entry.value) else { continue };
            // What it would be is not known.
            if mistake(&entry.key).is_some() {
                continue;
            }
            let (shape, server) = (shape(&entry.key), self.server(entry.value));
            for method in methods.iter().filter(|method| METHODS.contains(&&*method.key)) {
                let same = known.insert((shape.clone(), server, &method.key), (&entry.key, method.value));
                let Some((path, first)) = same.filter(|(path, _)| *path != entry.key) else { continue };
                let message = format!(
                    "`{} {}` is the operation of `{path}` on line {} again",
                    method.key.to_uppercase(),
                    entry.key,
                    self.source.locate_key(first).line
                );
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateOperation, message)
                        .at(self.source.locate_entry(entry.value, method))
                        .help("only the names of their parameters differ: describe it once"),
                );
            }
        }
    }

    /// The first server of a path, which is where its operations are.
    fn server(&self, path: NodeId) -> Option<&'a str> {
        let servers = self.source.child(path, "servers")?;
        self.text(self.source.child(servers, "0")?, "url")
    }
}

/// The path without the names of its parameters: `/Accounts/{}.json`.
fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, name)) = rest.split_once('{') {
        shape.push_str(before);
        shape.push('{');
        rest = name.split_once('}').map_or("", |(_, rest)| rest);
    }
    shape + rest
}

/// `200`, `2XX` or `default`.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [first, b'X' | b'x', b'X' | b'x'] => (b'1'..=b'5').contains(first),
        [b'1'..=b'9', _, _] => key.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}
