//! Describes a change in one sentence.

use super::item::{Fact, Item, Kind};
use super::pairing::split;

/// Describes a new item.
pub(super) fn added(item: &Item, parent: Option<&Item>) -> String {
    let of = of(parent);
    match item.kind {
        Kind::Condition => format!("{} must be told {}", subject(parent), item.name),
        Kind::Deprecation => format!("{} is deprecated upstream", subject(parent)),
        _ => format!("the {} `{}`{of}{} is new", item.kind.noun(), item.name, comma(&item.detail)),
    }
}

/// Describes a removed item.
pub(super) fn removed(item: &Item, parent: Option<&Item>) -> String {
    let of = of(parent);
    match item.kind {
        Kind::Condition => format!("{} need no longer be told {}", subject(parent), item.name),
        Kind::Deprecation => format!("{} is no longer deprecated upstream", subject(parent)),
        Kind::Operation | Kind::Resource => {
            format!("the {} `{}`{of}{} is gone", item.kind.noun(), item.name, comma(&item.detail))
        }
        _ => format!("the {} `{}`{of} is gone", item.kind.noun(), item.name),
    }
}

/// Describes an item that moved to another path.
pub(super) fn moved(old: &Item, new: &Item) -> String {
    format!("the {} `{}` moved to `{}`", new.kind.noun(), old.path, new.path)
}

/// Describes an item with a new Rust name.
pub(super) fn renamed(old: &Item, new: &Item, parent: Option<&Item>) -> String {
    format!("the {} `{}`{} is called `{}` now", new.kind.noun(), old.name, of(parent), new.name)
}

/// Describes a fact that changed.
pub(super) fn fact(old: &Fact, new: &Fact, item: &Item, parent: Option<&Item>) -> String {
    let (was, is) = (short(&old.text), short(&new.text));
    let (was, is) = if was == is { (old.text.clone(), new.text.clone()) } else { (was, is) };
    let quoted = |text: &str| match old.name {
        "type" | "result" | "body" | "key" | "builder" | "handle" | "argument" | "feature" => format!("`{text}`"),
        _ => text.to_owned(),
    };
    let subject = format!("the {} `{}`{}", item.kind.noun(), item.name, of(parent));
    match old.name {
        "wire" => format!("on the wire, {subject} is {is} instead of {was}"),
        "presence" => format!("{subject} was {was} and is {is}"),
        "kind" => format!("{subject} was {was} and is {is}"),
        _ => format!("the {} of {subject} changed from {} to {}", old.noun, quoted(&was), quoted(&is)),
    }
}

/// Describes a new order of the positional arguments.
pub(super) fn order(old: &Item, new: &Item) -> String {
    let list = |order: &[String]| order.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let what = if new.kind == Kind::Type { "constructor of" } else { "operation" };
    format!("the arguments of the {what} `{}` were {} and are {}", owner(new), list(&old.order), list(&new.order))
}

/// Describes new documentation.
pub(super) fn docs(item: &Item, parent: Option<&Item>) -> String {
    format!("the documentation of the {} `{}`{} changed", item.kind.noun(), item.name, of(parent))
}

/// Returns the text with its types written without their modules.
fn short(text: &str) -> String {
    let (rest, paths) = split(text);
    let mut names = paths.into_iter().map(|path| path.rsplit("::").next().unwrap_or_default());
    let mut parts = rest.split("crate::");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}{}{part}", names.next().unwrap_or_default()))
}

/// Returns the short path of an item: `CallsResource::create` for an operation, `Call` for a type.
fn owner(item: &Item) -> &str {
    let from = |words: usize| {
        let start = item.path.rmatch_indices("::").nth(words - 1);
        start.map_or(item.path.as_str(), |(index, _)| &item.path[index + 2..])
    };
    match item.kind {
        Kind::Operation => from(2),
        Kind::Version | Kind::Product => &item.path,
        _ => from(1),
    }
}

fn of(parent: Option<&Item>) -> String {
    parent.map(|parent| format!(" of `{}`", owner(parent))).unwrap_or_default()
}

fn subject(parent: Option<&Item>) -> String {
    parent.map(|parent| format!("the {} `{}`", parent.kind.noun(), owner(parent))).unwrap_or_default()
}

/// Adds a comma to a detail that starts with a comma.
fn comma(detail: &str) -> String {
    if detail.starts_with(',') { format!("{detail},") } else { detail.to_owned() }
}
