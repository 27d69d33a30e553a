//! Makes the view of a union: its enum.

use super::super::{Fragment, docs};
use super::discriminator::said_by_discriminator;
use super::types::Types;
use super::union_shape::{Shape, shapes};
use super::{Context, constraint, documentation};
use crate::ir::{Type, Union, UnionId, Variant};
use crate::name::UnionNames;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;

/// An enum with a variant for each type of a union.
#[derive(Debug, Serialize)]
pub(super) struct UnionView {
    docs: Fragment,
    type_name: Fragment,
    fallback: Fragment,
    secret_fields: Vec<Fragment>,
    /// The type of a value that matches no variant.
    anything: Fragment,
    is_input: bool,
    /// The expression for the discriminator value; empty without a discriminator.
    discriminator: Fragment,
    /// The expression for the variants that have no discriminator value and that fit, the best first.
    ranking: Fragment,
    variants: Vec<VariantView>,
    /// The variants that the status of a response selects.
    by_status: Vec<StatusView>,
}

/// The statuses of a response that select a variant.
#[derive(Debug, Serialize)]
struct StatusView {
    pattern: Fragment,
    name: Fragment,
}

/// A variant of a union.
#[derive(Debug, Serialize)]
struct VariantView {
    docs: Fragment,
    name: Fragment,
    type_name: Fragment,
    /// The discriminator values of the variant; empty if there are none.
    said: Fragment,
    /// The index of the variant among those without a discriminator value.
    place: Fragment,
    /// The type that converts into the variant; empty if the type is neither a model nor a union.
    from: Fragment,
    encode: Fragment,
}

pub(super) fn union_view(types: &mut Types<'_>, id: UnionId) -> UnionView {
    let context = types.context;
    let (union, names) = (&context.api.unions[id.0], &context.names.unions[id.0]);
    for name in ["Decode", "DecodeError", "Json", "JsonValue"] {
        types.imports.runtime(name);
    }
    if union.is_input {
        types.imports.runtime("Encode");
        types.imports.runtime("JsonWriter");
    }
    let by_property =
        union.discriminator.as_ref().filter(|_| union.variants.iter().any(|variant| !variant.wire_values.is_empty()));
    let discriminator = by_property.map(|property| quote! { json.text_of(#property).as_deref() });
    // A variant without a discriminator value is recognised by its shape.
    let is_ranked = |variant: &&Variant| by_property.is_none() || variant.wire_values.is_empty();
    let ranked: Vec<&Type> = union.variants.iter().filter(is_ranked).map(|ranked| &ranked.value).collect();
    let shapes = shapes(context, &ranked);
    let ranking = (!shapes.is_empty()).then(|| {
        let (shape, shapes) = (types.imports.runtime("Shape"), shapes.iter().map(Shape::tokens));
        quote! { #shape::ranked(&[#(#shapes),*], json) }
    });
    let (mut variants, mut ranked) = (Vec::new(), shapes.iter().enumerate().peekable());
    for (variant, name) in union.variants.iter().zip(&names.variants) {
        let plain = types.value(&variant.value);
        let is_boxed = matches!(variant.value, Type::Model(_) | Type::Union(_));
        let words = &variant.wire_values;
        let shape = ranked.next_if(|_| is_ranked(&variant));
        let place = shape.map(|(place, _)| Literal::usize_unsuffixed(place));
        let said = place.is_none().then(|| quote! { Some(#(#words)|*) });
        let what = match by_property.filter(|_| place.is_none()) {
            Some(property) => {
                let said = said_by_discriminator(context, union, variant).filter(|_| union.is_input);
                let sent = said.map_or_else(String::new, |(_, words)| {
                    format!("; sent as {} where it says none of these", documentation::quoted(&[words[0].to_owned()]))
                });
                format!("Where `{property}` is {}{sent}.", documentation::quoted(words))
            }
            None if !variant.statuses.is_empty() => {
                format!("Where the status is {}.", documentation::quoted(&variant.statuses))
            }
            None => format!("Decided by {}.", shape.map_or("its status", |(_, shape)| shape.appearance())),
        };
        let of_value = constraint::whole(&variant.constraints, &variant.value);
        variants.push(VariantView {
            docs: docs::outer(&[of_value, vec![what]].concat()),
            name: quote! { #name }.into(),
            said: said.unwrap_or_default().into(),
            place: place.map_or_else(TokenStream::new, |place| quote! { #place }).into(),
            encode: encode(context, union, variant),
            from: if is_boxed {
                plain.clone()
            } else {
                quote! {}
            }
            .into(),
            type_name: if is_boxed {
                quote! { Box<#plain> }
            } else {
                plain
            }
            .into(),
        });
    }
    let (type_name, fallback) = (&names.type_name, &names.fallback);
    let secret_fields: Vec<Fragment> =
        context.secrets.of(&Type::Union(id)).map(|name| quote! { #name }.into()).collect();
    let json = types.value(&Type::Json);
    let anything = match secret_fields.is_empty() {
        true => json,
        // The content is unknown, so it may be a secret.
        false => types.value(&Type::Sensitive(Box::new(Type::Json))),
    };
    let what = documentation::described(union.description.as_deref(), || {
        match union.name.as_ref().or(union.component.as_ref()) {
            Some(component) => format!("`{component}`: one of several types."),
            None => format!("`{}`: one of several types.", union.hint.join(".")),
        }
    });
    UnionView {
        docs: docs::outer(&[what, constraint::sentences(&union.constraints, &Type::Json)]),
        type_name: quote! { #type_name }.into(),
        fallback: quote! { #fallback }.into(),
        secret_fields,
        anything: anything.into(),
        is_input: union.is_input,
        discriminator: discriminator.unwrap_or_default().into(),
        ranking: ranking.unwrap_or_default().into(),
        variants,
        by_status: by_status(union, names),
    }
}

/// Returns the patterns of single statuses first, then of ranges. `default` covers the other statuses and has no
/// pattern.
fn by_status(union: &Union, names: &UnionNames) -> Vec<StatusView> {
    let mut views = Vec::new();
    for pattern in [single_statuses, ranges] {
        for (variant, name) in union.variants.iter().zip(&names.variants) {
            let pattern = pattern(&variant.statuses);
            if !pattern.is_empty() {
                views.push(StatusView { pattern: pattern.into(), name: quote! { #name }.into() });
            }
        }
    }
    views
}

/// Returns the pattern for single statuses: `200 | 202`.
fn single_statuses(statuses: &[String]) -> TokenStream {
    let numbers = statuses.iter().filter_map(|status| status.parse().ok().map(Literal::u16_unsuffixed));
    quote! { #(#numbers)|* }
}

/// Returns the pattern for ranges such as `2XX`, behind the single statuses.
fn ranges(statuses: &[String]) -> TokenStream {
    let hundreds = statuses.iter().filter_map(|status| status.strip_suffix("XX"));
    let hundreds: Vec<Literal> = hundreds.filter_map(|text| text.parse().ok().map(Literal::u16_unsuffixed)).collect();
    match hundreds.as_slice() {
        [] => quote! {},
        hundreds => quote! { _ if matches!(status / 100, #(#hundreds)|*) },
    }
}

/// Returns the variants of a union, each with the discriminator values that select it.
pub(super) fn written_variants(context: Context<'_>, id: UnionId) -> Vec<TokenStream> {
    let (union, names) = (&context.api.unions[id.0], &context.names.unions[id.0]);
    let variants = union.variants.iter().zip(&names.variants).map(|(variant, name)| {
        let said = said_by_discriminator(context, union, variant);
        let said = said.map(|(property, words)| quote! { as #property = [#(#words),*] });
        quote! { #name #said }
    });
    let fallback = &names.fallback;
    variants.chain([quote! { #fallback }]).collect()
}

/// Returns the statement that encodes the value, with its discriminator value if it needs one.
fn encode(context: Context<'_>, union: &Union, variant: &Variant) -> Fragment {
    match said_by_discriminator(context, union, variant) {
        Some((property, words)) => quote! { json.discriminated(value, #property, &[#(#words),*]) },
        None => quote! { value.encode_json(json) },
    }
    .into()
}
