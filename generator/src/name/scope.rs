//! A place in which every name is taken at most once.

use proc_macro2::{Ident, Span};
use quote::{ToTokens, TokenStreamExt};
use std::collections::HashMap;

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

/// How many characters of a name are kept: enough for people, and not too much for the name of a file.
const LENGTH_LIMIT: usize = 100;

/// The names taken in one place.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: Taken,
    modules: Taken,
}

/// Names, each with the number that its next namesake gets.
type Taken = HashMap<String, usize>;

impl Scope {
    /// A scope in which `reserved` is taken from the start.
    pub(super) fn new(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|word| ((*word).to_owned(), 2)).collect(), modules: Taken::new() }
    }

    /// The scope of modules whose files are in one folder, in which `reserved` is taken from the start.
    pub(super) fn of_files(reserved: &[&str]) -> Self {
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

    /// Takes the first candidate that is free, or else the first one with a number.
    pub(super) fn claim<const N: usize>(&mut self, candidates: [String; N]) -> Name {
        claim(&mut self.taken, &candidates)
    }

    /// Whether a candidate is free.
    pub(super) fn is_free(&self, candidate: &String) -> bool {
        !self.taken.contains_key(&usable(candidate))
    }

    /// Takes the name if it is free, and says so.
    pub(super) fn take(&mut self, name: &Name) -> bool {
        !self.taken.contains_key(&name.0) && self.taken.insert(name.0.clone(), 2).is_none()
    }

    /// Takes the name of a module, which may be that of a method.
    pub(super) fn claim_module(&mut self, candidate: &str) -> Name {
        // `mod.rs` beside the parent's file would be another file for the same module; the others are those of a
        // version's tests, and of types that other modules offer.
        if self.modules.is_empty() {
            let taken = ["mod", "shared_types", "wire_tests"].map(|file| (file.to_owned(), 2));
            self.modules.extend(devices().chain(taken));
        }
        claim(&mut self.modules, &[candidate.to_owned()])
    }
}

fn devices() -> impl Iterator<Item = (String, usize)> {
    DEVICES.iter().map(|device| ((*device).to_owned(), 2))
}

fn claim(taken: &mut Taken, candidates: &[String]) -> Name {
    // Where thousands have the same name, trying every number from the first one on would take its time.
    let first = usable(&candidates[0]);
    let number = taken.get(&first).copied().unwrap_or(2);
    let (name, next) = first_free(|name| !taken.contains_key(name), candidates, number);
    taken.insert(name.0.clone(), 2);
    taken.entry(first).and_modify(|number| *number = next);
    name
}

/// The name, and the first number behind it that was not tried.
fn first_free(is_free: impl Fn(&str) -> bool, candidates: &[String], number: usize) -> (Name, usize) {
    if let Some(plain) = candidates.iter().map(usable).find(|name| is_free(name)) {
        return (Name(plain), number);
    }
    let first = usable(&candidates[0]);
    let mut numbered = (number..).map(|number| (format!("{}{number}", first.trim_end_matches('_')), number + 1));
    let (name, next) = numbered.find(|(name, _)| is_free(name)).expect("there is always another number");
    (Name(name), next)
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
