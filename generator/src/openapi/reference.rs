//! References (`$ref`) to components of the same document.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{Kind, NodeId, Source};
use percent_encoding::percent_decode_str;
use serde_yaml::Value as Scalar;
use std::collections::HashMap;

/// The section to which the `$ref` of a path would lead. OpenAPI 3.0 has no such section, only other files.
pub(crate) const PATH_ITEMS: &str = "pathItems";

/// The maximum number of references that are followed in a row.
pub(crate) const CHAIN_LIMIT: usize = 1_000;

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

    /// Returns the target of a reference.
    pub(crate) fn target(&mut self, reference: &'a str) -> Option<NodeId> {
        *self.known.entry(reference).or_insert_with(|| self.source.resolve_reference(reference))
    }
}

/// Returns the text under a key.
pub(crate) fn text<'a>(source: &'a Source, node: NodeId, key: &str) -> Option<&'a str> {
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

/// Returns the diagnostic for a reference that has no end.
pub(crate) fn cyclic(place: Location) -> Diagnostic {
    Diagnostic::new(Code::CyclicRef, "the reference leads back to itself, or there are 1,000 more behind it").at(place)
}

/// Returns the component name in a reference such as `#/components/schemas/api.v2010.account`.
pub(crate) fn component_name(reference: &str, kind: &str) -> Option<String> {
    let reference = percent_decode_str(reference).decode_utf8().ok()?;
    let name = reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}
