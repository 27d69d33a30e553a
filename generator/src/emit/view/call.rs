//! Writes the calls that lead to an operation and send it, with every parameter set or as an example.

use super::expression::Expressions;
use super::{Context, expected_request, sample_value};
use crate::ir::{Endpoint, Handle, Operation, Output, Parameter, ResourceId, Type};
use crate::name::{Name, OperationNames};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// An operation with its names, its handle and a value for each parameter.
pub(super) struct Call<'a> {
    expressions: Expressions<'a>,
    operation: &'a Operation,
    names: &'a OperationNames,
    resource: ResourceId,
    endpoint: Endpoint,
    /// The values of the keys in the path.
    keys: Vec<(ResourceId, Value)>,
    /// The parameters that have a value, with their names and values.
    values: Vec<(&'a Parameter, &'a Name, Value)>,
}

/// Returns the operations of a handle, each with its names.
pub(super) fn operations<'a>(
    context: Context<'a>,
    resource: ResourceId,
    endpoint: Endpoint,
) -> impl Iterator<Item = (&'a Operation, &'a OperationNames)> {
    let handle: &Handle = context.api.resources[resource.0].handle(endpoint);
    handle.operations.iter().zip(&context.names.resources[resource.0].handle(endpoint).operations)
}

impl<'a> Call<'a> {
    /// Makes a call; `None` if a required value has an endless type, which has no finite value.
    pub(super) fn new(
        expressions: Expressions<'a>,
        (operation, names): (&'a Operation, &'a OperationNames),
        resource: ResourceId,
        endpoint: Endpoint,
    ) -> Option<Self> {
        let context = expressions.context;
        let mut values = Vec::new();
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            match sample_value::parameter(context, operation, parameter) {
                Some(value) => values.push((parameter, name, value)),
                None if parameter.required => return None,
                None => {}
            }
        }
        let keys = keys(context, resource, endpoint)?;
        Some(Self { expressions, operation, names, resource, endpoint, keys, values })
    }

    /// Returns the path with the value of each key.
    pub(super) fn path(&self) -> String {
        let keys: Vec<Value> = self.keys.iter().map(|(_, value)| value.clone()).collect();
        expected_request::path(&self.operation.path, &keys)
    }

    /// Returns the parts of the request when every parameter is set.
    pub(super) fn parts(&self) -> Vec<TokenStream> {
        let values: Vec<_> = self.values.iter().map(|(parameter, _, value)| (*parameter, value.clone())).collect();
        expected_request::parts(self.operation, &values)
    }

    /// Returns the expression from the client to the request with every parameter set.
    pub(super) fn with_everything(&self) -> TokenStream {
        let (start, steps) = self.handle();
        let steps = steps.into_iter().map(|Step { name, key, .. }| quote! { .#name(#key) });
        let (method, arguments) = (&self.names.method, self.arguments());
        let setters = self.values.iter().filter(|(parameter, ..)| !parameter.required);
        let setters = setters.map(|setter| self.setter(setter));
        let page_size = match &self.operation.output {
            Output::Page { page_size: Some(page_size), .. } => {
                let size = Literal::u16_unsuffixed(expected_request::page_size(page_size));
                quote! { .page_size(#size) }
            }
            _ => quote! {},
        };
        quote! { #start #(#steps)* .#method(#(#arguments),*) #(#setters)* #page_size }
    }

    /// Returns the call of the operation with the few setters of an example: those that are required, or else one
    /// optional setter if the example would say nothing without it.
    pub(super) fn example(&self) -> Example {
        let (method, arguments) = (&self.names.method, self.arguments());
        let optional = || self.values.iter().filter(|(parameter, ..)| !parameter.required && !parameter.deprecated);
        let mut chosen: Vec<&(&Parameter, &Name, Value)> = Vec::new();
        for group in &self.operation.conditional {
            let mut members = optional().filter(|(parameter, ..)| group.contains(&parameter.wire_name));
            let is_set = chosen.iter().any(|(parameter, ..)| group.contains(&parameter.wire_name));
            chosen.extend(members.next().filter(|_| !is_set));
        }
        let says_something = !arguments.is_empty() || !chosen.is_empty() || self.operation.method == "GET";
        let shown = optional().find(|(parameter, ..)| !parameter.constraints.examples.is_empty());
        chosen.extend(shown.or_else(|| optional().next()).filter(|_| !says_something));
        let setters = chosen.into_iter().map(|setter| self.setter(setter)).collect();
        Example { method: quote! { .#method }, arguments, setters }
    }

    fn setter(&self, (parameter, name, value): &(&Parameter, &Name, Value)) -> TokenStream {
        let value = self.expressions.argument(&parameter.value, value);
        quote! { .#name(#value) }
    }

    fn arguments(&self) -> Vec<TokenStream> {
        let required = self.values.iter().filter(|(parameter, ..)| parameter.required);
        required.map(|(parameter, _, value)| self.expressions.argument(&parameter.value, value)).collect()
    }

    /// Returns the version's handle, and the accessors from there to the operation's handle.
    pub(super) fn handle(&self) -> (TokenStream, Vec<Step<'a>>) {
        let context = self.expressions.context;
        let version = context.api.resources[self.resource.0].version;
        let product = &context.names.products[version.product];
        let (product, version) = (&product.module, &product.versions[version.version].module);
        let steps = way(context, self.resource, self.endpoint).into_iter().map(|(resource, endpoint)| {
            let name = &context.names.resources[resource.0].handle(endpoint).accessor;
            let key = self.keys.iter().find(|(keyed, _)| endpoint == Endpoint::Instance && *keyed == resource);
            let kind = context.api.resources[resource.0].key.as_ref().map(|key| &key.value);
            let key = key.zip(kind);
            let is_sid = matches!(key, Some((_, Type::Sid(_))));
            Step { name, key: key.map(|((_, value), kind)| self.expressions.key(kind, value)), is_sid }
        });
        (quote! { client.#product().#version() }, steps.collect())
    }
}

/// The call of an operation in its documentation.
pub(super) struct Example {
    /// The method: `.create`.
    pub(super) method: TokenStream,
    /// The arguments.
    pub(super) arguments: Vec<TokenStream>,
    /// The calls of setters: `.url("…")`.
    pub(super) setters: Vec<TokenStream>,
}

/// An accessor on the path from the version to the operation.
pub(super) struct Step<'a> {
    /// The name of the accessor.
    pub(super) name: &'a Name,
    /// The argument that identifies an instance.
    pub(super) key: Option<TokenStream>,
    /// True if the value is a SID that is parsed in place, which is long.
    pub(super) is_sid: bool,
}

/// Returns the handles from the version down to this handle.
pub(super) fn way(context: Context<'_>, resource: ResourceId, endpoint: Endpoint) -> Vec<(ResourceId, Endpoint)> {
    let mut way = Vec::new();
    let mut next = Some((resource, endpoint));
    while let Some(current) = next {
        way.push(current);
        next = context.api.resources[current.0.0].parent;
    }
    way.reverse();
    way
}

/// Returns a value for each key on the path to a handle; `None` if a key has no value.
fn keys(context: Context<'_>, resource: ResourceId, endpoint: Endpoint) -> Option<Vec<(ResourceId, Value)>> {
    let instances =
        way(context, resource, endpoint).into_iter().filter(|(_, endpoint)| *endpoint == Endpoint::Instance);
    let key = |(resource, _): (ResourceId, Endpoint)| {
        let key = context.api.resources[resource.0].key.as_ref()?;
        Some((resource, sample_value::key(context, key)?))
    };
    instances.map(key).collect()
}
