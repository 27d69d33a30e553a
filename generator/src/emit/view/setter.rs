//! Writes the statement that puts an argument into a request.

use super::types::Types;
use crate::ir::{BodyEncoding, MemberStyle, Parameter, Position, Style, Type};
use crate::name::Name;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Returns the statement. `request` is the expression for the request.
pub(super) fn setting(
    types: &mut Types<'_>,
    request: &TokenStream,
    (parameter, name): (&Parameter, &Name),
    body: &BodyEncoding,
) -> TokenStream {
    let statement = statement(types, request, (parameter, name), body);
    let (value, checked) = match &parameter.value {
        Type::List(item) => (&**item, quote! { checked_all }),
        value => (value, quote! { checked }),
    };
    if !types.is_checked(value) {
        return statement;
    }
    let (wire_name, value) = (&parameter.wire_name, types.value(value));
    quote! {
        if let Some(#name) = #request.#checked::<#value>(#wire_name, #name) {
            #statement
        }
    }
}

fn statement(
    types: &mut Types<'_>,
    request: &TokenStream,
    (parameter, name): (&Parameter, &Name),
    body: &BodyEncoding,
) -> TokenStream {
    if let (Position::Body, BodyEncoding::Json(media_type)) = (parameter.position, body) {
        let typed = typed(types, name, &parameter.value);
        return quote! { #request.json(#media_type, &#typed); };
    }
    let wire_name = &parameter.wire_name;
    let method = match parameter.position {
        Position::Path | Position::Query => "query",
        Position::Header => "header",
        Position::Form => "form",
        Position::Json | Position::Body => "json_member",
    };
    let is_flat = matches!(parameter.position, Position::Query | Position::Form);
    let (one, all) = (method_name(method), method_name(&format!("{method}_all")));
    match (&parameter.style, &parameter.value) {
        (_, Type::DecimalText) if parameter.position == Position::Json => {
            quote! { #request.#one(#wire_name, &Into::<Decimal>::into(#name).to_string()); }
        }
        (_, value) if parameter.position == Position::Json => {
            let typed = typed(types, name, value);
            quote! { #request.#one(#wire_name, &#typed); }
        }
        (Style::Members(style, prefix), value) if is_flat && is_object(value) => {
            let member_style = types.imports.runtime("MemberStyle");
            let style = match style {
                MemberStyle::Plain => quote! { #member_style::Plain },
                MemberStyle::Brackets => quote! { #member_style::Brackets },
                MemberStyle::Dots => quote! { #member_style::Dots },
            };
            let members = method_name(&format!("{method}_members"));
            let typed = typed(types, name, value);
            quote! { #request.#members(#prefix, #style, &#typed); }
        }
        (Style::Joined(separator), Type::List(item)) => {
            let joined = types.imports.runtime("Joined");
            let items = items(types, name, item);
            quote! { #request.#one(#wire_name, &#joined::with(#separator, #items)); }
        }
        (Style::Joined(separator), value) if is_object(value) => {
            let joined = types.imports.runtime("Joined");
            let typed = typed(types, name, value);
            quote! { #request.#one(#wire_name, &#joined::members(#separator, &#typed)); }
        }
        (Style::Json, Type::DecimalText) => {
            let json_text = types.imports.runtime("JsonText");
            let decimal = types.imports.runtime("Decimal");
            quote! { #request.#one(#wire_name, &#json_text::of(&Into::<#decimal>::into(#name).to_string())); }
        }
        (Style::Json, value) => {
            let json_text = types.imports.runtime("JsonText");
            let typed = typed(types, name, value);
            quote! { #request.#one(#wire_name, &#json_text::of(&#typed)); }
        }
        (_, Type::List(item)) if is_flat => {
            let items = items(types, name, item);
            quote! { #request.#all(#wire_name, #items); }
        }
        (_, value) if is_structured(value) => {
            let json_text = json_text(types, value);
            let typed = typed(types, name, value);
            quote! { #request.#one(#wire_name, &#json_text(&#typed)); }
        }
        (_, value) if types.is_plain(value) || types.is_checked(value) => quote! { #request.#one(#wire_name, &#name); },
        _ => quote! { #request.#one(#wire_name, &#name.into()); },
    }
}

/// Returns the argument as a value with an explicit type.
pub(super) fn typed(types: &mut Types<'_>, name: &Name, value: &Type) -> TokenStream {
    match value {
        Type::List(item) if types.is_plain_item(item) || types.is_checked(item) => {
            quote! { #name.into_iter().collect::<Vec<_>>() }
        }
        Type::List(item) => {
            let item = types.value(item);
            quote! { #name.into_iter().map(Into::<#item>::into).collect::<Vec<_>>() }
        }
        value if types.is_plain(value) || types.is_checked(value) => quote! { #name },
        value => {
            let value = types.value(value);
            quote! { Into::<#value>::into(#name) }
        }
    }
}

/// Returns the items of a list, each in the form in which it is sent.
fn items(types: &mut Types<'_>, name: &Name, item: &Type) -> TokenStream {
    if is_structured(item) {
        let json_text = json_text(types, item);
        return match types.is_plain_item(item) {
            true => quote! { #name.into_iter().map(|item| #json_text(&item)) },
            false => {
                let item = types.value(item);
                quote! { #name.into_iter().map(|item| #json_text(&Into::<#item>::into(item))) }
            }
        };
    }
    if types.is_plain_item(item) || types.is_checked(item) {
        return quote! { #name };
    }
    let item = types.value(item);
    quote! { #name.into_iter().map(Into::<#item>::into) }
}

/// Returns the function that writes a structured value as one text; a variant of a union may be plain text.
fn json_text(types: &mut Types<'_>, value: &Type) -> TokenStream {
    let json_text = types.imports.runtime("JsonText");
    match value {
        Type::Union(_) => quote! { #json_text::or_plain },
        _ => quote! { #json_text::of },
    }
}

/// Returns true for a type that is sent as JSON where only one text fits.
fn is_structured(value: &Type) -> bool {
    matches!(value, Type::Model(_) | Type::Union(_)) || value.inner().is_some()
}

fn is_object(value: &Type) -> bool {
    match value {
        Type::Sensitive(value) => is_object(value),
        value => matches!(value, Type::Model(_) | Type::Map(_) | Type::Union(_) | Type::Json),
    }
}

fn method_name(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}
