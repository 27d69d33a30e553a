//! Checks that each `$ref` leads to an object of the expected kind.

use super::Check;
use super::value_kind::similar;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::component_name;
use crate::source::{Kind, NodeId, Source};
use serde_yaml::Value as Scalar;
use std::collections::HashMap;

/// The section to which the `$ref` of a path would lead. OpenAPI 3.0 has no such section, only other files.
pub(crate) const PATH_ITEMS: &str = "pathItems";

/// The maximum number of references that are followed in a row.
const CHAIN_LIMIT: usize = 1_000;

/// For how many names of one document similar ones are looked for among all others.
const SUGGESTION_LIMIT: usize = 50;

/// The targets of references, each looked up once.
pub(crate) struct Targets<'a> {
    source: &'a Source,
    known: HashMap<&'a str, Option<NodeId>>,
}

impl<'a> Targets<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self { source, known: HashMap::new() }
    }

    /// The node, or what its `$ref` leads to.
    pub(crate) fn follow(&mut self, mut node: NodeId) -> Option<NodeId> {
        for _ in 0..CHAIN_LIMIT {
            match text(self.source, node, "$ref") {
                Some(reference) => node = self.target(reference)?,
                None => return Some(node),
            }
        }
        None
    }

    fn target(&mut self, reference: &'a str) -> Option<NodeId> {
        *self.known.entry(reference).or_insert_with(|| self.source.resolve_reference(reference))
    }
}

impl<'a> Check<'a> {
    /// Checks the text of a `$ref` in the place of what `#/components/{section}/…` holds.
    pub(super) fn reference(&mut self, section: &str, node: NodeId) {
        let Kind::Scalar(Scalar::String(reference)) = self.source.kind(node) else {
            self.wrong_kind("`$ref`", "text", node);
            return;
        };
        if component_name(reference, section).is_none() || self.targets.target(reference).is_none() {
            self.unresolved(reference, section, node);
        }
    }

    /// Says that a reference leads nowhere. `node` is its text.
    pub(super) fn unresolved(&mut self, reference: &str, section: &str, node: NodeId) {
        let similar = self.may_suggest().then(|| similar_component(self.source, reference)).flatten();
        self.diagnostics.push(unresolved(self.source, reference, section, similar, node));
    }

    /// Returns true if another search for a similar name is allowed. Each search takes time, and a document may have
    /// any number of wrong names.
    pub(super) fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTION_LIMIT
    }

    /// The node, or what its `$ref` leads to.
    pub(super) fn follow(&mut self, node: NodeId) -> Option<NodeId> {
        self.targets.follow(node)
    }

    /// The text under a key.
    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<&'a str> {
        text(self.source, node, key)
    }
}

fn text<'a>(source: &'a Source, node: NodeId, key: &str) -> Option<&'a str> {
    match source.kind(source.child(node, key)?) {
        Kind::Scalar(Scalar::String(text)) => Some(text),
        _ => None,
    }
}

/// Says that a reference leads nowhere, and what may have been meant. `node` is its text.
pub(crate) fn unresolved(
    source: &Source,
    reference: &str,
    section: &str,
    similar: Option<&str>,
    node: NodeId,
) -> Diagnostic {
    let diagnostic = |message: String| Diagnostic::new(Code::UnresolvedRef, message).at(source.locate(node));
    if section == PATH_ITEMS {
        return diagnostic(format!("`{reference}` stands for a path, which is not supported"))
            .help("write the path out");
    }
    if source.resolve_reference(reference).is_some() {
        let help = match reference.starts_with("#/components/") {
            true => "refer to one of these",
            false => "move what it leads to there, and refer to it from both places",
        };
        let message = format!("`{reference}` is not one of `#/components/{section}/`, which belongs here");
        return diagnostic(message).help(help);
    }
    let diagnostic = diagnostic(format!("`{reference}` is not defined"));
    if let Some(similar) = similar {
        return diagnostic.help(format!("did you mean `{similar}`?"));
    }
    let start = format!("#/components/{section}/");
    match reference {
        local if local.starts_with(&start) => diagnostic,
        _ => diagnostic.help(format!("only references into `{start}` of the same document are supported here")),
    }
}

fn similar_component<'s>(source: &'s Source, reference: &str) -> Option<&'s str> {
    let (section, name) = reference.rsplit_once('/')?;
    let Kind::Mapping(entries) = source.kind(source.resolve_reference(section)?) else { return None };
    similar(entries.iter().map(|entry| entry.key.as_str()), name)
}
