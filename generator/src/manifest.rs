//! Reads `crate.toml`: the name, the version and the files of a crate.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::emit::FileTree;
use crate::text::similar::similar;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The contents of `crate.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
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
    pub overlays: Vec<String>,
    /// A Markdown file that becomes part of the README and the front page.
    pub guide: Option<String>,
    /// A Markdown file that is copied into the crate.
    pub changelog: Option<String>,
    /// A folder of Rust files that become the crate's examples, relative to the folder.
    pub examples: Option<String>,
    /// A folder of Rust files that become the crate's module `mock_server` (feature `mock-server`), relative to the folder.
    pub mock_server: Option<String>,
    /// The files of both folders, by their path in the crate.
    #[serde(skip)]
    pub files: FileTree,
    /// The text of the guide.
    #[serde(skip)]
    pub guide_text: String,
    /// The text of the changelog.
    #[serde(skip)]
    pub changelog_text: String,
}

/// The keys of `crate.toml`, and what they take.
const KEYS: [(&str, Kind); 9] = [
    ("name", Kind::Text),
    ("version", Kind::Text),
    ("description", Kind::Text),
    ("specs", Kind::Texts),
    ("overlays", Kind::Texts),
    ("guide", Kind::Text),
    ("changelog", Kind::Text),
    ("examples", Kind::Text),
    ("mock_server", Kind::Text),
];

/// The kind of value that a key takes.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Texts,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Texts => "a list of texts",
        }
    }

    fn fits(self, value: &DeValue<'_>) -> bool {
        match self {
            Self::Text => value.is_str(),
            Self::Texts => value.as_array().is_some_and(|items| items.iter().all(|item| item.get_ref().is_str())),
        }
    }
}

/// A mistake in the value of a key.
struct Mistake {
    key: &'static str,
    /// The index of the item, if the value is a list.
    index: Option<usize>,
    message: String,
    help: &'static str,
}

impl Manifest {
    /// The crate's name as code writes it.
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Reads `crate.toml`. `name` is the path that diagnostics show.
    pub fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let before = diagnostics.error_count();
        let mut say = |span: Range<usize>, message: String, help: Option<String>| {
            let location = Location::in_text(name, text, span);
            diagnostics.push(Diagnostic { help, ..Diagnostic::new(Code::InvalidManifest, message).at(location) });
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            say(error.span().unwrap_or_default(), error.message().trim().to_owned(), None);
        }
        for (key, value) in table.get_ref() {
            let word: &str = key.get_ref();
            match KEYS.iter().find(|known| known.0 == word) {
                Some((_, kind)) if kind.fits(value.get_ref()) => {}
                Some((_, kind)) => say(value.span(), format!("`{word}` must be {}", kind.name()), None),
                // What has no name is no TOML either.
                None if word.is_empty() => {}
                None => {
                    let known = similar(KEYS.iter().map(|key| key.0), word);
                    let help = known.map(|known| format!("did you mean `{known}`?"));
                    say(key.span(), format!("`{word}` is not a key of `crate.toml`"), help);
                }
            }
        }
        for missing in ["name", "version", "description", "specs"] {
            if errors.is_empty() && !table.get_ref().contains_key(missing) {
                say(0..0, format!("`{missing}` is missing"), None);
            }
        }
        let manifest = toml::from_str::<Self>(text);
        for Mistake { key, index, message, help } in manifest.as_ref().map(Self::mistakes).unwrap_or_default() {
            if let Some(value) = table.get_ref().get(key) {
                let item = value.get_ref().as_array().zip(index).and_then(|(items, index)| items.get(index));
                say(item.map_or_else(|| value.span(), Spanned::span), message, Some(help.to_owned()));
            }
        }
        manifest.ok().filter(|_| diagnostics.error_count() == before)
    }

    /// The documents and overlays that a `crate.toml` names, as far as it can be read.
    pub fn listed(text: &str) -> (Vec<String>, Vec<String>) {
        let (table, _) = DeTable::parse_recoverable(text);
        let names = |key: &str| {
            let items = table.get_ref().get(key).and_then(|value| value.get_ref().as_array());
            items.into_iter().flatten().filter_map(|item| Some(item.get_ref().as_str()?.to_owned())).collect()
        };
        (names("specs"), names("overlays"))
    }

    /// The names of the examples, which may share files in folders of their own.
    pub fn example_names(&self) -> impl Iterator<Item = &str> {
        let names = self.files.keys().filter_map(|path| path.strip_prefix("examples/")?.strip_suffix(".rs"));
        names.filter(|name| !name.contains('/'))
    }

    /// Returns the values that cargo or a reader would not accept, each with a help.
    fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if !is_crate_name(&self.name) {
            mistakes.push(Mistake {
                key: "name",
                index: None,
                message: format!("`{}` is not a name for a crate", self.name),
                help: "use lower-case letters, digits and `-`, and no name of the standard library or of a device",
            });
        }
        if semver::Version::parse(&self.version).is_err() {
            let message = format!("`{}` is not a version", self.version);
            mistakes.push(Mistake { key: "version", index: None, message, help: "write it as `1.2.3`" });
        }
        if self.specs.is_empty() {
            let message = "`specs` names no document".to_owned();
            let help = "name at least one, relative to this folder";
            mistakes.push(Mistake { key: "specs", index: None, message, help });
        }
        let listed: Vec<&String> = self.specs.iter().chain(&self.overlays).collect();
        let twice = listed.iter().enumerate().find(|(index, file)| listed[..*index].contains(file));
        let item = |index: usize| match index.checked_sub(self.specs.len()) {
            Some(index) => ("overlays", Some(index)),
            None => ("specs", Some(index)),
        };
        mistakes.extend(twice.map(|(at, file)| (item(at), file)).map(|((key, index), file)| Mistake {
            key,
            index,
            message: format!("`{file}` is listed twice"),
            help: "list it once",
        }));
        mistakes
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
            description: match specs.len() {
                1 => "Typed client generated from an OpenAPI document.".to_owned(),
                count => format!("Typed client generated from {count} OpenAPI documents."),
            },
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

/// Returns true if cargo accepts the name, and callers can write it in a `use`.
fn is_crate_name(name: &str) -> bool {
    let is_word = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok() && !RESERVED.contains(&name);
    is_word
        && name.len() <= NAME_LIMIT
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character))
}
