//! Finds the nodes of a document that a JSONPath selects.
//!
//! Nothing recurses along the document, and each segment visits a node once, so the work of a segment without nested
//! filters is linear in the document, whatever its references do.

use super::compare::Operand;
use super::{Condition, JsonPath, Query, Segment, Selector};
use crate::source::{Follower, Kind, NodeId, Source};
use std::collections::HashSet;

/// Evaluates queries over one document.
pub(in crate::overlay) struct Evaluation<'s> {
    pub(super) source: &'s Source,
    follower: Follower,
    /// The number of nodes that may still be visited.
    budget: usize,
}

/// The outcome of a query.
#[derive(Debug)]
pub(in crate::overlay) struct Found {
    /// The nodes, each once, in the order in which they were found.
    pub(in crate::overlay) nodes: Vec<NodeId>,
    /// The number of segments that matched a node.
    pub(in crate::overlay) matched: usize,
}

/// Nodes in the order in which they were found, each once.
#[derive(Default)]
struct Nodes {
    list: Vec<NodeId>,
    known: HashSet<NodeId>,
}

impl Nodes {
    fn add(&mut self, node: NodeId) {
        if self.known.insert(node) {
            self.list.push(node);
        }
    }
}

impl<'s> Evaluation<'s> {
    /// Starts with a number of nodes that may be visited.
    pub(in crate::overlay) fn new(source: &'s Source, budget: usize) -> Self {
        Self { source, follower: Follower::default(), budget }
    }

    /// Returns how many more nodes may be visited. At zero, what was found is incomplete.
    pub(in crate::overlay) fn budget(&self) -> usize {
        self.budget
    }

    /// Finds the nodes that a target selects.
    pub(in crate::overlay) fn find(&mut self, path: &JsonPath) -> Found {
        let mut nodes = vec![self.source.root()];
        for (index, segment) in path.segments.iter().enumerate() {
            nodes = self.step(&nodes, segment);
            if nodes.is_empty() {
                return Found { nodes, matched: index };
            }
        }
        Found { nodes, matched: path.segments.len() }
    }

    /// Returns what a reference leads to, or the node itself if it is not one or leads nowhere.
    pub(super) fn follow(&mut self, node: NodeId) -> NodeId {
        self.follower.follow(self.source, node)
    }

    /// Counts a visit; false once there were too many.
    pub(super) fn may_go_on(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    fn step(&mut self, nodes: &[NodeId], segment: &Segment) -> Vec<NodeId> {
        let mut found = Nodes::default();
        // The nodes whose children have been selected from, behind their references.
        let mut seen = HashSet::new();
        let mut waiting: Vec<NodeId> = nodes.iter().rev().copied().collect();
        while let Some(node) = waiting.pop() {
            if !self.may_go_on() {
                break;
            }
            let referred = self.follow(node);
            let is_new = seen.insert(referred);
            for selector in &segment.selectors {
                match selector {
                    Selector::Name(key) => {
                        self.child(node, referred, key).into_iter().for_each(|child| found.add(child))
                    }
                    selector if is_new => self.select(referred, selector, &mut found),
                    _ => {}
                }
            }
            if segment.is_descendant && is_new {
                match self.source.kind(referred) {
                    Kind::Scalar(_) => {}
                    Kind::Sequence(items) => waiting.extend(items.iter().rev()),
                    Kind::Mapping(entries) => waiting.extend(entries.iter().rev().map(|entry| entry.value)),
                }
            }
        }
        found.list
    }

    /// Returns the child under a key. A reference stands for what it leads to, and has keys of its own beside that.
    fn child(&self, node: NodeId, referred: NodeId, key: &str) -> Option<NodeId> {
        let in_mapping = |node: NodeId| match self.source.kind(node) {
            Kind::Mapping(_) => self.source.child(node, key),
            _ => None,
        };
        let own = || in_mapping(node);
        if node == referred || key == "$ref" { own() } else { in_mapping(referred).or_else(own) }
    }

    fn select(&mut self, node: NodeId, selector: &Selector, found: &mut Nodes) {
        let source = self.source;
        match (selector, source.kind(node)) {
            (Selector::Wildcard | Selector::Filter(_), Kind::Mapping(entries)) => {
                for entry in entries {
                    self.select_if(entry.value, selector, found);
                }
            }
            (Selector::Wildcard | Selector::Filter(_), Kind::Sequence(items)) => {
                for item in items {
                    self.select_if(*item, selector, found);
                }
            }
            (Selector::Index(index), Kind::Sequence(items)) => {
                let index = from_start(*index, items.len());
                usize::try_from(index)
                    .ok()
                    .and_then(|index| items.get(index))
                    .into_iter()
                    .for_each(|item| found.add(*item));
            }
            (Selector::Slice { start, end, step }, Kind::Sequence(items)) => {
                for index in slice(*start, *end, *step, items.len()) {
                    if !self.may_go_on() {
                        break;
                    }
                    found.add(items[index]);
                }
            }
            _ => {}
        }
    }

    fn select_if(&mut self, node: NodeId, selector: &Selector, found: &mut Nodes) {
        let is_selected = self.may_go_on()
            && match selector {
                Selector::Filter(condition) => self.holds(condition, node),
                _ => true,
            };
        if is_selected {
            found.add(node);
        }
    }

    fn holds(&mut self, condition: &Condition, current: NodeId) -> bool {
        match condition {
            Condition::Or(parts) => parts.iter().any(|part| self.holds(part, current)),
            Condition::And(parts) => parts.iter().all(|part| self.holds(part, current)),
            Condition::Not(condition) => !self.holds(condition, current),
            Condition::Exists(query) => !self.query(query, current).is_empty(),
            Condition::Compare(left, comparison, right) => {
                let (left, right) = (self.operand(left, current), self.operand(right, current));
                self.compares(left, *comparison, right)
            }
        }
    }

    fn query(&mut self, query: &Query, current: NodeId) -> Vec<NodeId> {
        let mut nodes = vec![if query.is_absolute { self.source.root() } else { current }];
        for segment in &query.segments {
            nodes = match (&*nodes, &*segment.selectors) {
                // Most steps of a filter are of this kind, and need no lists.
                ([node], [Selector::Name(key)]) if !segment.is_descendant => {
                    if !self.may_go_on() {
                        return Vec::new();
                    }
                    let referred = self.follow(*node);
                    self.child(*node, referred, key).into_iter().collect()
                }
                _ => self.step(&nodes, segment),
            };
            if nodes.is_empty() {
                break;
            }
        }
        nodes
    }

    fn operand<'q>(&mut self, operand: &'q super::Operand, current: NodeId) -> Operand<'q> {
        let only = |nodes: Vec<NodeId>| match &*nodes {
            [node] => Operand::Node(*node),
            _ => Operand::Nothing,
        };
        match operand {
            super::Operand::Literal(value) => Operand::Literal(value),
            super::Operand::Query(query) | super::Operand::Value(query) => only(self.query(query, current)),
            super::Operand::Count(query) => Operand::Count(self.query(query, current).len()),
            super::Operand::Length(inner) => {
                let inner = self.operand(inner, current);
                self.length(inner)
            }
        }
    }
}

/// Counts a position from the start, if it is negative.
fn from_start(index: i64, length: usize) -> i64 {
    if index < 0 { index.saturating_add(length as i64) } else { index }
}

/// Returns the positions of a slice (RFC 9535, section 2.3.4.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> impl Iterator<Item = usize> {
    let bound = length as i64;
    let (low, high) = if step >= 0 { (0, bound) } else { (-1, bound - 1) };
    let limited = |index: Option<i64>, otherwise: i64| {
        index.map_or(otherwise, |index| from_start(index, length).clamp(low, high))
    };
    let (mut next, end) = if step >= 0 {
        (limited(start, 0), limited(end, bound))
    } else {
        (limited(start, bound - 1), limited(end, -1))
    };
    std::iter::from_fn(move || {
        let is_inside = (step > 0 && next < end) || (step < 0 && next > end);
        let index = usize::try_from(next).ok().filter(|_| is_inside)?;
        next = next.saturating_add(step);
        Some(index)
    })
}
