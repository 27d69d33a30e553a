//! The printer of the names lock.

use super::places::{component, operation_key, parameter_key, roots, steps};
use super::recognise::{Known, Recognised};
use super::{FORMAT, variants, version_key};
use crate::ir::{Api, Endpoint, Handle, Resource, Type, VersionId};
use crate::name::{HandleNames, Name, Names, ResourceNames};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// The first lines of a names lock.
const HEADER: &str = "# The Rust names that callers know. Written by `cargo xtask generate`, to be committed.\n";

/// Prints the lock of an API: the names that it has now, by what the items are on the wire.
pub fn write(api: &Api, names: &Names, known: &Recognised<'_>) -> String {
    let mut text = format!("{HEADER}lock: {FORMAT}\n");
    if !names.sids.is_empty() {
        text.push_str("sids:\n");
        for (prefixes, name) in &names.sids {
            line(&mut text, 2, &quoted(&prefixes.join("|")), &plain(name.as_str()));
        }
    }
    text.push_str("versions:\n");
    let uses = Uses::new(api, names, known);
    let mut versions: Vec<(String, VersionId)> = Vec::new();
    for (product, known) in api.products.iter().enumerate() {
        let ids = (0..known.versions.len()).map(|version| VersionId { product, version });
        versions.extend(ids.map(|id| (version_key(known, &known.versions[id.version]), id)));
    }
    versions.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (key, id) in versions {
        let _ = writeln!(text, "  {}:", quoted(&key));
        let product = &names.products[id.product];
        let version = &product.versions[id.version];
        let modules = [("product", product.module.as_str()), ("version", version.module.as_str())];
        line(&mut text, 4, "names", &mapping(modules.map(|(key, name)| (key.to_owned(), plain(name)))));
        section(&mut text, "resources", resources(api, names, id));
        section(&mut text, "operations", operation_lines(api, names, id));
        section(&mut text, "types", type_lines(api, names, known, &uses, id));
    }
    text
}

fn section(text: &mut String, key: &str, lines: BTreeMap<String, String>) {
    if !lines.is_empty() {
        let _ = writeln!(text, "    {key}:");
        lines.iter().for_each(|(key, value)| line(text, 6, key, value));
    }
}

fn line(text: &mut String, indent: usize, key: &str, value: &str) {
    let _ = writeln!(text, "{:indent$}{key}: {value}", "");
}

fn resources(api: &Api, names: &Names, id: VersionId) -> BTreeMap<String, String> {
    let resources = api.resources.iter().zip(&names.resources).filter(|(resource, _)| resource.version == id);
    let line = |(resource, names): (&Resource, &ResourceNames)| {
        let mut items = vec![("module".to_owned(), plain(names.module.as_str()))];
        for endpoint in resource.endpoints() {
            let key = if endpoint == Endpoint::Collection { "collection" } else { "instance" };
            let handle = names.handle(endpoint);
            items.push((key.to_owned(), plain(handle.accessor.as_str())));
            items.push((format!("{key}_type"), plain(handle.type_name.as_str())));
        }
        items.extend(names.key.iter().map(|key| ("key".to_owned(), plain(key.as_str()))));
        (quoted(&resource.path), mapping(items))
    };
    resources.map(line).collect()
}

fn operation_lines(api: &Api, names: &Names, id: VersionId) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    for (resource, names) in api.resources.iter().zip(&names.resources).filter(|(resource, _)| resource.version == id) {
        for endpoint in [Endpoint::Collection, Endpoint::Instance] {
            let (handle, names): (&Handle, &HandleNames) = (resource.handle(endpoint), names.handle(endpoint));
            for (operation, names) in handle.operations.iter().zip(&names.operations) {
                let parameters = operation.parameters.iter().map(parameter_key).zip(&names.parameters);
                let parameters = quoted_mapping(parameters.map(|(key, name)| (key, name.as_str())));
                let mut items = vec![
                    ("method".to_owned(), plain(names.method.as_str())),
                    ("builder".to_owned(), plain(names.type_name.as_str())),
                ];
                items.extend((parameters != "{}").then(|| ("parameters".to_owned(), parameters)));
                lines.insert(quoted(&operation_key(operation)), mapping(items));
            }
        }
    }
    lines
}

fn type_lines(
    api: &Api,
    names: &Names,
    known: &Recognised<'_>,
    uses: &Uses,
    id: VersionId,
) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    for value in api.types().filter(|value| api.version_of(value) == id) {
        let name = names.of(&value);
        let aliases = known.aliases.get(&value).cloned().unwrap_or_default();
        let places = uses.chosen(&value, &aliases);
        let component = component(api, &value);
        lines.insert(
            plain(name.as_str()),
            type_line(&places, component, parts(api, names, &value), accepts(api, names, &value)),
        );
        for alias in aliases {
            let places = uses.listed(&value, alias);
            let own = parts(api, names, &value);
            let line = alias.line.parts();
            let kept = own.map(|items| items.into_iter().filter(|(key, _)| line.contains_key(key)).collect());
            lines.insert(plain(alias.name().name), type_line(&places, None, kept, Vec::new()));
        }
    }
    lines
}

/// The parts of a type, by what its line calls them.
struct Parts {
    kind: &'static str,
    /// The Rust names, by wire name or key.
    names: BTreeMap<String, String>,
    boxed: Vec<String>,
}

impl Parts {
    fn map(self, change: impl FnOnce(BTreeMap<String, String>) -> BTreeMap<String, String>) -> Self {
        Self { names: change(self.names), ..self }
    }
}

fn parts(api: &Api, names: &Names, value: &Type) -> Parts {
    let pairs = |keys: Vec<String>, names: &[Name]| {
        keys.into_iter().zip(names).map(|(key, name)| (key, name.as_str().to_owned())).collect()
    };
    let (kind, names, boxed) = match value {
        Type::Model(id) => {
            let fields = &api.models[id.0].fields;
            let keys = fields.iter().map(|field| field.wire_name.clone()).collect();
            let boxed = fields.iter().filter(|field| field.recursive).map(|field| field.wire_name.clone());
            ("fields", pairs(keys, &names.models[id.0].fields), boxed.collect())
        }
        Type::Union(id) => {
            let keys = variants::keys(api, &api.unions[id.0]);
            ("variants", pairs(keys, &names.unions[id.0].variants), Vec::new())
        }
        Type::Enum(id) => ("values", pairs(api.enums[id.0].values.clone(), &names.enums[id.0].variants), Vec::new()),
        _ => ("fields", BTreeMap::new(), Vec::new()),
    };
    Parts { kind, names, boxed }
}

fn type_line(places: &[String], component: Option<&str>, parts: Parts, accepts: Vec<String>) -> String {
    let list = |items: &[String]| format!("[{}]", items.join(", "));
    let places: Vec<String> = places.iter().map(|place| quoted(place)).collect();
    let mut items = vec![("uses".to_owned(), list(&places))];
    items.extend(component.map(|component| ("component".to_owned(), quoted(component))));
    let names = parts.names.iter().map(|(key, name)| (key.clone(), name.as_str()));
    items.push((parts.kind.to_owned(), quoted_mapping(names)));
    let boxed: Vec<String> = parts.boxed.iter().map(|name| quoted(name)).collect();
    items.extend((!boxed.is_empty()).then(|| ("boxed".to_owned(), list(&boxed))));
    items.extend((!accepts.is_empty()).then(|| ("accepts".to_owned(), list(&accepts))));
    mapping(items)
}

fn accepts(api: &Api, names: &Names, value: &Type) -> Vec<String> {
    let Type::Enum(id) = value else { return Vec::new() };
    api.enums[id.0].accepted.iter().map(|id| plain(names.enums[id.0].type_name.as_str())).collect()
}

/// The places where each type is, as the lock writes them.
struct Uses {
    places: HashMap<Type, Vec<String>>,
}

impl Uses {
    fn new(api: &Api, names: &Names, known: &Recognised<'_>) -> Self {
        let mut places: HashMap<Type, Vec<String>> = HashMap::new();
        for root in roots(api).into_iter().filter(|root| api.version_of(&root.value) == root.version) {
            places.entry(root.value).or_default().push(root.place);
        }
        for value in api.types() {
            let keys = match &value {
                Type::Union(id) => variants::keys(api, &api.unions[id.0]),
                _ => Vec::new(),
            };
            let mut parents = vec![names.of(&value).as_str()];
            parents.extend(known.aliases(&value).map(|alias| alias.name));
            for (step, part) in steps(api, &value, |_, index| keys[index].clone()) {
                let uses = places.entry(part).or_default();
                uses.extend(parents.iter().map(|parent| format!("{parent}{step}")));
            }
        }
        for places in places.values_mut() {
            places.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
            places.dedup();
        }
        Self { places }
    }

    /// Returns the uses that a line listed and that still hold.
    fn listed(&self, value: &Type, known: Known<'_>) -> Vec<String> {
        let places = self.places.get(value).into_iter().flatten();
        places.filter(|place| known.line.uses.contains(place)).cloned().collect()
    }

    /// Returns the uses that the line of a type lists: all that the lines of further names do not list.
    fn chosen(&self, value: &Type, aliases: &[Known<'_>]) -> Vec<String> {
        let is_free = |place: &&String| !aliases.iter().any(|alias| alias.line.uses.contains(place));
        self.places.get(value).into_iter().flatten().filter(is_free).cloned().collect()
    }
}

fn mapping(items: impl IntoIterator<Item = (String, String)>) -> String {
    let items: Vec<String> = items.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", items.join(", "))
}

fn quoted_mapping<'a>(items: impl Iterator<Item = (String, &'a str)>) -> String {
    let items: BTreeMap<String, String> = items.map(|(key, name)| (quoted(&key), plain(name))).collect();
    mapping(items)
}

/// Returns a text in quotes: a string of JSON is one of YAML too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns a name as YAML has it: in quotes where it could be read as something else than text.
fn plain(name: &str) -> String {
    const OTHERS: [&str; 10] = ["false", "n", "no", "null", "off", "on", "true", "y", "yes", "nan"];
    match OTHERS.iter().any(|other| name.eq_ignore_ascii_case(other)) {
        true => quoted(name),
        false => name.to_owned(),
    }
}
