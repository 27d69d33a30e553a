//! A request body in, the parameters of its form or the word that it is JSON out.

use super::{Lowering, twilio};
use crate::diagnostic::Diagnostic;
use crate::ir::{BodyEncoding, Parameter, Position, ResourceId};
use crate::resolve::{self, AdditionalProperties};
use indexmap::IndexMap;

const FORM: &str = "application/x-www-form-urlencoded";

impl Lowering<'_> {
    /// Adds the properties of a form to the parameters.
    pub(super) fn body(
        &mut self,
        operation: &resolve::Operation,
        resource: ResourceId,
        verb: &str,
        parameters: &mut Vec<Parameter>,
    ) -> BodyEncoding {
        let Some(first) = operation.bodies.first() else {
            // Twilio's POSTs are forms, and an empty form still carries its Content-Type.
            return if operation.method == "POST" { BodyEncoding::Form } else { BodyEncoding::None };
        };
        let Some(form) = operation.bodies.iter().find(|body| body.media_type == FORM) else {
            let Some(json) = operation.bodies.iter().find(|body| body.media_type.contains("json")) else {
                self.report(
                    Diagnostic::error("unsupported-body", format!("a `{}` body is not supported", first.media_type))
                        .help("forms and JSON are; an overlay can change or remove the operation"),
                    first.place,
                );
                return BodyEncoding::None;
            };
            self.report(
                Diagnostic::warning(
                    "untyped-body",
                    format!("the `{}` body is taken as free-form JSON", json.media_type),
                )
                .help("forms are typed property by property"),
                json.place,
            );
            return BodyEncoding::Json;
        };
        let Some(schema) = form.schema else { return BodyEncoding::Form };
        let mut properties = FormProperties::default();
        self.form_properties(schema, &mut properties);
        for (name, property) in &properties.schemas {
            let property_schema = self.document.schema(*property);
            let constraints = self.constraints(property_schema);
            let value = self.schema_type(*property, resource, verb, std::slice::from_ref(name));
            parameters.push(Parameter {
                wire_name: name.clone(),
                rust_name: twilio::rust_name(&property_schema.extensions),
                position: Position::Form,
                required: properties.required.contains(name),
                value: super::schema::as_argument(value, Position::Form, constraints.pii),
                description: property_schema.description.clone(),
                constraints,
                deprecated: property_schema.deprecated,
                place: property_schema.place,
            });
        }
        BodyEncoding::Form
    }

    /// The properties of a form and of the parts of its `allOf`.
    fn form_properties(&mut self, id: resolve::SchemaId, properties: &mut FormProperties) {
        if properties.seen.contains(&id) {
            return;
        }
        properties.seen.push(id);
        let schema = self.document.schema(id);
        for part in &schema.all_of {
            self.form_properties(*part, properties);
        }
        properties.required.extend(schema.required.iter().cloned());
        properties.schemas.extend(schema.properties.iter().map(|(name, property)| (name.clone(), *property)));
        let is_open = schema.additional_properties != AdditionalProperties::Unspecified;
        let is_object = matches!(schema.schema_type.as_deref(), None | Some("object"));
        if !schema.one_of.is_empty() || is_open || !is_object {
            self.report(
                Diagnostic::warning("untyped-form", "the form's alternatives and additional properties cannot be set")
                    .help("the declared properties of the form can; an overlay can declare more"),
                schema.place,
            );
        }
    }
}

/// What a form is made of.
#[derive(Default)]
struct FormProperties {
    schemas: IndexMap<String, resolve::SchemaId>,
    required: Vec<String>,
    seen: Vec<resolve::SchemaId>,
}
