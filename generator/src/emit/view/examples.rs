//! A version in, the tests of its documents' examples out, with what only they need of its models.

use super::super::Fragment;
use super::super::markdown::is_invisible;
use super::types::{Imports, Types};
use super::{Context, documents, header, model};
use crate::ir::{Example, Operation, Output, ResourceId, Type, VersionId};
use crate::name::{self, Name};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;

/// One version's file of tests.
#[derive(Debug, Serialize)]
pub struct ExamplesView {
    pub(in super::super) header: String,
    pub(in super::super) path: String,
    imports: Fragment,
    tests: Vec<TestView>,
    models: Vec<model::EncodeView>,
    choices: Vec<super::choice::EncodeView>,
}

/// One test.
#[derive(Debug, Serialize)]
struct TestView {
    name: Fragment,
    call: Fragment,
}

/// Nothing where no operation of the version shows a response.
pub(super) fn examples_view(context: Context<'_>, id: VersionId, folder: &str) -> Option<ExamplesView> {
    // No resource has this index: every type is written with its module.
    let mut types = Types { context, home: ResourceId(usize::MAX), imports: Imports::default() };
    let resources = || context.api.resources.iter().filter(|resource| resource.version == id);
    let operations = || resources().flat_map(|resource| [&resource.collection, &resource.instance]);
    let operations = || operations().flat_map(|handle| &handle.operations);
    let shown =
        || operations().flat_map(|operation| operation.examples.iter().map(move |example| (operation, example)));
    let names = name::test_names(shown().map(|(operation, example)| format!("{} {}", operation.id, example.name)));
    let tests: Vec<TestView> = shown()
        .zip(names)
        .filter_map(|((operation, example), name)| test_view(&mut types, operation, example, &name))
        .collect();
    if tests.is_empty() {
        return None;
    }
    let is_here = |home: ResourceId| context.api.resources[home.0].version == id;
    let models = context.api.models.iter().enumerate();
    let models = models.filter(|(_, model)| is_here(model.home) && !model.is_input);
    let models: Vec<_> = models.map(|(index, _)| model::encode_view(&mut types, index)).collect();
    let choices = context.api.choices.iter().enumerate();
    let choices = choices.filter(|(_, choice)| is_here(choice.home) && !choice.is_input);
    let choices: Vec<_> = choices.map(|(index, _)| super::choice::encode_view(&mut types, index)).collect();
    // Paths say the rest.
    let encode = (!models.is_empty() || !choices.is_empty()).then(|| quote! { Encode, JsonWriter, });
    let is_page = |(operation, example): &(&Operation, &Example)| {
        example.model.is_none() && matches!(operation.output, Output::Page { .. })
    };
    let is_value = |(operation, example): &(&Operation, &Example)| {
        example.model.is_some() || matches!(operation.output, Output::Value(_))
    };
    let (has_pages, has_values) = (shown().any(|shown| is_page(&shown)), shown().any(|shown| is_value(&shown)));
    let pages = has_pages.then(|| quote! { page_round_trip, });
    let values = has_values.then(|| quote! { round_trip, });
    Some(ExamplesView {
        header: header(&documents(std::iter::once(&context.api.products[id.product].versions[id.version]))),
        path: format!("{folder}/response_examples.rs"),
        imports: quote! { use crate::runtime::{#encode #pages #values}; }.into(),
        tests,
        models,
        choices,
    })
}

fn test_view(types: &mut Types<'_>, operation: &Operation, example: &Example, name: &Name) -> Option<TestView> {
    let body = raw_literal(&example.body.to_string());
    let undeclared = &example.undeclared;
    let undeclared = quote! { &[#(#undeclared),*] };
    let call = match &operation.output {
        _ if example.model.is_some() => {
            let value = qualified(types, &Type::Model(example.model?));
            quote! { round_trip::<#value>(#body, #undeclared); }
        }
        Output::Nothing => return None,
        Output::Value(value) => {
            let value = qualified(types, value);
            quote! { round_trip::<#value>(#body, #undeclared); }
        }
        Output::Page { items_key, item, .. } => {
            let item = qualified(types, item);
            quote! { page_round_trip::<#item>(#items_key, #body, #undeclared); }
        }
    };
    Some(TestView { name: quote! { #name }.into(), call: call.into() })
}

/// The type with the paths of what a resource's file imports.
fn qualified(types: &mut Types<'_>, value: &Type) -> TokenStream {
    match value {
        Type::Model(_) | Type::Choice(_) | Type::Enum(_) | Type::String => types.value(value),
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

/// JSON as a person would write it into Rust: `r#"{"sid": …}"#`. What cannot be seen is escaped instead.
fn raw_literal(text: &str) -> Literal {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    // Rust takes 255 of them.
    if text.chars().any(is_invisible) || hashes.len() > 8 {
        return Literal::string(text);
    }
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}
