//! One change to a document, and the lines on which a complaint about it may stand.

use super::document::{Node, Printed, Way};
use crate::hostile;
use serde_yaml::Value;
use std::collections::BTreeSet;

/// The kinds of mutations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Delete,
    RenameKey,
    SwapType,
    BreakReference,
    Duplicate,
    Reorder,
    HostileText,
    HostileKey,
}

const KINDS: [Kind; 8] = [
    Kind::Delete,
    Kind::RenameKey,
    Kind::SwapType,
    Kind::BreakReference,
    Kind::Duplicate,
    Kind::Reorder,
    Kind::HostileText,
    Kind::HostileKey,
];

/// A changed document.
#[derive(Debug)]
pub struct Mutant {
    pub kind: Kind,
    /// The keys that lead to what was changed.
    pub pointer: String,
    pub text: String,
    /// The lines of what was changed, and of what refers to it.
    pub lines: BTreeSet<usize>,
}

/// Changes the document at random; `None` where the change would be none.
pub fn mutate(document: &Node, random: &mut fastrand::Rng) -> Option<Mutant> {
    let kind = *random.choice(KINDS.iter())?;
    let fits = |way: &Way| match (kind, document.at(way)) {
        (Kind::RenameKey | Kind::HostileKey, _) => document.key(way).is_some(),
        (Kind::BreakReference, _) => document.key(way) == Some("$ref"),
        (Kind::Reorder, Some(Node::Map(entries))) => entries.len() > 1,
        (Kind::Reorder, Some(Node::List(items))) => items.len() > 1,
        (Kind::Reorder, _) => false,
        (Kind::HostileText, node) => node.is_some_and(|node| node.text().is_some()),
        _ => true,
    };
    let ways: Vec<Way> = document.ways().into_iter().filter(fits).collect();
    let way = random.choice(ways.iter())?.clone();
    let pointer = format!("/{}", document.pointer(&way).join("/"));
    let mut changed = document.clone();
    let (mut old_words, mut new_words) = (words(document, &way), Vec::new());
    // Where the changed value stands afterwards: itself, or what it was taken out of.
    let (step, parent) = way.split_last()?;
    let place = match kind {
        Kind::Delete => {
            match changed.at_mut(parent)? {
                Node::List(items) => drop(items.remove(*step)),
                Node::Map(entries) => drop(entries.remove(*step)),
                Node::Scalar(_) => return None,
            }
            parent.to_vec()
        }
        Kind::RenameKey | Kind::HostileKey => {
            let Node::Map(entries) = changed.at_mut(parent)? else { return None };
            let key = &mut entries.get_mut(*step)?.0;
            let new = if kind == Kind::RenameKey { misspelt(key, random) } else { hostile_text(random)? };
            if *key == new {
                return None;
            }
            old_words.push(std::mem::replace(key, new.clone()));
            new_words.push(new);
            way.clone()
        }
        Kind::SwapType => {
            let node = changed.at_mut(&way)?;
            *node = other_type(node, random)?;
            way.clone()
        }
        Kind::BreakReference => {
            let node = changed.at_mut(&way)?;
            *node = Node::Scalar(Value::from(broken_reference(node.text()?, random)?));
            way.clone()
        }
        Kind::Duplicate => {
            let copy = match changed.at_mut(parent)? {
                Node::List(items) => {
                    items.push(items.get(*step)?.clone());
                    items.len() - 1
                }
                Node::Map(entries) => {
                    entries.push(entries.get(*step)?.clone());
                    entries.len() - 1
                }
                Node::Scalar(_) => return None,
            };
            [parent, &[copy]].concat()
        }
        Kind::Reorder => {
            match changed.at_mut(&way)? {
                Node::List(items) => random.shuffle(items),
                Node::Map(entries) => random.shuffle(entries),
                Node::Scalar(_) => return None,
            }
            way.clone()
        }
        Kind::HostileText => {
            let new = hostile_text(random)?;
            new_words.push(new.clone());
            *changed.at_mut(&way)? = Node::Scalar(Value::from(new));
            way.clone()
        }
    };
    let printed = Printed::new(&changed);
    let (first, last) = printed.lines_of(&place)?;
    let mut lines: BTreeSet<usize> = match kind {
        // What is missing is missing from there.
        Kind::Delete => BTreeSet::from([first]),
        // What stands under a key that is none any more is missing from what the key stood in.
        Kind::RenameKey | Kind::HostileKey => {
            BTreeSet::from([first, printed.lines_of(parent).map_or(first, |(first, _)| first)])
        }
        _ => (first..=last).collect(),
    };
    old_words.extend(new_words);
    lines.extend(referring(&changed, &printed, &old_words));
    // What refers to something inside.
    let inside = format!("#{pointer}/");
    let refers = |way: &Way| changed.at(way).and_then(Node::text).is_some_and(|text| text.starts_with(&inside));
    lines.extend(printed.lines.iter().filter(|(way, ..)| refers(way)).map(|(_, first, _)| *first));
    if kind == Kind::Duplicate {
        lines.extend(printed.lines_of(&way).map(|(first, _)| first));
    }
    Some(Mutant { kind, pointer, text: printed.text, lines })
}

/// The words by which other places refer to a value: of what is referred to by name alone.
fn words(document: &Node, way: &[usize]) -> Vec<String> {
    const NAMING: [&str; 5] = ["name", "operationId", "propertyName", "x-rust-name", "x-rust-type-name"];
    let pointer = document.pointer(way);
    let mut words = Vec::new();
    let text = |node: Option<&Node>| node.and_then(Node::text).map(str::to_owned);
    match pointer.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        // A component, a path, a property, or the list of what is required.
        ["components", _, name] | ["paths", name] | [.., "properties", name] => words.push((*name).to_owned()),
        // A parameter.
        [.., "parameters", index] if index.parse::<usize>().is_ok() => {
            words.extend(text(document.at(way).and_then(|parameter| parameter.get("name"))));
        }
        [.., key] if NAMING.contains(key) => words.extend(text(document.at(way))),
        [.., "parameters", _, "in" | "required"] => {
            let parameter = &way[..way.len() - 1];
            words.extend(text(document.at(parameter).and_then(|parameter| parameter.get("name"))));
        }
        _ => {}
    }
    words
}

/// The lines of what refers to something by one of these words.
fn referring(document: &Node, printed: &Printed, words: &[String]) -> BTreeSet<usize> {
    let refers = |text: &str| {
        words.iter().filter(|word| !word.is_empty()).any(|word| {
            text == *word
                || (text.starts_with("#/") && text.ends_with(&format!("/{word}")))
                || text.contains(&format!("{{{word}}}"))
        })
    };
    let is_reference = |way: &Way| {
        document.at(way).and_then(Node::text).is_some_and(refers)
            || document.key(way).is_some_and(|key| key.starts_with('/') && refers(key))
    };
    printed.lines.iter().filter(|(way, ..)| is_reference(way)).map(|(_, first, _)| *first).collect()
}

fn misspelt(key: &str, random: &mut fastrand::Rng) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    match (random.u8(0..4), letters.len()) {
        (0, 2..) => letters.swap(0, 1),
        (1, 2..) => drop(letters.pop()),
        (2, _) => letters.push('x'),
        _ => letters = key.to_uppercase().chars().collect(),
    }
    letters.into_iter().collect()
}

fn hostile_text(random: &mut fastrand::Rng) -> Option<String> {
    random.choice(hostile::texts())
}

fn broken_reference(reference: &str, random: &mut fastrand::Rng) -> Option<String> {
    let (place, name) = reference.rsplit_once('/')?;
    Some(match random.u8(0..5) {
        0 => format!("{place}/{name}x"),
        1 => format!("{place}s/{name}"),
        2 => name.to_owned(),
        3 => format!("other.yaml{reference}"),
        _ => hostile_text(random)?,
    })
}

/// A value of another type, or of the same type and another kind.
fn other_type(node: &Node, random: &mut fastrand::Rng) -> Option<Node> {
    let scalar = |value: Value| Node::Scalar(value);
    let others = [
        scalar(Value::Null),
        scalar(Value::from(true)),
        scalar(Value::from(17)),
        scalar(Value::from(-1.5)),
        scalar(Value::from("strnig")),
        Node::List(Vec::new()),
        Node::List(vec![node.clone()]),
        Node::Map(Vec::new()),
        Node::Map(vec![("strnig".to_owned(), node.clone())]),
    ];
    random.choice(others)
}
