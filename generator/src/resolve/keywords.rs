//! Reads the keywords of a schema from the types of openapiv3.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, SchemaKind, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;

/// The keywords of a schema side by side. openapiv3 sorts schemas into kinds by their keywords.
#[derive(Default)]
pub(super) struct Keywords<'a> {
    pub(super) schema_type: Option<&'a str>,
    pub(super) format: Option<String>,
    pub(super) pattern: Option<&'a String>,
    pub(super) range: (Option<f64>, Option<f64>),
    pub(super) exclusive: (bool, bool),
    pub(super) length: (Option<usize>, Option<usize>),
    pub(super) item_count: (Option<usize>, Option<usize>),
    pub(super) member_count: (Option<usize>, Option<usize>),
    pub(super) multiple_of: Option<f64>,
    pub(super) has_unique_items: bool,
    pub(super) enumeration: Vec<Value>,
    pub(super) properties: Option<&'a IndexMap<String, ReferenceOr<Box<openapiv3::Schema>>>>,
    pub(super) required: &'a [String],
    pub(super) additional_properties: Option<&'a openapiv3::AdditionalProperties>,
    pub(super) items: Option<&'a ReferenceOr<Box<openapiv3::Schema>>>,
    pub(super) all_of: &'a [ReferenceOr<openapiv3::Schema>],
    pub(super) one_of: &'a [ReferenceOr<openapiv3::Schema>],
    pub(super) any_of: &'a [ReferenceOr<openapiv3::Schema>],
}

impl<'a> Keywords<'a> {
    pub(super) fn new(kind: &'a SchemaKind) -> Self {
        match kind {
            SchemaKind::Any(any) => Self::of_any(any),
            SchemaKind::OneOf { one_of } => Self { one_of, ..Self::default() },
            SchemaKind::AllOf { all_of } => Self { all_of, ..Self::default() },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..Self::default() },
            SchemaKind::Not { .. } => Self::default(),
            SchemaKind::Type(schema_type) => Self::of_type(schema_type),
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        Self {
            schema_type: any.typ.as_deref(),
            format: any.format.clone(),
            pattern: any.pattern.as_ref(),
            range: (any.minimum, any.maximum),
            exclusive: (any.exclusive_minimum == Some(true), any.exclusive_maximum == Some(true)),
            length: (any.min_length, any.max_length),
            item_count: (any.min_items, any.max_items),
            member_count: (any.min_properties, any.max_properties),
            multiple_of: any.multiple_of,
            has_unique_items: any.unique_items == Some(true),
            enumeration: any.enumeration.clone(),
            properties: Some(&any.properties),
            required: &any.required,
            additional_properties: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            all_of: &any.all_of,
            one_of: &any.one_of,
            any_of: &any.any_of,
        }
    }

    fn of_type(schema_type: &'a Type) -> Self {
        match schema_type {
            Type::String(string) => Self {
                schema_type: Some("string"),
                format: format_name(&string.format),
                pattern: string.pattern.as_ref(),
                enumeration: string.enumeration.iter().flatten().cloned().map(Value::from).collect(),
                length: (string.min_length, string.max_length),
                ..Self::default()
            },
            Type::Number(number) => Self {
                schema_type: Some("number"),
                format: format_name(&number.format),
                enumeration: number.enumeration.iter().flatten().copied().map(Value::from).collect(),
                range: (number.minimum, number.maximum),
                exclusive: (number.exclusive_minimum, number.exclusive_maximum),
                multiple_of: number.multiple_of,
                ..Self::default()
            },
            Type::Integer(integer) => Self {
                schema_type: Some("integer"),
                format: format_name(&integer.format),
                enumeration: integer.enumeration.iter().flatten().copied().map(Value::from).collect(),
                range: (integer.minimum.map(|bound| bound as f64), integer.maximum.map(|bound| bound as f64)),
                exclusive: (integer.exclusive_minimum, integer.exclusive_maximum),
                multiple_of: integer.multiple_of.map(|number| number as f64),
                ..Self::default()
            },
            Type::Object(object) => Self {
                schema_type: Some("object"),
                properties: Some(&object.properties),
                required: &object.required,
                member_count: (object.min_properties, object.max_properties),
                additional_properties: object.additional_properties.as_ref(),
                ..Self::default()
            },
            Type::Array(array) => Self {
                schema_type: Some("array"),
                items: array.items.as_ref(),
                item_count: (array.min_items, array.max_items),
                has_unique_items: array.unique_items,
                ..Self::default()
            },
            Type::Boolean(_) => Self { schema_type: Some("boolean"), ..Self::default() },
        }
    }
}

/// Returns the format as the document spells it.
fn format_name<F: serde::Serialize>(format: &VariantOrUnknownOrEmpty<F>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(name)) => Some(name),
            _ => None,
        },
    }
}
