//! The names lock: the Rust names that callers know, by what they are on the wire.
//!
//! [`read`] parses `names.lock`, `recognise` finds the items of an [`Api`] in it, `settle` makes the API fit it, and
//! `write` prints the next lock. `docs/naming.md` has the format and the rules. Knows no Rust but identifiers.

mod boxes;
mod equality;
mod matching;
mod merge;
mod places;
mod read;
mod recognise;
mod variants;
mod write;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Product, Version, VersionId};
use crate::name::Names;
use crate::source::{NodeId, Source};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(crate) use places::parameter_key;
pub use read::read;
pub(crate) use recognise::Recognised;
pub(crate) use write::write;

/// The name of the file.
pub const FILE_NAME: &str = "names.lock";

/// The format that this generator reads and writes.
const FORMAT: u64 = 1;

/// The content of a names lock.
#[derive(Debug, Default)]
pub struct Lock {
    /// Type names by the prefixes of the identifier, joined by `|`.
    sids: BTreeMap<String, String>,
    /// Versions by server and first path segment: `https://api.twilio.com/2010-04-01`.
    versions: BTreeMap<String, VersionLock>,
    /// The file, for the locations of errors; `None` for a lock that no file holds.
    source: Option<Source>,
}

/// The names of one version of a product.
#[derive(Debug, Default)]
struct VersionLock {
    names: VersionLine,
    /// Resources by path: `/2010-04-01/Accounts/{}/Calls`.
    resources: BTreeMap<String, ResourceLine>,
    /// Operations by method and path: `GET /2010-04-01/Accounts.json`.
    operations: BTreeMap<String, OperationLine>,
    /// Types by Rust name.
    types: BTreeMap<String, TypeLine>,
}

/// The modules of a version.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VersionLine {
    /// `api`.
    pub(crate) product: String,
    /// `v2010`.
    pub(crate) version: String,
}

/// The names of a resource and its handles.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ResourceLine {
    /// `call`.
    pub(crate) module: Option<String>,
    /// The method of the collection handle: `calls`.
    pub(crate) collection: Option<String>,
    /// `CallsResource`.
    pub(crate) collection_type: Option<String>,
    /// The method of the instance handle: `call`.
    pub(crate) instance: Option<String>,
    /// `CallResource`.
    pub(crate) instance_type: Option<String>,
    /// The argument of the method of the instance handle: `sid`.
    pub(crate) key: Option<String>,
}

/// The names of an operation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OperationLine {
    /// `create`.
    pub(crate) method: Option<String>,
    /// `CreateCall`.
    pub(crate) builder: Option<String>,
    /// Setters by location and wire name: `form To`.
    pub(crate) parameters: BTreeMap<String, String>,
}

/// The names of a type and of its parts.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TypeLine {
    /// The places where values of the type are sent and returned.
    uses: Vec<String>,
    /// The name of the component that the type was last.
    component: Option<String>,
    /// The name that the type gets in place of the one that the line starts with.
    rename: Option<String>,
    /// The fields of a model, by wire name.
    pub(crate) fields: Option<BTreeMap<String, String>>,
    /// The variants of a union, by key.
    pub(crate) variants: Option<BTreeMap<String, String>>,
    /// The variants of an enum, by wire name.
    pub(crate) values: Option<BTreeMap<String, String>>,
    /// The wire names of the fields that are in a `Box`.
    boxed: BTreeSet<String>,
    /// The enums that parameters of this type took before their values differed.
    accepts: Vec<String>,
}

/// A name that the lock gives to an item, and the line that does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownName<'a> {
    /// The name.
    pub(crate) name: &'a str,
    /// The key of the section.
    section: &'a str,
    /// The line.
    line: Line<'a>,
}

/// A line of the lock, for the locations of errors.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Line<'a> {
    /// The modules of a version.
    Version,
    /// A resource by its path.
    Resource(&'a str),
    /// An operation by its method and path.
    Operation(&'a str),
    /// A type by its Rust name.
    Type(&'a str),
    /// An identifier by its prefixes.
    Sid(&'a str),
}

impl Lock {
    /// Returns the section of a version, by its server and first path segment, or else by product and first segment.
    fn version(&self, api: &Api, id: VersionId) -> Option<(&str, &VersionLock)> {
        let product = &api.products[id.product];
        let version = &product.versions[id.version];
        let key = version_key(product, version);
        if let Some((key, section)) = self.versions.get_key_value(&key) {
            return Some((key, section));
        }
        // Another host of the same name, such as a product that has moved to another domain.
        let is_known = |key: &str| api.products.iter().any(|product| is_version_of(product, key));
        let ending = format!("/{}", version.wire_name);
        let is_moved = |key: &str| host_label(key) == product.wire_name && key.ends_with(&ending) && !is_known(key);
        let mut moved = self.versions.iter().filter(|(key, _)| is_moved(key));
        moved.next().filter(|_| moved.next().is_none()).map(|(key, section)| (key.as_str(), section))
    }

    /// Reports a name that something else has.
    fn report_conflict(&self, name: KnownName<'_>, diagnostics: &mut Diagnostics) {
        let Some(source) = &self.source else { return };
        let section = || source.nearest(source.nearest(source.root(), "versions"), name.section);
        let item = |kind: &str, key: &str| source.nearest(source.nearest(section(), kind), key);
        let node = match name.line {
            Line::Version => source.nearest(section(), "names"),
            Line::Resource(path) => item("resources", path),
            Line::Operation(operation) => item("operations", operation),
            Line::Type(name) => item("types", name),
            Line::Sid(prefixes) => source.nearest(source.nearest(source.root(), "sids"), prefixes),
        };
        let message = format!("the name `{}` is taken, or is none that Rust allows here", name.name);
        let diagnostic = Diagnostic::new(Code::InvalidLock, message).at(source.locate_key(node));
        diagnostics
            .push(diagnostic.help("choose another name, or remove the line to get the default names of the item"));
    }
}

/// Warns of lines whose items the API does not have.
pub(crate) fn report_stale_lines(
    lock: &Lock,
    api: &Api,
    names: &Names,
    known: &Recognised<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(source) = &lock.source else { return };
    let mut report = |key: &str, node: NodeId| {
        let message = format!("the documents no longer have what the line of `{key}` names");
        let diagnostic = Diagnostic::new(Code::StaleLockLine, message).at(source.locate_key(node));
        diagnostics.push(diagnostic.help("its names are dropped from the lock; restore the item if callers need it"));
    };
    let root = |key: &str| source.nearest(source.root(), key);
    let prefixes: HashSet<String> = names.sids.keys().map(|prefixes| prefixes.join("|")).collect();
    let sids = lock.sids.keys().filter(|key| !prefixes.contains(*key));
    sids.for_each(|key| report(key, source.nearest(root("sids"), key)));
    for (section, version) in &lock.versions {
        let node = source.nearest(root("versions"), section);
        let Some(id) = known.version_of(section) else {
            report(section, node);
            continue;
        };
        let line = |kind: &str, key: &str| source.nearest(source.nearest(node, kind), key);
        let paths: HashSet<&str> =
            api.resources.iter().filter(|known| known.version == id).map(|known| known.path.as_str()).collect();
        let gone = version.resources.keys().filter(|path| !paths.contains(path.as_str()));
        gone.for_each(|path| report(path, line("resources", path)));
        let operations: HashSet<String> = places::operations(api)
            .filter(|(resource, ..)| resource.version == id)
            .map(|(.., operation)| places::operation_key(operation))
            .collect();
        let gone = version.operations.keys().filter(|key| !operations.contains(*key));
        gone.for_each(|key| report(key, line("operations", key)));
        let types = known.type_lines(section);
        let gone = version.types.keys().filter(|name| !types.contains(name.as_str()));
        gone.for_each(|name| report(name, line("types", name)));
    }
}

/// Makes an API fit the names that callers know: types that they know as one are joined, fields that they know in a box
/// stay in it, and parameters go on taking the enums that they took. Returns the items that the lock knows.
pub(crate) fn settle<'a>(api: &mut Api, lock: &'a Lock) -> Recognised<'a> {
    loop {
        let recognised = recognise::recognise(api, lock);
        if recognised.copies.is_empty() {
            boxes::keep_boxes(api, &recognised);
            for (parameter, response) in &recognised.drifted {
                let accepted = &mut api.enums[parameter.0].accepted;
                if !accepted.contains(response) {
                    accepted.push(*response);
                }
            }
            return recognised;
        }
        merge::merge(api, &recognised.copies);
    }
}

impl TypeLine {
    /// Returns the names of the parts by their wire names or keys.
    fn parts(&self) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.fields.as_ref().or(self.variants.as_ref()).or(self.values.as_ref()).unwrap_or(&NONE)
    }
}

/// Returns the key of the section of a version.
fn version_key(product: &Product, version: &Version) -> String {
    format!("{}/{}", product.server, version.wire_name)
}

fn is_version_of(product: &Product, key: &str) -> bool {
    product.versions.iter().any(|version| version_key(product, version) == key)
}

/// Returns the first label of the host in the key of a version.
fn host_label(key: &str) -> &str {
    let host = key.split_once("://").map_or(key, |(_, rest)| rest);
    host.split(['.', ':', '/']).next().unwrap_or_default()
}
