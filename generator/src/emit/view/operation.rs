//! Makes the view of an operation: its method on the handle, and its builder.

use super::super::{Fragment, docs};
use super::doc_example::usage;
use super::setter::setting;
use super::types::Types;
use super::{Context, constraint, documentation};
use crate::ir::{BodyEncoding, Endpoint, ModelId, Operation, Output, PageSize, Parameter, Position, ResourceId, Type};
use crate::name::{Name, OperationNames};
use indexmap::IndexMap;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;

/// The view of an operation.
#[derive(Debug, Serialize)]
pub(super) struct OperationView {
    method_docs: Fragment,
    docs: Fragment,
    deprecation: Fragment,
    method: Fragment,
    type_name: Fragment,
    http_method: Fragment,
    server: Fragment,
    route: Fragment,
    required: Vec<ParameterView>,
    /// True if the request is changed before it goes into the builder.
    changes_request: bool,
    setup: Vec<Fragment>,
    optional: Vec<ParameterView>,
    request_type: Fragment,
    builder: Fragment,
    implementation: Fragment,
}

/// The view of a parameter.
#[derive(Debug, Serialize)]
struct ParameterView {
    docs: Fragment,
    name: Fragment,
    argument: Fragment,
    set: Fragment,
}

/// Makes the view of an operation.
pub(super) fn operation_view(
    types: &mut Types<'_>,
    (operation, names): (&Operation, &OperationNames),
    handle: &Name,
    (resource, endpoint): (ResourceId, Endpoint),
) -> OperationView {
    let made_by = format!("[`{}::{}`]", handle.as_str(), names.method.as_str());
    let made_by = format!("The request of {made_by}. Nothing happens until it is sent.");
    let OperationNames { method, type_name, .. } = names;
    let named: Vec<(&Parameter, &Name)> = operation.parameters.iter().zip(&names.parameters).collect();
    let (required, optional): (Vec<_>, Vec<_>) = named.into_iter().partition(|(parameter, _)| parameter.required);
    let mut view_all = |parameters: Vec<(&Parameter, &Name)>, request: TokenStream| -> Vec<ParameterView> {
        parameters.into_iter().map(|known| parameter_view(types, operation, known, &request)).collect()
    };
    let required = view_all(required, quote! { request });
    let optional = view_all(optional, quote! { self.request });
    let is_list = matches!(operation.output, Output::Page { .. });
    types.imports.runtime("Method");
    let request_type = types.imports.runtime(if is_list { "ListRequest" } else { "Request" });
    let setup = setup(operation);
    let http_method = proc_macro2::Ident::new(&operation.method, proc_macro2::Span::call_site());
    let (server, route) = (&operation.server, &operation.path);
    let usage = usage(types.context, (operation, names), resource, endpoint);
    let paragraphs =
        [documentation::operation(types.context, operation, names), refusals(types.context, operation)].concat();
    OperationView {
        method_docs: docs::outer_with_code(&paragraphs, &usage),
        docs: docs::under(&made_by, &documentation::builder(operation, names)),
        deprecation: if operation.deprecated {
            quote! { #[deprecated = "deprecated upstream"] }
        } else {
            quote! {}
        }
        .into(),
        method: quote! { #method }.into(),
        type_name: quote! { #type_name }.into(),
        http_method: quote! { #http_method }.into(),
        server: quote! { #server }.into(),
        route: quote! { #route }.into(),
        changes_request: !setup.is_empty() || !required.is_empty(),
        setup,
        required,
        optional,
        builder: if is_list {
            quote! { #type_name { request: ListRequest::new(request) } }
        } else {
            quote! { #type_name { request } }
        }
        .into(),
        request_type: request_type.into(),
        implementation: implementation(types, operation, type_name).into(),
    }
}

fn parameter_view(
    types: &mut Types<'_>,
    operation: &Operation,
    (parameter, name): (&Parameter, &Name),
    request: &TokenStream,
) -> ParameterView {
    let set = setting(types, request, (parameter, name), &operation.body);
    let limits = constraint::settable(types.context, &parameter.constraints, &parameter.value);
    let member_names = documentation::member_names(types.context, operation, parameter);
    let is_text = !matches!(parameter.position, Position::Json | Position::Body);
    // Twilio's own libraries write text like this. A timestamp in JSON keeps its fraction of a second.
    let precision = if is_text && parameter.value == Type::Timestamp { "Sent in UTC, to the second." } else { "" };
    let limits = [&*member_names, precision, &limits].join(" ");
    ParameterView {
        docs: docs::outer(&documentation::parameter(parameter, Some(name), limits.trim())),
        name: quote! { #name }.into(),
        argument: types.parameter(&parameter.value).into(),
        set: set.into(),
    }
}

/// Returns a sentence for each model that error responses hold.
pub(super) fn refusals(context: Context<'_>, operation: &Operation) -> Vec<String> {
    let mut statuses: IndexMap<ModelId, Vec<String>> = IndexMap::new();
    for (status, model) in &operation.errors {
        statuses.entry(*model).or_default().push(status.clone());
    }
    let sentence = |(model, statuses): (ModelId, Vec<String>)| {
        let name = context.names.models[model.0].type_name.as_str();
        format!("`{name}::from_error` returns the body of an error response ({}).", statuses.join(", "))
    };
    statuses.into_iter().map(sentence).collect()
}

/// Returns the statements that prepare a new request, before the caller's arguments.
fn setup(operation: &Operation) -> Vec<Fragment> {
    let mut statements = Vec::new();
    match &operation.body {
        BodyEncoding::None | BodyEncoding::Json(_) => {}
        BodyEncoding::Form => statements.push(quote! { request.empty_form(); }),
        BodyEncoding::JsonObject(media_type) => statements.push(quote! { request.json_object(#media_type); }),
        BodyEncoding::OptionalJsonObject(media_type) => {
            statements.push(quote! { request.optional_json_object(#media_type); });
        }
    }
    if let Some(media_type) = &operation.accept {
        statements.push(quote! { request.accept(#media_type); });
    }
    for group in &operation.conditional {
        statements.push(quote! { request.require_one_of(&[#(#group),*]); });
    }
    statements.into_iter().map(Into::into).collect()
}

/// Returns the macro call that implements sending.
fn implementation(types: &mut Types<'_>, operation: &Operation, type_name: &Name) -> TokenStream {
    match &operation.output {
        Output::Nothing => {
            let operation = types.imports.runtime("operation");
            quote! { #operation!(#type_name, ()); }
        }
        Output::Text => {
            let operation = types.imports.runtime("operation");
            quote! { #operation!(#type_name, String, send_for_raw); }
        }
        Output::Bytes => {
            let (operation, bytes) = (types.imports.runtime("operation"), types.imports.runtime("Bytes"));
            quote! { #operation!(#type_name, #bytes, send_for_raw); }
        }
        Output::Value(value) => {
            let (operation, value) = (types.imports.runtime("operation"), types.value(value));
            quote! { #operation!(#type_name, #value); }
        }
        Output::Page { items_key, item, page_size } => {
            let (list_operation, item) = (types.imports.runtime("list_operation"), types.value(item));
            let page_size = page_size.as_ref().map(|PageSize { name, minimum, maximum }| {
                let (minimum, maximum) = (Literal::u16_unsuffixed(*minimum), Literal::u16_unsuffixed(*maximum));
                quote! { , page_size = #name from #minimum to #maximum }
            });
            quote! { #list_operation!(#type_name, #item, #items_key #page_size); }
        }
    }
}
