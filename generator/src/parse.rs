//! A [`Source`] in, an OpenAPI [`Document`] out.
//!
//! The shape is openapiv3's business. What does not fit is found before, in the source, where its place is known.

use crate::check::{Checked, check};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Kind, NodeId, Source};
use openapiv3::OpenAPI;
use serde_path_to_error::{Path, Segment};
use serde_yaml::Value;

/// An OpenAPI document beside the marked source that it was read from.
#[derive(Debug)]
pub struct Document {
    /// Where everything stands.
    pub source: Source,
    /// What it says.
    pub openapi: OpenAPI,
}

/// Reads the OpenAPI document that the source holds.
pub fn parse(source: Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    check_version(&source, diagnostics)?;
    // The one reads what the other copies: two cores do both at once.
    let mut unread = Diagnostics::default();
    let (Checked { said, is_readable }, value) = rayon::join(|| check(&source), || source.to_value(&mut unread));
    diagnostics.append(said);
    diagnostics.append(unread);
    // openapiv3 takes exponential time to say less, or panics.
    let mut value = value.filter(|_| is_readable)?;
    prune(&mut value);
    match serde_path_to_error::deserialize(value) {
        Ok(openapi) => Some(Document { source, openapi }),
        Err(error) => {
            let node = innermost(&source, error.path());
            diagnostics.push(
                Diagnostic::error("invalid-document", format!("this is not OpenAPI 3.0: {}", error.inner()))
                    .at(source.locate(node)),
            );
            None
        }
    }
}

/// Takes out what nobody reads, such as links and the headers of responses: it need not be taken apart.
fn prune(document: &mut Value) {
    const UNREAD: [&str; 7] = ["callbacks", "externalDocs", "headers", "links", "security", "securitySchemes", "tags"];
    fn members(value: &mut Value) -> impl Iterator<Item = &mut Value> {
        value.as_mapping_mut().into_iter().flatten().map(|(_, value)| value)
    }
    let remove = |value: &mut Value| {
        let Some(mapping) = value.as_mapping_mut() else { return };
        for key in UNREAD {
            mapping.shift_remove(key);
        }
    };
    remove(document);
    for path in document.get_mut("paths").into_iter().flat_map(members) {
        for operation in members(path) {
            remove(operation);
            operation.get_mut("responses").into_iter().flat_map(members).for_each(remove);
        }
    }
    if let Some(components) = document.get_mut("components") {
        remove(components);
        components.get_mut("responses").into_iter().flat_map(members).for_each(remove);
    }
}

fn check_version(source: &Source, diagnostics: &mut Diagnostics) -> Option<()> {
    let node = source.nearest(source.root(), "openapi");
    let version = match source.kind(node) {
        Kind::Scalar(Value::String(text)) => text.clone(),
        Kind::Scalar(Value::Number(number)) => number.to_string(),
        _ => {
            diagnostics.push(
                Diagnostic::error("not-openapi", "the document does not say which OpenAPI version it is written in")
                    .at(source.locate(node))
                    .help("an OpenAPI document starts with `openapi: 3.0.1`"),
            );
            return None;
        }
    };
    if version == "3.0" || version.starts_with("3.0.") {
        return Some(());
    }
    diagnostics.push(
        Diagnostic::error("unsupported-version", format!("OpenAPI {version} is not supported"))
            .at(source.locate(node))
            .help("OpenAPI 3.0.x is; convert the document, or write its 3.0 form"),
    );
    None
}

/// The deepest node on the way to where reading stopped.
fn innermost(source: &Source, path: &Path) -> NodeId {
    let mut node = source.root();
    for segment in path.iter() {
        let child = match segment {
            Segment::Map { key } => source.child(node, key),
            Segment::Seq { index } => source.child(node, &index.to_string()),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        match child {
            Some(child) => node = child,
            None => break,
        }
    }
    node
}
