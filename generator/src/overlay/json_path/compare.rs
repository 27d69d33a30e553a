//! Compares the values of a filter.

use super::Comparison;
use super::evaluate::Evaluation;
use crate::source::{Kind, NodeId};
use serde_yaml::{Number, Value};
use std::cmp::Ordering;

/// The value of an operand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operand<'a> {
    /// No value: a query found nothing.
    Nothing,
    Node(NodeId),
    Literal(&'a Value),
    Count(usize),
}

/// A scalar, or a marker of what is not one.
#[derive(Debug, Clone, Copy)]
enum Plain<'a> {
    Nothing,
    Collection(NodeId),
    Null,
    Bool(bool),
    Number(f64, Option<i128>),
    Text(&'a str),
}

impl<'s> Evaluation<'s> {
    pub(super) fn compares(&mut self, left: Operand<'_>, comparison: Comparison, right: Operand<'_>) -> bool {
        let (left, right) = (self.plain(left), self.plain(right));
        let order = order(left, right);
        match comparison {
            Comparison::Equal => self.equal(left, right),
            Comparison::NotEqual => !self.equal(left, right),
            Comparison::Less => order == Some(Ordering::Less),
            Comparison::Greater => order == Some(Ordering::Greater),
            Comparison::LessOrEqual => order == Some(Ordering::Less) || self.equal(left, right),
            Comparison::GreaterOrEqual => order == Some(Ordering::Greater) || self.equal(left, right),
        }
    }

    /// Returns the number of characters, items or entries; nothing for what has no length.
    pub(super) fn length(&mut self, operand: Operand<'_>) -> Operand<'static> {
        match self.plain(operand) {
            Plain::Text(text) => Operand::Count(text.chars().count()),
            Plain::Collection(node) => Operand::Count(match self.source.kind(node) {
                Kind::Sequence(items) => items.len(),
                Kind::Mapping(entries) => entries.len(),
                Kind::Scalar(_) => 0,
            }),
            _ => Operand::Nothing,
        }
    }

    fn plain<'v>(&mut self, operand: Operand<'v>) -> Plain<'v>
    where
        's: 'v,
    {
        match operand {
            Operand::Nothing => Plain::Nothing,
            Operand::Literal(value) => scalar(value),
            Operand::Count(count) => Plain::Number(count as f64, Some(count as i128)),
            Operand::Node(node) => {
                let node = self.follow(node);
                match self.source.kind(node) {
                    Kind::Scalar(value) => scalar(value),
                    _ => Plain::Collection(node),
                }
            }
        }
    }

    /// Returns true if both are the same value, however the entries of mappings are ordered.
    fn equal(&mut self, left: Plain<'_>, right: Plain<'_>) -> bool {
        let (Plain::Collection(left), Plain::Collection(right)) = (left, right) else {
            return equal_scalars(left, right);
        };
        let source = self.source;
        let mut waiting = vec![(left, right)];
        while let Some((left, right)) = waiting.pop() {
            if left == right {
                continue;
            }
            if !self.may_go_on() {
                return false;
            }
            match (source.kind(left), source.kind(right)) {
                (Kind::Scalar(left), Kind::Scalar(right)) if equal_scalars(scalar(left), scalar(right)) => {}
                (Kind::Sequence(left), Kind::Sequence(right)) if left.len() == right.len() => {
                    waiting.extend(left.iter().copied().zip(right.iter().copied()));
                }
                (Kind::Mapping(entries), Kind::Mapping(others)) if entries.len() == others.len() => {
                    for entry in entries {
                        let Some(other) = source.child(right, &entry.key) else { return false };
                        waiting.push((entry.value, other));
                    }
                }
                _ => return false,
            }
        }
        true
    }
}

fn scalar(value: &Value) -> Plain<'_> {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Number(number) => Plain::Number(number.as_f64().unwrap_or(f64::NAN), whole(number)),
        Value::String(text) => Plain::Text(text),
        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => Plain::Nothing,
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

fn equal_scalars(left: Plain<'_>, right: Plain<'_>) -> bool {
    match (left, right) {
        (Plain::Nothing, Plain::Nothing) | (Plain::Null, Plain::Null) => true,
        (Plain::Bool(left), Plain::Bool(right)) => left == right,
        _ => order(left, right) == Some(Ordering::Equal),
    }
}

fn order(left: Plain<'_>, right: Plain<'_>) -> Option<Ordering> {
    match (left, right) {
        (Plain::Number(_, Some(left)), Plain::Number(_, Some(right))) => Some(left.cmp(&right)),
        (Plain::Number(left, _), Plain::Number(right, _)) => left.partial_cmp(&right),
        (Plain::Text(left), Plain::Text(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
