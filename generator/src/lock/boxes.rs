//! The boxes of recursive types: a field that callers know in a `Box`, or without one, stays so.

use super::recognise::Recognised;
use crate::ir::{Api, ModelId, Type};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Marks the fields that are in a box: those of the lock, and new fields that are part of a circle.
pub(super) fn keep_boxes(api: &mut Api, known: &Recognised<'_>) {
    let circles = circles(api);
    for id in 0..api.models.len() {
        let line = known.types.get(&Type::Model(ModelId(id))).map(|known| known.line);
        for index in 0..api.models[id].fields.len() {
            let field = &api.models[id].fields[index];
            let Some(held) = field.held() else { continue };
            let is_known = |line: &super::TypeLine| line.fields.as_ref()?.contains_key(&field.wire_name).then_some(());
            let is_boxed = match line {
                Some(line) if is_known(line).is_some() => line.boxed.contains(&field.wire_name),
                // Of a circle that is new as a whole, the fields are marked that always would be.
                None if !known.types.contains_key(&Type::Model(held)) => field.recursive,
                _ => circles[id] == circles[held.0],
            };
            api.models[id].fields[index].recursive = is_boxed;
        }
    }
    // A known field that has another type now may close a circle.
    crate::lower::mark_recursion(api);
}

/// Returns for each model the number of the circle that it is part of, by itself or with others.
fn circles(api: &Api) -> Vec<usize> {
    let mut graph = DiGraph::<(), ()>::new();
    let nodes: Vec<NodeIndex> = api.models.iter().map(|_| graph.add_node(())).collect();
    for (model, node) in api.models.iter().zip(&nodes) {
        for held in model.fields.iter().filter_map(|field| field.held()) {
            graph.add_edge(*node, nodes[held.0], ());
        }
    }
    let mut circles = vec![0; api.models.len()];
    for (number, circle) in kosaraju_scc(&graph).into_iter().enumerate() {
        circle.into_iter().for_each(|node| circles[node.index()] = number);
    }
    circles
}
