//! An operation's parameters, body and result.

use super::parameter::mark_personal;
use super::successes::{
    accept, decoded, decoded_responses, empty_status, never_has_body, output_as_sent, success_status, successes,
};
use super::{Lowering, paging, twilio};
use crate::diagnostic::{Code, Diagnostic, same_of};
use crate::ir::{Constraints, Endpoint, Example, ModelId, Operation, Output, PageSize, Parameter, ResourceId, Type};
use crate::openapi::media_type::is_json;
use crate::resolve;
use heck::{ToSnakeCase, ToUpperCamelCase};
use http::StatusCode;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The words that Twilio's operation ids start with.
const VERBS: [&str; 5] = ["create", "delete", "fetch", "list", "update"];

impl Lowering<'_> {
    /// Returns the models of a result: one for each status if the statuses have different types.
    fn models_in(&self, value: &Type) -> Vec<ModelId> {
        match value {
            Type::Model(id) => vec![*id],
            Type::Union(id) => {
                let variants = self.api.unions[id.0].variants.iter();
                let by_status = variants.filter(|variant| !variant.statuses.is_empty());
                by_status.flat_map(|variant| self.models_in(&variant.value)).collect()
            }
            value => value.inner().map(|inner| self.models_in(inner)).unwrap_or_default(),
        }
    }

    /// Lowers one operation of an endpoint.
    pub(super) fn operation(
        &mut self,
        operation: &resolve::Operation,
        path: &str,
        server: &str,
        resource: ResourceId,
        endpoint: Endpoint,
    ) -> Operation {
        let named = || format!("{} {path}", operation.method).to_upper_camel_case();
        let id = operation.operation_id.clone().unwrap_or_else(named);
        let page = self.page(operation);
        let verb = verb(operation, &id, page.is_some(), endpoint);
        let keys = self.keys(operation, path, resource, endpoint);
        let is_page = page.is_some();
        self.operation = Some(id.clone());
        self.subject = Some(self.subject_of(operation, path, is_page, resource));
        let output = match page {
            Some((items_key, items)) => {
                self.check_page(operation, &items_key);
                self.note_page(operation, &items_key, resource);
                let item = self.item(items, resource);
                Output::Page { items_key, item, page_size: self.page_size(operation) }
            }
            None => self.output(operation, resource),
        };
        let response = match &output {
            Output::Page { item: value, .. } | Output::Value(value) => self.models_in(value),
            Output::Nothing | Output::Text | Output::Bytes => Vec::new(),
        };
        let mut parameters = self.parameters(operation, is_page, resource);
        let body = self.body(operation, resource, &mut parameters);
        for id in response {
            mark_personal(&mut parameters, &self.api.models[id.0].fields);
        }
        // A page has the type of the first success. Any other output covers all successes.
        let shown = decoded_responses(operation, matches!(output, Output::Page { .. }));
        let mut examples: Vec<Example> =
            shown.flat_map(|(response, body)| self.examples(response, body, None)).collect();
        self.check_bodiless(operation);
        let errors = self.errors(operation, resource, &output, &mut examples);
        let body_constraints = self.body_constraints(operation, &body);
        let output_constraints = self.output_constraints(operation, &output);
        let conditional = self.conditional(operation, &parameters);
        self.operation = None;
        self.subject = None;
        Operation {
            id,
            verb,
            rust_name: twilio::rust_name(&operation.extensions),
            method: operation.method.clone(),
            server: server.to_owned(),
            path: path.to_owned(),
            description: operation.description.clone(),
            page: operation.page.clone(),
            deprecated: operation.deprecated,
            keys,
            parameters,
            body,
            conditional,
            output,
            status: success_status(operation),
            empty_status: empty_status(operation),
            accept: accept(operation),
            errors,
            body_constraints,
            output_constraints,
            answers: answers(operation),
            example_notes: operation.example_notes.clone(),
            response_headers: response_headers(operation),
            examples,
            document: self.index,
            place: operation.place,
        }
    }

    /// Returns the property that holds the items of a page, and their schema, if the operation is a list.
    pub(super) fn page(&self, operation: &resolve::Operation) -> Option<(String, resolve::SchemaId)> {
        if operation.method != "GET" {
            return None;
        }
        paging::items(self.document, decoded(operation).next()?.1.schema?)
    }

    /// Returns the parameter that sets the number of items on a page, with the range that the document gives. Bounds
    /// that allow no valid number are ignored.
    fn page_size(&self, operation: &resolve::Operation) -> Option<PageSize> {
        let is_page_size = |parameter: &&resolve::Parameter| {
            parameter.name == "PageSize" && paging::is_paging(self.document, parameter)
        };
        let parameter = operation.parameters.iter().find(is_page_size)?;
        let Constraints { range, exclusive, .. } = self.with_parts(parameter.schema, &mut Vec::new());
        let minimum = range.0.map(|least| if exclusive.0 { least.floor() + 1.0 } else { least.ceil() });
        let maximum = range.1.map(|most| if exclusive.1 { most.ceil() - 1.0 } else { most.floor() });
        let whole = |number: f64| number.clamp(1.0, f64::from(u16::MAX)) as u16;
        let minimum = whole(minimum.unwrap_or(1.0));
        // Twilio's own maximum, which most of its documents repeat.
        let maximum = maximum.filter(|maximum| *maximum >= 1.0).map_or(1000.max(minimum), whole);
        let name = parameter.name.clone();
        Some(match minimum <= maximum {
            true => PageSize { name, minimum, maximum },
            false => PageSize { name, minimum: 1, maximum },
        })
    }

    /// Returns the constraints of the schema and of the parts of its `allOf`.
    fn with_parts(&self, id: resolve::SchemaId, seen: &mut Vec<resolve::SchemaId>) -> Constraints {
        if seen.contains(&id) {
            return Constraints::default();
        }
        seen.push(id);
        let schema = self.document.schema(id);
        schema.all_of.iter().fold(self.constraints(schema), |all, part| all.and(self.with_parts(*part, seen)))
    }

    /// Returns the type of the items of a page.
    fn item(&mut self, items: resolve::SchemaId, resource: ResourceId) -> Type {
        let item = self.schema_type(self.answers.shared(self.namesake(items)), resource, &["Item".to_owned()]);
        match self.document.schema(items).nullable {
            true => Type::Nullable(Box::new(item)),
            false => item,
        }
    }

    /// Reports the properties of a page that are neither its items nor its position. Also reports JSON responses other
    /// than the first.
    fn check_page(&mut self, operation: &resolve::Operation, items_key: &str) {
        let mut bodies = decoded(operation);
        let Some(page) = bodies.next().and_then(|(_, body)| body.schema) else { return };
        let others: Vec<_> = bodies.map(|(response, body)| (response.status.clone(), body.place)).collect();
        for (status, place) in others {
            self.report(
                Diagnostic::new(Code::UntypedResponse, format!("the `{status}` response of a list is not decoded"))
                    .help("callers find its bytes in `.response().body()`, or in the error"),
                place,
            );
        }
        let lost = paging::beside_items(self.document, page, items_key);
        if let Some((name, property)) = lost.first() {
            let message = format!("`{name}` of the page is left out{}", same_of(lost.len() - 1));
            self.report(
                Diagnostic::new(Code::UntypedResponse, message).help("callers find it in `.response().body()`"),
                self.document.schema(*property).place,
            );
        }
    }

    /// Returns the result of an operation. Several successful responses become a union. The result is optional if a
    /// response has no body or may be null.
    fn output(&mut self, operation: &resolve::Operation, resource: ResourceId) -> Output {
        let mut schemas: IndexMap<resolve::SchemaId, Vec<String>> = IndexMap::new();
        for (response, body) in decoded(operation) {
            if let Some(schema) = body.schema {
                schemas.entry(self.answers.shared(self.namesake(schema))).or_default().push(response.status.clone());
            }
        }
        self.check_undecoded(operation);
        let words = ["Response".to_owned()];
        let value = match schemas.len() {
            0 => return output_as_sent(operation),
            1 => self.schema_type(*schemas.first().expect("there is one").0, resource, &words),
            _ => self.union_by_status(&schemas, operation.place, resource, &words),
        };
        let value = if value == Type::DecimalText { Type::Decimal } else { value };
        let is_null =
            decoded(operation).filter_map(|(_, body)| body.schema).any(|id| self.document.schema(id).nullable);
        match is_null || empty_status(operation).is_some() {
            true => Output::Value(Type::Nullable(Box::new(value))),
            false => Output::Value(value),
        }
    }

    /// Returns the models of the error responses whose schemas are objects.
    fn errors(
        &mut self,
        operation: &resolve::Operation,
        resource: ResourceId,
        output: &Output,
        examples: &mut Vec<Example>,
    ) -> Vec<(String, ModelId)> {
        let is_refusal = |response: &&resolve::Response| !response.status.starts_with(['1', '2', '3']);
        let has_success = operation.responses.iter().any(|response| response.status.starts_with('2'));
        let is_elsewhere = |response: &&resolve::Response| response.status.starts_with(['1', '3']);
        for response in operation.responses.iter().filter(is_elsewhere) {
            self.undecoded(response, "is not decoded");
        }
        let mut errors = Vec::new();
        for response in operation.responses.iter().filter(is_refusal) {
            let body = response.json();
            let Some(schema) = body.and_then(|body| body.schema) else { continue };
            // Without another success, `default` is also the success.
            if !has_success && response.status == "default" {
                match output {
                    Output::Value(Type::Model(id)) => errors.push((response.status.clone(), *id)),
                    _ => self.undecoded(response, "is decoded of a success alone"),
                }
                continue;
            }
            let words = ["Error".to_owned(), response.status.clone()];
            let is_object = self.is_object(schema, &mut Vec::new());
            if is_object && let Type::Model(id) = self.schema_type(schema, resource, &words) {
                errors.push((response.status.clone(), id));
                if let Some(body) = body {
                    examples.extend(self.examples(response, body, Some(id)));
                }
            } else {
                self.undecoded(response, "is no object, and is not decoded");
            }
        }
        errors
    }

    /// Reports a response, other than a success, whose JSON body becomes no type.
    fn undecoded(&mut self, response: &resolve::Response, what: &str) {
        let Some(body) = response.json() else { return };
        self.report(
            Diagnostic::new(Code::UntypedResponse, format!("the body of the `{}` response {what}", response.status))
                .help("callers find its bytes in `.response().body()`, or in the error"),
            body.place,
        );
    }

    /// Reports the bodies of successes that never have a body.
    fn check_bodiless(&mut self, operation: &resolve::Operation) {
        let bodiless = successes(operation).filter(|response| never_has_body(operation, response));
        for (response, body) in bodiless.filter_map(|response| Some((response, response.bodies.first()?))) {
            let status = &response.status;
            let message = match operation.method.as_str() {
                "HEAD" => format!("the `{status}` response to HEAD declares `content`, and such a response has none"),
                _ => format!("the `{status}` response declares `content`, and no response with that status has any"),
            };
            self.report(
                Diagnostic::new(Code::UntypedResponse, message).help("remove its `content`, here or in an overlay"),
                body.place,
            );
        }
    }

    /// Reports the first body of a success that is not decoded.
    fn check_undecoded(&mut self, operation: &resolve::Operation) {
        let is_typed = decoded(operation).any(|(_, body)| body.schema.is_some());
        let is_as_sent = output_as_sent(operation) != Output::Nothing;
        let is_decoded = |response: &resolve::Response| match is_as_sent {
            true => response.decoding().is_some(),
            false => is_typed && response.json().is_some(),
        };
        let undecoded =
            successes(operation).filter(|response| !never_has_body(operation, response) && !is_decoded(response));
        let Some(body) = undecoded.flat_map(|response| &response.bodies).next() else { return };
        // An unresolved schema is an error of its own.
        if is_json(&body.media_type) && self.document.source.child(body.place, "schema").is_some() {
            return;
        }
        self.report(
            Diagnostic::new(Code::UntypedResponse, format!("the `{}` response is not decoded", body.media_type))
                .help("callers find its bytes in `.response().body()`"),
            body.place,
        );
    }

    /// Returns the groups of `x-twilio.conditional`, which names parameters in snake case, with their wire names.
    /// Reports names that are not parameters.
    fn conditional(&mut self, operation: &resolve::Operation, parameters: &[Parameter]) -> Vec<Vec<String>> {
        let mut groups = Vec::new();
        for group in twilio::conditional(&operation.extensions) {
            let mut names = Vec::new();
            for name in &group {
                match parameters.iter().find(|parameter| parameter.wire_name.to_snake_case() == *name) {
                    Some(parameter) => names.push(parameter.wire_name.clone()),
                    None => self.report(
                        Diagnostic::new(
                            Code::UnknownConditional,
                            format!("`x-twilio.conditional` names `{name}`, which is no parameter"),
                        ),
                        self.document
                            .source
                            .nearest(self.document.source.nearest(operation.place, "x-twilio"), "conditional"),
                    ),
                }
            }
            // A required parameter is always set, so its group needs no check.
            let is_met = names
                .iter()
                .any(|name| parameters.iter().any(|parameter| parameter.required && parameter.wire_name == *name));
            let same =
                |other: &Vec<String>| other.len() == names.len() && other.iter().all(|name| names.contains(name));
            if names.len() == group.len() && !names.is_empty() && !is_met && !groups.iter().any(same) {
                groups.push(names);
            }
        }
        groups
    }
}

/// Returns the descriptions of responses by status, if they say more than HTTP does.
fn answers(operation: &resolve::Operation) -> Vec<(String, String)> {
    let says_more = |response: &&resolve::Response| {
        let code = StatusCode::from_bytes(response.status.as_bytes()).ok();
        let name = code.and_then(|code| code.canonical_reason()).unwrap_or("OK");
        let text = response.description.trim().trim_end_matches('.');
        !text.is_empty() && !text.eq_ignore_ascii_case(name) && !text.eq_ignore_ascii_case("OK")
    };
    let answer = |response: &resolve::Response| (response.status.clone(), response.description.clone());
    operation.responses.iter().filter(says_more).map(answer).collect()
}

/// Returns the names of response headers, without `Content-Type`, headers for browsers and invalid names.
fn response_headers(operation: &resolve::Operation) -> Vec<String> {
    let names = operation.responses.iter().flat_map(|response| &response.headers);
    let names = names.map(|name| name.to_ascii_lowercase()).collect::<BTreeSet<_>>().into_iter();
    let is_name = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    names.filter(|name| !name.starts_with("access-control-") && *name != "content-type" && is_name(name)).collect()
}

/// Returns the first word of the operation id if it is one of Twilio's verbs, or else the whole id. Without an id, the
/// method and the endpoint decide.
fn verb(operation: &resolve::Operation, id: &str, is_page: bool, endpoint: Endpoint) -> String {
    let snake = id.to_snake_case();
    let first = snake.split('_').next().unwrap_or_default();
    if VERBS.contains(&first) {
        return first.to_owned();
    }
    if operation.operation_id.is_some() && !snake.is_empty() {
        return snake;
    }
    let verb = match (operation.method.as_str(), endpoint) {
        ("GET", _) if is_page => "list",
        ("GET", _) => "fetch",
        ("POST", Endpoint::Collection) => "create",
        ("POST", _) => "update",
        ("PUT", _) => "replace",
        ("DELETE", _) => "delete",
        (method, _) => return method.to_lowercase(),
    };
    verb.to_owned()
}
