//! Collects the documentation of a document as a whole, and of the parts that become no type and no method.
//!
//! The result is Markdown; nothing here reads its content.

use super::nodes::entries;
use super::{Resolver, server_url};
use crate::source::Entry;
use crate::text::paragraphs::{flowing, indented};
use std::collections::BTreeSet;

impl Resolver<'_> {
    /// Returns the description of the document, and a list of its other documentation.
    pub(super) fn about(&self) -> Vec<String> {
        let info = &self.openapi.info;
        let mut items = Vec::new();
        items.extend(info.terms_of_service.as_ref().map(|terms| format!("Terms of service: {terms}")));
        if let Some(contact) = &info.contact {
            items.extend(listed("Contact", [contact.name.as_ref(), contact.url.as_ref(), contact.email.as_ref()]));
        }
        if let Some(license) = &info.license {
            items.extend(listed("Licence of the document", [Some(&license.name), license.url.as_ref()]));
        }
        if let Some(page) = &self.openapi.external_docs {
            items.push(page_about(&page.url, page.description.clone()));
        }
        items.extend(self.servers());
        // The name of a tag has no meaning.
        let of_tags = self.openapi.tags.iter().flat_map(|tag| {
            let page = tag.external_docs.as_ref();
            [tag.description.clone(), page.and_then(|page| page.description.clone())]
        });
        items.extend(item("Among its operations", &of_tags.collect::<Vec<_>>()));
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

    /// Returns the documentation of servers and their variables. The order of the paths makes no difference.
    fn servers(&self) -> BTreeSet<String> {
        let paths = self.openapi.paths.iter().filter_map(|(_, item)| item.as_item());
        let of_paths =
            paths.flat_map(|path| path.servers.iter().chain(path.iter().flat_map(|(_, operation)| &operation.servers)));
        let mut items = BTreeSet::new();
        for server in self.openapi.servers.iter().chain(of_paths) {
            items.extend(item(&format!("Server `{}`", server_url(server)), [&server.description]));
            for (name, variable) in server.variables.iter().flatten() {
                items.extend(item(&format!("Server variable `{name}`"), [&variable.description]));
            }
        }
        items
    }
}

/// Returns the documentation of an item, if it has any.
pub(super) fn item<'t>(name: &str, texts: impl IntoIterator<Item = &'t Option<String>>) -> Option<String> {
    said(texts).map(|what| format!("{name}: {what}"))
}

pub(super) fn said<'t>(texts: impl IntoIterator<Item = &'t Option<String>>) -> Option<String> {
    let texts = texts.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty());
    // Text with a layout of its own stands in a block of its own.
    let texts: Vec<String> =
        texts.map(|text| flowing(text).unwrap_or_else(|| format!("\n\n{}\n\n", indented(text)))).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Returns the description of a page, with a link if its URL is a web address.
pub(super) fn page_about(url: &str, description: Option<String>) -> String {
    let said = said([&description]).map(|text| text + " ").unwrap_or_default();
    match is_address(url) {
        true => format!("{said}See the [documentation]({url})."),
        false => format!("{said}See `{}`.", url.replace('`', "'")),
    }
}

/// Returns true if the text is a web address that can be a link in Markdown.
pub(super) fn is_address(text: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_graphic() && !"<>()[]\\`\"".contains(character);
    (text.starts_with("https://") || text.starts_with("http://")) && text.chars().all(is_plain)
}

/// Returns names and addresses on one line, separated by commas.
fn listed<'t>(name: &str, texts: impl IntoIterator<Item = Option<&'t String>>) -> Option<String> {
    let texts: Vec<String> =
        texts.into_iter().flatten().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    (!texts.is_empty()).then(|| format!("{name}: {}", texts.join(", ")))
}

/// Joins several texts about one subject, each as a paragraph. Repeated texts are left out.
pub(crate) fn paragraphs<'t>(texts: impl IntoIterator<Item = Option<&'t String>>) -> Option<String> {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let mut paragraphs: Vec<&str> = Vec::new();
    for text in texts.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        // The description often begins with the summary.
        paragraphs.retain(|known| !plain(text).starts_with(&plain(known)));
        if !paragraphs.iter().any(|known| plain(known) == plain(text)) {
            paragraphs.push(text);
        }
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
