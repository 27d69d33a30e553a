//! Compares two APIs after naming, and lists the changes that callers see.
//!
//! ```text
//! Api, Names ─surface→ Surface      Surface × Surface ─pair→ Pairs ─changes→ Changes ─render→ text
//! ```
//!
//! A *surface* is the flat list of all that callers see. Things are paired by what the API calls them
//! (method and path, wire names), so that a new Rust name is seen as such; types, which the API need
//! not name, by their Rust paths and by where they are used. Knows no file and no terminal.

mod changes;
mod item;
mod json;
mod markdown;
mod operations;
mod pairing;
mod sentence;
mod surface;
mod text;
mod types;
mod version;

use crate::ir::Api;
use crate::name::Names;
use crate::resolve::Resolved;
use serde::Serialize;

pub use item::Kind;
pub(crate) use surface::without_keys;
pub use version::{Bump, bump};

/// What a change means for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Documentation says something else.
    Docs,
    /// Something else is sent or read; what callers write stays as it is.
    Wire,
    /// Callers can do more; what they wrote still compiles.
    Additive,
    /// What callers wrote may no longer compile, or no longer does what it did.
    Breaking,
}

impl Class {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Additive, Self::Wire, Self::Docs];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Wire => "wire",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means for callers.
    pub class: Class,
    /// What changed and how: `parameter-removed`, `field-type`.
    pub code: String,
    /// One sentence without a full stop; names and types of Rust are in backticks.
    pub message: String,
    /// The module that it belongs to, from the root of the crate; empty for the crate itself.
    pub module: String,
    /// The Rust item, from the root of the crate; as it was, where it is gone.
    pub item: String,
    /// The kind of the item.
    pub kind: Kind,
    /// Where it stands: in the old document where it is gone, else in the new one.
    pub place: Option<Place>,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Whether it is the old document.
    pub is_old: bool,
    /// The file as the user named it.
    pub file: String,
    /// 1-based.
    pub line: usize,
}

/// Everything that changed, by module, the worst first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

/// One side of a comparison.
pub struct Side<'a> {
    /// What the documents say.
    pub api: &'a Api,
    /// What Rust calls it.
    pub names: &'a Names,
    /// The documents that the API was lowered from, for places.
    pub documents: &'a [Resolved],
}

/// Says what changed for callers.
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Changes {
    let (old_surface, new_surface) =
        rayon::join(|| surface::surface(old.api, old.names), || surface::surface(new.api, new.names));
    let pairs = pairing::pair(&old_surface.items, &new_surface.items);
    changes::changes(&pairs, old.documents, new.documents)
}

impl Changes {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }

    /// How many there are of a class.
    pub fn count(&self, class: Class) -> usize {
        self.0.iter().filter(|change| change.class == class).count()
    }

    /// The worst class; `None` where nothing changed.
    pub fn verdict(&self) -> Option<Class> {
        self.0.iter().map(|change| change.class).max()
    }

    /// Says under which names the old and the new revision of a document are shown, which both were read as `name`.
    pub fn rename_document(&mut self, name: &str, old: &str, new: &str) {
        let places = self.0.iter_mut().filter_map(|change| change.place.as_mut());
        for place in places.filter(|place| place.file == name) {
            place.file = if place.is_old { old.to_owned() } else { new.to_owned() };
        }
    }

    /// The modules with their changes.
    fn by_module(&self) -> impl Iterator<Item = (&str, &[Change])> {
        self.0.chunk_by(|a, b| a.module == b.module).map(|changes| (changes[0].module.as_str(), changes))
    }
}
