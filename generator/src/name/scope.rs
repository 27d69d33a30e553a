//! A place in which every name is taken at most once.

use crate::lock::KnownName;
use proc_macro2::{Ident, Span};
use quote::{ToTokens, TokenStreamExt};
use std::collections::{HashMap, HashSet};

/// A Rust identifier that belongs to one scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The text without the mark of a raw identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Name {
    /// The module of a version's types, which no resource's module is called like.
    pub fn types() -> Self {
        Self("types".to_owned())
    }

    /// An argument's name where it does not matter which.
    pub fn argument() -> Self {
        Self("argument".to_owned())
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        tokens.append(match KEYWORDS.contains(&self.0.as_str()) {
            true => Ident::new_raw(&self.0, Span::call_site()),
            false => Ident::new(&self.0, Span::call_site()),
        });
    }
}

/// Modules of every generated crate, and methods of its client.
pub(super) const ROOT: &[&str] = &[
    "account_sid",
    "alloc",
    "bin",
    "builder",
    "clone",
    "core",
    "from_env",
    "http",
    "lib",
    "main",
    "mod",
    "new",
    "reqwest",
    "runtime",
    "settings",
    "sid",
    "mock_server",
    "std",
];

/// Methods of every handle.
/// Those of `Into` and `TryInto` take the handle itself, and would come first.
pub(super) const HANDLE_METHODS: &[&str] = &["clone", "handle", "into", "new", "try_into"];

/// Methods that any handle may get one day: no resource takes them away.
pub(super) const VERBS: &[&str] = &["create", "delete", "fetch", "list", "replace", "update"];

/// Methods of every operation.
pub(super) const OPERATION_METHODS: &[&str] = &[
    "clone",
    "header",
    "into_future",
    "limit",
    "max_response_body",
    "new",
    "page_size",
    "pages",
    "request",
    "response",
    "resume",
    "retry",
    "send",
    "send_blocking",
    "stream",
    "timeout",
];

/// Methods of every model.
pub(super) const MODEL_METHODS: &[&str] = &["clone", "from_error", "new"];

/// Types that the text of every module relies on.
pub(super) const MODULE_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Client",
    "Date",
    "DateOrTimestamp",
    "Decimal",
    "Decode",
    "DecodeError",
    "Encode",
    "Err",
    "Error",
    "Fields",
    "Handle",
    "HttpMethod",
    "Into",
    "IntoIterator",
    "Json",
    "Joined",
    "JsonText",
    "JsonValue",
    "JsonWriter",
    "ListRequest",
    "MemberStyle",
    "Method",
    "None",
    "Ok",
    "Option",
    "Request",
    "Result",
    "SecretString",
    "Self",
    "Some",
    "String",
    "Timestamp",
    "Vec",
    "AsRef",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "From",
    "Iterator",
    "Page",
    "Response",
    "Send",
    "Sensitive",
    "Shape",
    "Sync",
    "ToString",
];

/// Every word that Rust reserves, of the editions up to 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be written even as raw identifiers.
const PATH_WORDS: &[&str] = &["Self", "crate", "self", "super", "_"];

/// Names of files that mean a device on Windows, whatever their extension.
const DEVICES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The maximum length of a name, in characters: readable, and short enough for the name of a file.
const LENGTH_LIMIT: usize = 100;

/// The names taken in one place.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Words that are taken in every scope of this kind.
    reserved: &'static [&'static str],
    taken: Taken,
    /// The names of known items that are not claimed yet: nothing else gets them.
    held: HashSet<String>,
}

/// Names, each with the number that its next namesake gets.
type Taken = HashMap<String, usize>;

impl Scope {
    /// A scope in which `reserved` is taken from the start.
    pub(super) fn new(reserved: &'static [&'static str]) -> Self {
        Self { reserved, ..Self::default() }
    }

    /// The scope of the modules of resources whose files are in one folder: `mod.rs` beside the parent's file would be
    /// another file for the same module, and the others are those of a version's types and tests.
    pub(super) fn of_modules() -> Self {
        Self::of_files(&["mod", "types", "wire_tests"])
    }

    /// The scope of modules whose files are in one folder, in which `reserved` is taken from the start.
    pub(super) fn of_files(reserved: &'static [&'static str]) -> Self {
        let mut scope = Self::new(reserved);
        scope.taken.extend(devices());
        scope
    }

    /// Takes these names too.
    pub(super) fn reserve<'a>(&mut self, names: impl IntoIterator<Item = &'a Name>) {
        for name in names {
            self.taken.entry(name.0.clone()).or_insert(2);
        }
    }

    /// Takes these words too.
    pub(super) fn reserve_words(&mut self, words: &[&str]) {
        self.taken.extend(words.iter().map(|word| ((*word).to_owned(), 2)));
    }

    /// Holds the name of a known item until it is claimed. A name that is taken already is not held.
    pub(super) fn hold(&mut self, name: Option<KnownName<'_>>) {
        let Some(KnownName { name, .. }) = name else { return };
        if usable(&name.to_owned()) == name && !self.is_taken(name) {
            self.taken.insert(name.to_owned(), 2);
            self.held.insert(name.to_owned());
        }
    }

    /// Takes the name that is held for a known item, or else the first candidate that is free; `conflicts` gets the name
    /// that something else has.
    pub(super) fn claim_known<'a, const N: usize>(
        &mut self,
        known: Option<KnownName<'a>>,
        candidates: impl FnOnce() -> [String; N],
        conflicts: &mut Vec<KnownName<'a>>,
    ) -> Name {
        match known {
            Some(known) if self.held.remove(known.name) => return Name(known.name.to_owned()),
            Some(known) => conflicts.push(known),
            None => {}
        }
        self.claim(candidates())
    }

    /// Takes the first candidate even where it is held: an overlay asks for it. An item that did not get it before keeps
    /// its known name.
    pub(super) fn claim_asked<const N: usize>(
        &mut self,
        known: Option<KnownName<'_>>,
        candidates: [String; N],
    ) -> Name {
        let first = usable(&candidates[0]);
        if self.held.remove(&first) {
            return Name(first);
        }
        let own = known.map(|known| known.name).filter(|name| !self.is_free(&first) && name.starts_with(&*first));
        match own.filter(|name| self.held.remove(*name)) {
            Some(name) => Name(name.to_owned()),
            None => self.claim(candidates),
        }
    }

    /// Takes the first candidate that is free, or else the first one with a number.
    pub(super) fn claim<const N: usize>(&mut self, candidates: [String; N]) -> Name {
        let first = usable(&candidates[0]);
        let plain = candidates.iter().map(usable).find(|name| !self.is_taken(name));
        let name = plain.unwrap_or_else(|| {
            // Where thousands have the same name, trying every number from the first one on would take its time.
            let start = self.taken.get(&first).copied().unwrap_or(2);
            let numbered = |number: usize| format!("{}{number}", first.trim_end_matches('_'));
            let number = (start..).find(|number| !self.is_taken(&numbered(*number))).expect("numbers have no end");
            self.taken.insert(first.clone(), number + 1);
            numbered(number)
        });
        self.taken.insert(name.clone(), 2);
        Name(name)
    }

    /// Returns true if a candidate is free.
    pub(super) fn is_free(&self, candidate: &String) -> bool {
        !self.is_taken(&usable(candidate))
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains_key(name) || self.reserved.contains(&name)
    }
}

fn devices() -> impl Iterator<Item = (String, usize)> {
    DEVICES.iter().map(|device| ((*device).to_owned(), 2))
}

fn usable(text: &String) -> String {
    let is_identifier = !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    match (is_identifier, PATH_WORDS.contains(&text.as_str())) {
        (false, _) => "nameless".to_owned(),
        (true, true) => format!("{text}_"),
        (true, false) => text.chars().take(LENGTH_LIMIT).collect(),
    }
}
