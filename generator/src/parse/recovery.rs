//! Removes the unreadable parts of a document, so that the same run reports the problems of the others.

use crate::openapi::method::METHODS;
use crate::source::{NodeId, Source};

/// Returns the document without these nodes, and then without the operations, paths and components that hold them. A
/// candidate that still has an unreadable node is left out.
pub(super) fn rests(source: &Source, unreadable: &[NodeId]) -> impl Iterator<Item = Source> {
    let whole: Option<Vec<NodeId>> = unreadable.iter().map(|node| part(source, *node)).collect();
    [Some(unreadable.to_vec()), whole].into_iter().flatten().filter_map(|parts| without(source, &parts, unreadable))
}

/// Removes the parts. Returns `None` if an unreadable node remains.
fn without(source: &Source, parts: &[NodeId], unreadable: &[NodeId]) -> Option<Source> {
    let mut rest = source.to_rest();
    // An operation needs `responses`, and its other parts may be readable. So `responses` is emptied, not removed.
    let (emptied, removed): (Vec<NodeId>, Vec<NodeId>) =
        parts.iter().partition(|part| source.key(**part) == Some("responses"));
    emptied.iter().for_each(|part| rest.empty(*part));
    rest.remove(&removed);
    // An alias may lead to an unreadable node on another path.
    let mut seen = vec![false; rest.node_count()];
    let mut waiting = vec![rest.root()];
    while let Some(node) = waiting.pop() {
        if !std::mem::replace(&mut seen[node.index()], true) {
            waiting.extend(rest.children(node));
        }
    }
    unreadable.iter().all(|node| !seen[node.index()] || parts.contains(node)).then_some(rest)
}

/// Returns the operation, or else the path, or the component that holds the node.
fn part(source: &Source, node: NodeId) -> Option<NodeId> {
    let way = source.way(node);
    let key = |index: usize| source.key(*way.get(index)?);
    match (key(1)?, key(3)) {
        ("paths", Some(method)) if METHODS.contains(&method) => way.get(3).copied(),
        ("paths", _) => way.get(2).copied(),
        ("components", Some(_)) => way.get(3).copied(),
        _ => None,
    }
}
