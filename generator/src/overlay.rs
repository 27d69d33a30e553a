//! A [`Source`] and an OpenAPI Overlay 1.0 document in, the corrected [`Source`] out.
//!
//! An action that matches nothing is an error: upstream has changed, and the correction is stale.
//! Knows JSONPath and the overlay's own keys; nothing of OpenAPI.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Kind, NodeId, Source};
use serde::Deserialize;
use serde_json_path::JsonPath;
use serde_yaml::Value;

/// The file that the overlay corrects, relative to the overlay: its `extends`.
pub fn extends(overlay: &Source) -> Option<&str> {
    text(overlay, overlay.root(), "extends")
}

/// Applies every action in order.
pub fn apply(source: &mut Source, overlay: &Source, diagnostics: &mut Diagnostics) {
    if text(overlay, overlay.root(), "overlay").is_none_or(|version| !version.starts_with("1.")) {
        diagnostics.push(
            Diagnostic::error("invalid-overlay", "this is not an OpenAPI Overlay 1.x document")
                .at(overlay.locate(overlay.nearest(overlay.root(), "overlay")))
                .help("start it with `overlay: 1.0.0`"),
        );
        return;
    }
    let actions = overlay.child(overlay.root(), "actions").map(|node| overlay.kind(node));
    let Some(Kind::Sequence(actions)) = actions else {
        diagnostics.push(
            Diagnostic::error("invalid-overlay", "the overlay has no list of `actions`")
                .at(overlay.locate(overlay.nearest(overlay.root(), "actions"))),
        );
        return;
    };
    for action in actions.clone() {
        apply_action(source, overlay, action, diagnostics);
    }
}

fn apply_action(source: &mut Source, overlay: &Source, action: NodeId, diagnostics: &mut Diagnostics) {
    let place = overlay.locate(overlay.nearest(action, "target"));
    let Some(target) = text(overlay, action, "target") else {
        diagnostics.push(Diagnostic::error("invalid-overlay", "the action has no `target`").at(place));
        return;
    };
    let path = match JsonPath::parse(target) {
        Ok(path) => path,
        Err(error) => {
            let message = format!("the target is not a JSONPath: {error}");
            diagnostics.push(Diagnostic::error("invalid-overlay", message).at(place));
            return;
        }
    };
    if source.check_size(diagnostics).is_none() {
        return;
    }
    let value = serde_json::Value::deserialize(source.reader(source.root(), ())).unwrap_or_default();
    let nodes: Vec<NodeId> = path
        .query_located(&value)
        .locations()
        .filter_map(|location| source.resolve_pointer(&location.to_json_pointer()))
        .collect();
    if nodes.is_empty() {
        let message = format!("the overlay action matches nothing in {}", source.name());
        diagnostics.push(
            Diagnostic::error("stale-overlay-action", message)
                .at(place)
                .help("upstream may have made the correction, or renamed its target: remove or adapt the action"),
        );
        return;
    }
    let remove = overlay.child(action, "remove").map(|node| overlay.kind(node));
    let update = overlay.child(action, "update");
    for node in nodes {
        match (remove, update) {
            (Some(Kind::Scalar(Value::Bool(true))), _) => source.remove(node),
            (_, Some(update)) => source.merge(node, overlay, update),
            _ => {
                let message = "the action has neither `update` nor `remove: true`";
                diagnostics.push(Diagnostic::error("invalid-overlay", message).at(place.clone()));
                return;
            }
        }
    }
}

fn text<'a>(overlay: &'a Source, node: NodeId, key: &str) -> Option<&'a str> {
    match overlay.kind(overlay.child(node, key)?) {
        Kind::Scalar(Value::String(text)) => Some(text),
        _ => None,
    }
}
