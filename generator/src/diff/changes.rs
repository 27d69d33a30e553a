//! Lists the changes between two paired surfaces, in the order of the modules.

use super::item::{Item, Kind};
use super::pairing::Pairs;
use super::{Change, Changes, Class, Place, sentence};
use crate::resolve::Resolved;
use std::collections::BTreeSet;

/// The documents of the two sides.
struct Documents<'a> {
    old: &'a [Resolved],
    new: &'a [Resolved],
}

/// Returns all changes between the paired surfaces.
pub(super) fn changes(pairs: &Pairs<'_>, old: &[Resolved], new: &[Resolved]) -> Changes {
    let documents = Documents { old, new };
    let mut changes = Vec::new();
    for (index, item) in pairs.old.iter().enumerate() {
        match pairs.new_of[index] {
            Some(new) => changed(pairs, item, &pairs.new[new], &documents, &mut changes),
            None if item.parent.is_some_and(|parent| says_enough(pairs, Some(parent), pairs.new_of[parent])) => {}
            None => {
                let text = sentence::removed(item, parent(pairs.old, item).filter(|_| item.kind != Kind::Type));
                changes.push(documents.change(item, item.removed, "removed", text, true));
            }
        }
    }
    for (index, item) in pairs.new.iter().enumerate() {
        let is_said = item.parent.is_some_and(|parent| says_enough(pairs, pairs.old_of[parent], Some(parent)));
        if pairs.old_of[index].is_none() && !is_said {
            let text = sentence::added(item, parent(pairs.new, item).filter(|_| item.kind != Kind::Type));
            let class = if is_weaker(pairs, item) { Class::Additive } else { item.added };
            changes.push(documents.change(item, class, "added", text, false));
        }
    }
    changes.sort_by_cached_key(|change| (change.module.clone(), std::cmp::Reverse(change.class)));
    Changes(changes)
}

/// Returns true if the condition holds wherever an earlier condition of the same operation holds.
fn is_weaker(pairs: &Pairs<'_>, item: &Item) -> bool {
    let old = item.parent.filter(|_| item.kind == Kind::Condition).and_then(|parent| pairs.old_of[parent]);
    let names = |item: &'_ Item| item.wire.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
    let before = pairs.old.iter().filter(|other| other.kind == Kind::Condition && other.parent == old);
    old.is_some() && before.into_iter().any(|other| names(other).is_subset(&names(item)))
}

/// Returns true if the change of a parent covers its parts: the parent is new, removed, or a type of another kind.
fn says_enough(pairs: &Pairs<'_>, old: Option<usize>, new: Option<usize>) -> bool {
    let kind = |item: &Item| item.facts.iter().find(|fact| fact.name == "kind").map(|fact| fact.text.clone());
    match (old, new) {
        (Some(old), Some(new)) => kind(&pairs.old[old]) != kind(&pairs.new[new]),
        _ => true,
    }
}

fn parent<'a>(items: &'a [Item], item: &Item) -> Option<&'a Item> {
    item.parent.map(|parent| &items[parent])
}

/// Adds the differences between two paired items to `changes`.
fn changed(pairs: &Pairs<'_>, old: &Item, new: &Item, documents: &Documents<'_>, changes: &mut Vec<Change>) {
    let above = parent(pairs.new, new).filter(|_| new.kind != Kind::Type);
    let before = changes.len();
    let mut say = |class, what: &str, text: String| {
        changes.push(documents.change(new, class, what, text, false));
    };
    let has_moved = match (old.parent, new.parent) {
        (Some(old), Some(new)) => pairs.new_of[old] != Some(new),
        (old, new) => old.is_some() != new.is_some(),
    };
    if has_moved {
        say(Class::Breaking, "moved", sentence::moved(old, new));
    } else if old.name != new.name {
        say(Class::Breaking, "renamed", sentence::renamed(old, new, above));
    }
    for fact in &old.facts {
        let Some(other) = new.facts.iter().find(|other| other.name == fact.name) else { continue };
        if !pairs.says_the_same(&fact.text, &other.text) {
            say(fact.class, fact.name, sentence::fact(fact, other, new, above));
            // This change implies the ones that follow from it.
            if fact.class == Class::Breaking && matches!(new.kind, Kind::Field | Kind::Variant | Kind::Type) {
                break;
            }
        }
    }
    if !keeps_order(old, new) {
        say(Class::Breaking, "order", sentence::order(old, new));
    }
    // Another change is the likely reason for new documentation.
    if changes.len() == before && words(&old.docs) != words(&new.docs) {
        changes.push(documents.change(new, Class::Docs, "docs", sentence::docs(new, above), false));
    }
}

/// Returns true if the positional arguments that exist on both sides have the same order.
fn keeps_order(old: &Item, new: &Item) -> bool {
    let stay = |items: &[String], others: &[String]| -> Vec<String> {
        items.iter().filter(|item| others.contains(item)).cloned().collect()
    };
    stay(&old.order, &new.order) == stay(&new.order, &old.order)
}

/// Returns the words of a text, so that line breaks do not matter.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

impl Documents<'_> {
    fn change(&self, item: &Item, class: Class, what: &str, message: String, is_old: bool) -> Change {
        let documents = if is_old { self.old } else { self.new };
        let place = item.place.and_then(|(document, node)| Some((documents.get(document)?, node)));
        let kind = serde_json::to_value(item.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        Change {
            class,
            code: format!("{}-{what}", kind.unwrap_or_default()),
            message,
            module: item.module.clone(),
            item: item.path.clone(),
            kind: item.kind,
            place: place.map(|(document, node)| {
                let (file, line) = document.source.line(node);
                Place { is_old, file: file.to_owned(), line }
            }),
        }
    }
}
