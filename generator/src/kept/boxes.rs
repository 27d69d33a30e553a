//! The types of two APIs in, the fields that have to be in a box so that those are in none that callers know without.

use crate::diff::Side;
use crate::ir::Type;
use crate::source::NodeId;
use indexmap::IndexSet;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::HashSet;

/// The fields, by document and place; none where all boxes are where they were. Those that were in a box stay so, and
/// what is new and part of a circle is in one: every circle that was not there before goes through something new.
pub(super) fn boxes(old: &Side<'_>, new: &Side<'_>, pairs: &IndexSet<(Type, Type)>) -> Vec<(usize, NodeId)> {
    let (mut known, mut boxed, mut have_moved) = (HashSet::new(), HashSet::new(), false);
    for (before, after) in pairs {
        let (Type::Model(before), Type::Model(after)) = (before, after) else { continue };
        for (index, field) in new.api.models[after.0].fields.iter().enumerate() {
            let mut fields = old.api.models[before.0].fields.iter();
            let Some(before) = fields.find(|known| known.wire_name == field.wire_name) else { continue };
            known.insert((after.0, index));
            boxed.extend(before.recursive.then_some((after.0, index)));
            have_moved |= before.recursive != field.recursive;
        }
    }
    if !have_moved {
        return Vec::new();
    }
    let circles = circles(new);
    let models = new.api.models.iter().enumerate();
    let fields = models.flat_map(|(id, model)| {
        model.fields.iter().enumerate().map(move |(index, field)| (id, index, model.document, field))
    });
    let is_kept = |id: usize, index: usize, held: usize| {
        boxed.contains(&(id, index)) || (!known.contains(&(id, index)) && circles[id] == circles[held])
    };
    fields
        .filter(|(id, index, _, field)| field.held().is_some_and(|held| is_kept(*id, *index, held.0)))
        .map(|(_, _, document, field)| (document, field.member))
        .collect()
}

/// For each model, the number of the circle that it is part of, by itself or with others.
fn circles(side: &Side<'_>) -> Vec<usize> {
    let models = &side.api.models;
    let mut graph = DiGraph::<(), ()>::new();
    let nodes: Vec<NodeIndex> = models.iter().map(|_| graph.add_node(())).collect();
    for (model, node) in models.iter().zip(&nodes) {
        for held in model.fields.iter().filter_map(|field| field.held()) {
            graph.add_edge(*node, nodes[held.0], ());
        }
    }
    let mut circles = vec![0; models.len()];
    for (number, circle) in kosaraju_scc(&graph).into_iter().enumerate() {
        circle.into_iter().for_each(|node| circles[node.index()] = number);
    }
    circles
}
