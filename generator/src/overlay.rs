//! Applies OpenAPI Overlay 1.x documents to a [`Source`]: the only place where upstream is corrected.
//!
//! A target follows references, so that it holds whether a document writes a schema inline or as a component. An action
//! that matches nothing is an error, because upstream has changed and the correction is stale, unless the action says
//! that it is for some revisions only.

mod json_path;
mod shape;
mod subject;
mod target;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, NodeId, Source};
use json_path::{Evaluation, Found, JsonPath};
use serde_yaml::Value;

pub use shape::check;
pub(crate) use target::corrects;

/// The number of nodes that one target may visit, beside eight times those of the document. A filter visits a node once
/// or a few times. Nested filters may visit the whole document once for each node.
const TARGET_LIMIT: usize = 2_000_000;

/// The number of nodes that all targets of an overlay may visit.
const OVERLAY_LIMIT: usize = 200_000_000;

/// Returns the file that the overlay corrects, relative to the overlay: its `extends`.
pub fn extends(overlay: &Source) -> Option<&str> {
    text(overlay, overlay.root(), "extends")
}

/// Applies every action in order, except those that [`check`] reports.
pub fn apply(source: &mut Source, overlay: &Source, diagnostics: &mut Diagnostics) {
    let actions = overlay.child(overlay.root(), "actions").map(|node| overlay.kind(node));
    let Some(Kind::Sequence(actions)) = actions else { return };
    source.unshare();
    if source.check_size(diagnostics).is_none() {
        return;
    }
    // A half-right edit would change what is not meant.
    let is_right = |action: &&NodeId| shape::action_mistake(overlay, **action, &mut Diagnostics::default()).is_ok();
    let sizes = overlay.expanded_sizes();
    let mut visits = OVERLAY_LIMIT;
    for action in actions.iter().filter(is_right) {
        if let Err(diagnostic) = apply_action(source, (overlay, &sizes), *action, &mut visits) {
            diagnostics.push(*diagnostic);
        }
    }
}

fn apply_action(
    source: &mut Source,
    (overlay, sizes): (&Source, &[usize]),
    action: NodeId,
    visits: &mut usize,
) -> Result<(), Box<Diagnostic>> {
    let Some(Ok(path)) = text(overlay, action, "target").map(json_path::parse) else { return Ok(()) };
    let place = || overlay.locate(overlay.nearest(action, "target"));
    let invalid = |message: &str| Err(Box::new(Diagnostic::new(Code::InvalidOverlay, message).at(place())));
    let limit = (TARGET_LIMIT + 8 * source.node_count()).min(*visits);
    let mut evaluation = Evaluation::new(source, limit);
    let found = evaluation.find(&path);
    *visits -= limit - evaluation.budget();
    if evaluation.budget() == 0 {
        return invalid("the target visits too many values of the document");
    }
    let is_optional = text(overlay, action, "x-optional").is_some();
    let missing_paths = if is_optional { Vec::new() } else { subject::missing_paths(source, &path) };
    if found.nodes.is_empty() || !missing_paths.is_empty() {
        return Err(Box::new(stale(source, overlay, action, (&path, &found, &missing_paths)).at(place())));
    }
    let remove = overlay.child(action, "remove").map(|node| overlay.kind(node));
    let is_removed = matches!(remove, Some(Kind::Scalar(Value::Bool(true))));
    match (is_removed, overlay.child(action, "update")) {
        (true, None) if found.nodes.contains(&source.root()) => invalid("the action would remove the whole document"),
        (true, None) => {
            source.remove(&found.nodes);
            Ok(())
        }
        (false, Some(update)) if !source.has_room(sizes[update.index()], found.nodes.len()) => {
            let message = "the action would make the document too large";
            Err(Box::new(Diagnostic::new(Code::DocumentTooLarge, message).at(place())))
        }
        (false, Some(update)) => {
            source.merge(&found.nodes, overlay, update);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Reports an action whose target matches nothing, or lists a path that the document does not have.
fn stale(
    source: &Source,
    overlay: &Source,
    action: NodeId,
    (path, found, missing_paths): (&JsonPath, &Found, &[&str]),
) -> Diagnostic {
    let about = subject::subject(path).map(|subject| format!(" about {subject}")).unwrap_or_default();
    let target = text(overlay, action, "target").unwrap_or_default();
    let missing = match path.segments.get(found.matched) {
        Some(segment) => {
            let (before, step) = target.split_at(segment.range.0);
            let step = step.get(..segment.range.1 - segment.range.0).unwrap_or_default();
            format!("`{}` is there, and has no `{step}`", before.trim_end())
        }
        None => format!("the document has no `{}`", missing_paths.join("` and no `")),
    };
    match text(overlay, action, "x-optional") {
        Some(reason) => {
            let message = format!("the optional overlay action{about} matches nothing in {}", source.name());
            let help = format!("{missing}; the action is for some revisions only: {}", reason.trim());
            Diagnostic::new(Code::UnmatchedOverlayAction, message).help(help)
        }
        None => {
            let nothing = if found.nodes.is_empty() { "nothing" } else { "only a part of what it lists" };
            let message = format!("the overlay action{about} matches {nothing} in {}", source.name());
            let advice = "upstream may have corrected or renamed it: remove or adapt the action, or say in `x-optional` \
                          which revisions it is for";
            Diagnostic::new(Code::StaleOverlayAction, message).help(format!("{missing}; {advice}"))
        }
    }
}

fn text<'a>(overlay: &'a Source, node: NodeId, key: &str) -> Option<&'a str> {
    match overlay.kind(overlay.child(node, key)?) {
        Kind::Scalar(Value::String(text)) => Some(text),
        _ => None,
    }
}
