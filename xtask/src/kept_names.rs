//! The overlays that keep names in, the files out that an update writes for them.

use crate::input;
use crate::release;
use anyhow::{Result, ensure};
use generator::{File, Input, kept};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Puts these overlays in the place of those that an earlier update wrote, in the input and in its folder.
pub(crate) fn files(new: &mut Input, names: &[File], folder: &Path) -> Result<BTreeMap<PathBuf, Option<String>>> {
    let mut files = BTreeMap::new();
    let overlays = folder.join("overlays");
    let mut earlier = BTreeSet::new();
    for overlay in new.overlays.extract_if(.., |overlay| kept::is_kept(overlay)) {
        files.insert(overlays.join(kept::below(&input::display(&overlays), &overlay.name)), None);
        earlier.insert(overlay.name);
    }
    for file in names {
        let path = overlays.join(&file.name);
        ensure!(
            !path.exists() || files.contains_key(&path),
            "{} does not begin as `update` writes it, which would replace it; give it another name, or remove it",
            input::display(&path)
        );
        new.overlays.push(File { name: input::display(&path), text: file.text.clone() });
        files.insert(path, Some(file.text.clone()));
    }
    let Some(manifest) = &mut new.manifest else { return Ok(files) };
    let mut listed = manifest.overlays.clone();
    listed.retain(|name| !earlier.contains(&input::display(&folder.join(name))));
    listed.extend(names.iter().map(|file| format!("overlays/{}", file.name)));
    if listed != manifest.overlays {
        let path = folder.join("crate.toml");
        files.insert(path.clone(), Some(release::with_overlays(&input::file(&path)?.text, &listed)?));
        manifest.overlays = listed;
    }
    Ok(files)
}

/// What is said of them.
pub(crate) fn note(names: &[File]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|file| format!("overlays/{}", file.name)).collect();
    let list = names.join(", ");
    (!names.is_empty()).then(|| format!("       Names that callers know and the revision does not say are in {list}"))
}
