//! A few paths of a document with all that they refer to: as varied as the document, and small enough to be tried
//! by the thousand.

use super::document::Node;
use std::collections::BTreeSet;

/// The document with up to three of its paths, taken at random.
pub fn slice(document: &Node, random: &mut fastrand::Rng) -> Node {
    let Node::Map(sections) = document else { return document.clone() };
    let Some(Node::Map(paths)) = document.get("paths") else { return document.clone() };
    let mut kept: Vec<(String, Node)> =
        random.choose_multiple(paths.iter(), random.clone().usize(1..4)).into_iter().cloned().collect();
    kept.sort_by_key(|(template, _)| paths.iter().position(|(known, _)| known == template));
    let kept = Node::Map(kept);
    let mut wanted = BTreeSet::new();
    refer(document, &kept, &mut wanted);
    let sections = sections.iter().map(|(key, section)| {
        let part = match (key.as_str(), section) {
            ("paths", _) => kept.clone(),
            ("components", Node::Map(kinds)) => {
                Node::Map(kinds.iter().map(|(kind, all)| components(kind, all, &wanted)).collect())
            }
            _ => section.clone(),
        };
        (key.clone(), part)
    });
    Node::Map(sections.collect())
}

fn components(kind: &str, all: &Node, wanted: &BTreeSet<String>) -> (String, Node) {
    let Node::Map(entries) = all else { return (kind.to_owned(), all.clone()) };
    let is_wanted = |name: &str| kind == "securitySchemes" || wanted.contains(&format!("#/components/{kind}/{name}"));
    (kind.to_owned(), Node::Map(entries.iter().filter(|(name, _)| is_wanted(name)).cloned().collect()))
}

/// Collects what a part refers to, and what that refers to.
fn refer(document: &Node, part: &Node, wanted: &mut BTreeSet<String>) {
    match part {
        Node::Scalar(_) => {
            let Some(reference) = part.text().filter(|text| text.starts_with("#/components/")) else { return };
            if wanted.insert(reference.to_owned()) {
                let target = reference[2..].splitn(3, '/').try_fold(document, |node, step| node.get(step));
                target.into_iter().for_each(|target| refer(document, target, wanted));
            }
        }
        Node::List(items) => items.iter().for_each(|item| refer(document, item, wanted)),
        Node::Map(entries) => entries.iter().for_each(|(_, value)| refer(document, value, wanted)),
    }
}
