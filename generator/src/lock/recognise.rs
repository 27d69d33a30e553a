//! The recognition of types: finds the items of an API in the lock.

use super::equality::{are_compatible, are_equal};
use super::matching::{Evidence, Line, has_all_parts, in_order, may_be};
use super::places::{component, named, operation_key, roots, steps};
use super::{KnownName, Line as LockLine, Lock, OperationLine, ResourceLine, TypeLine, VersionLock, variants};
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, EnumId, Operation, Resource, Type, UnionId, VersionId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The items of an API that the lock knows.
#[derive(Debug, Default)]
pub(crate) struct Recognised<'a> {
    lock: Option<&'a Lock>,
    /// The sections of the versions, with their keys.
    sections: HashMap<VersionId, (&'a str, &'a VersionLock)>,
    /// The line of each type.
    pub(super) types: HashMap<Type, Known<'a>>,
    /// The lines of further names of each type.
    pub(super) aliases: HashMap<Type, Vec<Known<'a>>>,
    /// The key of each variant in the lock, by union and index.
    variants: HashMap<(usize, usize), String>,
    /// The types to join: one that has no line, and the one that has the line of both.
    pub(super) copies: Vec<(Type, Type)>,
    /// The enums of parameters that were the enum of a response.
    pub(super) drifted: Vec<(EnumId, EnumId)>,
}

/// The line of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    section: &'a str,
    key: &'a str,
    /// The line.
    pub(super) line: &'a TypeLine,
}

impl<'a> Known<'a> {
    /// Returns the Rust name of the type.
    pub(super) fn name(self) -> KnownName<'a> {
        let name = self.line.rename.as_deref().unwrap_or(self.key);
        KnownName { name, section: self.section, line: LockLine::Type(self.key) }
    }
}

impl<'a> Recognised<'a> {
    /// Reports names that could not be given because something else has them.
    pub(crate) fn report_conflicts(&self, conflicts: &[KnownName<'_>], diagnostics: &mut Diagnostics) {
        let Some(lock) = self.lock else { return };
        conflicts.iter().for_each(|name| lock.report_conflict(*name, diagnostics));
    }

    /// Returns the module of a product, by one of its versions.
    pub(crate) fn product(&self, id: VersionId) -> Option<KnownName<'a>> {
        let (section, known) = *self.sections.get(&id)?;
        Some(KnownName { name: &known.names.product, section, line: LockLine::Version })
    }

    /// Returns the module of a version.
    pub(crate) fn version(&self, id: VersionId) -> Option<KnownName<'a>> {
        let (section, known) = *self.sections.get(&id)?;
        Some(KnownName { name: &known.names.version, section, line: LockLine::Version })
    }

    /// Returns the version of a section.
    pub(super) fn version_of(&self, section: &str) -> Option<VersionId> {
        self.sections.iter().find(|(_, (known, _))| *known == section).map(|(id, _)| *id)
    }

    /// Returns the keys of the lines of a section that types have.
    pub(super) fn type_lines(&self, section: &str) -> HashSet<&'a str> {
        let known = self.types.values().chain(self.aliases.values().flatten());
        known.filter(|known| known.section == section).map(|known| known.key).collect()
    }

    /// Returns a name of a resource.
    pub(crate) fn resource(
        &self,
        resource: &Resource,
        name: impl FnOnce(&'a ResourceLine) -> &'a Option<String>,
    ) -> Option<KnownName<'a>> {
        let (section, known) = *self.sections.get(&resource.version)?;
        let (path, line) = known.resources.get_key_value(&resource.path)?;
        name(line).as_ref().map(|name| KnownName { name, section, line: LockLine::Resource(path) })
    }

    /// Returns a name of an operation.
    pub(crate) fn operation(
        &self,
        version: VersionId,
        operation: &Operation,
        name: impl FnOnce(&'a OperationLine) -> Option<&'a String>,
    ) -> Option<KnownName<'a>> {
        let (section, known) = *self.sections.get(&version)?;
        let (key, line) = known.operations.get_key_value(&operation_key(operation))?;
        name(line).map(|name| KnownName { name, section, line: LockLine::Operation(key) })
    }

    /// Returns the name of a type.
    pub(crate) fn named_type(&self, value: &Type) -> Option<KnownName<'a>> {
        self.types.get(value).map(|known| known.name())
    }

    /// Returns the further names of a type.
    pub(crate) fn aliases(&self, value: &Type) -> impl Iterator<Item = KnownName<'a>> {
        self.aliases.get(value).into_iter().flatten().map(|known| known.name())
    }

    /// Returns the name of a field or enum value.
    pub(crate) fn part(&self, value: &Type, wire_name: &str) -> Option<KnownName<'a>> {
        let known = self.types.get(value)?;
        let name = known.line.parts().get(wire_name)?;
        Some(KnownName { name, ..known.name() })
    }

    /// Returns the name of a variant of a union.
    pub(crate) fn variant(&self, union: UnionId, index: usize) -> Option<KnownName<'a>> {
        self.part(&Type::Union(union), self.variants.get(&(union.0, index))?)
    }

    /// Returns the name of an identifier by its prefixes.
    pub(crate) fn sid(&self, prefixes: &[String]) -> Option<KnownName<'a>> {
        let (key, name) = self.lock?.sids.get_key_value(&prefixes.join("|"))?;
        Some(KnownName { name, section: "", line: LockLine::Sid(key) })
    }
}

/// Finds the items of an API in the lock.
pub(super) fn recognise<'a>(api: &Api, lock: &'a Lock) -> Recognised<'a> {
    let mut recognition = Recognition::new(api, lock);
    recognition.by_operation(true);
    recognition.by_operation(false);
    recognition.by_component();
    recognition.finish()
}

/// The state of one recognition.
struct Recognition<'a, 'b> {
    api: &'b Api,
    lines: Vec<Line<'a>>,
    /// The line of each use, by version and place.
    by_use: HashMap<(VersionId, &'a str), usize>,
    line_of: HashMap<Type, usize>,
    type_of: HashMap<usize, Type>,
    /// The types that were assigned last, whose parts are to be compared.
    frontier: Vec<Type>,
    /// Types that met lines which other types have, or other lines than their own.
    late: Vec<(Type, usize, Evidence)>,
    result: Recognised<'a>,
}

impl<'a, 'b> Recognition<'a, 'b> {
    fn new(api: &'b Api, lock: &'a Lock) -> Self {
        let mut recognition = Self {
            api,
            lines: Vec::new(),
            by_use: HashMap::new(),
            line_of: HashMap::new(),
            type_of: HashMap::new(),
            frontier: Vec::new(),
            late: Vec::new(),
            result: Recognised { lock: Some(lock), ..Recognised::default() },
        };
        let components: HashSet<(VersionId, &str)> =
            api.types().filter_map(|value| Some((api.version_of(&value), component(api, &value)?))).collect();
        for (product, known) in api.products.iter().enumerate() {
            for version in 0..known.versions.len() {
                let id = VersionId { product, version };
                let Some((section, names)) = lock.version(api, id) else { continue };
                recognition.result.sections.insert(id, (section, names));
                for (name, line) in &names.types {
                    let component = line.component.as_deref();
                    let has_component = component.is_some_and(|component| components.contains(&(id, component)));
                    for place in &line.uses {
                        recognition.by_use.entry((id, place)).or_insert(recognition.lines.len());
                    }
                    recognition.lines.push(Line { section, name, line, has_component });
                }
            }
        }
        recognition
    }

    /// Recognises types by what operations return, or by what they send, and then by the parts of recognised types.
    fn by_operation(&mut self, is_response: bool) {
        let mut candidates: HashMap<(Type, usize), Evidence> = HashMap::new();
        for root in roots(self.api).into_iter().filter(|root| root.is_response == is_response) {
            let Some(line) = self.by_use.get(&(root.version, root.place.as_str())) else { continue };
            let mut add = |value| candidates.entry((value, *line)).or_default().add(&root.place, is_response);
            // What was one object may have become one for each status.
            if self.lines[*line].line.variants.is_none() {
                by_status(self.api, &root.value).for_each(&mut add);
            }
            add(root.value);
        }
        self.decide(candidates);
        self.by_part(is_response);
    }

    /// Recognises types that no known place leads to by their components.
    fn by_component(&mut self) {
        let mut by_component: HashMap<(&str, &str), usize> = HashMap::new();
        for (index, known) in self.lines.iter().enumerate().filter(|(index, _)| !self.type_of.contains_key(index)) {
            if let Some(component) = &known.line.component {
                by_component.insert((known.section, component), index);
            }
        }
        for value in self.api.types().filter(|value| !self.line_of.contains_key(value)).collect::<Vec<_>>() {
            let section = self.result.sections.get(&self.api.version_of(&value));
            let (Some((section, _)), Some(component)) = (section, component(self.api, &value)) else { continue };
            let Some(line) = by_component.get(&(*section, component)).copied() else { continue };
            let is_free = !self.line_of.contains_key(&value) && !self.type_of.contains_key(&line);
            if is_free && may_be(self.api, &value, &self.lines[line]) {
                self.assign(value, line);
                self.by_part(true);
            }
        }
    }

    /// Compares the parts of the types that were recognised last, until nothing is new.
    fn by_part(&mut self, is_response: bool) {
        while !self.frontier.is_empty() {
            let mut candidates: HashMap<(Type, usize), Evidence> = HashMap::new();
            for value in std::mem::take(&mut self.frontier) {
                let known = self.lines[self.line_of[&value]];
                let id = self.api.version_of(&value);
                for (step, part) in self.known_steps(&value, known) {
                    let place = format!("{}{step}", known.name);
                    if let Some(line) = self.by_use.get(&(id, place.as_str())) {
                        candidates.entry((part, *line)).or_default().add(&place, is_response);
                    }
                }
            }
            self.decide(candidates);
        }
    }

    /// Returns the parts of a recognised type by the steps that the lock has for them.
    fn known_steps(&mut self, value: &Type, known: Line<'a>) -> Vec<(String, Type)> {
        let Type::Union(id) = value else { return steps(self.api, value, |_, _| String::new()) };
        let union = &self.api.unions[id.0];
        let version = self.api.version_of(value);
        let fields = |key: &str| {
            let place = format!("{}|{key}", known.name);
            let places = [place.clone(), format!("{place}[]"), format!("{place}{{}}")];
            let lines = places.iter().filter_map(|place| self.by_use.get(&(version, place.as_str())).copied());
            let fields = lines.flat_map(|line| self.lines[line].line.fields.iter().flatten());
            fields.map(|(name, _)| name.as_str()).collect::<BTreeSet<_>>()
        };
        let keys = known.line.variants.iter().flatten().map(|(key, _)| (key.as_str(), fields(key)));
        let keys: BTreeMap<&str, BTreeSet<&str>> = keys.collect();
        let found = variants::known_keys(self.api, union, &keys);
        let mut steps = steps(self.api, value, |_, index| found[index].clone().unwrap_or_default());
        steps.extend(by_status(self.api, value).map(|value| (String::new(), value)));
        for (index, key) in found.into_iter().enumerate() {
            self.result.variants.extend(key.map(|key| ((id.0, index), key)));
        }
        steps
    }

    /// Assigns lines to types, the strongest evidence first.
    fn decide(&mut self, candidates: HashMap<(Type, usize), Evidence>) {
        for (value, line, evidence) in in_order(self.api, &self.lines, candidates) {
            match (self.line_of.get(&value), self.type_of.get(&line)) {
                (None, None) => self.assign(value, line),
                (Some(known), _) if *known == line => {}
                _ => self.late.push((value, line, evidence)),
            }
        }
    }

    fn assign(&mut self, value: Type, line: usize) {
        self.line_of.insert(value.clone(), line);
        self.type_of.insert(line, value.clone());
        self.frontier.push(value);
    }

    /// Decides about types and lines that are left: equal types become one, joined types keep both names, and the enum
    /// of a parameter goes on taking the enum of the response.
    fn finish(mut self) -> Recognised<'a> {
        let mut copied = HashSet::new();
        for (value, line, evidence) in std::mem::take(&mut self.late) {
            match (self.line_of.get(&value), self.type_of.get(&line)) {
                (None, Some(holder)) if self.may_join(&value, holder, &evidence) => {
                    let is_first = copied.insert(value.clone());
                    self.result.copies.extend(is_first.then(|| (value, holder.clone())));
                }
                (_, Some(Type::Enum(holder))) if is_parameter(&evidence) => {
                    if let Type::Enum(id) = value
                        && id != *holder
                    {
                        self.result.drifted.push((id, *holder));
                    }
                }
                (Some(_), None) => self.add_alias(value, line),
                _ => {}
            }
        }
        for (value, line) in &self.line_of {
            self.result.types.insert(value.clone(), self.known(*line));
            let Type::Enum(id) = value else { continue };
            let section = self.lines[*line].section;
            for accepted in &self.lines[*line].line.accepts {
                let mut lines = self.lines.iter().enumerate();
                let source = lines.find(|(_, known)| known.section == section && known.name == accepted);
                if let Some(Type::Enum(source)) = source.and_then(|(line, _)| self.type_of.get(&line)) {
                    self.result.drifted.push((*id, *source));
                }
            }
        }
        self.result.drifted.sort();
        self.result.drifted.dedup();
        self.result
    }

    /// Gives a type the name of a second line too, and its parts those of the parts of that line.
    fn add_alias(&mut self, value: Type, line: usize) {
        let mut waiting = vec![(value, line)];
        while let Some((value, line)) = waiting.pop() {
            let is_free = !self.type_of.contains_key(&line) && self.line_of.contains_key(&value);
            if !is_free || !has_all_parts(self.api, &value, self.lines[line].line) {
                continue;
            }
            let known = self.known(line);
            self.result.aliases.entry(value.clone()).or_default().push(known);
            self.type_of.insert(line, value.clone());
            let id = self.api.version_of(&value);
            for (step, part) in steps(self.api, &value, |_, _| String::new()) {
                let place = format!("{}{step}", known.key);
                let line = self.by_use.get(&(id, place.as_str())).copied();
                waiting.extend(line.map(|line| (part, line)));
            }
        }
    }

    /// Returns true if a type is to be the type of the line that another one has: callers know both as one type.
    fn may_join(&self, value: &Type, holder: &Type, evidence: &Evidence) -> bool {
        are_equal(self.api, value, holder) || (evidence.responses > 0 && are_compatible(self.api, value, holder))
    }

    fn known(&self, line: usize) -> Known<'a> {
        let Line { section, name, line, .. } = self.lines[line];
        Known { section, key: name, line }
    }
}

/// Returns what a union holds that is told apart by the status of the response.
fn by_status<'a>(api: &'a Api, value: &Type) -> impl Iterator<Item = Type> + 'a {
    let variants = match value {
        Type::Union(id) => &api.unions[id.0].variants[..],
        _ => &[],
    };
    let by_status = variants.iter().filter(|variant| !variant.statuses.is_empty());
    by_status.filter_map(|variant| named(String::new(), &variant.value)).map(|(_, value)| value)
}

/// Returns true if the type is what a parameter takes, or a list of what it takes.
fn is_parameter(evidence: &Evidence) -> bool {
    let place = evidence.place.strip_suffix("[]").unwrap_or(&evidence.place);
    evidence.responses == 0 && place.contains(" /") && !place.ends_with([']', '}'])
}
