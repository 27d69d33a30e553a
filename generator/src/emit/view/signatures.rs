//! Writes each type and doc comment as callers see it, to compare two crates.
//!
//! Types are written from the root of the crate (`Option<crate::api::v2010::types::Account>`).

use super::secrets::SecretFields;
use super::types::{Naming, Types};
use super::{Context, constraint, documentation};
use crate::ir::{Api, Endpoint, Field, Model, Operation, Parameter, Resource, ResourceId, Type, Variant, Version};
use crate::name::Names;
use proc_macro2::TokenStream;
use std::cell::RefCell;
use std::collections::HashMap;

/// The types and doc comments of a crate, as callers see them.
pub(crate) struct Signatures<'a> {
    api: &'a Api,
    names: &'a Names,
    secrets: SecretFields<'a>,
    /// A cache of the written types, because the same few types occur again and again.
    known: RefCell<HashMap<(bool, Type), String>>,
}

impl<'a> Signatures<'a> {
    pub(crate) fn new(api: &'a Api, names: &'a Names) -> Self {
        Self { api, names, secrets: SecretFields::default(), known: RefCell::default() }
    }

    /// Returns the type of a field or a result.
    pub(crate) fn value(&self, value: &Type) -> String {
        self.known(false, value, |types| types.value(value))
    }

    /// Writes the type of an argument.
    pub(crate) fn argument(&self, value: &Type) -> String {
        // A parameter that still accepts an earlier enum counts as unchanged.
        let accepted = match value {
            Type::Enum(id) => self.api.enums[id.0].accepted.first(),
            _ => None,
        };
        let accepted = accepted.map(|id| Type::Enum(*id));
        let value = accepted.as_ref().unwrap_or(value);
        self.known(true, value, |types| types.argument(value))
    }

    /// Writes the type of the key of an instance.
    pub(crate) fn key(&self, value: &Type) -> String {
        let (argument, _) = self.types().key(&crate::name::Name::argument(), value);
        let text = text(argument);
        text.split_once(':').map_or(text.clone(), |(_, value)| value.trim().to_owned())
    }

    /// Returns the path of a resource's module, from the root of the crate.
    pub(crate) fn module(&self, resource: ResourceId) -> String {
        let path = super::types::module_path(self.types().context, resource);
        path.into_iter().map(|name| text(quote::quote! { #name })).collect::<Vec<_>>().join("::")
    }

    pub(crate) fn operation_docs(&self, operation: &Operation) -> String {
        let what = documentation::described(operation.description.as_deref(), String::new);
        let refusals = super::operation::refusals(self.types().context, operation);
        let page = operation.page.clone();
        let headers = operation.response_headers.join(", ");
        let said = documentation::said(operation).join("\n");
        let answers = operation.answers.iter().map(|(status, what)| format!("{status}: {what}")).collect();
        let keys: Vec<String> = operation.keys.iter().map(|key| self.parameter_docs(key)).collect();
        [what, operation.path.clone(), said, headers, keys.join("\n")]
            .into_iter()
            .chain::<Vec<_>>(answers)
            .chain(page)
            .chain(refusals)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Returns the documentation of a handle, of the method that leads to it, and of its module.
    pub(crate) fn handle_docs(&self, resource: &Resource, endpoint: Endpoint) -> String {
        let module = super::resource::description(resource, Endpoint::Collection);
        super::resource::accessor_docs(resource, endpoint).into_iter().chain([module]).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn parameter_docs(&self, parameter: &Parameter) -> String {
        // The values of an enum are compared as its variants, and their order has no meaning.
        let limits = constraint::sentences(&parameter.constraints, &parameter.value);
        documentation::parameter(parameter, None, &limits).join("\n")
    }

    pub(crate) fn version_docs(&self, version: &Version) -> String {
        documentation::of_version(version).join("\n")
    }

    pub(crate) fn model_docs(&self, model: &Model) -> String {
        let description = model.description.clone().unwrap_or_default();
        [description, documentation::of_model(model)].join("\n")
    }

    pub(crate) fn variant_docs(&self, variant: &Variant) -> String {
        constraint::whole(&variant.constraints, &variant.value).join("\n")
    }

    pub(crate) fn field_docs(&self, field: &Field, is_input: bool) -> String {
        documentation::field(field, is_input).join("\n")
    }

    fn known(&self, is_argument: bool, value: &Type, write: impl Fn(&mut Types<'_>) -> TokenStream) -> String {
        let key = (is_argument, value.clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let text = text(write(&mut self.types()));
        self.known.borrow_mut().insert(key, text.clone());
        text
    }

    fn types(&self) -> Types<'_> {
        let context =
            Context { api: self.api, names: self.names, secrets: &self.secrets, library: None, recursion_limit: None };
        Types::new(context, Naming::Whole)
    }
}

/// Returns the tokens with the spaces that a person would write.
fn text(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    [(" :: ", "::"), (" < ", "<"), (" >", ">"), ("< ", "<"), ("& ", "&"), (" ,", ",")]
        .into_iter()
        .fold(text, |text, (spaced, plain)| text.replace(spaced, plain))
}
