//! Makes the view of the tests of a version: its operations, and the example responses of its documents.

use super::super::Fragment;
use super::call::{Call, operations};
use super::expression::{Expressions, raw_literal};
use super::types::{Naming, Types};
use super::{Context, documents, header, model, sample_value, union};
use crate::ir::{Constraints, Endpoint, Example, ModelId, Operation, Output, ResourceId, Type, UnionId, VersionId};
use crate::name::{self, Name, OperationNames};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;
use serde_json::Value;

/// The tests of a version, and the encoding of the types that only responses hold.
#[derive(Debug, Serialize)]
pub struct TestsView {
    pub(in super::super) header: String,
    pub(in super::super) path: String,
    imports: Fragment,
    operations: Vec<OperationTestView>,
    examples: Vec<ExampleTestView>,
    models: Vec<EncodedView>,
    unions: Vec<EncodedView>,
}

/// A type that only responses hold, and its encoding.
#[derive(Debug, Serialize)]
struct EncodedView {
    type_name: Fragment,
    members: Fragment,
}

/// The test of an operation.
#[derive(Debug, Serialize)]
struct OperationTestView {
    name: Fragment,
    call: Fragment,
    request: Fragment,
    parts: Fragment,
    status: Fragment,
    answer: Fragment,
    /// The status of a success without a body. It has one element if the document declares such a status beside a body.
    empty: Vec<Fragment>,
    /// The test of an error response. It has one element if the document declares the body of one.
    refusal: Vec<RefusalView>,
}

/// An error response that the document declares.
#[derive(Debug, Serialize)]
struct RefusalView {
    status: Fragment,
    model: Fragment,
    body: Fragment,
}

/// The test of an example response in the document.
#[derive(Debug, Serialize)]
struct ExampleTestView {
    name: Fragment,
    call: Fragment,
}

/// An operation and its handle.
type Placed<'a> = (ResourceId, Endpoint, (&'a Operation, &'a OperationNames));

/// Makes the view of the tests of a version; `None` if there is nothing to test.
pub(super) fn tests_view(context: Context<'_>, id: VersionId, folder: &str) -> Option<TestsView> {
    let mut types = Types::new(context, Naming::Whole);
    let resources = (0..context.api.resources.len()).map(ResourceId);
    let resources = resources.filter(|resource| context.api.resources[resource.0].version == id);
    let endpoints = resources.flat_map(|resource| [(resource, Endpoint::Collection), (resource, Endpoint::Instance)]);
    let placed: Vec<Placed<'_>> = endpoints
        .flat_map(|(resource, endpoint)| {
            operations(context, resource, endpoint).map(move |pair| (resource, endpoint, pair))
        })
        .collect();
    let shown = placed.iter().flat_map(|(.., (operation, _))| {
        operation.examples.iter().map(move |example| format!("{} {}", operation.id, example.name))
    });
    let ids = placed.iter().map(|(.., (operation, _))| operation.id.clone());
    let mut names = name::test_names(ids.chain(shown));
    let (mut tests, mut examples) = (Vec::new(), Vec::new());
    let operation_names: Vec<Name> = names.by_ref().take(placed.len()).collect();
    for (placed, name) in placed.iter().zip(operation_names) {
        let (.., (operation, _)) = placed;
        let test = operation_test(&mut types, placed, &name);
        let is_answer = |example: &Example| test.is_some() && answers(operation, example);
        let first = operation.examples.iter().position(is_answer);
        for (index, (example, name)) in operation.examples.iter().zip(names.by_ref()).enumerate() {
            if let Some(call) = round_trip(&mut types, operation, example).filter(|_| first != Some(index)) {
                examples.push(ExampleTestView { name: quote! { #name }.into(), call: Fragment::on_one_line(call) });
            }
        }
        tests.extend(test);
    }
    if tests.is_empty() && examples.is_empty() {
        return None;
    }
    let has_examples = placed.iter().any(|(.., (operation, _))| !operation.examples.is_empty());
    let (models, unions) = if has_examples { encoded(&mut types, id) } else { Default::default() };
    let encoded_models = (!models.is_empty()).then(|| quote! { use crate::runtime::encode_responses; });
    let encoded_unions = (!unions.is_empty()).then(|| quote! { use crate::runtime::encode_unions; });
    let round_trips = (!examples.is_empty()).then(|| quote! { use crate::runtime::round_trips; });
    let used = |is: fn(&Operation, &Example) -> bool| {
        placed.iter().any(|(.., (operation, _))| operation.examples.iter().any(|example| is(operation, example)))
    };
    let pages = used(is_page).then(|| quote! { use crate::runtime::page_round_trip; });
    let values = used(is_value).then(|| quote! { use crate::runtime::round_trip; });
    let wire = (!tests.is_empty()).then(|| quote! { use crate::runtime::wire_tests::wire_tests; });
    Some(TestsView {
        header: header(&documents(std::iter::once(&context.api.products[id.product].versions[id.version]))),
        path: format!("{folder}/wire_tests.rs"),
        imports: Fragment::on_lines(
            [encoded_unions, encoded_models, pages, values, round_trips, wire].into_iter().flatten(),
        ),
        operations: tests,
        examples,
        models,
        unions,
    })
}

/// Returns the types of a version that only responses hold.
fn encoded(types: &mut Types<'_>, id: VersionId) -> (Vec<EncodedView>, Vec<EncodedView>) {
    let context = types.context;
    let api = context.api;
    let models = (0..api.models.len()).map(ModelId);
    let models = models.filter(|model| api.models[model.0].version == id && !api.models[model.0].is_input);
    let unions = (0..api.unions.len()).map(UnionId);
    let unions = unions.filter(|union| api.unions[union.0].version == id && !api.unions[union.0].is_input);
    let mut view = |value: Type, members: Vec<TokenStream>| EncodedView {
        type_name: Fragment::on_one_line(types.value(&value)),
        members: Fragment::on_one_line(quote! { #(#members),* }),
    };
    let models: Vec<_> = models.map(|id| (Type::Model(id), model::written_fields(context, id))).collect();
    let unions: Vec<_> = unions.map(|id| (Type::Union(id), union::written_variants(context, id))).collect();
    let mut views = |types: Vec<(Type, Vec<TokenStream>)>| -> Vec<EncodedView> {
        types.into_iter().map(|(value, members)| view(value, members)).collect()
    };
    (views(models), views(unions))
}

/// Makes the test of an operation; `None` if a required value cannot be made.
fn operation_test(types: &mut Types<'_>, placed: &Placed<'_>, name: &Name) -> Option<OperationTestView> {
    let (resource, endpoint, (operation, _)) = *placed;
    let call =
        Call::new(Expressions { context: types.context, root: "crate", uses: None }, placed.2, resource, endpoint)?;
    let request = format!("{} {}{}", operation.method, operation.server, call.path());
    let answer = operation.examples.iter().find(|example| answers(operation, example));
    let status = answer.and_then(status).unwrap_or(operation.status);
    let answer = match answer.and_then(|example| round_trip(types, operation, example)) {
        Some(answer) => answer,
        None => made_answer(types.context, operation)?,
    };
    let parts = call.parts();
    let status = Literal::u16_unsuffixed(status);
    Some(OperationTestView {
        name: quote! { #name }.into(),
        call: Fragment::on_one_line(call.with_everything()),
        request: quote! { #request }.into(),
        parts: Fragment::on_one_line(quote! { [#(#parts),*] }),
        status: quote! { #status }.into(),
        answer: Fragment::on_one_line(answer),
        empty: empty(operation),
        refusal: refusal(types, operation).into_iter().collect(),
    })
}

/// Returns the status of a success without a body, if the operation returns a value otherwise.
fn empty(operation: &Operation) -> Vec<Fragment> {
    let is_value = matches!(operation.output, Output::Value(_));
    let status = operation.empty_status.filter(|_| is_value).map(Literal::u16_unsuffixed);
    status.map(|status| quote! { #status }.into()).into_iter().collect()
}

/// Returns true if the example is of a successful response.
fn answers(operation: &Operation, example: &Example) -> bool {
    example.model.is_none() && operation.result().is_some()
}

/// Returns the status at the start of the example's name.
fn status(example: &Example) -> Option<u16> {
    example.name.split(' ').next()?.parse().ok()
}

/// Makes a success response, for a document without an example; `None` if no value can be made.
fn made_answer(context: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = match &operation.output {
        Output::Nothing => return Some(quote! { "" }),
        Output::Text | Output::Bytes => return Some(quote! { "some text" }),
        // The sample of an optional value is present.
        Output::Value(Type::Nullable(value)) => sample_value::whole(context, value, &operation.output_constraints)?,
        Output::Value(value) => sample_value::whole(context, value, &operation.output_constraints)?,
        Output::Page { items_key, item, .. } => {
            serde_json::json!({ items_key: [sample_value::whole(context, item, &Constraints::NONE)?] })
        }
    };
    let body = raw_literal(&body.to_string());
    Some(quote! { #body })
}

/// Returns the first error response that the document declares, with its example or a made-up body.
fn refusal(types: &mut Types<'_>, operation: &Operation) -> Option<RefusalView> {
    let number = |status: &str| status.replace('X', "0").parse::<u16>().ok().filter(|status| is_plain_refusal(*status));
    let (status, model) = operation.errors.iter().find_map(|(status, model)| Some((number(status)?, *model)))?;
    let shown = operation.examples.iter().find(|example| example.model == Some(model));
    let body = shown.map_or_else(
        || sample_value::whole(types.context, &Type::Model(model), &Constraints::NONE),
        |shown| Some(shown.body.clone()),
    );
    let body = raw_literal(&body.filter(Value::is_object)?.to_string());
    let (status, model) = (Literal::u16_unsuffixed(status), types.value(&Type::Model(model)));
    Some(RefusalView {
        status: quote! { #status }.into(),
        model: Fragment::on_one_line(model),
        body: quote! { #body }.into(),
    })
}

/// Returns true if the client takes the status for an error response and sends the request once.
fn is_plain_refusal(status: u16) -> bool {
    (400..500).contains(&status) && ![408, 429].contains(&status)
}

fn is_page(operation: &Operation, example: &Example) -> bool {
    example.model.is_none() && matches!(operation.output, Output::Page { .. })
}

fn is_value(operation: &Operation, example: &Example) -> bool {
    example.model.is_some() || matches!(operation.output, Output::Value(_))
}

/// Returns the call that decodes the example and encodes it again.
fn round_trip(types: &mut Types<'_>, operation: &Operation, example: &Example) -> Option<TokenStream> {
    let body = raw_literal(&example.body.to_string());
    let undeclared = &example.undeclared;
    let undeclared = quote! { &[#(#undeclared),*] };
    let of_value = |types: &mut Types<'_>, value: &Type| {
        let value = qualified(types, value);
        Some(quote! { round_trip::<#value>(#body, #undeclared) })
    };
    match &operation.output {
        _ if example.model.is_some() => of_value(types, &Type::Model(example.model?)),
        Output::Nothing | Output::Text | Output::Bytes => None,
        Output::Value(value) => of_value(types, value),
        Output::Page { items_key, item, .. } => {
            let item = qualified(types, item);
            Some(quote! { page_round_trip::<#item>(#items_key, #body, #undeclared) })
        }
    }
}

/// Returns the type with the full paths of the names that a resource's file imports.
fn qualified(types: &mut Types<'_>, value: &Type) -> TokenStream {
    match value {
        Type::Model(_) | Type::Union(_) | Type::Enum(_) | Type::String => types.value(value),
        Type::List(item) => {
            let item = qualified(types, item);
            quote! { Vec<#item> }
        }
        Type::Nullable(inner) => {
            let inner = qualified(types, inner);
            quote! { Option<#inner> }
        }
        Type::Sensitive(inner) => {
            let inner = qualified(types, inner);
            quote! { crate::runtime::Sensitive<#inner> }
        }
        Type::Map(item) => {
            let item = qualified(types, item);
            quote! { std::collections::BTreeMap<String, #item> }
        }
        Type::Sid(_) => {
            let name = types.value(value);
            quote! { crate::sid::#name }
        }
        Type::Boolean | Type::Integer32 | Type::Integer64 | Type::Float => types.value(value),
        plain => {
            let name = types.value(plain);
            quote! { crate::runtime::#name }
        }
    }
}
