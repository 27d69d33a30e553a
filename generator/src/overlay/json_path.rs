//! The targets of overlay actions: JSONPath queries (RFC 9535) that follow references.
//!
//! A step into a mapping that is a `$ref` continues in what the reference leads to. A node that a query reaches several
//! times is found once. The functions `match` and `search` are not supported: a regular expression in an overlay could
//! take for ever.

mod compare;
mod evaluate;
mod parse;
#[cfg(test)]
mod tests;
mod text;

pub(super) use evaluate::{Evaluation, Found};
pub(super) use parse::parse;

use serde_yaml::Value;

/// A query that starts at the root of the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct JsonPath {
    pub(super) segments: Vec<Segment>,
}

/// One step of a query: `.name`, `[…]` or `..`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    /// True for `..`: the selectors apply to the node and to everything below it.
    pub(super) is_descendant: bool,
    pub(super) selectors: Vec<Selector>,
    /// The bytes of the target that it is written in.
    pub(super) range: (usize, usize),
}

/// Selects children of a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Selector {
    Name(String),
    Wildcard,
    /// A position in a sequence; from its end if it is negative.
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Condition),
}

/// The expression of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Or(Vec<Condition>),
    And(Vec<Condition>),
    Not(Box<Condition>),
    /// True if the query finds a node.
    Exists(Query),
    Compare(Operand, Comparison, Operand),
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Literal(Value),
    /// A query that finds one node at most.
    Query(Query),
    /// `length(…)`: the number of characters, items or entries.
    Length(Box<Operand>),
    /// `count(…)`: the number of nodes.
    Count(Query),
    /// `value(…)`: the node, if the query finds exactly one.
    Value(Query),
}

/// A query inside a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    /// True for `$`, false for `@`.
    pub(super) is_absolute: bool,
    pub(super) segments: Vec<Segment>,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Query {
    /// Returns true if the query can find one node at most.
    fn is_singular(&self) -> bool {
        let is_singular = |selector: &Selector| matches!(selector, Selector::Name(_) | Selector::Index(_));
        self.segments
            .iter()
            .all(|segment| !segment.is_descendant && matches!(&*segment.selectors, [selector] if is_singular(selector)))
    }
}
