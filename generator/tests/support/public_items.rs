//! The text of a generated crate in, the paths of all that callers can name out.

#![allow(dead_code, reason = "each test file uses its part")]

use generator::emit::FileTree;
use std::collections::BTreeSet;
use syn::{ImplItem, Item, UseTree, Visibility};

/// `api::v2010::account::call::Call` and `api::v2010::account::call::Call::sid`, for everything outside the runtime.
pub fn public_items(files: &FileTree) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    let sources = files.iter().filter_map(|(path, text)| Some((path.strip_prefix("src/")?.strip_suffix(".rs")?, text)));
    for (path, text) in sources.filter(|(path, _)| !path.starts_with("runtime")) {
        let module = if path == "lib" { "crate".to_owned() } else { path.replace('/', "::") };
        let file = syn::parse_file(text).expect("what is emitted is Rust");
        file.items.iter().for_each(|item| collect(&module, item, &mut items));
    }
    let (uses, mut items): (BTreeSet<_>, BTreeSet<_>) = items.into_iter().partition(|item| item.contains(" =::"));
    let used: Vec<(&str, &str)> = uses.iter().filter_map(|item| item.split_once(" =::")).collect();
    let shared = |group: &str| {
        let types = used.iter().filter(move |(module, _)| *module == group);
        types.filter_map(|(_, path)| Some(path.strip_prefix("crate::")?.to_owned())).collect::<Vec<_>>()
    };
    let offered = used.iter().filter_map(|(module, target)| Some((module, target.strip_prefix("crate::")?)));
    let offered = offered.flat_map(|(module, target)| {
        let targets = target.strip_suffix("::*").map_or_else(|| vec![target.to_owned()], shared);
        targets.into_iter().map(move |target| (module, target))
    });
    for (module, target) in offered {
        let target = target.as_str();
        let name = target.rsplit("::").next().unwrap_or_default();
        let inside: Vec<String> =
            items.iter().filter_map(|item| item.strip_prefix(target)).map(str::to_owned).collect();
        let inside = inside.iter().filter(|rest| rest.is_empty() || rest.starts_with("::"));
        items.extend(inside.map(|rest| format!("{module}::{name}{rest}")));
    }
    items
}

fn collect(module: &str, item: &Item, items: &mut BTreeSet<String>) {
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            items.insert(format!("{module}::{}", item.ident));
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                items.extend(field.ident.as_ref().map(|name| format!("{module}::{}::{name}", item.ident)));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            items.insert(format!("{module}::{}", item.ident));
            items.extend(item.variants.iter().map(|variant| format!("{module}::{}::{}", item.ident, variant.ident)));
        }
        Item::Impl(item) => {
            let syn::Type::Path(owner) = &*item.self_ty else { return };
            let owner = &owner.path.segments.last().expect("a path has a segment").ident;
            for method in &item.items {
                if let ImplItem::Fn(method) = method
                    && is_public(&method.vis)
                {
                    items.insert(format!("{module}::{owner}::{}", method.sig.ident));
                }
            }
        }
        Item::Mod(inner) => {
            let module = format!("{module}::{}", inner.ident);
            inner.content.iter().flat_map(|(_, inside)| inside).for_each(|item| collect(&module, item, items));
        }
        Item::Use(item) if is_public(&item.vis) => collect_use(&format!("{module} ="), &item.tree, items),
        _ => {}
    }
}

/// Notes `here::Name = there::Name`.
fn collect_use(path: &str, tree: &UseTree, items: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(next) => collect_use(&format!("{path}::{}", next.ident), &next.tree, items),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect_use(path, tree, items)),
        UseTree::Name(name) => {
            items.insert(format!("{path}::{}", name.ident));
        }
        UseTree::Glob(_) => {
            items.insert(format!("{path}::*"));
        }
        UseTree::Rename(name) => {
            let module = path.split(" =").next().unwrap_or_default();
            items.insert(format!("{module}::{}", name.rename));
        }
    }
}
