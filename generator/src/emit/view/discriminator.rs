//! Finds the discriminator values of a variant that is sent, for the code that sends it and for samples.

use super::Context;
use crate::ir::{Field, Type, Union, Variant};

/// Returns the discriminator property and the values that it can have. The first value is sent unless the caller sets
/// another one.
///
/// Returns `None` if the variant is not an object, cannot hold the property, or has only one value for it anyway.
pub(super) fn said_by_discriminator<'a>(
    context: Context<'_>,
    union: &'a Union,
    variant: &'a Variant,
) -> Option<(&'a str, Vec<&'a str>)> {
    let property = union.discriminator.as_deref()?;
    let (field, rest) = match &variant.value {
        Type::Model(id) => {
            let model = &context.api.models[id.0];
            (model.fields.iter().find(|field| field.wire_name == property), model.rest.as_ref())
        }
        Type::Map(item) => (None, Some(&**item)),
        Type::Json => (None, None),
        _ => return None,
    };
    if field.is_some_and(|field| field.required && has_one_value(context, field)) {
        return None;
    }
    let holder = field.map(|field| &field.value).or(rest);
    let words = variant.wire_values.iter().map(String::as_str);
    let words: Vec<&str> = words.filter(|word| holder.is_none_or(|holder| can_be(context, holder, word))).collect();
    (!words.is_empty()).then_some((property, words))
}

/// Returns true if the field can have one value only.
fn has_one_value(context: Context<'_>, field: &Field) -> bool {
    matches!(field.value, Type::Enum(id) if context.names.enums[id.0].variants.len() == 1)
}

fn can_be(context: Context<'_>, value: &Type, word: &str) -> bool {
    match value {
        Type::String | Type::Secret | Type::Json => true,
        Type::Enum(id) => {
            let known = &context.api.enums[id.0];
            !known.is_integer && known.values.iter().any(|value| value == word)
        }
        Type::Nullable(inner) | Type::Sensitive(inner) => can_be(context, inner, word),
        _ => false,
    }
}
