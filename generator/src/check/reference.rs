//! Whether a `$ref` leads to what it must.

use super::Check;
use super::kind::similar;
use crate::diagnostic::Diagnostic;
use crate::resolve::component_name;
use crate::source::{Kind, NodeId, Source};
use serde_yaml::Value as Scalar;

/// What a path would refer to; there is no such section in OpenAPI 3.0, so that no reference can be right.
pub(crate) const PATH_ITEMS: &str = "pathItems";

impl Check<'_> {
    /// Checks the text of a `$ref` in the place of what `#/components/{section}/…` holds.
    pub(super) fn reference(&mut self, section: &str, node: NodeId) {
        let Kind::Scalar(Scalar::String(reference)) = self.source.kind(node) else {
            self.wrong_kind("`$ref`", "text", node);
            return;
        };
        if !is_defined(self.source, reference, section) {
            self.diagnostics.push(unresolved(self.source, reference, section, node));
        }
    }
}

/// Whether the reference leads to a component of the section.
pub(super) fn is_defined(source: &Source, reference: &str, section: &str) -> bool {
    component_name(reference, section).is_some() && source.resolve_reference(reference).is_some()
}

/// Says that a reference leads nowhere, and what may have been meant. `node` is its text.
pub(crate) fn unresolved(source: &Source, reference: &str, section: &str, node: NodeId) -> Diagnostic {
    let diagnostic = |message: String| Diagnostic::error("unresolved-ref", message).at(source.locate(node));
    if reference.starts_with("#/components/") && source.resolve_reference(reference).is_some() {
        return diagnostic(format!("`{reference}` is not one of `#/components/{section}/`, which belongs here"));
    }
    let diagnostic = diagnostic(format!("`{reference}` is not defined"));
    if let Some(similar) = similar_component(source, reference) {
        return diagnostic.help(format!("did you mean `{similar}`?"));
    }
    let start = format!("#/components/{section}/");
    match reference {
        _ if section == PATH_ITEMS => diagnostic.help("paths cannot be referred to in OpenAPI 3.0: write the path out"),
        local if local.starts_with(&start) => diagnostic,
        _ => diagnostic.help(format!("only references into `{start}` of the same document are supported here")),
    }
}

fn similar_component<'s>(source: &'s Source, reference: &str) -> Option<&'s str> {
    let (section, name) = reference.rsplit_once('/')?;
    let Kind::Mapping(entries) = source.kind(source.resolve_reference(section)?) else { return None };
    similar(entries.iter().map(|entry| entry.key.as_str()), name)
}
