//! Groups the types of each version into files, and names these.
//!
//! A type with a name of its own shares its file with what stands inline in it, and what stands inline in an operation is
//! in the file of what the operation is about. Types that one property is part of are in one file too: those that have
//! one part of an `allOf`, and a union with what it chooses between.

use super::Name;
use super::casing::snake;
use super::scope::Scope;
use super::types::{TypeNames, is_named, place, subject};
use crate::ir::{Api, Type, VersionId};
use crate::source::NodeId;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A private file below a version's module of types.
#[derive(Debug)]
pub struct TypeFile {
    /// The module.
    pub module: Name,
    /// The types, the one that the file is named after first.
    pub types: Vec<Type>,
}

/// A version, and the words of a type with a name of its own, or of what has no type: what is named after them is in one
/// file at least.
type Lead = (VersionId, String);

/// Returns the files of each version, in the order of their names.
pub(super) fn files(api: &Api, names: &TypeNames) -> BTreeMap<VersionId, Vec<TypeFile>> {
    let types: Vec<Type> = api.types().collect();
    let Leads { leads, of_parts } = Leads::new(api, names, &types);
    let mut groups: BTreeMap<&Lead, Vec<&Type>> = BTreeMap::new();
    types.iter().for_each(|value| groups.entry(&leads[value]).or_default().push(value));
    let numbers: HashMap<&Lead, usize> = groups.keys().enumerate().map(|(number, lead)| (*lead, number)).collect();
    let mut together = UnionFind::<usize>::new(numbers.len());
    for (one, other) in belonging(api, &types, &of_parts) {
        together.union(numbers[&leads[&one]], numbers[&leads[&other]]);
    }
    let mut joined: BTreeMap<usize, Vec<(&Lead, Vec<&Type>)>> = BTreeMap::new();
    for (number, group) in groups.into_iter().enumerate() {
        joined.entry(together.find(number)).or_default().push(group);
    }
    let mut versions: BTreeMap<VersionId, Vec<(String, Vec<Type>)>> = BTreeMap::new();
    for mut groups in joined.into_values() {
        groups.sort_by_key(|(lead, types)| (rank(api, types), *lead));
        let (version, words) = groups[0].0.clone();
        let mut types: Vec<Type> = groups.into_iter().flat_map(|(_, types)| types.into_iter().cloned()).collect();
        types.sort_by_key(|value| file_name(names.of(value).as_str()) != words);
        versions.entry(version).or_default().push((words, types));
    }
    versions.into_iter().map(|(version, files)| (version, named(files))).collect()
}

/// Says which of several groups a file is named after: that of a union, or else of what operations are about.
fn rank(api: &Api, types: &[&Type]) -> usize {
    let has = |is_such: fn(&Type) -> bool| types.iter().any(|value| is_named(api, value) && is_such(value));
    match has(|value| matches!(value, Type::Union(_))) {
        true => 0,
        false => 1 + usize::from(has(|_| true)),
    }
}

/// Names the files of one version.
fn named(mut files: Vec<(String, Vec<Type>)>) -> Vec<TypeFile> {
    let mut scope = Scope::of_files(&["mod"]);
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    let file = |(words, types)| TypeFile { module: scope.claim([words]), types };
    let mut files: Vec<TypeFile> = files.into_iter().map(file).collect();
    files.sort_by(|one, other| one.module.cmp(&other.module));
    files
}

fn file_name(words: &str) -> String {
    snake(words, "types")
}

/// The type whose file each type is in.
struct Leads {
    leads: HashMap<Type, Lead>,
    /// The types that stand inline in a component which has no type.
    of_parts: HashSet<Type>,
}

impl Leads {
    fn new(api: &Api, names: &TypeNames, types: &[Type]) -> Self {
        let place_of = |value: &Type| {
            let (document, node, within) = place(api, value);
            let version = api.version_of(value);
            ((version, document, node), within.map(|node| (version, document, node)))
        };
        let objects = types.iter().filter(|value| !matches!(value, Type::Enum(_)));
        let objects: HashMap<_, &Type> = objects.map(|value| (place_of(value).0, value)).collect();
        let (mut leads, mut of_parts) = (HashMap::new(), HashSet::new());
        for value in types {
            let within = place_of(value).1;
            let holder = within.and_then(|within| objects.get(&within).copied());
            let lead = holder.or(is_named(api, value).then_some(value));
            let words = lead.map_or_else(|| subject(api, value), |lead| names.of(lead).as_str());
            leads.insert(value.clone(), (api.version_of(value), file_name(words)));
            if within.is_some() && lead.is_none() {
                of_parts.insert(value.clone());
            }
        }
        Self { leads, of_parts }
    }
}

/// Returns pairs of types that one property is part of.
fn belonging(api: &Api, types: &[Type], of_parts: &HashSet<Type>) -> Vec<(Type, Type)> {
    let mut pairs = Vec::new();
    let mut members: HashMap<(VersionId, usize, NodeId), &Type> = HashMap::new();
    for value in types {
        match value {
            Type::Model(id) => {
                let model = &api.models[id.0];
                for field in &model.fields {
                    let first = *members.entry((model.version, model.document, field.member)).or_insert(value);
                    pairs.extend((first != value).then(|| (first.clone(), value.clone())));
                    let inside = field.value.own().filter(|inner| of_parts.contains(*inner));
                    pairs.extend(inside.map(|inner| (inner.clone(), value.clone())));
                }
            }
            Type::Union(id) => {
                let variants = api.unions[id.0].variants.iter().filter_map(|known| known.value.own());
                let objects = variants.filter(|known| !matches!(known, Type::Enum(_)));
                pairs.extend(objects.map(|known| (known.clone(), value.clone())));
            }
            _ => {}
        }
    }
    pairs
}
