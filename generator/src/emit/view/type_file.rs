//! Decides about a version's module of types, and the files behind it.

use super::super::{Fragment, docs};
use super::enumeration::{EnumView, enum_view};
use super::model::{ModelView, model_view};
use super::type_order::Order;
use super::types::{Naming, Types};
use super::union::{UnionView, union_view};
use super::{Context, documents, header};
use crate::ir::{Type, VersionId};
use crate::name::{Name, TypeFile};
use quote::quote;
use serde::Serialize;

/// The module of all types of a version.
#[derive(Debug, Serialize)]
pub struct TypesView {
    pub(in super::super) header: String,
    pub(in super::super) path: String,
    docs: Fragment,
    modules: Vec<Fragment>,
    aliases: Vec<AliasView>,
    #[serde(skip)]
    pub(in super::super) files: Vec<TypeFileView>,
}

/// An alias of a type.
#[derive(Debug, Serialize)]
struct AliasView {
    docs: Fragment,
    name: Fragment,
    target: Fragment,
}

/// A private file below the module of types.
#[derive(Debug, Serialize)]
pub struct TypeFileView {
    pub(in super::super) header: String,
    pub(in super::super) path: String,
    docs: Fragment,
    imports: Fragment,
    models: Vec<ModelView>,
    unions: Vec<UnionView>,
    enums: Vec<EnumView>,
}

/// Makes the view of the types of a version; `None` if it has no types. `folder` is the folder of the version.
pub(super) fn types_view(context: Context<'_>, id: VersionId, folder: &str) -> Option<TypesView> {
    let version = &context.api.products[id.product].versions[id.version];
    let files = &context.names.products[id.product].versions[id.version].files;
    let header = header(&documents(std::iter::once(version)));
    let what = match version.wire_name.as_str() {
        "" => "The types that operations send and return: structs, unions and enums.".to_owned(),
        name => format!("The types that operations under `/{name}` send and return: structs, unions and enums."),
    };
    let module = |file: &TypeFile| {
        let module = &file.module;
        quote! { #module }.into()
    };
    (!files.is_empty()).then(|| TypesView {
        path: format!("{folder}/types.rs"),
        docs: docs::inner(&[what]),
        modules: files.iter().map(module).collect(),
        aliases: aliases(context, id),
        files: files.iter().map(|file| file_view(context, file, &header, folder)).collect(),
        header,
    })
}

/// Makes the views of the aliases of types of a version.
fn aliases(context: Context<'_>, id: VersionId) -> Vec<AliasView> {
    let aliases = context.names.aliases.iter().filter(|(value, _)| context.api.version_of(value) == id);
    let alias = |(value, name): &(Type, Name)| {
        let target = context.names.of(value);
        let what = format!("Another name of [`{}`].", target.as_str());
        AliasView { docs: docs::outer(&[what]), name: quote! { #name }.into(), target: quote! { #target }.into() }
    };
    aliases.map(alias).collect()
}

fn file_view(context: Context<'_>, file: &TypeFile, header: &str, folder: &str) -> TypeFileView {
    let mut types = Types::new(context, Naming::Plain(&file.types));
    let order = Order::new(context, &file.types);
    let models = order.models.into_iter().map(|id| model_view(&mut types, id)).collect();
    let unions = order.unions.into_iter().map(|id| union_view(&mut types, id)).collect();
    let enums = order.enums.into_iter().map(|id| enum_view(&mut types, id)).collect();
    TypeFileView {
        header: header.to_owned(),
        path: format!("{folder}/types/{}.rs", file.module.as_str()),
        docs: docs::inner(&[format!("`{}` and its inline types.", context.names.of(&file.types[0]).as_str())]),
        imports: types.imports.tokens().into(),
        models,
        unions,
        enums,
    }
}
