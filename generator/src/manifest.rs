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
    /// The documents, relative to the folder, in order.
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
            Ok(manifest) if is_crate_name(&manifest.name) => Some(manifest),
            Ok(manifest) => {
                let message = format!("{name}: `{}` is not a crate name", manifest.name);
                diagnostics.push(
                    Diagnostic::error("invalid-manifest", message).help("use lower-case letters, digits and `-`"),
                );
                None
            }
            Err(error) => {
                diagnostics
                    .push(Diagnostic::error("invalid-manifest", format!("{name}: {}", error.to_string().trim())));
                None
            }
        }
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

/// Whether Cargo takes the name and it is also a Rust identifier once `-` is `_`.
fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character))
}
