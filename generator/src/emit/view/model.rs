//! Makes the view of a model: its struct and its implementations.

use super::super::{Fragment, docs};
use super::types::Types;
use super::{Context, documentation};
use crate::ir::{Field, Model, ModelId, Type};
use crate::name::Name;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde::Serialize;
use std::collections::BTreeSet;

/// A struct with its decoding, and with its encoding if callers send it.
#[derive(Debug, Serialize)]
pub(super) struct ModelView {
    docs: Fragment,
    type_name: Fragment,
    secret_fields: Vec<Fragment>,
    /// The first statement of the decoding.
    opening: Fragment,
    fields: Vec<FieldView>,
    /// The field for `additionalProperties`.
    rest: Option<RestView>,
    /// The constructor, if callers send the model.
    constructor: Option<ConstructorView>,
    /// The macro call for a model that error responses hold; otherwise empty.
    error_body: Fragment,
}

/// The field for the properties that an object does not declare.
#[derive(Debug, Serialize)]
struct RestView {
    name: Fragment,
    type_name: Fragment,
    known: Vec<Fragment>,
}

/// A field of a model.
#[derive(Debug, Serialize)]
struct FieldView {
    docs: Fragment,
    name: Fragment,
    type_name: Fragment,
    decode: Fragment,
    encode: Fragment,
}

/// The constructor of a model.
#[derive(Debug, Serialize)]
struct ConstructorView {
    docs: Fragment,
    /// True if the constructor has no arguments.
    is_default: bool,
    required: Vec<SetterView>,
    optional: Vec<SetterView>,
    /// Every field with its initial value.
    fields: Vec<Fragment>,
}

/// A field with its setter.
#[derive(Debug, Serialize)]
struct SetterView {
    docs: Fragment,
    name: Fragment,
    argument: Fragment,
    value: Fragment,
}

pub(super) fn model_view(types: &mut Types<'_>, id: ModelId) -> ModelView {
    let context = types.context;
    let (model, names) = (&context.api.models[id.0], &context.names.models[id.0]);
    let type_name = &names.type_name;
    for name in ["Decode", "DecodeError", "Fields", "Json"] {
        types.imports.runtime(name);
    }
    let what = documentation::described(model.description.as_deref(), || {
        match model.name.as_ref().or(model.component.as_ref()) {
            Some(component) => {
                format!("`{component}` as the API {} it.", if model.is_input { "takes" } else { "returns" })
            }
            None => format!("`{}` as the API returns it.", model.hint.join(".")),
        }
    });
    let limits = documentation::of_model(model);
    let named: Vec<(&Field, &Name)> = model.fields.iter().zip(&names.fields).collect();
    ModelView {
        docs: docs::outer(&[what, limits, documentation::deprecation(model.deprecated)]),
        type_name: quote! { #type_name }.into(),
        secret_fields: context.secrets.of(&Type::Model(id)).map(|name| quote! { #name }.into()).collect(),
        fields: named.iter().map(|(field, name)| field_view(types, field, name, model.is_input)).collect(),
        opening: match (named.is_empty(), &model.rest) {
            (false, _) => quote! { let mut fields = Fields::new(json)?; },
            (true, Some(_)) => quote! { let fields = Fields::new(json)?; },
            (true, None) => quote! { Fields::new(json)?; },
        }
        .into(),
        rest: model.rest.as_ref().map(|rest| rest_view(types, model, rest, &names.rest)),
        constructor: model.is_input.then(|| constructor_view(types, &named, names.rest_if(model))),
        error_body: if model.is_error {
            let (error_body, statuses) = (types.imports.runtime("error_body"), statuses(context, id));
            quote! { #error_body!(#type_name #statuses); }
        } else {
            quote! {}
        }
        .into(),
    }
}

/// Returns the statuses of the error responses that hold a model, behind a comma. The result is empty if an error
/// response of any status can hold it.
fn statuses(context: Context<'_>, id: ModelId) -> TokenStream {
    let refusals = context.api.operations().flat_map(|operation| &operation.errors);
    let known: BTreeSet<&str> = refusals.filter(|(_, model)| *model == id).map(|(status, _)| &**status).collect();
    let pattern = |status: &&str| {
        let hundreds = status.strip_suffix("XX").and_then(|first| first.parse::<u16>().ok());
        let (first, last) =
            hundreds.map_or((status.parse().ok()?, None), |first| (first * 100, Some(first * 100 + 99)));
        let (first, last) = (Literal::u16_unsuffixed(first), last.map(Literal::u16_unsuffixed));
        Some(last.map_or_else(|| quote! { #first }, |last| quote! { #first..=#last }))
    };
    let patterns: Option<Vec<TokenStream>> = known.iter().map(pattern).collect();
    patterns.map_or_else(TokenStream::new, |patterns| quote! { , #(#patterns)|* })
}

/// Returns the fields of a model, each with the method that writes it.
pub(super) fn written_fields(context: Context<'_>, id: ModelId) -> Vec<TokenStream> {
    let (model, names) = (&context.api.models[id.0], &context.names.models[id.0]);
    let field = |(field, name): (&Field, &Name)| {
        let (how, wire_name) = (Ident::new(writer(field), Span::call_site()), &field.wire_name);
        quote! { #how #wire_name #name }
    };
    let fields = model.fields.iter().zip(&names.fields).map(field);
    fields.chain(names.rest_if(model).map(|name| quote! { members #name })).collect()
}

fn rest_view(types: &mut Types<'_>, model: &Model, rest: &Type, name: &Name) -> RestView {
    let type_name = types.value(&Type::Map(Box::new(rest.clone())));
    let known = model.fields.iter().map(|field| &field.wire_name);
    RestView {
        name: quote! { #name }.into(),
        type_name: type_name.into(),
        known: known.map(|name| quote! { #name }.into()).collect(),
    }
}

fn encode(field: &Field, name: &Name) -> Fragment {
    let (how, wire_name) = (Ident::new(writer(field), Span::call_site()), &field.wire_name);
    quote! { json.#how(#wire_name, &self.#name); }.into()
}

/// Returns the name of the method that writes a property.
fn writer(field: &Field) -> &'static str {
    match field.value {
        Type::DecimalText => "text_member",
        _ if field.null_if_absent => "nullable_member",
        _ => "member",
    }
}

fn field_view(types: &mut Types<'_>, field: &Field, name: &Name, is_input: bool) -> FieldView {
    let value = types.value(&field.value);
    let value = if field.recursive {
        quote! { Box<#value> }
    } else {
        value
    };
    let wire_name = &field.wire_name;
    let (type_name, decode) = if field.required {
        (value, quote! { fields.required(#wire_name)? })
    } else {
        (quote! { Option<#value> }, quote! { fields.optional(#wire_name)? })
    };
    FieldView {
        docs: docs::outer(&documentation::field(field, is_input)),
        name: quote! { #name }.into(),
        type_name: type_name.into(),
        decode: decode.into(),
        encode: encode(field, name),
    }
}

fn constructor_view(types: &mut Types<'_>, named: &[(&Field, &Name)], rest: Option<&Name>) -> ConstructorView {
    for name in ["Encode", "JsonWriter"] {
        types.imports.runtime(name);
    }
    let mut view = ConstructorView {
        docs: Fragment::default(),
        is_default: false,
        required: Vec::new(),
        optional: Vec::new(),
        fields: Vec::new(),
    };
    let mut positional = Vec::new();
    for (field, name) in named {
        let value = match (field.required, &field.said) {
            (false, _) => quote! { #name: None },
            (true, Some(word)) => {
                let word = said(types, field, word);
                quote! { #name: #word }
            }
            (true, None) if types.is_plain(&field.value) => quote! { #name },
            (true, None) => {
                let value = stored(types, field, name);
                quote! { #name: #value }
            }
        };
        view.fields.push(value.into());
        if !field.is_argument() {
            view.optional.push(setter_view(types, field, name));
        } else {
            let described = documentation::list_item(&field.wire_name, field.description.as_deref());
            positional.push((field.rank, setter_view(types, field, name), described));
        }
    }
    positional.sort_by_key(|(rank, ..)| *rank);
    let (required, described): (Vec<_>, Vec<_>) =
        positional.into_iter().map(|(_, setter, described)| (setter, described)).unzip();
    view.required = required;
    if let Some(rest) = rest {
        view.fields.push(quote! { #rest: BTreeMap::new() }.into());
    }
    view.is_default = view.required.is_empty();
    view.docs = docs::outer(&[
        "Makes a value with its required fields. Setters set the others.".to_owned(),
        described.join("\n"),
    ]);
    view
}

/// Returns a discriminator value as the field stores it.
fn said(types: &mut Types<'_>, field: &Field, word: &str) -> TokenStream {
    let Type::Enum(id) = field.value else { return quote! { #word.to_owned() } };
    let (values, names) = (&types.context.api.enums[id.0].values, &types.context.names.enums[id.0]);
    let known = values.iter().position(|value| value == word).map(|index| &names.variants[index]);
    let type_name = types.value(&field.value);
    known.map_or_else(|| quote! { #type_name::from(#word) }, |variant| quote! { #type_name::#variant })
}

/// Returns an argument as the field stores it.
fn stored(types: &mut Types<'_>, field: &Field, name: &Name) -> TokenStream {
    let converted = types.converted(name, &field.value);
    if field.recursive {
        quote! { Box::new(#converted) }
    } else {
        converted
    }
}

fn setter_view(types: &mut Types<'_>, field: &Field, name: &Name) -> SetterView {
    let value = stored(types, field, name);
    let value = if field.required {
        value
    } else {
        quote! { Some(#value) }
    };
    SetterView {
        docs: docs::outer(&documentation::setter(types.context, field, name)),
        name: quote! { #name }.into(),
        argument: types.argument(&field.value).into(),
        value: value.into(),
    }
}
