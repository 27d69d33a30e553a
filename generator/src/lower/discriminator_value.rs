//! Finds the discriminator value of each variant, which its constructor sets.

use crate::ir::{Api, Enum, Model, Type, Variant};

/// Marks the required members by which discriminators tell what callers send, where one word is meant. What else such a
/// member may say makes no difference: it can be set.
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
        // The name of the component counts where there is no other word.
        Type::String if words.len() > 1 => words.filter(|word| Some(*word) != component.as_ref()).collect(),
        Type::String => words.collect(),
        _ => return,
    };
    if let [word] = *words {
        // Another union may have another word for it, and says so itself.
        let known = field.said.take().filter(|known| known < word);
        field.said = Some(known.unwrap_or_else(|| word.clone()));
    }
}
