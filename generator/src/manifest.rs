//! `crate.toml` in, what the crate is called and made of out.

use crate::diagnostic::{Diagnostic, Diagnostics};
use serde::Deserialize;

/// What the crate is called and made of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// One sentence about the crate.
    pub description: String,
    /// The documents, relative to the folder. They are read in the order of their names.
    pub specs: Vec<String>,
    /// The overlays, relative to the folder, in order.
    #[serde(default)]
    pub overlays: Vec<String>,
    /// A Markdown file that becomes part of the README and the front page.
    pub guide: Option<String>,
    /// A Markdown file that is copied into the crate.
    pub changelog: Option<String>,
    /// The text of the guide.
    #[serde(skip)]
    pub guide_text: String,
    /// The text of the changelog.
    #[serde(skip)]
    pub changelog_text: String,
}

impl Manifest {
    /// Reads `crate.toml`. `name` is the path that diagnostics show.
    pub fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match toml::from_str::<Self>(text) {
            Ok(manifest) => match manifest.mistake() {
                None => Some(manifest),
                Some((mistake, help)) => {
                    let message = format!("{name}: {mistake}");
                    diagnostics.push(Diagnostic::error("invalid-manifest", message).help(help));
                    None
                }
            },
            Err(error) => {
                diagnostics
                    .push(Diagnostic::error("invalid-manifest", format!("{name}: {}", error.to_string().trim())));
                None
            }
        }
    }

    /// What cargo, or a reader, would not take; and what to do about it.
    fn mistake(&self) -> Option<(String, &'static str)> {
        if !is_crate_name(&self.name) {
            return Some((
                format!("`{}` is not a name for a crate", self.name),
                "use lower-case letters, digits and `-`",
            ));
        }
        if semver::Version::parse(&self.version).is_err() {
            return Some((format!("`{}` is not a version", self.version), "write it as `1.2.3`"));
        }
        if self.specs.is_empty() {
            return Some(("`specs` names no document".to_owned(), "name at least one, relative to this folder"));
        }
        let listed: Vec<&String> = self.specs.iter().chain(&self.overlays).collect();
        let twice = listed.iter().enumerate().find(|(index, file)| listed[..*index].contains(file));
        twice.map(|(_, file)| (format!("`{file}` is listed twice"), "list it once"))
    }

    /// A manifest for documents without one: the name from what their titles share.
    pub fn derive(titles: &[String], specs: Vec<String>) -> Self {
        use heck::ToKebabCase;
        let words = |title: &String| -> Vec<String> { title.to_kebab_case().split('-').map(str::to_owned).collect() };
        let mut shared = titles.first().map(words).unwrap_or_default();
        for title in titles.iter().skip(1).map(words) {
            let same = shared.iter().zip(&title).take_while(|(a, b)| a == b).count();
            shared.truncate(same);
        }
        let name: String = shared
            .join("-")
            .chars()
            .filter(|character| character.is_ascii_alphanumeric() || *character == '-')
            .collect();
        let name = Some(name).filter(|name| is_crate_name(name)).unwrap_or_else(|| "api-client".to_owned());
        Self {
            description: format!("Typed client generated from {} OpenAPI documents.", specs.len()),
            version: "0.1.0".to_owned(),
            name,
            specs,
            ..Self::default()
        }
    }
}

/// Names that cargo takes and that callers cannot use, or would take for something else.
const RESERVED: [&str; 12] =
    ["alloc", "aux", "con", "core", "crate", "nul", "prn", "proc-macro", "self", "std", "super", "test"];

/// The longest name that the registry takes.
const NAME_LIMIT: usize = 64;

/// Whether cargo takes the name, and callers can write it in a `use`.
fn is_crate_name(name: &str) -> bool {
    let is_word = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok() && !RESERVED.contains(&name);
    is_word
        && name.len() <= NAME_LIMIT
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character))
}
