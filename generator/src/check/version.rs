//! Checks that a document is written in OpenAPI 3.0.

use super::found;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, Source};
use serde_yaml::Value;

/// Checks that a document is a mapping, and its OpenAPI version.
pub fn check_version(source: &Source, diagnostics: &mut Diagnostics) -> Option<()> {
    let root = source.root();
    if !matches!(source.kind(root), Kind::Mapping(_)) {
        let message = format!("an OpenAPI document must be a mapping, not {}", found(source.kind(root)));
        let diagnostic = Diagnostic::new(Code::NotOpenapi, message).at(source.locate(root));
        diagnostics.push(diagnostic.help("an OpenAPI document starts with `openapi: 3.0.1`"));
        return None;
    }
    let node = source.nearest(root, "openapi");
    let version = match source.kind(node) {
        Kind::Scalar(Value::String(text)) => text.clone(),
        Kind::Scalar(Value::Number(number)) => number.to_string(),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::NotOpenapi, "the document does not say which OpenAPI version it is written in")
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
        Diagnostic::new(Code::UnsupportedVersion, format!("OpenAPI {version} is not supported"))
            .at(source.locate(node))
            .help("OpenAPI 3.0.x is; convert the document, or write its 3.0 form"),
    );
    None
}
