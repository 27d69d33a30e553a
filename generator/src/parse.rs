//! A [`Source`] in, an OpenAPI [`Document`] out.
//!
//! The shape is openapiv3's business; this stage finds the place of what does not fit.

use crate::check::check;
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
    // The one reads what the other copies; two cores do both at once.
    let (said, read) = rayon::join(|| check(&source), || read(&source));
    let is_wrong = said.error_count() > 0;
    diagnostics.append(said);
    match read {
        Ok(openapi) => Some(Document { source, openapi }),
        Err(Unread::Said(said)) => {
            diagnostics.append(said);
            None
        }
        // What the check found is why, and says it better.
        Err(Unread::Misshapen(_)) if is_wrong => None,
        Err(Unread::Misshapen(error)) => {
            let node = innermost(&source, error.path());
            diagnostics.push(
                Diagnostic::error("invalid-document", format!("this is not OpenAPI 3.0: {}", error.inner()))
                    .at(source.locate(node)),
            );
            None
        }
    }
}

/// Why there is no document.
enum Unread {
    Said(Diagnostics),
    Misshapen(Misshapen),
}

type Misshapen = serde_path_to_error::Error<serde_yaml::Error>;

fn read(source: &Source) -> Result<OpenAPI, Unread> {
    let mut said = Diagnostics::default();
    let Some(value) = source.to_value(&mut said) else { return Err(Unread::Said(said)) };
    serde_path_to_error::deserialize(value).map_err(Unread::Misshapen)
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
