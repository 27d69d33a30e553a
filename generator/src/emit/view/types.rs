//! Writes a type in Rust: as a field, as an argument, and on the wire.

use super::Context;
use crate::ir::{ResourceId, Type, VersionId};
use crate::name::Name;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The names that a file imports.
#[derive(Debug, Default)]
pub(super) struct Imports {
    runtime: BTreeSet<&'static str>,
    sids: BTreeSet<Name>,
    /// The paths of the modules of types, from the root of the crate.
    modules: BTreeSet<Vec<Name>>,
    /// The types in other files of the same module.
    siblings: BTreeSet<Name>,
    map: bool,
}

impl Imports {
    /// Records that the file uses a name of the runtime, and returns the name.
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        self.runtime.insert(name);
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        quote! { #name }
    }

    /// Removes the modules of types, because the file of a version declares its module of types.
    pub(super) fn remove_modules(&mut self) {
        self.modules.clear();
    }

    /// Returns the `use` items.
    pub(super) fn tokens(&self) -> TokenStream {
        let runtime = self.runtime.iter().map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
        let runtime = (!self.runtime.is_empty()).then(|| quote! { use crate::runtime::{#(#runtime),*}; });
        let sids = self.sids.iter();
        let sids = (!self.sids.is_empty()).then(|| quote! { use crate::sid::{#(#sids),*}; });
        let map = self.map.then(|| quote! { use std::collections::BTreeMap; });
        let modules = self.modules.iter().map(|path| quote! { use crate::#(#path)::*; });
        let siblings = self.siblings.iter();
        let siblings = (!self.siblings.is_empty()).then(|| quote! { use super::{#(#siblings),*}; });
        quote! { #(#modules)* #runtime #sids #map #siblings }
    }
}

/// The way in which a file names the types of its version.
#[derive(Debug, Clone, Copy)]
pub(super) enum Naming<'a> {
    /// With the path from the root of the crate, as other crates do.
    Whole,
    /// Names with the module of types: `types::Call`.
    Module,
    /// Their names alone. The file defines these types, and imports the others from its siblings.
    Plain(&'a [Type]),
}

/// The types that one file writes.
pub(super) struct Types<'a> {
    pub(super) context: Context<'a>,
    pub(super) naming: Naming<'a>,
    pub(super) imports: Imports,
}

impl<'a> Types<'a> {
    pub(super) fn new(context: Context<'a>, naming: Naming<'a>) -> Self {
        Self { context, naming, imports: Imports::default() }
    }

    /// Returns the type of a field or a result.
    pub(super) fn value(&mut self, value: &Type) -> TokenStream {
        match value {
            Type::String => quote! { String },
            Type::Secret => self.imports.runtime("SecretString"),
            Type::Boolean => quote! { bool },
            Type::Integer32 => quote! { i32 },
            Type::Integer64 => quote! { i64 },
            Type::Float => quote! { f64 },
            Type::Decimal | Type::DecimalText => self.imports.runtime("Decimal"),
            Type::Timestamp => self.imports.runtime("Timestamp"),
            Type::Date => self.imports.runtime("Date"),
            Type::DateOrTimestamp => self.imports.runtime("DateOrTimestamp"),
            Type::HttpMethod => self.imports.runtime("HttpMethod"),
            Type::Json => self.imports.runtime("JsonValue"),
            Type::Sid(prefixes) => {
                let name = &self.context.names.sids[prefixes];
                self.imports.sids.insert(name.clone());
                quote! { #name }
            }
            Type::Enum(_) | Type::Model(_) | Type::Union(_) => self.own(value),
            Type::List(item) => {
                let item = self.value(item);
                quote! { Vec<#item> }
            }
            Type::Nullable(value) => {
                let value = self.value(value);
                quote! { Option<#value> }
            }
            Type::Sensitive(value) => {
                let (sensitive, value) = (self.imports.runtime("Sensitive"), self.value(value));
                quote! { #sensitive<#value> }
            }
            Type::Map(item) => {
                self.imports.map = true;
                let item = self.value(item);
                quote! { BTreeMap<String, #item> }
            }
        }
    }

    /// Writes the type of an argument.
    pub(super) fn argument(&mut self, value: &Type) -> TokenStream {
        match value {
            Type::Boolean
            | Type::Integer32
            | Type::Integer64
            | Type::Float
            | Type::Timestamp
            | Type::Date
            | Type::HttpMethod => self.value(value),
            Type::List(item) => {
                let item = match **item {
                    Type::List(_) => self.value(item),
                    ref item => self.argument(item),
                };
                quote! { impl IntoIterator<Item = #item> }
            }
            _ => {
                let value = self.value(value);
                quote! { impl Into<#value> }
            }
        }
    }

    /// Writes the type of an argument of a parameter. It accepts values of other enums if the parameter's enum does.
    pub(super) fn parameter(&mut self, value: &Type) -> TokenStream {
        match value {
            Type::List(item) if self.is_checked(item) => {
                let item = self.parameter(item);
                quote! { impl IntoIterator<Item = #item> }
            }
            value if self.is_checked(value) => {
                let (invalid_value, value) = (self.imports.runtime("InvalidValue"), self.value(value));
                quote! { impl TryInto<#value, Error: Into<#invalid_value>> }
            }
            value => self.argument(value),
        }
    }

    /// Returns true if the request checks whether the value is one that the parameter accepts.
    pub(super) fn is_checked(&self, value: &Type) -> bool {
        matches!(value, Type::Enum(id) if !self.context.api.enums[id.0].accepted.is_empty())
    }

    /// Returns an argument, converted to its type.
    pub(super) fn converted(&mut self, name: &Name, value: &Type) -> TokenStream {
        match value {
            Type::List(item) if self.is_plain_item(item) => quote! { #name.into_iter().collect() },
            Type::List(_) => quote! { #name.into_iter().map(Into::into).collect() },
            value if self.is_plain(value) => quote! { #name },
            _ => quote! { #name.into() },
        }
    }

    /// Returns true if callers pass the value itself, and not `impl Into<…>`.
    pub(super) fn is_plain(&self, value: &Type) -> bool {
        matches!(
            value,
            Type::Boolean
                | Type::Integer32
                | Type::Integer64
                | Type::Float
                | Type::Timestamp
                | Type::Date
                | Type::HttpMethod
        )
    }

    /// Returns true if callers pass the items of a list themselves.
    pub(super) fn is_plain_item(&self, item: &Type) -> bool {
        self.is_plain(item) || matches!(item, Type::List(_))
    }

    /// Returns the argument that identifies an instance, and its text in the path.
    pub(super) fn key(&mut self, name: &Name, value: &Type) -> (TokenStream, TokenStream) {
        match value {
            Type::Sid(_) => {
                let value = self.value(value);
                (quote! { #name: &#value }, quote! { #name.as_str() })
            }
            Type::Integer32 | Type::Integer64 => {
                let value = self.value(value);
                (quote! { #name: #value }, quote! { &#name.to_string() })
            }
            Type::Enum(id) => {
                let is_integer = self.context.api.enums[id.0].is_integer;
                let value = self.value(value);
                let text = if is_integer {
                    quote! { &#name.as_i64().to_string() }
                } else {
                    quote! { #name.as_str() }
                };
                (quote! { #name: &#value }, text)
            }
            _ => (quote! { #name: impl AsRef<str> }, quote! { #name.as_ref() }),
        }
    }

    /// Returns the name of a model, union or enum.
    fn own(&mut self, value: &Type) -> TokenStream {
        let name = self.context.names.of(value);
        match self.naming {
            Naming::Whole => {
                let path = types_path(self.context, self.context.api.version_of(value));
                quote! { crate::#(#path)::*::#name }
            }
            Naming::Module => {
                let path = types_path(self.context, self.context.api.version_of(value));
                self.imports.modules.insert(path);
                quote! { types::#name }
            }
            Naming::Plain(own) => {
                if !own.contains(value) {
                    self.imports.siblings.insert(name.clone());
                }
                quote! { #name }
            }
        }
    }
}

/// Returns the modules from the root of the crate to the types of a version.
pub(super) fn types_path(context: Context<'_>, id: VersionId) -> Vec<Name> {
    let product = &context.names.products[id.product];
    vec![product.module.clone(), product.versions[id.version].module.clone(), Name::types()]
}

/// Returns the modules from the root of the crate to a resource.
pub(super) fn module_path(context: Context<'_>, resource: ResourceId) -> Vec<&Name> {
    let mut path = Vec::new();
    let mut next = Some(resource);
    while let Some(current) = next {
        path.push(&context.names.resources[current.0].module);
        next = context.api.resources[current.0].parent.map(|(parent, _)| parent);
    }
    let version = context.api.resources[resource.0].version;
    let product = &context.names.products[version.product];
    path.push(&product.versions[version.version].module);
    path.push(&product.module);
    path.reverse();
    path
}
