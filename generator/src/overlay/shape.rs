//! Checks the shape of an overlay: its keys, and that its actions can be followed.
//!
//! Knows no document that an overlay corrects.

use super::json_path;
use crate::check::found;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, Kind, NodeId, Source};
use crate::text::similar::similar;
use serde_yaml::Value;

const OVERLAY: &[&str] = &["overlay", "info", "extends", "actions"];
const INFO: &[&str] = &["title", "version", "description"];
const ACTION: &[&str] = &["target", "description", "update", "remove", "x-optional"];

/// Returns true if the document is an overlay. Reports each action that cannot be followed; it is left out.
pub fn check(overlay: &Source, diagnostics: &mut Diagnostics) -> bool {
    if overlay.check_size(diagnostics).is_none() {
        return false;
    }
    let root = overlay.root();
    let Kind::Mapping(entries) = overlay.kind(root) else {
        let message = format!("an overlay must be a mapping, not {}", found(overlay.kind(root)));
        diagnostics.push(invalid(overlay, root, message).help("start it with `overlay: 1.0.0`"));
        return false;
    };
    unknown_keys(overlay, root, entries, ("an overlay", OVERLAY), diagnostics);
    if super::text(overlay, root, "overlay").is_none_or(|version| !version.starts_with("1.")) {
        let node = overlay.nearest(root, "overlay");
        let diagnostic = invalid(overlay, node, "this is not an OpenAPI Overlay 1.x document");
        diagnostics.push(diagnostic.help("start it with `overlay: 1.0.0`"));
        return false;
    }
    if let Some(info) = overlay.child(root, "info")
        && let Kind::Mapping(entries) = overlay.kind(info)
    {
        unknown_keys(overlay, info, entries, ("`info`", INFO), diagnostics);
    }
    let Some(Kind::Sequence(actions)) = overlay.child(root, "actions").map(|node| overlay.kind(node)) else {
        let node = overlay.nearest(root, "actions");
        diagnostics.push(invalid(overlay, node, "the overlay has no list of `actions`"));
        return false;
    };
    for action in actions {
        if let Err(diagnostic) = action_mistake(overlay, *action, diagnostics) {
            diagnostics.push(*diagnostic);
        }
    }
    true
}

/// Returns why an action cannot be followed, and reports its unknown keys.
pub(super) fn action_mistake(
    overlay: &Source,
    action: NodeId,
    diagnostics: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    let fail = |node: NodeId, message: String| Err(Box::new(invalid(overlay, node, message)));
    let Kind::Mapping(entries) = overlay.kind(action) else {
        return fail(action, format!("an action must be a mapping, not {}", found(overlay.kind(action))));
    };
    unknown_keys(overlay, action, entries, ("an action", ACTION), diagnostics);
    let place = overlay.nearest(action, "target");
    let Some(target) = super::text(overlay, action, "target") else {
        return match overlay.child(action, "target").map(|node| overlay.kind(node)) {
            Some(kind) => fail(place, format!("`target` must be text, not {}", found(kind))),
            None => fail(place, "the action has no `target`".to_owned()),
        };
    };
    if let Err(why) = json_path::parse(target) {
        return fail(place, format!("the target is not a JSONPath: {why}"));
    }
    if let Some(reason) = overlay.child(action, "x-optional") {
        let is_reason = matches!(overlay.kind(reason), Kind::Scalar(Value::String(text)) if !text.trim().is_empty());
        if !is_reason {
            return fail(reason, "`x-optional` must say in words which revisions the action is for".to_owned());
        }
    }
    let remove = overlay.child(action, "remove").map(|node| (node, overlay.kind(node)));
    let is_removed = match remove {
        Some((_, Kind::Scalar(Value::Bool(remove)))) => *remove,
        Some((node, kind)) => return fail(node, format!("`remove` must be `true` or `false`, not {}", found(kind))),
        None => false,
    };
    match overlay.child(action, "update") {
        Some(update) if matches!(overlay.kind(update), Kind::Scalar(Value::Null)) => {
            fail(update, "`update` says nothing".to_owned())
        }
        Some(update) if is_removed => fail(update, "the action has both `update` and `remove: true`".to_owned()),
        None if !is_removed => fail(place, "the action has neither `update` nor `remove: true`".to_owned()),
        _ => Ok(()),
    }
}

fn unknown_keys(
    overlay: &Source,
    mapping: NodeId,
    entries: &[Entry],
    (what, keys): (&str, &'static [&'static str]),
    diagnostics: &mut Diagnostics,
) {
    let is_unknown = |entry: &&Entry| !entry.key.starts_with("x-") && !keys.contains(&&*entry.key);
    for entry in entries.iter().filter(is_unknown) {
        let free = keys.iter().copied().filter(|key| entries.iter().all(|entry| entry.key != *key));
        let help = match similar(free, &entry.key) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("the keys are: {}", keys.join(", ")),
        };
        let message = format!("`{}` is not a key of {what}, and is not read", entry.key);
        let place = overlay.locate_entry(mapping, entry);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, message).at(place).help(help));
    }
}

fn invalid(overlay: &Source, node: NodeId, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidOverlay, message).at(overlay.locate(node))
}
