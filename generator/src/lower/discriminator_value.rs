//! Finds the discriminator value of each variant, which its constructor sets.

use crate::ir::{Api, Enum, Model, Type, Variant};

/// Sets the default of each required discriminator property that callers send, if exactly one value selects the model.
/// Other values of the property make no difference, because callers can still set them.
pub(super) fn mark_said(api: &mut Api) {
    let Api { unions, models, enums, .. } = api;
    for union in unions.iter().filter(|union| union.is_input) {
        let Some(property) = &union.discriminator else { continue };
        for variant in &union.variants {
            if let Type::Model(id) = variant.value {
                mark(property, variant, &mut models[id.0], enums);
            }
        }
    }
}

fn mark(property: &str, variant: &Variant, model: &mut Model, enums: &[Enum]) {
    let Model { fields, component, .. } = model;
    let Some(field) = fields.iter_mut().find(|field| field.required && field.wire_name == property) else { return };
    let words = variant.wire_values.iter();
    let words: Vec<&String> = match field.value {
        Type::Enum(id) => words.filter(|word| enums[id.0].values.contains(word)).collect(),
        // The component name counts only if there is no other value.
        Type::String if words.len() > 1 => words.filter(|word| Some(*word) != component.as_ref()).collect(),
        Type::String => words.collect(),
        _ => return,
    };
    if let [word] = *words {
        // Another union may select the model by another value, which that union then sets itself.
        let known = field.said.take().filter(|known| known < word);
        field.said = Some(known.unwrap_or_else(|| word.clone()));
    }
}
