//! The parser of the names lock.

use super::{FORMAT, Lock, TypeLine, VersionLock};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, NodeId, Source};
use serde::Deserialize;
use serde_yaml::Value;
use std::collections::{BTreeMap, HashMap};

/// Parses a names lock, and reports lines that are not one, or whose names cannot be names of Rust items.
pub fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Lock> {
    let before = diagnostics.error_count();
    let source = Source::read(name, text, diagnostics)?;
    source.check_size(diagnostics)?;
    let mut reader = Reader { source: &source, diagnostics };
    let lock = reader.lock();
    reader.check(&lock);
    (diagnostics.error_count() == before).then_some(Lock { source: Some(source), ..lock })
}

struct Reader<'a, 'b> {
    source: &'a Source,
    diagnostics: &'b mut Diagnostics,
}

impl Reader<'_, '_> {
    fn lock(&mut self) -> Lock {
        let root = self.source.root();
        if !matches!(self.source.kind(root), Kind::Mapping(_)) {
            self.report(root, "the file is not a names lock".to_owned(), NEW_LOCK);
            return Lock::default();
        }
        self.check_keys(root, &["lock", "sids", "versions"]);
        let format = self.source.child(root, "lock");
        if format.and_then(|node| self.value::<u64>(node).ok()) != Some(FORMAT) {
            let message = format!("the format of the names lock must be `lock: {FORMAT}`");
            self.report(format.unwrap_or(root), message, NEW_LOCK);
            return Lock::default();
        }
        let sids = self.items(root, "sids");
        let mut versions = BTreeMap::new();
        for (key, node) in self.entries(root, "versions") {
            self.check_keys(node, &["names", "resources", "operations", "types"]);
            let names = self.source.child(node, "names").map(|names| self.item(names));
            if names.is_none() {
                self.report(node, "the version has no `names`".to_owned(), NEW_LOCK);
            }
            let version = VersionLock {
                names: names.flatten().unwrap_or_default(),
                resources: self.items(node, "resources"),
                operations: self.items(node, "operations"),
                types: self.items(node, "types"),
            };
            versions.insert(key, version);
        }
        Lock { sids, versions, source: None }
    }

    fn check_keys(&mut self, node: NodeId, known: &[&str]) {
        let Kind::Mapping(entries) = self.source.kind(node) else { return };
        let unknown = entries.iter().filter(|entry| !known.contains(&&*entry.key));
        for node in unknown.map(|entry| entry.value).collect::<Vec<_>>() {
            let help = format!("the keys are: {}", known.join(", "));
            self.report(node, "the key is not one of the names lock".to_owned(), &help);
        }
    }

    fn entries(&mut self, node: NodeId, key: &str) -> Vec<(String, NodeId)> {
        let Some(node) = self.source.child(node, key) else { return Vec::new() };
        match self.source.kind(node) {
            Kind::Mapping(entries) => entries.iter().map(|entry| (entry.key.to_string(), entry.value)).collect(),
            Kind::Scalar(Value::Null) => Vec::new(),
            _ => {
                self.report(node, format!("`{key}` must be a mapping"), NEW_LOCK);
                Vec::new()
            }
        }
    }

    fn items<T: for<'de> Deserialize<'de>>(&mut self, node: NodeId, key: &str) -> BTreeMap<String, T> {
        let entries = self.entries(node, key);
        entries.into_iter().filter_map(|(key, node)| Some((key, self.item(node)?))).collect()
    }

    /// Parses one line, or reports it.
    fn item<T: for<'de> Deserialize<'de>>(&mut self, node: NodeId) -> Option<T> {
        match self.value(node) {
            Ok(item) => Some(item),
            Err(error) => {
                self.report(node, format!("the line of the names lock cannot be read: {error}"), NEW_LINE);
                None
            }
        }
    }

    fn value<T: for<'de> Deserialize<'de>>(&self, node: NodeId) -> Result<T, serde_yaml::Error> {
        T::deserialize(self.source.reader(node, ()))
    }

    /// Reports names that are no identifiers or stand twice in one line, and uses of types without a line.
    fn check(&mut self, lock: &Lock) {
        let source = self.source;
        let versions = source.nearest(source.root(), "versions");
        for (key, names) in lock.sids.iter() {
            let node = source.nearest(source.nearest(source.root(), "sids"), key);
            self.check_type_name(names, node);
        }
        for (key, version) in &lock.versions {
            let section = source.nearest(versions, key);
            let line = |kind: &str, key: &str| source.nearest(source.nearest(section, kind), key);
            let names = source.nearest(section, "names");
            self.check_names([&version.names.product, &version.names.version], names, is_snake);
            for (path, resource) in &version.resources {
                let node = line("resources", path);
                self.check_names(&resource.module, node, is_snake);
                self.check_names(&resource.key, node, is_snake);
                self.check_names([&resource.collection, &resource.instance].into_iter().flatten(), node, is_snake);
                let types = [&resource.collection_type, &resource.instance_type].into_iter().flatten();
                self.check_names(types, node, is_camel);
            }
            for (operation, names) in &version.operations {
                let node = line("operations", operation);
                self.check_names(&names.method, node, is_snake);
                self.check_names(&names.builder, node, is_camel);
                self.check_names(names.parameters.values(), node, is_snake);
            }
            let mut renamed: HashMap<&str, &str> = HashMap::new();
            for (name, known) in &version.types {
                let node = line("types", name);
                self.check_type(name, known, node);
                let name = known.rename.as_deref().unwrap_or(name);
                if let Some(other) = renamed.insert(name, name) {
                    self.report(node, format!("`{other}` is the name of another type"), "choose a name that is free");
                }
                for parent in known.uses.iter().filter_map(|place| parent(place)) {
                    if !version.types.contains_key(parent) {
                        let message = format!("a use refers to the type `{parent}`, which has no line");
                        let help = "to rename a type, add `rename: NewName` to its line and leave the rest as it is";
                        self.report(node, message, help);
                    }
                }
            }
        }
    }

    fn check_type(&mut self, name: &str, line: &TypeLine, node: NodeId) {
        self.check_type_name(name, node);
        line.rename.iter().for_each(|name| self.check_type_name(name, node));
        let kinds = [line.fields.is_some(), line.variants.is_some(), line.values.is_some()];
        if kinds.iter().filter(|has| **has).count() != 1 {
            let message = "a type has `fields`, `variants` or `values`".to_owned();
            self.report(node, message, NEW_LINE);
        }
        self.check_names(line.fields.iter().flat_map(BTreeMap::values), node, is_snake);
        self.check_names(line.variants.iter().chain(&line.values).flat_map(BTreeMap::values), node, is_camel);
    }

    fn check_type_name(&mut self, name: &str, node: NodeId) {
        self.check_names([&name.to_owned()], node, is_camel);
    }

    fn check_names<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a String>,
        node: NodeId,
        is_name: impl Fn(&str) -> bool,
    ) {
        let mut seen: HashMap<&str, ()> = HashMap::new();
        for name in names {
            if !is_name(name) {
                let help = "items and fields are in snake case, types and variants in camel case; letters are ASCII";
                self.report(node, format!("`{name}` cannot be the name of such a Rust item"), help);
            } else if seen.insert(name, ()).is_some() {
                self.report(node, format!("the line gives the name `{name}` twice"), "choose a name that is free");
            }
        }
    }

    fn report(&mut self, node: NodeId, message: String, help: &str) {
        let location = self.source.locate_key(node);
        self.diagnostics.push(Diagnostic::new(Code::InvalidLock, message).at(location).help(help));
    }
}

const NEW_LOCK: &str = "restore the file from version control; without it, all names are the default names";
const NEW_LINE: &str = "restore the line from version control, or remove it to get the default names of the item";

/// Returns the type that a use starts with; none where it starts with an operation.
fn parent(place: &str) -> Option<&str> {
    let end = place.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(place.len());
    let is_operation = place[end..].starts_with(" /");
    (!is_operation).then_some(&place[..end])
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name.chars().all(|character| matches!(character, 'a'..='z' | '0'..='9' | '_'))
        && name.chars().any(|character| character != '_')
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}
