//! Decides about a resource's file: its handles and operations.

use super::super::{Fragment, docs};
use super::operation::{OperationView, operation_view};
use super::types::{Naming, Types, module_path};
use super::{Context, call, documentation, header};
use crate::ir::{Endpoint, Resource, ResourceId};
use crate::name::Name;
use quote::quote;
use serde::Serialize;

/// The file of a resource.
#[derive(Debug, Serialize)]
pub struct ResourceView {
    pub(in super::super) header: String,
    pub(in super::super) path: String,
    docs: Fragment,
    imports: Fragment,
    modules: Vec<Fragment>,
    handles: Vec<HandleView>,
}

/// A collection handle or an instance handle.
#[derive(Debug, Serialize)]
struct HandleView {
    docs: Fragment,
    type_name: Fragment,
    accessors: Vec<AccessorView>,
    operations: Vec<OperationView>,
}

/// A method that leads from one handle to the next.
#[derive(Debug, Serialize)]
pub(super) struct AccessorView {
    docs: Fragment,
    name: Fragment,
    key: Fragment,
    type_name: Fragment,
    handle: Fragment,
}

/// Makes the view of a resource.
pub(super) fn resource_view(context: Context<'_>, index: usize) -> ResourceView {
    let resource = &context.api.resources[index];
    let home = ResourceId(index);
    let mut types = Types::new(context, Naming::Module);
    let handles: Vec<HandleView> =
        resource.endpoints().map(|endpoint| handle_view(&mut types, resource, home, endpoint)).collect();
    if !handles.is_empty() {
        types.imports.runtime("Handle");
    }
    let children = resource.collection.children.iter().chain(&resource.instance.children);
    let path: Vec<&str> = module_path(context, home).into_iter().map(Name::as_str).collect();
    ResourceView {
        header: header(&super::document_list(&resource.documents)),
        path: format!("src/{}.rs", path.join("/")),
        docs: docs::inner(&[docs::summary(&description(resource, Endpoint::Collection))]),
        modules: modules(context, children),
        imports: types.imports.tokens().into(),
        handles,
    }
}

/// Returns the modules of some resources in alphabetical order.
pub(super) fn modules<'a>(context: Context<'_>, resources: impl Iterator<Item = &'a ResourceId>) -> Vec<Fragment> {
    let mut modules: Vec<&Name> = resources.map(|resource| &context.names.resources[resource.0].module).collect();
    modules.sort();
    modules.into_iter().map(|module| quote! { #module }.into()).collect()
}

fn handle_view(types: &mut Types<'_>, resource: &Resource, id: ResourceId, endpoint: Endpoint) -> HandleView {
    let context = types.context;
    let (handle, names) = (resource.handle(endpoint), context.names.resources[id.0].handle(endpoint));
    let type_name = &names.type_name;
    let operations = handle.operations.iter().zip(&names.operations);
    HandleView {
        docs: docs::outer(&[
            format!("`{}`{}.", way_to(context, id, endpoint), offers(context, id, endpoint)),
            description(resource, endpoint),
        ]),
        type_name: quote! { #type_name }.into(),
        operations: operations
            .map(|(operation, names)| operation_view(types, (operation, names), type_name, (id, endpoint)))
            .collect(),
        accessors: accessors_with(types, &handle.children),
    }
}

/// Returns the methods that lead to the resources of a version, and the imports of its file.
pub(super) fn accessors(context: Context<'_>, children: &[ResourceId]) -> (Vec<AccessorView>, Fragment) {
    let mut types = Types::new(context, Naming::Module);
    let accessors = accessors_with(&mut types, children);
    types.imports.runtime("Handle");
    types.imports.remove_modules();
    (accessors, types.imports.tokens().into())
}

fn accessors_with(types: &mut Types<'_>, children: &[ResourceId]) -> Vec<AccessorView> {
    let context = types.context;
    let mut accessors = Vec::new();
    for child in children {
        let (resource, names) = (&context.api.resources[child.0], &context.names.resources[child.0]);
        for endpoint in resource.endpoints() {
            let (module, handle) = (&names.module, names.handle(endpoint));
            let (accessor, type_name) = (&handle.accessor, &handle.type_name);
            let key = resource.key.as_ref().zip(names.key.as_ref()).filter(|_| endpoint == Endpoint::Instance);
            let arguments = key.map(|(key, name)| types.key(name, &key.value));
            accessors.push(AccessorView {
                docs: docs::outer(&accessor_docs(resource, endpoint)),
                name: quote! { #accessor }.into(),
                key: arguments.as_ref().map_or_else(Fragment::default, |(argument, _)| quote! { #argument }.into()),
                type_name: quote! { #module::#type_name }.into(),
                handle: match arguments {
                    Some((_, text)) => quote! { self.handle.with(#text) },
                    None => quote! { self.handle.clone() },
                }
                .into(),
            });
        }
    }
    accessors
}

pub(super) fn accessor_docs(resource: &Resource, endpoint: Endpoint) -> Vec<String> {
    let mut paragraphs = vec![docs::summary(&description(resource, endpoint))];
    if let (Endpoint::Instance, Some(key)) = (endpoint, &resource.key) {
        paragraphs.push(format!("`{}` identifies it. Nothing is sent yet.", key.wire_name));
        paragraphs.push(documentation::deprecation(key.deprecated));
    }
    paragraphs
}

/// Returns the description of the path; if it has none, that of the other endpoint.
pub(super) fn description(resource: &Resource, endpoint: Endpoint) -> String {
    let other = match endpoint {
        Endpoint::Collection => Endpoint::Instance,
        Endpoint::Instance => Endpoint::Collection,
    };
    let own = resource.handle(endpoint).description.as_deref();
    let text = own.or(resource.handle(other).description.as_deref());
    documentation::described(text, || format!("The resource `{}`.", resource.wire_name))
}

/// Returns the call that leads to a handle: `client.api().v2010().account(…).calls()`.
fn way_to(context: Context<'_>, resource: ResourceId, endpoint: Endpoint) -> String {
    let version = context.api.resources[resource.0].version;
    let product = &context.names.products[version.product];
    let start = format!("client.{}().{}()", product.module.as_str(), product.versions[version.version].module.as_str());
    let steps = call::way(context, resource, endpoint)
        .into_iter()
        .map(|(resource, endpoint)| access(context, resource, endpoint));
    std::iter::once(start).chain(steps).collect::<Vec<_>>().join(".")
}

/// Lists the operations of a handle behind a colon; if it has none, the methods that lead on.
fn offers(context: Context<'_>, resource: ResourceId, endpoint: Endpoint) -> String {
    let operations = &context.names.resources[resource.0].handle(endpoint).operations;
    let methods: Vec<String> = operations.iter().map(|operation| operation.method.as_str().to_owned()).collect();
    let offers = match methods.as_slice() {
        [] => ways_on(context, &context.api.resources[resource.0].handle(endpoint).children),
        methods => documentation::quoted(methods),
    };
    if offers.is_empty() { offers } else { format!(": {offers}") }
}

/// Returns the accessors of some resources.
pub(super) fn ways_on(context: Context<'_>, resources: &[ResourceId]) -> String {
    let access = |resource: &ResourceId| {
        let endpoint = context.api.resources[resource.0].endpoints().next()?;
        Some(access(context, *resource, endpoint))
    };
    documentation::quoted(&resources.iter().filter_map(access).collect::<Vec<_>>())
}

fn access(context: Context<'_>, resource: ResourceId, endpoint: Endpoint) -> String {
    let accessor = context.names.resources[resource.0].handle(endpoint).accessor.as_str();
    match endpoint {
        Endpoint::Collection => format!("{accessor}()"),
        Endpoint::Instance => format!("{accessor}(…)"),
    }
}
