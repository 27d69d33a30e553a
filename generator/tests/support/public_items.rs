//! Lists the paths of all public items in the text of a generated crate.

#![allow(dead_code, reason = "each test file uses its part")]

use generator::emit::FileTree;
use std::collections::BTreeSet;
use syn::{ImplItem, Item, Visibility};

/// `api::v2010::types::Call` and `api::v2010::types::Call::sid`, for everything outside the runtime.
pub fn public_items(files: &FileTree) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    let sources = files.iter().filter_map(|(path, text)| Some((path.strip_prefix("src/")?.strip_suffix(".rs")?, text)));
    for (path, text) in sources.filter(|(path, _)| !path.starts_with("runtime")) {
        // Callers see no file behind the module of types.
        let path = path.split_once("/types/").map_or(path.to_owned(), |(version, _)| format!("{version}/types"));
        let module = if path == "lib" { "crate".to_owned() } else { path.replace('/', "::") };
        let file = syn::parse_file(text).expect("what is emitted is Rust");
        file.items.iter().for_each(|item| collect(&module, item, &mut items));
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
        _ => {}
    }
}
