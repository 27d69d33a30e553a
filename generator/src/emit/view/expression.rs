//! Writes a Rust expression for a wire value of a type, with public items alone.
//!
//! Tests and examples use it; they pass errors on by `?`.

use super::super::markdown::is_invisible;
use super::super::single_line::line;
use super::Context;
use super::types::types_path;
use crate::ir::{EnumId, Field, ModelId, Type, UnionId};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A writer of expressions. `root` is `crate`, or the name of the crate for an example outside of it.
#[derive(Clone, Copy)]
pub(super) struct Expressions<'a> {
    pub(super) context: Context<'a>,
    pub(super) root: &'a str,
    /// The paths of items that are written without their path, by name. If it is `None`, every item is written with its
    /// path.
    pub(super) uses: Option<&'a RefCell<BTreeMap<String, String>>>,
}

impl<'a> Expressions<'a> {
    /// Returns the argument that identifies an instance.
    pub(super) fn key(self, kind: &Type, value: &Value) -> TokenStream {
        match kind {
            Type::Sid(_) => {
                let text = text(value);
                quote! { &#text.parse()? }
            }
            Type::Enum(_) => {
                let value = self.value(kind, value);
                quote! { &#value }
            }
            Type::Integer32 | Type::Integer64 => self.value(kind, value),
            _ => text(value),
        }
    }

    /// Writes an argument of a parameter that takes `impl Into<…>`.
    pub(super) fn argument(self, kind: &Type, value: &Value) -> TokenStream {
        match kind {
            Type::String | Type::Secret => text(value),
            // The parameter has exactly this type, so `parse` infers it.
            Type::Timestamp | Type::Date => {
                let text = text(value);
                quote! { #text.parse()? }
            }
            Type::List(item) => {
                let items = items(value).map(|value| match **item {
                    Type::List(_) => self.value(item, value),
                    _ => self.argument(item, value),
                });
                quote! { [#(#items),*] }
            }
            Type::Sensitive(inner) => self.value(inner, value),
            _ => self.value(kind, value),
        }
    }

    /// Returns a value of exactly this type.
    pub(super) fn value(self, kind: &Type, value: &Value) -> TokenStream {
        match kind {
            Type::String => {
                let text = text(value);
                quote! { #text.to_owned() }
            }
            Type::Secret => {
                let text = text(value);
                let name = self.item(&quote! {}, &quote! { SecretString });
                quote! { #name::from(#text) }
            }
            Type::Boolean => {
                let is_true = value.as_bool().unwrap_or_default();
                quote! { #is_true }
            }
            Type::Integer32 | Type::Integer64 => {
                let number = Literal::i64_unsuffixed(value.as_i64().unwrap_or_default());
                quote! { #number }
            }
            Type::Float => {
                let number = Literal::f64_unsuffixed(value.as_f64().unwrap_or_default());
                quote! { #number }
            }
            Type::Decimal | Type::DecimalText => self.parsed(value, &quote! { Decimal }),
            Type::Timestamp => self.parsed(value, &quote! { Timestamp }),
            Type::Date => self.parsed(value, &quote! { Date }),
            Type::DateOrTimestamp if value.as_str().is_some_and(|text| text.contains('T')) => {
                self.parsed(value, &quote! { Timestamp })
            }
            Type::DateOrTimestamp => self.parsed(value, &quote! { Date }),
            Type::HttpMethod => {
                let method = match value.as_str() {
                    Some("GET") => quote! { Get },
                    Some("PUT") => quote! { Put },
                    Some("DELETE") => quote! { Delete },
                    _ => quote! { Post },
                };
                let name = self.item(&quote! {}, &quote! { HttpMethod });
                quote! { #name::#method }
            }
            Type::Sid(prefixes) => {
                let (name, text) = (&self.context.names.sids[prefixes], text(value));
                let name = self.item(&quote! { sid:: }, &quote! { #name });
                quote! { #text.parse::<#name>()? }
            }
            Type::Enum(id) => self.word(*id, value),
            Type::Model(id) => self.model(*id, value),
            Type::Union(id) => self.union(*id, value),
            Type::List(item) => {
                let items = items(value).map(|value| self.value(item, value));
                quote! { vec![#(#items),*] }
            }
            Type::Nullable(inner) => {
                let value = self.value(inner, value);
                quote! { Some(#value) }
            }
            Type::Sensitive(inner) => {
                let value = self.value(inner, value);
                let name = self.item(&quote! {}, &quote! { Sensitive });
                quote! { #name::from(#value) }
            }
            Type::Map(item) => {
                let members = value.as_object().into_iter().flatten().map(|(name, value)| {
                    let value = self.value(item, value);
                    quote! { (#name.to_owned(), #value) }
                });
                quote! { std::collections::BTreeMap::from([#(#members),*]) }
            }
            Type::Json => self.parsed(&Value::String(value.to_string()), &quote! { JsonValue }),
        }
    }

    fn root(self) -> Ident {
        Ident::new(self.root, Span::call_site())
    }

    fn parsed(self, value: &Value, name: &TokenStream) -> TokenStream {
        let (name, text) = (self.item(&quote! {}, name), literal(&as_text(value)));
        quote! { #text.parse::<#name>()? }
    }

    /// Returns an item below modules of the crate: its name alone if the name can be imported, otherwise its path.
    fn item(self, modules: &TokenStream, name: &TokenStream) -> TokenStream {
        let root = self.root();
        let whole = quote! { #root::#modules #name };
        let Some(uses) = self.uses else { return whole };
        let path = line(quote! { #modules #name });
        let known = uses.borrow_mut().entry(line(name.clone())).or_insert_with(|| path.clone()).clone();
        if known == path { name.clone() } else { whole }
    }

    fn word(self, id: EnumId, value: &Value) -> TokenStream {
        let (enumeration, names) = (&self.context.api.enums[id.0], &self.context.names.enums[id.0]);
        let path = self.path(&Type::Enum(id));
        let known = as_text(value);
        match enumeration.values.iter().position(|word| *word == known).and_then(|index| names.variants.get(index)) {
            Some(variant) => quote! { #path::#variant },
            None if enumeration.is_integer => {
                let number = Literal::i64_unsuffixed(value.as_i64().unwrap_or_default());
                quote! { #path::from(#number) }
            }
            None => quote! { #path::from(#known) },
        }
    }

    fn model(self, id: ModelId, value: &Value) -> TokenStream {
        let (model, names) = (&self.context.api.models[id.0], &self.context.names.models[id.0]);
        let path = self.path(&Type::Model(id));
        let present = |field: &Field| value.get(&field.wire_name).filter(|value| !value.is_null());
        let named = model.fields.iter().zip(&names.fields);
        let named = named.filter_map(|(field, name)| Some((field, name, present(field)?)));
        // The constructor already sets the discriminator value.
        let named = named.filter(|(field, _, value)| field.said.as_deref() != value.as_str() || field.said.is_none());
        let (mut required, optional): (Vec<_>, Vec<_>) = named.partition(|(field, ..)| field.is_argument());
        // In the order of the constructor's arguments.
        required.sort_by_key(|(field, ..)| field.rank);
        let required = required.into_iter().map(|(field, _, value)| self.argument(&field.value, value));
        // An example shows only the required arguments.
        let optional = optional.into_iter().filter(|_| self.uses.is_none()).map(|(field, name, value)| {
            let value = self.argument(&field.value, value);
            quote! { .#name(#value) }
        });
        quote! { #path::new(#(#required),*)#(#optional)* }
    }

    fn union(self, id: UnionId, value: &Value) -> TokenStream {
        let (union, names) = (&self.context.api.unions[id.0], &self.context.names.unions[id.0]);
        let path = self.path(&Type::Union(id));
        let (Some(variant), Some(name)) = (union.variants.first(), names.variants.first()) else {
            let value = self.value(&Type::Json, value);
            return quote! { #path::from(#value) };
        };
        let inner = self.value(&variant.value, value);
        match variant.value {
            Type::Model(_) | Type::Union(_) => quote! { #path::#name(Box::new(#inner)) },
            _ => quote! { #path::#name(#inner) },
        }
    }

    fn path(self, value: &Type) -> TokenStream {
        let modules = types_path(self.context, self.context.api.version_of(value));
        let name = self.context.names.of(value);
        self.item(&quote! { #(#modules::)* }, &quote! { #name })
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> TokenStream {
    let text = literal(&as_text(value));
    quote! { #text }
}

/// Returns a text as it is, and any other value as JSON.
pub(super) fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns a literal as a person would write it: JSON as `r#"{"sid": …}"#`, plain text as a plain literal.
pub(super) fn literal(text: &str) -> Literal {
    if text.contains(['"', '\\']) { raw_literal(text) } else { Literal::string(text) }
}

/// Writes a raw string literal; invisible characters are escaped.
pub(super) fn raw_literal(text: &str) -> Literal {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    // Rust allows at most 255 hashes.
    if text.chars().any(is_invisible) || hashes.len() > 8 {
        return Literal::string(text);
    }
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}
