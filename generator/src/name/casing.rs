//! Changes the words of a document to the case of a Rust name.

use super::symbols::telling;
use crate::text::singular::singular;
use deunicode::deunicode_with_tofu;
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;

/// The names of Twilio's identifiers, by prefix. Any other prefix gives `XxSid`.
const SIDS: &[(&str, &str)] = &[
    ("AC", "Account"),
    ("AD", "Address"),
    ("AP", "Application"),
    ("BU", "Bundle"),
    ("BY", "Byoc"),
    ("CA", "Call"),
    ("CF", "Conference"),
    ("CN", "ConnectApp"),
    ("CR", "Credential"),
    ("GN", "Safelist"),
    ("GP", "Group"),
    ("HX", "Content"),
    ("ME", "Media"),
    ("MG", "MessagingService"),
    ("MM", "Message"),
    ("PN", "PhoneNumber"),
    ("QU", "Queue"),
    ("RE", "Recording"),
    ("RI", "Identity"),
    ("SK", "Key"),
    ("SM", "Message"),
    ("TK", "Trunk"),
    ("VA", "VerifyService"),
    ("VE", "Verification"),
];

/// The type of an identifier with these prefixes.
pub(super) fn sid_name(prefixes: &[String]) -> String {
    let known = |prefix: &String| SIDS.iter().find(|(known, _)| known == prefix);
    // One of several kinds is not that kind.
    let is_one_kind = |name: &str| prefixes.iter().all(|prefix| known(prefix).is_some_and(|(_, other)| *other == name));
    match prefixes.first().and_then(known).filter(|(_, name)| is_one_kind(name)) {
        Some((_, name)) => format!("{name}Sid"),
        None => format!("{}Sid", prefixes.join(" ").to_lowercase().to_upper_camel_case()),
    }
}

/// `snake_case` in ASCII, with `fallback` where nothing is left.
pub(super) fn snake(text: &str, fallback: &str) -> String {
    let name = ascii(text).to_snake_case();
    prefixed(name, "n", fallback)
}

/// `UpperCamelCase` in ASCII, with `fallback` where nothing is left.
pub(super) fn camel(text: &str, fallback: &str) -> String {
    let name = ascii(text).to_upper_camel_case();
    prefixed(name, "V", fallback)
}

/// A name that an overlay asks for: as it is where it is one already.
pub(super) fn asked_camel(text: &str, fallback: &str) -> String {
    let is_one = text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|character| character.is_ascii_alphanumeric());
    if is_one { text.to_owned() } else { camel(text, fallback) }
}

/// Returns a name that an overlay gives to a field, a parameter or a method.
pub(super) fn asked_snake(text: &str, fallback: &str) -> String {
    let is_one = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|character| matches!(character, 'a'..='z' | '0'..='9' | '_'));
    if is_one { text.to_owned() } else { snake(text, fallback) }
}

/// Letters of other scripts as Latin ones, whatever else is no letter or digit as spaces.
fn ascii(text: &str) -> String {
    transliterated(text)
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character } else { ' ' })
        .collect()
}

/// Returns the text with letters of other scripts as Latin ones, and spaces for what has none.
pub(super) fn transliterated(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode_with_tofu(text, " ")) }
}

fn prefixed(name: String, prefix: &str, fallback: &str) -> String {
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

/// `StartTime<` is `start_time_before`, `StartTime>` is `start_time_after`.
pub(super) fn parameter_name(wire_name: &str) -> String {
    let (name, suffix) = match wire_name.strip_suffix('<') {
        Some(name) => (name, "_before"),
        None => wire_name.strip_suffix('>').map_or((wire_name, ""), |name| (name, "_after")),
    };
    format!("{}{suffix}", snake(&telling(name), "parameter"))
}

/// `2010-04-01` is `v2010`, `v1` is `v1`, none is `unversioned`.
pub(super) fn version_name(wire_name: &str) -> String {
    match wire_name.chars().next() {
        None => "unversioned".to_owned(),
        Some(first) if first.is_ascii_digit() => {
            snake(&format!("v{}", wire_name.split('-').next().unwrap_or_default()), "unversioned")
        }
        Some(_) => snake(wire_name, "unversioned"),
    }
}

/// The path's word, unless Twilio's libraries mount the resource under another one.
pub(super) fn collection_name(wire_name: &str, mount_name: Option<&str>) -> String {
    let word = snake(wire_name, "resource");
    match mount_name.map(|name| snake(name, "resource")) {
        Some(mount) if mount != singular(&word) => mount,
        _ => word,
    }
}

/// The singular; where a word has none, the singular of the parent is added, or else that there is a key.
pub(super) fn instance_name(collection: &str, parent: Option<&str>) -> String {
    let name = singular(collection);
    if name != collection {
        return name;
    }
    match parent.map(|parent| singular(&snake(parent, ""))) {
        Some(parent) if !parent.is_empty() => format!("{name}_{parent}"),
        _ => format!("{name}_by_key"),
    }
}

/// The property's words, without the owner's at the start.
pub(super) fn enum_property(owner: &str, property: &str) -> String {
    property.strip_prefix(owner).and_then(|rest| rest.strip_prefix('_')).unwrap_or(property).to_owned()
}
