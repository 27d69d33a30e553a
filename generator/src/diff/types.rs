//! Adds the models, enums and unions of an API to a surface.

use super::Class;
use super::item::{Fact, Item, Kind};
use super::surface::Builder;
use crate::ir::{Enum, EnumId, Model, ModelId, Type, Union, UnionId};
use crate::name::{EnumNames, ModelNames, Name, UnionNames};

impl Builder<'_> {
    pub(super) fn types(&mut self) {
        let (api, names) = (self.api, self.names);
        for (index, (model, names)) in api.models.iter().zip(&names.models).enumerate() {
            self.model(model, names, &Type::Model(ModelId(index)));
        }
        for (index, (union, names)) in api.unions.iter().zip(&names.unions).enumerate() {
            self.union(union, names, &Type::Union(UnionId(index)));
        }
        for (index, (enumeration, names)) in api.enums.iter().zip(&names.enums).enumerate() {
            self.enumeration(enumeration, names, &Type::Enum(EnumId(index)));
        }
        for (value, name) in &names.aliases {
            self.alias(value, name);
        }
    }

    /// Adds an alias of a type, with all parts of the type.
    fn alias(&mut self, value: &Type, name: &Name) {
        let target = self.written.value(value).trim_start_matches("crate::").to_owned();
        let Some(index) = self.items.iter().position(|item| item.kind == Kind::Type && item.path == target) else {
            return;
        };
        let path = format!("{}::{}", self.items[index].module, name.as_str());
        let parts = self.items.iter().filter(|item| item.parent == Some(index) && item.kind.is_part()).cloned();
        let parts: Vec<Item> = parts.collect();
        let alias =
            Item { path: path.clone(), wire: path, name: name.as_str().to_owned(), ..self.items[index].clone() };
        let parent = self.push(Item { alias_of: Some(index), ..alias });
        for part in parts {
            let path = part.path.replacen(&target, &self.items[parent].path, 1);
            self.push(Item { parent: Some(parent), path, ..part });
        }
    }

    fn named_type(&mut self, value: &Type, name: &Name, shape: &str) -> Item {
        let path = self.written.value(value).trim_start_matches("crate::").to_owned();
        let mut item = Item::new(Kind::Type, self.version(self.api.version_of(value)), &path, name, &path);
        item.module = path.rsplit_once("::").map(|(module, _)| module.to_owned()).unwrap_or_default();
        item.facts.push(Fact::of_callers("kind", "kind", shape));
        item
    }

    fn model(&mut self, model: &Model, names: &ModelNames, value: &Type) {
        let mut item = self.named_type(value, &names.type_name, "a struct");
        item.docs = self.written.model_docs(model);
        item.place = Some((model.document, model.place));
        let place = item.place;
        let positional: Vec<bool> = model.fields.iter().map(|field| model.is_input && field.is_argument()).collect();
        let mut order: Vec<_> = model.fields.iter().zip(&positional).filter(|(_, positional)| **positional).collect();
        order.sort_by_key(|(field, _)| field.rank);
        item.order = order.into_iter().map(|(field, _)| field.wire_name.clone()).collect();
        let parent = self.push(item);
        let path = self.items[parent].path.clone();
        for ((field, name), positional) in model.fields.iter().zip(&names.fields).zip(&positional) {
            let mut item =
                Item::new(Kind::Field, Some(parent), &field.wire_name, name, &format!("{path}::{}", name.as_str()));
            let value = self.written.value(&field.value);
            let boxed = if field.recursive { format!("Box<{value}>") } else { value };
            let text = if field.required { boxed } else { format!("Option<{boxed}>") };
            item.facts.push(Fact::of_callers("type", "type", text));
            if model.is_input {
                let setting = match (positional, field.required) {
                    (true, _) => "an argument of the constructor",
                    (false, true) => "set by the constructor, or by a method",
                    (false, false) => "set by a method",
                };
                item.facts.push(Fact::of_callers("setting", "way to set", setting));
                item.facts.push(Fact::of_callers("argument", "argument", self.written.argument(&field.value)));
            }
            if *positional {
                item.added = Class::Breaking;
            }
            let is_text = field.value == Type::DecimalText;
            item.facts.push(Fact::of_wire(format!(
                "`{}`{}{}",
                field.wire_name,
                if field.null_if_absent { ", null if absent" } else { "" },
                if is_text { ", in quotes" } else { "" }
            )));
            item.docs = self.written.field_docs(field, model.is_input);
            item.place = Some((model.document, field.place));
            item.module = self.items[parent].module.clone();
            self.push(item);
        }
        if let Some(rest) = &model.rest {
            let map = self.written.value(&Type::Map(Box::new(rest.clone())));
            let item =
                Item::new(Kind::Field, Some(parent), "*", &names.rest, &format!("{path}::{}", names.rest.as_str()));
            let module = self.items[parent].module.clone();
            let facts = vec![Fact::of_callers("type", "type", map)];
            self.push(Item { facts, module, place, ..item });
        }
        let functions = [
            ("new", model.is_input),
            ("default", model.is_input && !positional.contains(&true)),
            ("from_error", model.is_error),
        ];
        for (name, _) in functions.into_iter().filter(|(_, is_there)| *is_there) {
            self.part(parent, Kind::Function, name, name, place);
        }
    }

    fn union(&mut self, union: &Union, names: &UnionNames, value: &Type) {
        let mut item = self.named_type(value, &names.type_name, "a union");
        item.docs = union.description.clone().unwrap_or_default();
        item.place = Some((union.document, union.place));
        item.facts.push(Fact::of_wire(match &union.discriminator {
            Some(property) => format!("told by `{property}`"),
            None => "told by its members".to_owned(),
        }));
        let parent = self.push(item);
        for (variant, name) in union.variants.iter().zip(&names.variants) {
            let text = self.written.value(&variant.value);
            let facts = vec![
                Fact::of_callers("type", "type", text),
                Fact::of_wire(match (variant.wire_values.as_slice(), variant.statuses.as_slice()) {
                    ([], []) => "told by its members".to_owned(),
                    ([], statuses) => format!("told by the status {}", statuses.join(" or ")),
                    (words, _) => format!("`{}`", words.join("` or `")),
                }),
            ];
            self.variant(parent, name.as_str(), name, facts);
            self.last().docs = self.written.variant_docs(variant);
        }
        let is_secret = self.secrets.of(value).next().is_some();
        let others = if is_secret { "Sensitive<JsonValue>" } else { "JsonValue" };
        self.variant(parent, "*", &names.fallback, vec![Fact::of_callers("type", "type", others)]);
    }

    fn enumeration(&mut self, enumeration: &Enum, names: &EnumNames, value: &Type) {
        let kind = if enumeration.is_integer { "an enumeration of numbers" } else { "an enumeration of words" };
        let mut item = self.named_type(value, &names.type_name, kind);
        item.docs = enumeration.description.clone().unwrap_or_default();
        item.place = Some((enumeration.document, enumeration.place));
        let parent = self.push(item);
        let values = enumeration.values.iter().zip(&enumeration.value_places);
        for ((value, place), name) in values.zip(&names.variants) {
            self.variant(parent, &format!("= {value}"), name, vec![Fact::of_wire(format!("`{value}`"))]);
            self.last().place = Some((enumeration.document, *place));
        }
        self.variant(parent, "*", &names.fallback, Vec::new());
    }

    fn variant(&mut self, parent: usize, wire: &str, name: &Name, facts: Vec<Fact>) {
        let above = &self.items[parent];
        let path = format!("{}::{}", above.path, name.as_str());
        let (module, place) = (above.module.clone(), above.place);
        let item = Item::new(Kind::Variant, Some(parent), wire, name, &path);
        self.push(Item { facts, module, place, ..item });
    }
}
