//! Checks that each operation declares the parameters of its path, and that operation ids are unique.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::method::METHODS;
use crate::openapi::path_template::placeholders;
use crate::source::{Entry, Kind, NodeId};
use std::collections::{HashMap, HashSet};

/// The path parameters that a list declares, by their names.
struct Declared<'a> {
    names: HashMap<&'a str, NodeId>,
    /// False if a parameter could not be read: it may be the one that seems to be missing.
    is_whole: bool,
}

impl<'a> Check<'a> {
    /// Checks the operations of all paths. An id that two operations have is none.
    pub(super) fn path_operations(&mut self, paths: &'a [Entry]) {
        let mut ids: HashMap<&str, NodeId> = HashMap::new();
        for path in paths.iter().filter(|path| !path.key.starts_with("x-")) {
            let Kind::Mapping(entries) = self.source.kind(path.value) else { continue };
            let in_path: HashSet<&str> = placeholders(&path.key).collect();
            let shared = self.declared(path.value);
            self.unused_path_parameters(&path.key, &in_path, &shared);
            for method in entries.iter().filter(|entry| METHODS.contains(&&*entry.key)) {
                let own = self.declared(method.value);
                self.unused_path_parameters(&path.key, &in_path, &own);
                if own.is_whole && shared.is_whole {
                    let mut missing: Vec<&str> = in_path.iter().copied().collect();
                    missing.retain(|name| !own.names.contains_key(name) && !shared.names.contains_key(name));
                    missing.sort_unstable();
                    missing.into_iter().for_each(|name| self.undeclared(name, path.value, method.value));
                }
                let Some(id) = self.text(method.value, "operationId") else { continue };
                let place = self.source.nearest(method.value, "operationId");
                if let Some(first) = ids.insert(id, place) {
                    let line = self.source.locate(first).line;
                    let message = format!("the operationId `{id}` is already taken on line {line}");
                    self.diagnostics.push(
                        Diagnostic::new(Code::DuplicateOperationId, message)
                            .at(self.source.locate(place))
                            .help("give each operation an id of its own"),
                    );
                }
            }
        }
    }

    /// The path parameters that a path or an operation declares.
    fn declared(&mut self, node: NodeId) -> Declared<'a> {
        let mut declared = Declared { names: HashMap::new(), is_whole: true };
        let list = self.source.child(node, "parameters").map(|list| self.source.kind(list));
        let items = match list {
            None => return declared,
            Some(Kind::Sequence(items)) => items,
            Some(_) => return Declared { is_whole: false, ..declared },
        };
        for item in items {
            let parameter = self.follow(*item);
            let read = |key| parameter.and_then(|parameter| self.text(parameter, key));
            match (read("name"), read("in")) {
                (Some(name), Some("path")) => {
                    declared.names.insert(name, self.source.nearest(parameter.unwrap_or(*item), "name"));
                }
                (Some(_), Some(_)) => {}
                _ => declared.is_whole = false,
            }
        }
        declared
    }

    fn unused_path_parameters(&mut self, path: &str, in_path: &HashSet<&str>, declared: &Declared<'a>) {
        for (name, place) in declared.names.iter().filter(|(name, _)| !in_path.contains(*name)) {
            let message = format!("the path parameter `{name}` is not in the path `{path}`");
            let diagnostic = Diagnostic::new(Code::UnusedPathParameter, message);
            self.diagnostics.push(diagnostic.at(self.source.locate(*place)));
        }
    }

    fn undeclared(&mut self, name: &str, path: NodeId, operation: NodeId) {
        let list = [operation, path].into_iter().find_map(|node| self.source.child(node, "parameters"));
        let message = format!("the path has a `{{{name}}}`, but the operation declares no such parameter");
        self.diagnostics.push(
            Diagnostic::new(Code::UndeclaredPathParameter, message)
                .at(self.source.locate_key(list.unwrap_or(operation)))
                .help(format!("add a parameter with `name: {name}`, `in: path`, `required: true`")),
        );
    }
}
