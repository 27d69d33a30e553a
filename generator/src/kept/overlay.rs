//! Names by JSONPath in, an overlay that gives them to their targets out.

use super::{ENDING, Names};
use crate::File;
use indexmap::IndexMap;
use serde_yaml::{Mapping, Value};

/// What such a file says first.
const HEADER: &str = "\
# Written by `cargo xtask update`, which writes it anew each time: the names that callers of the crate know, where the
# document no longer says them, the homes of types that others use earlier, and the boxes of circles. Without an action
# here, its target gets what `generate` would give it today.
";

/// The overlay that gives these names to a document, by its path below the folder: its own path is the same one below
/// the folder of the overlays.
pub(super) fn overlay(document: &str, names: &IndexMap<String, Names>) -> Option<File> {
    let text = |text: &str| Value::String(text.to_owned());
    let action = |(target, names): (&String, &Names)| {
        let name = names.name.as_ref().map(|name| (text("x-rust-name"), text(name)));
        let type_name = names.type_name.as_ref().map(|name| (text("x-rust-type-name"), text(name)));
        let aliases = names.aliases.iter().map(|name| text(name)).collect::<Vec<_>>();
        let aliases = (!aliases.is_empty()).then(|| (text("x-rust-type-aliases"), Value::Sequence(aliases)));
        let variants: Mapping = names.variants.iter().map(|(word, name)| (text(word), text(name))).collect();
        let variants = (!variants.is_empty()).then(|| (text("x-rust-variants"), Value::Mapping(variants)));
        let home = names.home.as_ref().map(|path| (text("x-rust-home"), text(path)));
        let is_boxed = names.is_boxed.then(|| (text("x-rust-box"), Value::Bool(true)));
        let update: Mapping =
            name.into_iter().chain(type_name).chain(aliases).chain(variants).chain(home).chain(is_boxed).collect();
        let action = [(text("target"), text(target)), (text("update"), Value::Mapping(update))];
        Value::Mapping(Mapping::from_iter(action))
    };
    let back = "../".repeat(1 + document.matches('/').count());
    let info = [("title", format!("Names of {document}")), ("version", "1.0.0".to_owned())];
    let info = info.into_iter().map(|(key, value)| (text(key), Value::String(value)));
    let overlay = Mapping::from_iter([
        (text("overlay"), text("1.0.0")),
        (text("info"), Value::Mapping(info.collect())),
        (text("extends"), Value::String(format!("{back}{document}"))),
        (text("actions"), Value::Sequence(names.iter().map(action).collect())),
    ]);
    let body = serde_yaml::to_string(&overlay).ok()?;
    // Of `x.yaml` and `x.json` each has its own.
    let stem = document.strip_suffix(".yaml").unwrap_or(document);
    Some(File { name: format!("{stem}{ENDING}"), text: format!("{HEADER}{body}") })
}
