//! Reports a problem that repeats in many places once, with the first location and the number of the others.

use super::keys::{Key, KeySupport, Object};
use super::{Check, Place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::openapi::method::METHODS;
use crate::source::{Entry, NodeId, Source};
use crate::text::similar::similar;
use indexmap::IndexMap;
use indexmap::map::Entry as Slot;

/// The identity of a problem: its code, its key or text, and its object.
pub(super) type Subject<'a> = (Code, &'a str, usize);

/// The findings so far: the first of each kind, and how many there are.
#[derive(Default)]
pub(super) struct Repeated<'a>(IndexMap<Subject<'a>, (Diagnostic, usize)>);

impl<'a> Repeated<'a> {
    /// Counts a finding; `first` makes the diagnostic if it is the first.
    pub(super) fn add(&mut self, subject: Subject<'a>, first: impl FnOnce() -> Diagnostic) {
        match self.0.entry(subject) {
            Slot::Occupied(mut known) => known.get_mut().1 += 1,
            Slot::Vacant(slot) => {
                slot.insert((first(), 1));
            }
        }
    }

    /// Says each once.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (mut diagnostic, count) in self.0.into_values() {
            match count {
                1 => {}
                2 => diagnostic.message.push_str("; the same in 1 more place"),
                _ => diagnostic.message.push_str(&format!("; the same in {} more places", count - 1)),
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// The extensions that the crate reads.
const READ: [&str; 4] = ["x-twilio", "x-rust-name", "x-rust-type-name", "x-rust-variants"];

impl<'a> Check<'a> {
    pub(super) fn unknown_key(&mut self, object: Object, entries: &'a [Entry], place: Place<'a>) {
        let source = self.source;
        let method = place.entry.key.to_ascii_lowercase();
        // With it, an operation would be left out.
        if matches!(object, Object::PathItem) && METHODS.contains(&&*method) {
            let message = format!("`{}` is not a key of a path, and what is under it no operation", place.entry.key);
            let diagnostic = Diagnostic::new(Code::UnknownKey, message).as_error().at(locate(source, place));
            return self.diagnostics.push(diagnostic.help(format!("did you mean `{method}`?")));
        }
        self.repeated.add((Code::UnknownKey, &place.entry.key, object as usize), || {
            let key = &place.entry.key;
            // Among thousands of keys, looking each up would take its time.
            let is_taken = |name: &str| entries.len() < 1_000 && entries.iter().any(|entry| entry.key == name);
            let is_free = |key: &&Key| key.meaning != KeySupport::Newer && !is_taken(key.name);
            let free = object.keys().iter().filter(is_free).map(|key| key.name);
            let help = match similar(free, key) {
                _ if key.contains('\u{a0}') => "it has a no-break space (U+00A0) in it: write a plain one".to_owned(),
                Some(similar) => format!("did you mean `{similar}`?"),
                None if matches!(object, Object::Twilio | Object::Pii) => {
                    "it may mean something to Twilio's own tools; to the crate it means nothing".to_owned()
                }
                None => "remove it, or let its name start with `x-`".to_owned(),
            };
            Diagnostic::new(Code::UnknownKey, format!("`{key}` is not a key of {}, and is not read", object.name()))
                .at(locate(source, place))
                .help(help)
        });
    }

    /// An extension whose name is nearly that of one that the crate reads.
    pub(super) fn extension(&mut self, key: &'a str, place: Place<'a>) {
        let is_near = |read: &&&str| key.len() <= read.len() + 2 && strsim::osa_distance(read, key) <= 2;
        let Some(read) = READ.iter().find(is_near) else { return };
        let source = self.source;
        self.repeated.add((Code::UnknownKey, key, 0), || {
            Diagnostic::new(Code::UnknownKey, format!("`{key}` means nothing to the crate, and is not read"))
                .at(locate(source, place))
                .help(format!("did you mean `{read}`?"))
        });
    }

    pub(super) fn newer_key(&mut self, object: Object, place: Place<'a>) {
        let source = self.source;
        self.repeated.add((Code::NewerKey, &place.entry.key, object as usize), || {
            let key = &place.entry.key;
            let help = match key.as_str() {
                "const" => "write `enum` with the one value",
                "examples" => "write one `example`",
                "$defs" => "put the schemas into `components.schemas`",
                _ => "say it in OpenAPI 3.0, here or in an overlay; or remove it",
            };
            Diagnostic::new(Code::NewerKey, format!("`{key}` came with OpenAPI 3.1, and is not read in a 3.0 document"))
                .at(locate(source, place))
                .help(help)
        });
    }

    pub(super) fn ignored_key(&mut self, why: &'static str, place: Place<'a>) {
        let source = self.source;
        self.repeated.add((Code::IgnoredKey, &place.entry.key, why.as_ptr() as usize), || {
            Diagnostic::new(Code::IgnoredKey, format!("`{}` is not read: {why}", place.entry.key))
                .at(locate(source, place))
        });
    }

    pub(super) fn beside_reference(&mut self, place: Place<'a>) {
        if place.entry.key.starts_with("x-") && !READ.contains(&&*place.entry.key) {
            return;
        }
        let source = self.source;
        self.repeated.add((Code::BesideRef, &place.entry.key, 0), || {
            Diagnostic::new(Code::BesideRef, format!("`{}` beside a `$ref` counts nothing", place.entry.key))
                .at(locate(source, place))
                .help("of a schema, put the `$ref` into an `allOf`; of anything else, write it where the `$ref` leads")
        });
    }

    /// A warning at a node that is the same wherever its subject is.
    pub(super) fn once(&mut self, subject: Subject<'a>, node: NodeId, first: impl FnOnce() -> Diagnostic) {
        let source = self.source;
        self.repeated.add(subject, || first().at(source.locate(node)));
    }
}

fn locate(source: &Source, place: Place<'_>) -> Location {
    source.locate_entry(place.mapping, place.entry)
}
