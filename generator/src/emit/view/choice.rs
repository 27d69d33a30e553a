//! A choice between types in, its enum out.

use super::super::{Fragment, docs};
use super::documentation;
use super::types::Types;
use crate::ir::{Choice, ChoiceId, Shape, Type};
use crate::name::ChoiceNames;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;

/// An enum with a variant for each type.
#[derive(Debug, Serialize)]
pub(super) struct ChoiceView {
    docs: Fragment,
    type_name: Fragment,
    fallback: Fragment,
    secret_fields: Vec<Fragment>,
    is_input: bool,
    /// What the discriminator says; empty without one.
    discriminator: Fragment,
    /// The variants that fit, the best first.
    ranking: Fragment,
    variants: Vec<VariantView>,
    /// What the status of a response says.
    by_status: Vec<StatusView>,
}

/// The variant that some statuses mean.
#[derive(Debug, Serialize)]
struct StatusView {
    pattern: Fragment,
    name: Fragment,
}

/// One of the types.
#[derive(Debug, Serialize)]
struct VariantView {
    docs: Fragment,
    name: Fragment,
    type_name: Fragment,
    pattern: Fragment,
    /// The type that turns into the variant without a name; empty where it would not say which.
    from: Fragment,
}

pub(super) fn choice_view(types: &mut Types<'_>, id: ChoiceId) -> ChoiceView {
    let context = types.context;
    let (choice, names) = (&context.api.choices[id.0], &context.names.choices[id.0]);
    for name in ["Decode", "DecodeError", "Json", "JsonValue"] {
        types.imports.runtime(name);
    }
    if choice.is_input {
        types.imports.runtime("Encode");
        types.imports.runtime("JsonWriter");
    }
    let by_property = choice
        .discriminator
        .as_ref()
        .filter(|_| choice.alternatives.iter().all(|alternative| !alternative.wire_values.is_empty()));
    let (discriminator, ranking) = match by_property {
        Some(property) => (quote! { json.text_of(#property).as_deref() }, quote! {}),
        None => {
            types.imports.runtime("Shape");
            let shapes = choice.alternatives.iter().map(|alternative| shape(&alternative.shape));
            (quote! {}, quote! { Shape::ranked(&[#(#shapes),*], json) })
        }
    };
    let mut variants = Vec::new();
    for (index, (alternative, name)) in choice.alternatives.iter().zip(&names.variants).enumerate() {
        let plain = types.value(&alternative.value);
        let is_boxed = matches!(alternative.value, Type::Model(_) | Type::Choice(_));
        let words = &alternative.wire_values;
        let pattern = match by_property {
            Some(_) => quote! { Some(#(#words)|*) },
            None => {
                let index = Literal::usize_unsuffixed(index);
                quote! { #index }
            }
        };
        let what = match by_property {
            Some(property) => format!("Where `{property}` is {}.", documentation::quoted(words)),
            None if !alternative.statuses.is_empty() => {
                format!("Where the status is {}.", documentation::quoted(&alternative.statuses))
            }
            None => format!("Decided by {}.", appearance(&alternative.shape)),
        };
        variants.push(VariantView {
            docs: docs::outer(&[what]).into(),
            name: quote! { #name }.into(),
            pattern: pattern.into(),
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
    let what = documentation::described(choice.description.as_deref(), || match &choice.component {
        Some(component) => format!("`{component}`: one of several types."),
        None => format!("`{}`: one of several types.", choice.hint.join(".")),
    });
    ChoiceView {
        docs: docs::outer(&[what]).into(),
        type_name: quote! { #type_name }.into(),
        fallback: quote! { #fallback }.into(),
        secret_fields: context.secrets.of(&Type::Choice(id)).map(|name| quote! { #name }.into()).collect(),
        is_input: choice.is_input,
        discriminator: discriminator.into(),
        ranking: ranking.into(),
        variants,
        by_status: by_status(choice, names),
    }
}

/// Single statuses first, then ranges.
fn by_status(choice: &Choice, names: &ChoiceNames) -> Vec<StatusView> {
    let mut views = Vec::new();
    for is_range in [false, true] {
        for (alternative, name) in choice.alternatives.iter().zip(&names.variants) {
            let statuses = alternative.statuses.iter().filter(|status| status.ends_with("XX") == is_range);
            let patterns: Vec<TokenStream> = statuses.filter_map(|status| status_pattern(status)).collect();
            if !patterns.is_empty() {
                views.push(StatusView { pattern: quote! { #(#patterns)|* }.into(), name: quote! { #name }.into() });
            }
        }
    }
    views
}

/// `200`, or `2XX` as a range; nothing for `default`.
fn status_pattern(status: &str) -> Option<TokenStream> {
    let number = |text: String| text.parse().ok().map(Literal::u16_unsuffixed);
    match status.strip_suffix("XX") {
        Some(first) => {
            let (from, to) = (number(format!("{first}00"))?, number(format!("{first}99"))?);
            Some(quote! { #from..=#to })
        }
        None => number(status.to_owned()).map(|number| quote! { #number }),
    }
}

/// How a choice is encoded.
#[derive(Debug, Serialize)]
pub(super) struct EncodeView {
    type_name: Fragment,
    fallback: Fragment,
    variants: Vec<EncodedVariant>,
}

/// One variant of it.
#[derive(Debug, Serialize)]
struct EncodedVariant {
    name: Fragment,
}

pub(super) fn encode_view(types: &mut Types<'_>, index: usize) -> EncodeView {
    let names = &types.context.names.choices[index];
    let fallback = &names.fallback;
    EncodeView {
        type_name: types.value(&Type::Choice(ChoiceId(index))).into(),
        fallback: quote! { #fallback }.into(),
        variants: names.variants.iter().map(|name| EncodedVariant { name: quote! { #name }.into() }).collect(),
    }
}

fn shape(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Text => quote! { Shape::Text },
        Shape::Number => quote! { Shape::Number },
        Shape::Boolean => quote! { Shape::Boolean },
        Shape::List => quote! { Shape::List },
        Shape::Any => quote! { Shape::Any },
        Shape::Object { required, known, words } => {
            let words = words.iter().map(|(name, words)| quote! { (#name, &[#(#words),*]) });
            quote! { Shape::Object { required: &[#(#required),*], known: &[#(#known),*], words: &[#(#words),*] } }
        }
    }
}

fn appearance(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text => "its being text",
        Shape::Number => "its being a number",
        Shape::Boolean => "its being `true` or `false`",
        Shape::List => "its being a list",
        Shape::Object { .. } => "the members of the object",
        Shape::Any => "nothing else being a better match",
    }
}
