//! A choice between types in, its enum out.

use super::super::{Fragment, docs};
use super::discriminator::said_by_discriminator;
use super::shape::{Shape, shapes};
use super::types::Types;
use super::{Context, constraint, documentation};
use crate::ir::{Alternative, Choice, ChoiceId, Type};
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
    /// The type of what is none of the alternatives.
    anything: Fragment,
    is_input: bool,
    /// What the discriminator says; empty without one.
    discriminator: Fragment,
    /// The variants of which it does not speak and that fit, the best first.
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
    /// What the discriminator says where it is this one; empty where it has no word for it.
    said: Fragment,
    /// Its place among those of which it does not speak.
    place: Fragment,
    /// The type that turns into the variant without a name; empty where it would not say which.
    from: Fragment,
    encode: Fragment,
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
        .filter(|_| choice.alternatives.iter().any(|alternative| !alternative.wire_values.is_empty()));
    let discriminator = by_property.map(|property| quote! { json.text_of(#property).as_deref() });
    // What the discriminator does not speak of is told by how it looks.
    let is_ranked = |alternative: &&Alternative| by_property.is_none() || alternative.wire_values.is_empty();
    let ranked: Vec<&Type> = choice.alternatives.iter().filter(is_ranked).map(|ranked| &ranked.value).collect();
    let shapes = shapes(context, &ranked);
    let ranking = (!shapes.is_empty()).then(|| {
        let (shape, shapes) = (types.imports.runtime("Shape"), shapes.iter().map(Shape::tokens));
        quote! { #shape::ranked(&[#(#shapes),*], json) }
    });
    let (mut variants, mut ranked) = (Vec::new(), shapes.iter().enumerate().peekable());
    for (alternative, name) in choice.alternatives.iter().zip(&names.variants) {
        let plain = types.value(&alternative.value);
        let is_boxed = matches!(alternative.value, Type::Model(_) | Type::Choice(_));
        let words = &alternative.wire_values;
        let shape = ranked.next_if(|_| is_ranked(&alternative));
        let place = shape.map(|(place, _)| Literal::usize_unsuffixed(place));
        let said = place.is_none().then(|| quote! { Some(#(#words)|*) });
        let what = match by_property.filter(|_| place.is_none()) {
            Some(property) => {
                let said = said_by_discriminator(context, choice, alternative).filter(|_| choice.is_input);
                let sent = said.map_or_else(String::new, |(_, words)| {
                    format!("; sent as {} where it says none of these", documentation::quoted(&[words[0].to_owned()]))
                });
                format!("Where `{property}` is {}{sent}.", documentation::quoted(words))
            }
            None if !alternative.statuses.is_empty() => {
                format!("Where the status is {}.", documentation::quoted(&alternative.statuses))
            }
            None => format!("Decided by {}.", shape.map_or("its status", |(_, shape)| shape.appearance())),
        };
        let of_value = constraint::whole(&alternative.constraints, &alternative.value);
        variants.push(VariantView {
            docs: docs::outer(&[of_value, vec![what]].concat()),
            name: quote! { #name }.into(),
            said: said.unwrap_or_default().into(),
            place: place.map_or_else(TokenStream::new, |place| quote! { #place }).into(),
            encode: encode(context, choice, alternative),
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
        context.secrets.of(&Type::Choice(id)).map(|name| quote! { #name }.into()).collect();
    let json = types.value(&Type::Json);
    let anything = match secret_fields.is_empty() {
        true => json,
        // What is in it, nobody knows.
        false => types.value(&Type::Sensitive(Box::new(Type::Json))),
    };
    let what = documentation::described(choice.description.as_deref(), || {
        match choice.name.as_ref().or(choice.component.as_ref()) {
            Some(component) => format!("`{component}`: one of several types."),
            None => format!("`{}`: one of several types.", choice.hint.join(".")),
        }
    });
    ChoiceView {
        docs: docs::outer(&[what, constraint::sentences(&choice.constraints, &Type::Json)]),
        type_name: quote! { #type_name }.into(),
        fallback: quote! { #fallback }.into(),
        secret_fields,
        anything: anything.into(),
        is_input: choice.is_input,
        discriminator: discriminator.unwrap_or_default().into(),
        ranking: ranking.unwrap_or_default().into(),
        variants,
        by_status: by_status(choice, names),
    }
}

/// Single statuses first, then ranges; `default` is what is left.
fn by_status(choice: &Choice, names: &ChoiceNames) -> Vec<StatusView> {
    let mut views = Vec::new();
    for pattern in [single_statuses, ranges] {
        for (alternative, name) in choice.alternatives.iter().zip(&names.variants) {
            let pattern = pattern(&alternative.statuses);
            if !pattern.is_empty() {
                views.push(StatusView { pattern: pattern.into(), name: quote! { #name }.into() });
            }
        }
    }
    views
}

/// `200 | 202`.
fn single_statuses(statuses: &[String]) -> TokenStream {
    let numbers = statuses.iter().filter_map(|status| status.parse().ok().map(Literal::u16_unsuffixed));
    quote! { #(#numbers)|* }
}

/// Any other of those in `2XX`.
fn ranges(statuses: &[String]) -> TokenStream {
    let hundreds = statuses.iter().filter_map(|status| status.strip_suffix("XX"));
    let hundreds: Vec<Literal> = hundreds.filter_map(|text| text.parse().ok().map(Literal::u16_unsuffixed)).collect();
    match hundreds.as_slice() {
        [] => quote! {},
        hundreds => quote! { _ if matches!(status / 100, #(#hundreds)|*) },
    }
}

/// The variants of a choice, each with what says which it is.
pub(super) fn written_variants(context: Context<'_>, id: ChoiceId) -> Vec<TokenStream> {
    let (choice, names) = (&context.api.choices[id.0], &context.names.choices[id.0]);
    let variants = choice.alternatives.iter().zip(&names.variants).map(|(alternative, name)| {
        let said = said_by_discriminator(context, choice, alternative);
        let said = said.map(|(property, words)| quote! { as #property = [#(#words),*] });
        quote! { #name #said }
    });
    let fallback = &names.fallback;
    variants.chain([quote! { #fallback }]).collect()
}

/// The value as it is, or with what the discriminator must say.
fn encode(context: Context<'_>, choice: &Choice, alternative: &Alternative) -> Fragment {
    match said_by_discriminator(context, choice, alternative) {
        Some((property, words)) => quote! { json.discriminated(value, #property, &[#(#words),*]) },
        None => quote! { value.encode_json(json) },
    }
    .into()
}
