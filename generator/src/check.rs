//! Checks a [`Source`] as an OpenAPI document, and reports each problem at its location.
//!
//! openapiv3 is lax: it drops unknown keys, accepts any `type`, and reports a mismatch where reading stopped. So this
//! stage checks the document as it is written, before openapiv3 reads it. `check/table.rs` lists the objects of
//! OpenAPI and their keys.

mod deduplicate;
mod example;
mod keyed_objects;
mod keys;
mod operation;
mod path_parameters;
mod path_template;
mod reference;
mod schema;
mod security;
mod table;
mod value;
mod value_kind;
mod version;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::media_type::is_form;
use crate::openapi::reference::Targets;
use crate::source::{DEPTH_LIMIT, Entry, Kind, NodeId, Source};
use deduplicate::Repeated;
use keys::{KeySupport, Object, Value};
use std::collections::HashMap;
use value::WireForm;

pub use example::{Comparison, compare};
pub(crate) use path_template::STANDARD_HEADERS;
pub(crate) use schema::ENUM_NAMES;
pub(crate) use value_kind::found;
pub use version::check_version;

/// The result of a check.
pub struct Checked {
    /// The problems that were found.
    pub said: Diagnostics,
    /// The examples and defaults that [`compare`] still has to compare.
    pub comparisons: Vec<Comparison>,
    /// The nodes that have not the keys and kinds of OpenAPI 3.0, so that openapiv3 cannot read them.
    pub unreadable: Vec<NodeId>,
}

/// Checks all of the document but its examples, which take longest and can be compared while it is read.
pub fn check(source: &Source) -> Checked {
    let mut check = Check {
        source,
        seen: vec![0; source.node_count()],
        repeated: Repeated::default(),
        targets: Targets::new(source),
        patterns: HashMap::new(),
        comparisons: Vec::new(),
        suggestions: 0,
        depth: 0,
        unreadable: Vec::new(),
        diagnostics: Diagnostics::default(),
    };
    check.object(Object::Document, source.root(), None);
    let Check { repeated, mut diagnostics, unreadable, comparisons, .. } = check;
    repeated.report(&mut diagnostics);
    Checked { said: diagnostics, comparisons, unreadable }
}

/// The state of checking one document.
struct Check<'a> {
    source: &'a Source,
    /// For each node, which objects it was checked as: aliases make it several.
    seen: Vec<u64>,
    repeated: Repeated<'a>,
    targets: Targets<'a>,
    /// The patterns so far; true for a valid regular expression.
    patterns: HashMap<&'a str, bool>,
    /// The examples and defaults, each beside its schema.
    comparisons: Vec<Comparison>,
    /// The number of searches for similar names so far.
    suggestions: usize,
    /// The number of objects around the current one.
    depth: usize,
    unreadable: Vec<NodeId>,
    diagnostics: Diagnostics,
}

/// A key of a mapping that is being checked, and the mapping.
#[derive(Clone, Copy)]
struct Place<'a> {
    mapping: NodeId,
    entry: &'a Entry,
}

impl<'a> Check<'a> {
    /// Checks that the node is such an object. `under` is the key that it stands under.
    fn object(&mut self, object: Object, node: NodeId, under: Option<Place<'a>>) {
        let (mask, seen) = (1 << object as u64, &mut self.seen[node.index()]);
        if *seen & mask != 0 {
            return;
        }
        *seen |= mask;
        // Aliases can make a document deeper than its text; reading it says so.
        if self.depth == DEPTH_LIMIT {
            return;
        }
        self.depth += 1;
        self.keys(object, node, under);
        self.depth -= 1;
    }

    fn keys(&mut self, object: Object, node: NodeId, under: Option<Place<'a>>) {
        let source = self.source;
        let Kind::Mapping(entries) = source.kind(node) else {
            self.wrong_kind(object.name(), "a mapping", node);
            return;
        };
        if let Some(section) = object.section()
            && let Some(reference) = entries.iter().find(|entry| entry.key == "$ref")
        {
            self.reference(section, reference.value);
            for entry in entries.iter().filter(|entry| entry.key != "$ref") {
                match entry.key.as_str() {
                    "x-rust-name" if object == Object::Schema && self.is_property(node) => {
                        self.value(Value::Text, Place { mapping: node, entry });
                    }
                    _ => self.beside_reference(Place { mapping: node, entry }),
                }
            }
            return;
        }
        if self.map_object(object, node, entries) {
            return;
        }
        for entry in entries {
            self.entry(object, entries, Place { mapping: node, entry });
        }
        let is_needed =
            |key: &&keys::Key| matches!(key.meaning, KeySupport::Required | KeySupport::RequiredDocumentation);
        for key in object.keys().iter().filter(is_needed) {
            if !entries.iter().any(|entry| entry.key == key.name) {
                self.missing_key(object, key.name, node, under);
            }
        }
        match object {
            Object::Schema => self.schema(node, entries),
            Object::Parameter => self.parameter(node, entries, under),
            Object::Header => self.examples(node, entries, WireForm::AsSent),
            Object::MediaType => self.examples(node, entries, written(under)),
            Object::Operation => self.operation(node),
            Object::SecurityScheme => self.security_scheme(node, entries, under),
            _ => {}
        }
    }

    fn entry(&mut self, object: Object, entries: &'a [Entry], place: Place<'a>) {
        let Place { entry, .. } = place;
        let Some(key) = object.keys().iter().find(|key| key.name == entry.key) else {
            match entry.key.as_str() {
                "x-twilio" => self.object(Object::Twilio, entry.value, Some(place)),
                "x-rust-name" => match object {
                    Object::Parameter | Object::Schema | Object::PathItem | Object::Operation => {
                        self.value(Value::Text, place);
                    }
                    _ => self.ignored_key("it names parameters, properties, paths and operations", place),
                },
                "x-rust-type-name" if object != Object::Schema || self.is_plain(entries) => {
                    self.ignored_key("it names the types of objects, unions and enumerations", place)
                }
                "x-rust-variants" if object == Object::Schema => self.variant_names(entries, place),
                "x-rust-variants" => self.ignored_key("it names the words of an enumeration", place),
                extension if ENUM_NAMES.contains(&extension) && object == Object::Schema => {
                    self.document_names(entries, place)
                }
                "x-rust-type-name" => self.value(Value::Text, place),
                extension if extension.starts_with("x-") => self.extension(extension, place),
                _ => self.unknown_key(object, entries, place),
            }
            return;
        };
        match key.meaning {
            KeySupport::Newer => return self.newer_key(object, place),
            KeySupport::Ignored(why) if !self.is_off(entry.value) => self.ignored_key(why, place),
            _ => {}
        }
        if self.is_absent(key, entry.value) {
            return;
        }
        match (object, key.name) {
            (Object::Twilio | Object::Pii, _) => self.extension_value(key.value, place),
            _ => self.value(key.value, place),
        }
        // What is nothing without the value is not to be read either; an operation has other parts.
        if key.name != "responses"
            && matches!(key.meaning, KeySupport::Required | KeySupport::RequiredDocumentation)
            && self.unreadable.last() == Some(&entry.value)
        {
            self.unreadable.push(place.mapping);
        }
    }

    /// Returns true if the schema is a property of another schema.
    fn is_property(&self, node: NodeId) -> bool {
        let way = self.source.way(node);
        way.len() > 1 && self.source.key(way[way.len() - 2]) == Some("properties")
    }

    /// Returns true if the schema is text, a number, a boolean or a list, and no enum.
    fn is_plain(&self, entries: &[Entry]) -> bool {
        let is_plain = |entry: &Entry| match self.source.kind(entry.value) {
            Kind::Scalar(value) => value.as_str().is_some_and(|kind| kind != "object"),
            _ => false,
        };
        let has_words = entries.iter().any(|entry| entry.key == "enum");
        !has_words && entries.iter().any(|entry| entry.key == "type" && is_plain(entry))
    }

    /// Returns true if the value means the same as a missing key: `false`, or an empty collection.
    fn is_off(&self, node: NodeId) -> bool {
        match self.source.kind(node) {
            Kind::Scalar(value) => value.as_bool() == Some(false),
            Kind::Mapping(entries) => entries.is_empty(),
            Kind::Sequence(items) => items.is_empty(),
        }
    }

    fn missing_key(&mut self, object: Object, name: &str, node: NodeId, under: Option<Place<'a>>) {
        self.unreadable.push(node);
        let location = match under {
            Some(Place { mapping, entry }) => self.source.locate_entry(mapping, entry),
            None => self.source.locate(node),
        };
        self.diagnostics.push(
            Diagnostic::new(Code::MissingKey, format!("{} has no `{name}`", object.name()))
                .at(location)
                .help(format!("add `{name}`, here or in an overlay")),
        );
    }
}

/// Returns the form in which the examples of a media type are written.
fn written(under: Option<Place<'_>>) -> WireForm {
    match under {
        Some(Place { entry, .. }) if is_form(&entry.key) => WireForm::AsSent,
        _ => WireForm::AsJson,
    }
}
