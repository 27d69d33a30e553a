//! Pairs the items of two lists.

use super::item::{Item, Kind};
use std::collections::HashMap;

/// Two surfaces, and for each item the index of its counterpart on the other side.
pub(super) struct Pairs<'a> {
    pub(super) old: &'a [Item],
    pub(super) new: &'a [Item],
    pub(super) new_of: Vec<Option<usize>>,
    pub(super) old_of: Vec<Option<usize>>,
    /// The types of the new surface, by path.
    new_types: HashMap<&'a str, usize>,
    old_types: HashMap<&'a str, usize>,
}

/// Finds the new item that each old item has become.
pub(super) fn pair<'a>(old: &'a [Item], new: &'a [Item]) -> Pairs<'a> {
    let mut pairs = Pairs {
        old,
        new,
        new_of: vec![None; old.len()],
        old_of: vec![None; new.len()],
        new_types: types(new),
        old_types: types(old),
    };
    pairs.pair_by(|_, item| (!item.kind.is_part()).then_some((item.kind, 0, item.wire.as_str())));
    // Pairs items with a new identity in the API and the same Rust path.
    pairs.pair_by(|_, item| (!item.kind.is_part()).then_some((item.kind, 0, item.path.as_str())));
    loop {
        pairs.pair_by(|parent, item| parent.map(|parent| (item.kind, parent, item.wire.as_str())));
        pairs.pair_by(|parent, item| parent.map(|parent| (item.kind, parent, item.name.as_str())));
        if !pairs.pair_renamed_types() {
            pairs.pair_shared_parts();
            return pairs;
        }
    }
}

impl<'a> Pairs<'a> {
    /// Returns true if two texts mean the same to callers. Paired types count as the same type.
    pub(super) fn says_the_same(&self, old: &str, new: &str) -> bool {
        let ((old_rest, old_types), (new_rest, new_types)) = (split(old), split(new));
        let is_same = |(old, new): (&&str, &&str)| match (self.old_types.get(old), self.new_types.get(new)) {
            (Some(old), Some(new)) => {
                let paired = self.new_of[*old];
                // An alias of the paired type counts as the type.
                paired == Some(*new) || paired.is_some_and(|paired| self.new[paired].alias_of == Some(*new))
            }
            _ => old == new,
        };
        old_rest == new_rest && old_types.len() == new_types.len() && old_types.iter().zip(&new_types).all(is_same)
    }

    /// Pairs items that have the same key and are not paired yet. `key` receives the new index of the parent of a part,
    /// if the part has one. Items without a key are left alone.
    fn pair_by<K: std::hash::Hash + Eq>(&mut self, key: impl Fn(Option<usize>, &'a Item) -> Option<K>) {
        let mut waiting: HashMap<K, usize> = HashMap::new();
        for (index, item) in self.new.iter().enumerate().rev() {
            let parent = item.parent.filter(|_| item.kind.is_part());
            if self.old_of[index].is_none()
                && let Some(key) = key(parent, item)
            {
                waiting.insert(key, index);
            }
        }
        for (index, item) in self.old.iter().enumerate() {
            if self.new_of[index].is_some() {
                continue;
            }
            let parent = item.parent.filter(|_| item.kind.is_part()).and_then(|parent| self.new_of[parent]);
            if let Some(new) = key(parent, item).and_then(|key| waiting.remove(&key)) {
                self.join(index, new);
            }
        }
    }

    /// Pairs the parts of old types that became one new type with the parts of that type, even if these are paired
    /// already.
    fn pair_shared_parts(&mut self) {
        let parts = self.new.iter().enumerate().filter(|(_, item)| item.kind.is_part());
        let parts: HashMap<_, _> = parts.map(|(index, item)| ((item.kind, item.parent, &item.wire), index)).collect();
        for (index, item) in self.old.iter().enumerate().filter(|(_, item)| item.kind.is_part()) {
            let Some(parent) = item.parent.filter(|_| self.new_of[index].is_none()) else { continue };
            if let Some(parent) = self.new_of[parent] {
                self.new_of[index] = parts.get(&(item.kind, Some(parent), &item.wire)).copied();
            }
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    /// Pairs types that paired items use at the same position under different paths. Returns true if it pairs any.
    fn pair_renamed_types(&mut self) -> bool {
        let mut found = Vec::new();
        for (index, item) in self.old.iter().enumerate() {
            let Some(other) = self.new_of[index].map(|new| &self.new[new]) else { continue };
            for (fact, other) in item.facts.iter().zip(&other.facts) {
                let ((rest, types), (other_rest, other_types)) = (split(&fact.text), split(&other.text));
                if fact.name == other.name && rest == other_rest {
                    found.extend(types.into_iter().zip(other_types));
                }
            }
        }
        let mut any = false;
        for (old, new) in found {
            if let (Some(old), Some(new)) = (self.old_types.get(old).copied(), self.new_types.get(new).copied())
                && self.new_of[old].is_none()
                && self.old_of[new].is_none()
            {
                self.join(old, new);
                any = true;
            }
        }
        any
    }
}

fn types(items: &[Item]) -> HashMap<&str, usize> {
    let types = items.iter().enumerate().filter(|(_, item)| item.kind == Kind::Type);
    types.map(|(index, item)| (item.path.as_str(), index)).collect()
}

/// Returns the text without its paths to types, and the paths.
pub(super) fn split(text: &str) -> (String, Vec<&str>) {
    let (mut rest, mut paths) = (String::new(), Vec::new());
    let mut parts = text.split("crate::");
    rest.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let in_path = |character: char| character.is_alphanumeric() || "_:#".contains(character);
        let end = part.find(|character| !in_path(character)).unwrap_or(part.len());
        paths.push(&part[..end]);
        rest.push_str("crate::");
        rest.push_str(&part[end..]);
    }
    (rest, paths)
}
