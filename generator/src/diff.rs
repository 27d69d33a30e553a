//! Compares two APIs after naming, and lists the changes that callers see.
//!
//! ```text
//! Api, Names ─surface→ Surface      Surface × Surface ─pair→ Pairs ─changes→ Changes ─render→ text
//! ```
//!
//! A *surface* is the flat list of all items that callers see. Items are paired by what the API calls them (method and
//! path, wire names), so a new Rust name is reported as a rename. Types need no name in the API, so they are paired by
//! their Rust paths and by their uses. This module knows no files and no terminal.

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

/// The effect of a change on callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The documentation changed.
    Docs,
    /// The request or the response changed. The code of callers stays as it is.
    Wire,
    /// Callers can do more. Their code still compiles.
    Additive,
    /// The code of callers may no longer compile, or no longer does the same.
    Breaking,
}

impl Class {
    /// All classes, from the most severe to the least severe.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Additive, Self::Wire, Self::Docs];

    /// Returns the name of the class.
    pub fn word(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Wire => "wire",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// A change that callers see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The effect on callers.
    pub class: Class,
    /// The kind of the item and the kind of the change: `parameter-removed`, `field-type`.
    pub code: String,
    /// One sentence without a full stop. Rust names and types are in backticks.
    pub message: String,
    /// The module of the item, from the root of the crate; empty for the crate itself.
    pub module: String,
    /// The path of the Rust item, from the root of the crate. A removed item has its old path.
    pub item: String,
    /// The kind of the item.
    pub kind: Kind,
    /// The location: in the old document if the item was removed, otherwise in the new document.
    pub place: Option<Place>,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// True for the old document, false for the new one.
    pub is_old: bool,
    /// The name of the file, as the user wrote it.
    pub file: String,
    /// The number of the line, counted from 1.
    pub line: usize,
}

/// All changes, sorted by module and, within a module, from the most severe to the least severe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

/// One side of a comparison.
pub struct Side<'a> {
    /// The API as the documents describe it.
    pub api: &'a Api,
    /// The Rust names of the API.
    pub names: &'a Names,
    /// The documents that the API was lowered from, for locations.
    pub documents: &'a [Resolved],
}

/// Returns the changes that callers see.
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Changes {
    let (old_surface, new_surface) =
        rayon::join(|| surface::surface(old.api, old.names), || surface::surface(new.api, new.names));
    let pairs = pairing::pair(&old_surface.items, &new_surface.items);
    changes::changes(&pairs, old.documents, new.documents)
}

impl Changes {
    /// Returns all changes.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }

    /// Returns the number of changes of a class.
    pub fn count(&self, class: Class) -> usize {
        self.0.iter().filter(|change| change.class == class).count()
    }

    /// Returns the most severe class; `None` if nothing changed.
    pub fn verdict(&self) -> Option<Class> {
        self.0.iter().map(|change| change.class).max()
    }

    /// Sets the names under which the two revisions of a document are shown. Both revisions were read as `name`.
    pub fn rename_document(&mut self, name: &str, old: &str, new: &str) {
        let places = self.0.iter_mut().filter_map(|change| change.place.as_mut());
        for place in places.filter(|place| place.file == name) {
            place.file = if place.is_old { old.to_owned() } else { new.to_owned() };
        }
    }

    /// Returns the modules with their changes.
    fn by_module(&self) -> impl Iterator<Item = (&str, &[Change])> {
        self.0.chunk_by(|a, b| a.module == b.module).map(|changes| (changes[0].module.as_str(), changes))
    }
}
