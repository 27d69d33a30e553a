//! Decides about an open enumeration.

use super::super::{Fragment, docs};
use super::documentation;
use super::types::Types;
use crate::ir::{Enum, EnumId, Type};
use crate::name::EnumNames;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde::Serialize;

/// An open enum.
#[derive(Debug, Serialize)]
pub(super) struct EnumView {
    docs: Fragment,
    type_name: Fragment,
    fallback: Fragment,
    is_integer: bool,
    variants: Vec<VariantView>,
    /// The empty text behind a comma, if it is a value of the enum; otherwise empty.
    empty: Fragment,
    /// The macro calls for the other enums whose values this enum accepts.
    accepted: Vec<Fragment>,
}

/// A known value of an enum.
#[derive(Debug, Serialize)]
struct VariantView {
    docs: Fragment,
    name: Fragment,
    wire_name: Fragment,
}

pub(super) fn enum_view(types: &mut Types<'_>, id: EnumId) -> EnumView {
    let (api, names) = (types.context.api, types.context.names);
    let (enumeration, names): (&Enum, &EnumNames) = (&api.enums[id.0], &names.enums[id.0]);
    types.imports.runtime(if enumeration.is_integer { "open_integer_enum" } else { "open_enum" });
    let (type_name, fallback) = (&names.type_name, &names.fallback);
    let what = documentation::described(enumeration.description.as_deref(), || {
        format!("The known values of `{}`.", enumeration.property)
    });
    let variants = enumeration.values.iter().zip(&names.variants);
    let accepted = enumeration.accepted.iter().map(|id| {
        let (accepted_values, source) = (types.imports.runtime("accepted_values"), types.value(&Type::Enum(*id)));
        let read = if api.enums[id.0].is_integer {
            quote! { as_i64 }
        } else {
            quote! { as_str }
        };
        quote! { #accepted_values!(#type_name, #fallback, #source, #read); }.into()
    });
    let accepted = accepted.collect();
    EnumView {
        docs: docs::outer(&[what]),
        empty: match enumeration.values.iter().any(String::is_empty) {
            true => quote! { , "" },
            false => quote! {},
        }
        .into(),
        type_name: quote! { #type_name }.into(),
        fallback: quote! { #fallback }.into(),
        is_integer: enumeration.is_integer,
        accepted,
        variants: variants
            .map(|(value, name)| VariantView {
                docs: docs::outer(&[format!("`{}`", value.replace('`', "'"))]),
                name: quote! { #name }.into(),
                wire_name: wire_value(value, enumeration.is_integer).into(),
            })
            .collect(),
    }
}

fn wire_value(value: &str, is_integer: bool) -> TokenStream {
    match value.parse() {
        Ok(number) if is_integer => Literal::i64_unsuffixed(number).into_token_stream(),
        _ => quote! { #value },
    }
}
