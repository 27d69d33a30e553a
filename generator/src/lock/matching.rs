//! The union among candidates: which line of the lock is which type.

use super::TypeLine;
use super::places::component;
use crate::ir::{Api, Type};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// A line of the lock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The key of the section.
    pub(super) section: &'a str,
    /// The key of the line: the name of the type, unless the line renames it.
    pub(super) name: &'a str,
    /// The line.
    pub(super) line: &'a TypeLine,
    /// True if the component of the line is still a type of the API.
    pub(super) has_component: bool,
}

/// Evidence that a type is the type of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// In how many places the type is where the lock has the line's type.
    pub(super) count: usize,
    /// The number of these places that are in responses.
    pub(super) responses: usize,
    /// The first of these places in the alphabet.
    pub(super) place: String,
}

impl Evidence {
    /// Adds a place.
    pub(super) fn add(&mut self, place: &str, is_response: bool) {
        if self.count == 0 || place < self.place.as_str() {
            place.clone_into(&mut self.place);
        }
        self.count += 1;
        self.responses += usize::from(is_response);
    }
}

/// Returns the pairs of type and line in the order in which they are to be decided, the strongest evidence first. Pairs
/// that cannot be the same item are left out.
pub(super) fn in_order(
    api: &Api,
    lines: &[Line<'_>],
    candidates: HashMap<(Type, usize), Evidence>,
) -> Vec<(Type, usize, Evidence)> {
    let candidates = candidates.into_iter().map(|((value, line), evidence)| (value, line, evidence));
    let mut pairs: Vec<_> = candidates.filter(|(value, line, _)| may_be(api, value, &lines[*line])).collect();
    pairs.sort_by_cached_key(|(value, line, evidence)| {
        let known = lines[*line].line.component.as_deref();
        let is_component = known.is_some() && known == component(api, value);
        let (shared, all) = shared_parts(api, value, lines[*line].line);
        let strength = (Reverse(is_component), Reverse(shared == all), Reverse(evidence.responses > 0));
        (strength, Reverse(evidence.count), Reverse(shared), evidence.place.clone(), lines[*line].name)
    });
    pairs
}

/// Returns true if a type may be the type of a line: it is of the same kind, and not one component in the place of
/// another one that is still there or has little in common with it.
pub(super) fn may_be(api: &Api, value: &Type, known: &Line<'_>) -> bool {
    let line = known.line;
    let is_same_kind = match value {
        Type::Model(_) => line.fields.is_some(),
        Type::Union(_) => line.variants.is_some(),
        Type::Enum(_) => line.values.is_some(),
        _ => false,
    };
    let is_other = match (component(api, value), line.component.as_deref()) {
        (Some(component), Some(known)) => component != known,
        _ => false,
    };
    let (shared, all) = shared_parts(api, value, line);
    is_same_kind && (!is_other || (!known.has_component && (2 * shared >= all || matches!(value, Type::Union(_)))))
}

/// Returns how many parts a type and a line have in common, and how many there are in both together.
fn shared_parts(api: &Api, value: &Type, line: &TypeLine) -> (usize, usize) {
    let known: BTreeSet<&str> = line.parts().keys().map(String::as_str).collect();
    let found = parts(api, value);
    (known.intersection(&found).count(), known.union(&found).count())
}

/// Returns true if the type has all parts of a line, so that the line's name can be another name of it.
pub(super) fn has_all_parts(api: &Api, value: &Type, line: &TypeLine) -> bool {
    let found = parts(api, value);
    let is_known = |part: &String| matches!(value, Type::Union(_)) || found.contains(part.as_str());
    line.parts().keys().all(is_known)
}

fn parts<'a>(api: &'a Api, value: &Type) -> BTreeSet<&'a str> {
    match value {
        Type::Model(id) => api.models[id.0].fields.iter().map(|field| field.wire_name.as_str()).collect(),
        Type::Enum(id) => api.enums[id.0].values.iter().map(String::as_str).collect(),
        _ => BTreeSet::new(),
    }
}
