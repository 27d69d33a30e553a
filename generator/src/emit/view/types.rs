//! A type of the API in, how Rust writes it out: in a field, as an argument, on the wire.

use super::Context;
use crate::ir::{ChoiceId, EnumId, ModelId, ResourceId, Type};
use crate::name::{Name, Reexports};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The names that a file uses without a path.
#[derive(Debug, Default)]
pub(super) struct Imports {
    runtime: BTreeSet<&'static str>,
    sids: BTreeSet<Name>,
    map: bool,
}

impl Imports {
    /// Notes a name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        self.runtime.insert(name);
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        quote! { #name }
    }

    /// The `use` items, but for those of other modules' types.
    pub(super) fn tokens(&self) -> TokenStream {
        let runtime = self.runtime.iter().map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
        let runtime = (!self.runtime.is_empty()).then(|| quote! { use crate::runtime::{#(#runtime),*}; });
        let sids = self.sids.iter();
        let sids = (!self.sids.is_empty()).then(|| quote! { use crate::sid::{#(#sids),*}; });
        let map = self.map.then(|| quote! { use std::collections::BTreeMap; });
        quote! { #runtime #sids #map }
    }
}

/// Types as one file writes them.
pub(super) struct Types<'a> {
    pub(super) context: Context<'a>,
    pub(super) home: ResourceId,
    pub(super) imports: Imports,
}

impl Types<'_> {
    /// The type of a field or a result.
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
            Type::Enum(id) => self.enumeration(*id),
            Type::Model(id) => self.model(*id),
            Type::Choice(id) => self.choice(*id),
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

    /// What a caller hands over.
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

    /// An argument as a value of its type.
    pub(super) fn converted(&mut self, name: &Name, value: &Type) -> TokenStream {
        match value {
            Type::List(item) if self.is_plain_item(item) => quote! { #name.into_iter().collect() },
            Type::List(_) => quote! { #name.into_iter().map(Into::into).collect() },
            value if self.is_plain(value) => quote! { #name },
            _ => quote! { #name.into() },
        }
    }

    /// Whether a caller hands the value itself over, not something that turns into it.
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

    /// The same of the items of a list.
    pub(super) fn is_plain_item(&self, item: &Type) -> bool {
        self.is_plain(item) || matches!(item, Type::List(_))
    }

    /// The argument that identifies an instance, and its text for the path.
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

    fn model(&self, id: ModelId) -> TokenStream {
        let name = &self.context.names.models[id.0].type_name;
        self.in_module(self.context.names.models[id.0].home, name)
    }

    fn choice(&self, id: ChoiceId) -> TokenStream {
        let name = &self.context.names.choices[id.0].type_name;
        self.in_module(self.context.names.choices[id.0].home, name)
    }

    fn enumeration(&self, id: EnumId) -> TokenStream {
        let name = &self.context.names.enums[id.0].type_name;
        self.in_module(self.context.names.enums[id.0].home, name)
    }

    fn in_module(&self, home: ResourceId, name: &Name) -> TokenStream {
        let names = self.context.names.resources.get(self.home.0);
        if home == self.home || names.is_some_and(|names| names.guests.invited.contains(&(home, name.clone()))) {
            return quote! { #name };
        }
        let path = module_path(self.context, home);
        quote! { crate::#(#path)::*::#name }
    }
}

/// What makes the types of other modules, which a resource's operations lead to, types of its own module too.
pub(super) fn guests(context: Context<'_>, resource: ResourceId) -> TokenStream {
    let guests = &context.names.resources[resource.0].guests;
    let may_be_unused = guests.has_others.then(|| {
        quote! { #[allow(unused_imports, reason = "others may bring all of these names")] }
    });
    reexports(context, &guests.reexports, &may_be_unused.unwrap_or_default())
}

/// The modules in which a resource's types that others name are gathered with what they lead to.
pub(super) fn shared(context: Context<'_>, resource: ResourceId) -> TokenStream {
    let shared = &context.names.resources[resource.0].guests.shared;
    if shared.is_empty() {
        return TokenStream::new();
    }
    // Documentation shows the whole path wherever the types are offered.
    let groups = shared.iter().map(|(group, types)| {
        let types = reexports(context, types, &TokenStream::new());
        quote! { pub mod #group { #types } }
    });
    quote! {
        #[doc = " Types that other modules offer too, each with those that it leads to."]
        #[allow(unused_imports, reason = "others may have types of their own that are called so")]
        pub(crate) mod shared_types { #(#groups)* }
    }
}

/// Takes types, by their homes, and groups of them.
fn reexports(context: Context<'_>, reexports: &Reexports, attribute: &TokenStream) -> TokenStream {
    let mut by_home: BTreeMap<Vec<&Name>, (Vec<&Name>, Vec<&Name>)> = BTreeMap::new();
    for (home, name) in &reexports.types {
        by_home.entry(module_path(context, *home)).or_default().0.push(name);
    }
    for (home, group) in &reexports.groups {
        by_home.entry(module_path(context, *home)).or_default().1.push(group);
    }
    let uses = by_home.into_iter().map(|(path, (types, groups))| {
        let types = match types.as_slice() {
            [] => quote! {},
            [only] => quote! { pub use crate::#(#path)::*::#only; },
            types => quote! { pub use crate::#(#path)::*::{#(#types),*}; },
        };
        let groups =
            groups.into_iter().map(|group| quote! { #attribute pub use crate::#(#path)::*::shared_types::#group::*; });
        quote! { #types #(#groups)* }
    });
    uses.collect()
}

/// The modules from the root of the crate down to a resource's.
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
