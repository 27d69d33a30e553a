//! Writes the shapes by which the runtime tells the variants of a union apart.
//!
//! A shape lists only the properties of an object that have another type in another variant.

use super::Context;
use crate::ir::{ModelId, Type};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

/// The maximum depth of shapes.
const DEPTH: usize = 4;

/// The maximum number of variants of a union, with those of the unions in it.
const MOST: usize = 500;

/// The shape of the JSON of a type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Text,
    Day,
    Moment,
    Sid(Vec<String>),
    Words(Vec<String>),
    Number,
    Numbers(Vec<String>),
    Boolean,
    List(Box<Shape>),
    Map(Box<Shape>),
    Object(Object),
    Union(Vec<Shape>),
    Any,
}

/// The known properties of an object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object {
    required: Vec<String>,
    known: Vec<String>,
    members: Vec<(String, Shape)>,
}

/// Returns the shapes of the variants of a union.
pub(super) fn shapes(context: Context<'_>, variants: &[&Type]) -> Vec<Shape> {
    beside_each_other(context, variants, 0)
}

/// A type that is not a union, with the discriminator values that select it.
struct Leaf<'a> {
    value: &'a Type,
    said: Option<(&'a str, &'a [String])>,
}

fn beside_each_other(context: Context<'_>, variants: &[&Type], depth: usize) -> Vec<Shape> {
    let mut leaves = Vec::new();
    let ends: Vec<usize> = variants
        .iter()
        .map(|value| {
            flatten(context, value, None, &mut leaves);
            leaves.len()
        })
        .collect();
    if leaves.len() > MOST {
        return variants.iter().map(|_| Shape::Any).collect();
    }
    let mut shapes = of_leaves(context, &leaves, depth).into_iter();
    let mut start = 0;
    let shape = |(value, end): (&&Type, usize)| {
        let own: Vec<Shape> = shapes.by_ref().take(end - start).collect();
        start = end;
        match bare(value) {
            Type::Union(_) => Shape::Union(own),
            _ => own.into_iter().next().unwrap_or(Shape::Any),
        }
    };
    variants.iter().zip(ends).map(shape).collect()
}

/// Adds the variants of a type to `leaves`, and those of nested unions.
fn flatten<'a>(
    context: Context<'a>,
    value: &'a Type,
    said: Option<(&'a str, &'a [String])>,
    leaves: &mut Vec<Leaf<'a>>,
) {
    match bare(value) {
        Type::Union(id) if leaves.len() <= MOST => {
            let union = &context.api.unions[id.0];
            for variant in &union.variants {
                let words = Some(&*variant.wire_values).filter(|words| !words.is_empty());
                flatten(context, &variant.value, union.discriminator.as_deref().zip(words).or(said), leaves);
            }
        }
        value => leaves.push(Leaf { value, said }),
    }
}

fn of_leaves(context: Context<'_>, leaves: &[Leaf<'_>], depth: usize) -> Vec<Shape> {
    let lists = inside(context, leaves, depth, |value| match value {
        Type::List(item) => Some(item),
        _ => None,
    });
    let maps = inside(context, leaves, depth, |value| match value {
        Type::Map(item) => Some(item),
        _ => None,
    });
    let mut members: IndexMap<&str, Vec<(usize, &Type)>> = IndexMap::new();
    for (index, leaf) in leaves.iter().enumerate() {
        if let Type::Model(ModelId(id)) = leaf.value {
            for field in &context.api.models[*id].fields {
                members.entry(&field.wire_name).or_default().push((index, &field.value));
            }
        }
    }
    let mut objects: Vec<Object> = leaves.iter().map(|leaf| object(context, leaf)).collect();
    for (name, holders) in members.into_iter().filter(|_| depth < DEPTH) {
        let values: Vec<&Type> = holders.iter().map(|(_, value)| *value).collect();
        if values.iter().all(|value| bare(value) == bare(values[0])) {
            continue;
        }
        let shapes = beside_each_other(context, &values, depth + 1);
        if shapes.iter().any(|shape| *shape != shapes[0]) {
            for ((index, _), shape) in holders.into_iter().zip(shapes) {
                // An enum of texts already has a shape of its values.
                if !objects[index].members.iter().any(|(known, _)| known == name) {
                    objects[index].members.push((name.to_owned(), shape));
                }
            }
        }
    }
    let shape = |(index, leaf): (usize, &Leaf<'_>)| match leaf.value {
        Type::String | Type::Secret | Type::DecimalText | Type::HttpMethod => Shape::Text,
        Type::DateOrTimestamp => Shape::Text,
        Type::Date => Shape::Day,
        Type::Timestamp => Shape::Moment,
        Type::Sid(prefixes) => Shape::Sid(prefixes.clone()),
        Type::Enum(id) => {
            let known = &context.api.enums[id.0];
            if known.is_integer { Shape::Numbers(known.values.clone()) } else { Shape::Words(known.values.clone()) }
        }
        Type::Integer32 | Type::Integer64 | Type::Float | Type::Decimal => Shape::Number,
        Type::Boolean => Shape::Boolean,
        Type::List(_) => Shape::List(Box::new(lists[&index].clone())),
        Type::Map(_) => Shape::Map(Box::new(maps[&index].clone())),
        Type::Model(_) => Shape::Object(std::mem::take(&mut objects[index])),
        Type::Json if leaf.said.is_some() => Shape::Object(std::mem::take(&mut objects[index])),
        Type::Json | Type::Union(_) | Type::Nullable(_) | Type::Sensitive(_) => Shape::Any,
    };
    leaves.iter().enumerate().map(shape).collect()
}

/// Returns the shapes of the types that `inner` finds in the leaves, by the index of the leaf.
fn inside<'a>(
    context: Context<'_>,
    leaves: &[Leaf<'a>],
    depth: usize,
    inner: impl Fn(&'a Type) -> Option<&'a Type>,
) -> IndexMap<usize, Shape> {
    let held = leaves.iter().enumerate().filter_map(|(index, leaf)| Some((index, inner(leaf.value)?)));
    let (indices, values): (Vec<usize>, Vec<&Type>) = held.unzip();
    let shapes = match depth < DEPTH {
        true => beside_each_other(context, &values, depth + 1),
        false => values.iter().map(|_| Shape::Any).collect(),
    };
    indices.into_iter().zip(shapes).collect()
}

/// Returns the properties of an object, with its discriminator values.
fn object(context: Context<'_>, leaf: &Leaf<'_>) -> Object {
    let mut object = Object::default();
    if let Type::Model(ModelId(id)) = leaf.value {
        for field in &context.api.models[*id].fields {
            object.known.push(field.wire_name.clone());
            if field.rank != usize::MAX {
                object.required.push(field.wire_name.clone());
            }
            if let Type::Enum(id) = bare(&field.value)
                && !context.api.enums[id.0].is_integer
            {
                object.members.push((field.wire_name.clone(), Shape::Words(context.api.enums[id.0].values.clone())));
            }
        }
    }
    if let Some((property, words)) = leaf.said {
        object.members.retain(|(name, _)| name != property);
        object.members.push((property.to_owned(), Shape::Words(words.to_vec())));
        if !object.required.iter().any(|name| name == property) {
            object.required.push(property.to_owned());
        }
    }
    object
}

fn bare(value: &Type) -> &Type {
    match value {
        Type::Nullable(inner) | Type::Sensitive(inner) => bare(inner),
        value => value,
    }
}

impl Shape {
    /// Returns the expression that makes the shape.
    pub(super) fn tokens(&self) -> TokenStream {
        match self {
            Self::Text => quote! { Shape::Text },
            Self::Day => quote! { Shape::Day },
            Self::Moment => quote! { Shape::Moment },
            Self::Sid(prefixes) => quote! { Shape::Sid(&[#(#prefixes),*]) },
            Self::Words(words) => quote! { Shape::Words(&[#(#words),*]) },
            Self::Number => quote! { Shape::Number },
            Self::Numbers(numbers) => quote! { Shape::Numbers(&[#(#numbers),*]) },
            Self::Boolean => quote! { Shape::Boolean },
            Self::List(item) => {
                let item = item.tokens();
                quote! { Shape::List(&#item) }
            }
            Self::Map(item) => {
                let item = item.tokens();
                quote! { Shape::Map(&#item) }
            }
            Self::Object(Object { required, known, members }) => {
                let members = members.iter().map(|(name, shape)| {
                    let shape = shape.tokens();
                    quote! { (#name, #shape) }
                });
                quote! {
                    Shape::Object {
                        required: &[#(#required),*],
                        known: &[#(#known),*],
                        members: &[#(#members),*],
                    }
                }
            }
            Self::Union(shapes) => {
                let shapes = shapes.iter().map(Self::tokens);
                quote! { Shape::Union(&[#(#shapes),*]) }
            }
            Self::Any => quote! { Shape::Any },
        }
    }

    /// Names the deciding feature, as the end of a sentence.
    pub(super) fn appearance(&self) -> &'static str {
        match self {
            Self::Text => "its being text",
            Self::Day => "its being a day",
            Self::Moment => "its being a moment",
            Self::Sid(_) => "what it starts with",
            Self::Words(_) => "its being one of some words",
            Self::Number => "its being a number",
            Self::Numbers(_) => "its being one of some numbers",
            Self::Boolean => "its being `true` or `false`",
            Self::List(_) => "its being a list, and by the items",
            Self::Map(_) => "its being an object, and by the values of its members",
            Self::Object(_) => "the members of the object",
            Self::Union(_) => "what it chooses between",
            Self::Any => "nothing else being a better match",
        }
    }
}
