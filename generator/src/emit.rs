//! Emits the files of a crate for an [`Api`](crate::ir::Api) and its [`Names`](crate::name::Names).
//!
//! *View* decides and makes fragments, *render* puts them into templates, *format* lays out the text.

mod docs;
mod format;
mod fragment;
mod markdown;
mod render;
mod single_line;
pub mod view;

pub use format::format;
pub use fragment::Fragment;
pub use render::{Templates, render};

use std::collections::BTreeMap;

/// The files of a crate: text by path, with `/` between folders.
pub type FileTree = BTreeMap<String, String>;
