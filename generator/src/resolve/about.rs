//! A document in, what it says to its readers out: of itself, and of what no type and no method of the crate is about.
//!
//! Whatever it is, it is Markdown; nothing here looks at what it says.

use super::reference::{CHAIN_LIMIT, component_name};
use super::{Resolver, server_url};
use crate::source::{Entry, Kind, NodeId, Source};
use indexmap::IndexSet;
use serde_json::Value as JsonValue;
use serde_yaml::Value;

impl Resolver<'_> {
    /// The description of the document, and a list of what else it says of itself.
    pub(super) fn about(&self) -> Vec<String> {
        let info = &self.openapi.info;
        let mut items = Vec::new();
        items.extend(info.terms_of_service.as_ref().map(|terms| format!("Terms of service: {terms}")));
        if let Some(contact) = &info.contact {
            items.extend(item("Contact", [&contact.name, &contact.url, &contact.email]));
        }
        if let Some(license) = &info.license {
            items.extend(item("Licence of the document", [&Some(license.name.clone()), &license.url]));
        }
        if let Some(page) = &self.openapi.external_docs {
            items.extend(item("More", [&Some(page.url.clone()), &page.description]));
        }
        self.servers(&mut items);
        // What a tag is called means nothing.
        let of_tags = self.openapi.tags.iter().flat_map(|tag| {
            let page = tag.external_docs.as_ref();
            [tag.description.as_ref(), page.and_then(|page| page.description.as_ref())]
        });
        let of_tags: Vec<String> = of_tags.filter_map(|text| said([&text.cloned()])).collect();
        items.extend((!of_tags.is_empty()).then(|| format!("Among its operations: {}", of_tags.join("; "))));
        let schemes = self.source.resolve_pointer("/components/securitySchemes");
        let mut schemes: Vec<_> = schemes.into_iter().flat_map(|schemes| entries(self.source, schemes)).collect();
        schemes.sort_by_key(|entry| &entry.key);
        for Entry { key, value, .. } in schemes {
            items.extend(item(&format!("Security scheme `{key}`"), [&self.text(*value, "description")]));
        }
        let headers = self.headers.iter();
        items.extend(headers.map(|(name, what)| format!("Response header `{name}`: {what}")));
        let description = info.description.clone().into_iter();
        description.chain((!items.is_empty()).then(|| format!("- {}", items.join("\n- ")))).collect()
    }

    /// What is said of servers and their variables, wherever they stand.
    fn servers(&self, items: &mut Vec<String>) {
        let paths = self.openapi.paths.iter().filter_map(|(_, item)| item.as_item());
        let of_paths =
            paths.flat_map(|path| path.servers.iter().chain(path.iter().flat_map(|(_, operation)| &operation.servers)));
        for server in self.openapi.servers.iter().chain(of_paths) {
            let mut of_variables: Vec<_> = server.variables.iter().flatten().collect();
            of_variables.sort_by_key(|(name, _)| *name);
            let of_variables = of_variables.into_iter();
            let of_variables = of_variables.map(|(name, variable)| (format!("`{name}`"), &variable.description));
            let known = [(format!("Server `{}`", server_url(server)), &server.description)];
            for (name, description) in known.into_iter().chain(of_variables) {
                let new = item(&name, [description]);
                items.extend(new.filter(|new| !items.contains(new)));
            }
        }
    }

    /// Notes what is said of the headers of a response, and returns their names.
    pub(super) fn response_headers(&mut self, response: NodeId) -> Vec<String> {
        let source = self.source;
        // openapiv3 does not see them.
        let Some(headers) = source.child(response, "headers") else { return Vec::new() };
        let entries = entries(source, headers);
        for entry in entries {
            let Some(header) = self.follow_unread("headers", entry.value) else { continue };
            let schema = source.child(header, "schema").and_then(|schema| self.follow_unread("schemas", schema));
            let of_header = self.examples(header);
            let of_schema = |key: &str| schema.and_then(|schema| self.text(schema, key));
            let text = |value: &JsonValue| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let of_header = of_header.iter().map(|(_, value)| text(value));
            let examples: IndexSet<String> = of_header.chain(of_schema("example")).collect();
            let examples: Vec<String> =
                examples.iter().map(|example| format!("`{}`", example.replace('`', "'"))).collect();
            let is = |key: &str| self.text(header, key).is_some_and(|text| text == "true");
            let texts = [
                self.text(header, "description").or_else(|| of_schema("description")),
                of_schema("type").filter(|kind| kind != "string").map(|kind| format!("of type {kind}")),
                (!examples.is_empty()).then(|| format!("such as {}", examples.join(" or "))),
                is("required").then(|| "always there".to_owned()),
                is("deprecated").then(|| "deprecated".to_owned()),
            ];
            if let Some(what) = said(&texts) {
                self.headers.insert((entry.key.to_ascii_lowercase(), what));
            }
        }
        entries.iter().map(|entry| entry.key.clone()).collect()
    }

    /// What a node is, or what its reference leads to, in a section that openapiv3 does not see.
    pub(super) fn follow_unread(&mut self, section: &'static str, mut node: NodeId) -> Option<NodeId> {
        for _ in 0..CHAIN_LIMIT {
            let Some(reference) = self.text(node, "$ref") else { return Some(node) };
            self.followed.extend(component_name(&reference, section).map(|name| (section, name)));
            node = self.source.resolve_reference(&reference)?;
        }
        None
    }

    /// Notes what is said about an example, beside its value.
    pub(super) fn note_example(&mut self, name: &str, example: NodeId) {
        let texts = ["summary", "description", "externalValue"].map(|key| self.text(example, key));
        self.example_notes.extend(item(&format!("Example `{name}`"), &texts));
    }

    /// Notes which security schemes are asked for under `security`.
    pub(super) fn requirements(&mut self, node: NodeId) {
        let source = self.source;
        let Some(alternatives) = source.child(node, "security") else { return };
        for entry in source.children(alternatives).into_iter().flat_map(|schemes| entries(source, schemes)) {
            self.followed.insert(("securitySchemes", entry.key.clone()));
        }
    }

    /// The scalar under a key, as text.
    fn text(&self, node: NodeId, key: &str) -> Option<String> {
        match self.source.kind(self.source.child(node, key)?) {
            Kind::Scalar(Value::String(text)) => Some(text.clone()),
            Kind::Scalar(Value::Null) => None,
            Kind::Scalar(value) => serde_yaml::to_string(value).ok().map(|text| text.trim().to_owned()),
            _ => None,
        }
    }
}

pub(super) fn entries(source: &Source, node: NodeId) -> &[Entry] {
    match source.kind(node) {
        Kind::Mapping(entries) => entries,
        _ => &[],
    }
}

/// What is said about something, if anything is.
fn item<'t>(name: &str, texts: impl IntoIterator<Item = &'t Option<String>>) -> Option<String> {
    said(texts).map(|what| format!("{name}: {what}"))
}

fn said<'t>(texts: impl IntoIterator<Item = &'t Option<String>>) -> Option<String> {
    let one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = texts.into_iter().flatten().map(|text| one_line(text).trim_end_matches('.').to_owned());
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// Several texts about one thing, each as a paragraph; what is said twice once.
pub(crate) fn paragraphs<'t>(texts: impl IntoIterator<Item = Option<&'t String>>) -> Option<String> {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let mut paragraphs: Vec<&str> = Vec::new();
    for text in texts.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        // A summary is often how the description begins.
        paragraphs.retain(|known| !plain(text).starts_with(&plain(known)));
        if !paragraphs.iter().any(|known| plain(known) == plain(text)) {
            paragraphs.push(text);
        }
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
