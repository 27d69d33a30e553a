//! The view: every name, type, literal and doc comment that the templates print, each as a [`Fragment`].
//!
//! The view decides everything; a template only places it.

mod call;
mod constraint;
mod depth;
mod discriminator;
mod doc_example;
mod documentation;
mod enumeration;
mod expected_request;
mod expression;
mod limits;
mod model;
mod operation;
mod pattern;
mod resource;
mod sample_fits;
mod sample_text;
mod sample_value;
mod secrets;
mod setter;
mod signatures;
mod type_file;
mod type_order;
mod types;
mod union;
mod union_shape;
mod wire_tests;

use super::markdown::{is_invisible, sanitise};
use super::single_line::line;
use super::{FileTree, Fragment, docs};
use crate::ir::{Api, Version, VersionId};
use crate::manifest::Manifest;
use crate::name::Names;
use quote::quote;
use rayon::prelude::*;
use resource::ResourceView;
pub(crate) use secrets::SecretFields;
use serde::Serialize;
use std::collections::BTreeSet;
use type_file::TypesView;
use wire_tests::TestsView;

pub(crate) use signatures::Signatures;

/// The view of a whole crate.
#[derive(Debug, Serialize)]
pub struct CrateView {
    /// The line that opens every file.
    pub header: String,
    /// The values of the manifest as TOML literals, and the texts that are copied.
    pub package: PackageView,
    /// The `recursion_limit` attribute; empty if rustc's default is enough.
    pub recursion_limit: Fragment,
    /// The products, sorted by module name.
    pub products: Vec<ProductView>,
    /// The kinds of identifiers, without account SIDs, which the runtime defines.
    pub sids: Vec<SidView>,
    /// The files of the resources, one for each.
    pub resources: Vec<ResourceView>,
    /// The copied files, by path.
    #[serde(skip)]
    pub files: FileTree,
    /// The folders of the copied files: of the examples, and of the module `mock_server`.
    #[serde(skip)]
    origins: (String, String),
}

impl CrateView {
    /// Returns the folder that a file is copied from.
    pub(super) fn origin(&self, path: &str) -> &str {
        if path.starts_with("examples/") { &self.origins.0 } else { &self.origins.1 }
    }
}

/// The values for `Cargo.toml` and the README.
#[derive(Debug, Serialize)]
pub struct PackageView {
    name: String,
    title: String,
    library: String,
    version: String,
    description: String,
    plain_description: String,
    guide: String,
    changelog: String,
    features: Vec<FeatureView>,
    default_features: String,
    examples: Vec<String>,
    has_mock_server: bool,
    /// The attribute that a crate which uses these types needs; empty if it needs none.
    recursion_limit: String,
}

/// A cargo feature.
#[derive(Debug, Serialize)]
struct FeatureView {
    name: String,
    literal: String,
    document: String,
}

/// The file of a product.
#[derive(Debug, Serialize)]
pub struct ProductView {
    pub(super) header: String,
    pub(super) path: String,
    docs: Fragment,
    method_docs: Fragment,
    type_docs: Fragment,
    any_feature: Fragment,
    module: Fragment,
    type_name: Fragment,
    pub(super) versions: Vec<VersionView>,
}

/// The file of a version.
#[derive(Debug, Serialize)]
pub struct VersionView {
    pub(super) header: String,
    pub(super) path: String,
    docs: Fragment,
    method_docs: Fragment,
    type_docs: Fragment,
    feature: Fragment,
    module: Fragment,
    type_name: Fragment,
    accessors: Vec<resource::AccessorView>,
    imports: Fragment,
    modules: Vec<Fragment>,
    has_types: bool,
    has_tests: bool,
    #[serde(skip)]
    pub(super) types: Option<TypesView>,
    #[serde(skip)]
    pub(super) tests: Option<TestsView>,
}

/// A kind of identifier.
#[derive(Debug, Serialize)]
pub struct SidView {
    docs: Fragment,
    name: Fragment,
    prefixes: Vec<Fragment>,
}

/// The inputs of every decision.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    api: &'a Api,
    names: &'a Names,
    secrets: &'a SecretFields<'a>,
    /// The name of the crate as its users write it; `None` if that is not an identifier.
    library: Option<&'a str>,
    /// The recursion limit that rustc needs, if its default is too low.
    recursion_limit: Option<usize>,
}

/// Makes the view of the crate.
pub fn view(api: &Api, names: &Names, manifest: &Manifest) -> CrateView {
    let library = manifest.library();
    let is_name = syn::parse_str::<syn::Ident>(&library).is_ok();
    let library = is_name.then_some(library.as_str());
    let recursion_limit = depth::recursion_limit(api);
    let context = Context { api, names, secrets: &SecretFields::new(api), library, recursion_limit };
    let product = |product| product_view(context, product);
    let (products, resources) = rayon::join(
        || sorted(names.products.iter().map(|names| &names.module)).map(product).collect(),
        || {
            let resources = (0..api.resources.len()).into_par_iter();
            resources.map(|resource| resource::resource_view(context, resource)).collect()
        },
    );
    CrateView {
        header: header(&documents(api.products.iter().flat_map(|product| &product.versions))),
        package: package(context, manifest),
        recursion_limit: depth::attribute(context.recursion_limit).into(),
        products,
        sids: names
            .sids
            .iter()
            .filter(|(prefixes, _)| **prefixes != ["AC"])
            .map(|(prefixes, name)| sid_view(prefixes, name))
            .collect(),
        resources,
        files: manifest.files.clone(),
        origins: (origin(&manifest.examples), origin(&manifest.mock_server)),
    }
}

/// Returns the indices of the names in alphabetical order, so that the order of the documents has no effect.
fn sorted<'a>(names: impl Iterator<Item = &'a crate::name::Name>) -> impl Iterator<Item = usize> {
    let mut indices: Vec<(&crate::name::Name, usize)> = names.enumerate().map(|(index, name)| (name, index)).collect();
    indices.sort();
    indices.into_iter().map(|(_, index)| index)
}

/// Returns the line that opens a file made from `origin`.
pub(super) fn header(origin: &str) -> String {
    format!("// @generated by `cargo xtask generate` from {origin}. Do not edit.")
}

/// Lists the documents of some versions, for a header.
fn documents<'a>(versions: impl Iterator<Item = &'a Version>) -> String {
    let names: Vec<String> = versions.flat_map(|version| &version.documents).cloned().collect();
    document_list(&names)
}

fn document_list(names: &[String]) -> String {
    let names: BTreeSet<String> = names.iter().map(|name| document(name)).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Returns the path of a document such as `specs/twilio_accounts_v1.yaml`, wherever the folder is.
///
/// The path stands in comments and in a table. Characters that could end one of them, or have a meaning there, are left
/// out.
fn document(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or_default();
    let is_plain = |character: &char| !is_invisible(*character) && !"<>[]`|\\".contains(*character);
    format!("specs/{}", name.chars().filter(is_plain).collect::<String>())
}

/// Returns the path of a folder that `crate.toml` names, below `specs` and wherever that folder is.
fn origin(folder: &Option<String>) -> String {
    document(folder.as_deref().unwrap_or_default().trim_end_matches('/'))
}

fn package(context: Context<'_>, manifest: &Manifest) -> PackageView {
    let literal = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut features = Vec::new();
    for index in sorted(context.names.products.iter().map(|names| &names.module)) {
        let (product, names) = (&context.api.products[index], &context.names.products[index]);
        for (version, names) in product.versions.iter().zip(&names.versions) {
            features.push(FeatureView {
                name: names.feature.clone(),
                literal: literal(&names.feature),
                document: documents(std::iter::once(version)),
            });
        }
    }
    PackageView {
        name: literal(&manifest.name),
        title: manifest.name.clone(),
        library: manifest.library(),
        version: literal(&manifest.version),
        description: literal(&manifest.description),
        plain_description: sanitise(&manifest.description),
        guide: manifest.guide_text.clone(),
        changelog: manifest.changelog_text.clone(),
        examples: manifest.example_names().map(literal).collect(),
        has_mock_server: manifest.mock_server.is_some(),
        recursion_limit: line(depth::attribute(context.recursion_limit)),
        default_features: features.iter().map(|feature| format!(", {}", feature.literal)).collect(),
        features,
    }
}

fn product_view(context: Context<'_>, index: usize) -> ProductView {
    let (product, names) = (&context.api.products[index], &context.names.products[index]);
    let versions: Vec<VersionView> = (0..product.versions.len())
        .map(|version| version_view(context, VersionId { product: index, version }))
        .collect();
    let features: Vec<&String> = names.versions.iter().map(|version| &version.feature).collect();
    let modules: Vec<String> = names.versions.iter().map(|version| format!("{}()", version.module.as_str())).collect();
    let what = format!("{}, by version: {}.", product.titles.join(", "), documentation::quoted(&modules));
    let (module, type_name) = (&names.module, &names.type_name);
    ProductView {
        header: header(&documents(product.versions.iter())),
        path: format!("src/{}.rs", module.as_str()),
        docs: docs::inner(std::slice::from_ref(&what)),
        method_docs: docs::outer(std::slice::from_ref(&what)),
        type_docs: docs::outer(&[format!("The versions of `{}`.", product.wire_name)]),
        any_feature: match features.as_slice() {
            [feature] => quote! { #[cfg(feature = #feature)] },
            features => quote! { #[cfg(any(#(feature = #features),*))] },
        }
        .into(),
        module: quote! { #module }.into(),
        type_name: quote! { #type_name }.into(),
        versions,
    }
}

fn version_view(context: Context<'_>, id: VersionId) -> VersionView {
    let product_names = &context.names.products[id.product];
    let names = &product_names.versions[id.version];
    let version: &Version = &context.api.products[id.product].versions[id.version];
    let (module, type_name, feature) = (&names.module, &names.type_name, &names.feature);
    let (accessors, imports) = resource::accessors(context, &version.resources);
    let folder = format!("src/{}/{}", product_names.module.as_str(), module.as_str());
    let tests = wire_tests::tests_view(context, id, &folder);
    let types = type_file::types_view(context, id, &folder);
    let what = match version.wire_name.as_str() {
        "" => "The resources of a document whose paths have no version".to_owned(),
        wire_name => format!("The resources under `/{wire_name}`"),
    };
    let resources = resource::ways_on(context, &version.resources);
    VersionView {
        header: header(&documents(std::iter::once(version))),
        path: format!("{folder}.rs"),
        docs: docs::outer(&[vec![format!("{what}.")], documentation::of_version(version)].concat()),
        method_docs: docs::outer(&[format!("{what}.")]),
        type_docs: docs::outer(&[format!("{what}: {resources}.")]),
        feature: quote! { #[cfg(feature = #feature)] }.into(),
        module: quote! { #module }.into(),
        type_name: quote! { #type_name }.into(),
        accessors,
        imports,
        modules: resource::modules(context, version.resources.iter()),
        has_types: types.is_some(),
        has_tests: tests.is_some(),
        types,
        tests,
    }
}

fn sid_view(prefixes: &[String], name: &crate::name::Name) -> SidView {
    let written: Vec<String> = prefixes.iter().map(|prefix| format!("`{prefix}`")).collect();
    let what =
        format!("An identifier that starts with {} and goes on with 32 hexadecimal digits.", written.join(" or "));
    let lenient = "Strict when it is parsed; one that arrives in a response is kept as it came.";
    SidView {
        docs: docs::outer(&[what, lenient.to_owned()]),
        name: quote! { #name }.into(),
        prefixes: prefixes.iter().map(|prefix| quote! { #prefix }.into()).collect(),
    }
}
