//! Collects the types of what an emitted crate has: fields of models, and arguments of methods.

#![allow(dead_code, reason = "each test file uses its part")]

use generator::emit::FileTree;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{FnArg, ImplItem, Item, Visibility};

/// Returns `accounts::v1::safelist::Safelist.sid` with `SafelistSid`, and `…::SafelistResource::create` with the types
/// of its arguments.
pub fn typed_items(files: &FileTree) -> BTreeMap<String, String> {
    let mut items = BTreeMap::new();
    for (path, text) in files {
        let Some(path) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
        if path.starts_with("runtime") {
            continue;
        }
        // Callers see no file behind the module of types.
        let path = path.split_once("/types/").map_or(path.to_owned(), |(version, _)| format!("{version}/types"));
        let module = path.replace('/', "::");
        for item in syn::parse_file(text).expect("what is emitted is Rust").items {
            collect(&module, item, &mut items);
        }
    }
    items
}

fn collect(module: &str, item: Item, items: &mut BTreeMap<String, String>) {
    match item {
        Item::Struct(item) => {
            for field in item.fields.iter().filter(|field| matches!(field.vis, Visibility::Public(_))) {
                let name = field.ident.as_ref().expect("models have names for their fields");
                items.insert(format!("{module}::{}.{name}", item.ident), tokens(&field.ty));
            }
        }
        Item::Impl(item) => {
            let owner = tokens(&item.self_ty);
            for method in item.items {
                if let ImplItem::Fn(method) = method
                    && matches!(method.vis, Visibility::Public(_))
                {
                    let arguments = method.sig.inputs.iter().filter_map(|argument| match argument {
                        FnArg::Typed(argument) => Some(tokens(&argument.ty)),
                        FnArg::Receiver(_) => None,
                    });
                    let arguments: Vec<String> = arguments.collect();
                    items.insert(format!("{module}::{owner}::{}", method.sig.ident), arguments.join(", "));
                }
            }
        }
        _ => {}
    }
}

fn tokens(item: &impl ToTokens) -> String {
    item.to_token_stream().to_string().replace(' ', "")
}

/// Returns the members of each type without the names of types, which depend on what components are called.
pub fn shapes(files: &FileTree) -> BTreeSet<String> {
    let items = typed_items(files);
    let owner = |item: &str| item.rsplit_once(['.', ':']).map(|(owner, _)| owner.trim_end_matches(':').to_owned());
    let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let is_known =
        |word: &str| ["String", "Option", "Vec", "Into", "Timestamp", "Date", "Decimal", "Url", "Json"].contains(&word);
    for (item, kind) in &items {
        let Some(owner) = owner(item) else { continue };
        let name = &item[owner.len()..];
        // Names of the crate's own types give way to a mark; those of the runtime and of SIDs stay.
        let mut words = String::new();
        let mut word = String::new();
        for character in kind.chars().chain([' ']) {
            if character.is_alphanumeric() || character == '_' {
                word.push(character);
                continue;
            }
            let is_own = word.starts_with(char::is_uppercase) && !is_known(&word) && !word.ends_with("Sid");
            words.push_str(if is_own && word != "SecretString" { "Own" } else { &word });
            word.clear();
            words.push(character);
        }
        members.entry(owner).or_default().push(format!("{name}: {}", words.trim()));
    }
    members.into_values().map(|members| members.join("\n")).collect()
}
