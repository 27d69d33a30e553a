//! Estimates how deep rustc has to follow the types of a crate into one another.

use crate::ir::{Api, ModelId, Type, UnionId};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;

/// The default recursion limit of rustc.
const DEFAULT_LIMIT: usize = 128;

/// The number of steps that rustc takes for a type around another: a `Vec` is a struct in a struct in a struct.
const STEPS: usize = 6;

/// Returns the recursion limit that the types of the crate need; `None` if the default limit is enough.
pub(super) fn recursion_limit(api: &Api) -> Option<usize> {
    let limit = (STEPS * depth(api)).next_multiple_of(DEFAULT_LIMIT);
    Some(limit).filter(|limit| *limit > DEFAULT_LIMIT)
}

/// Returns the attribute that raises the limit, for the crate and for the users of its types.
pub(super) fn attribute(limit: Option<usize>) -> TokenStream {
    let limit = limit.map(|limit| limit.to_string()).into_iter();
    quote! { #(#![recursion_limit = #limit])* }
}

/// Returns the maximum number of nested types. Each type in a cycle of references counts once.
fn depth(api: &Api) -> usize {
    let mut types = DiGraph::<(), usize>::new();
    let models: Vec<NodeIndex> = api.models.iter().map(|_| types.add_node(())).collect();
    let unions: Vec<NodeIndex> = api.unions.iter().map(|_| types.add_node(())).collect();
    let mut add = |holder: NodeIndex, value: &Type| {
        let held = match value.own() {
            Some(Type::Model(ModelId(id))) => models[*id],
            Some(Type::Union(UnionId(id))) => unions[*id],
            _ => return,
        };
        types.add_edge(holder, held, holders(value));
    };
    for (model, node) in api.models.iter().zip(&models) {
        model.values().for_each(|value| add(*node, value));
    }
    for (union, node) in api.unions.iter().zip(&unions) {
        union.variants.iter().for_each(|variant| add(*node, &variant.value));
    }
    let mut depths: HashMap<NodeIndex, usize> = HashMap::new();
    // A type comes before the types that hold it.
    for circle in kosaraju_scc(&types) {
        let held = circle.iter().flat_map(|node| types.edges(*node).map(|edge| (edge.weight(), edge.target())));
        let below = held.filter_map(|(holders, node)| Some(holders + depths.get(&node)?)).max().unwrap_or_default();
        let inside = |node: &NodeIndex| {
            let edges = types.edges(*node).filter(|edge| circle.contains(&edge.target()));
            1 + edges.map(|edge| *edge.weight()).max().unwrap_or_default()
        };
        let own: usize = circle.iter().map(inside).sum();
        circle.iter().for_each(|node| _ = depths.insert(*node, own + below));
    }
    depths.into_values().max().unwrap_or_default()
}

/// Returns the number of types around the innermost type of a field, plus one because the field may be optional.
fn holders(value: &Type) -> usize {
    1 + std::iter::successors(value.inner(), |inner| inner.inner()).count()
}
