//! A [`Source`] and an OpenAPI Overlay 1.0 document in, the corrected [`Source`] out.
//!
//! An action that matches nothing is an error: upstream has changed, and the correction is stale.
//! Knows JSONPath and the overlay's own keys; nothing of OpenAPI.

mod shape;
mod target;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Kind, NodeId, Source};
use serde::Deserialize;
use serde_yaml::Value;

pub use shape::check;
pub(crate) use target::corrects;

/// The file that the overlay corrects, relative to the overlay: its `extends`.
pub fn extends(overlay: &Source) -> Option<&str> {
    text(overlay, overlay.root(), "extends")
}

/// Applies every action in order; [`check`] has said which cannot be followed.
pub fn apply(source: &mut Source, overlay: &Source, diagnostics: &mut Diagnostics) {
    let actions = overlay.child(overlay.root(), "actions").map(|node| overlay.kind(node));
    let Some(Kind::Sequence(actions)) = actions else { return };
    source.unshare();
    // What is half right would change what is not meant.
    let is_right = |action: &&NodeId| shape::action_mistake(overlay, **action, &mut Diagnostics::default()).is_ok();
    for action in actions.iter().filter(is_right) {
        apply_action(source, overlay, *action, diagnostics);
    }
}

fn apply_action(source: &mut Source, overlay: &Source, action: NodeId, diagnostics: &mut Diagnostics) {
    let Some(Ok(path)) = text(overlay, action, "target").map(shape::path) else { return };
    let place = overlay.locate(overlay.nearest(action, "target"));
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
    let is_removed = matches!(remove, Some(Kind::Scalar(Value::Bool(true))));
    let update = overlay.child(action, "update");
    for node in nodes {
        match (is_removed, update) {
            (true, None) if node == source.root() => {
                let message = "the action would remove the whole document";
                diagnostics.push(Diagnostic::error("invalid-overlay", message).at(place.clone()));
            }
            (true, None) => source.remove(node),
            (false, Some(update)) => source.merge(node, overlay, update),
            _ => {}
        }
    }
}

fn text<'a>(overlay: &'a Source, node: NodeId, key: &str) -> Option<&'a str> {
    match overlay.kind(overlay.child(node, key)?) {
        Kind::Scalar(Value::String(text)) => Some(text),
        _ => None,
    }
}
