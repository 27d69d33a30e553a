//! Folders in, the generator's [`Input`] out.

use anyhow::{Context, Result, bail, ensure};
use generator::diagnostic::{Diagnostic, Diagnostics, printable};
use generator::emit::Templates;
use generator::manifest::Manifest;
use generator::{File, Input};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read: all of Twilio's documents together have 9 MB.
const SIZE_LIMIT: u64 = 64 << 20;

/// The folder of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the project")
}

/// The path as the user would write it: relative to the current folder where it is below it, and without `./`.
pub(crate) fn display(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let parts = path.strip_prefix(current).unwrap_or(path).components();
    let path: PathBuf = parts.filter(|part| *part != Component::CurDir).collect();
    let text = path.display().to_string().replace('\\', "/");
    if text.is_empty() { ".".to_owned() } else { printable(&text).into_owned() }
}

/// Reads a folder of documents, with or without a `crate.toml`, and the project's templates.
pub(crate) fn read(specs: &Path) -> Result<Result<Input, Vec<Diagnostic>>> {
    let manifest_path = specs.join("crate.toml");
    let templates = templates()?;
    if !manifest_path.is_file() {
        let documents = documents(specs)?.iter().map(|path| file(path)).collect::<Result<_>>()?;
        let overlays = overlays(&specs.join("overlays"))?;
        return Ok(Ok(Input { specs: documents, overlays, manifest: None, templates }));
    }
    let mut diagnostics = Diagnostics::default();
    let text = text(&manifest_path)?;
    let Some(mut manifest) = Manifest::read(&display(&manifest_path), &text, &mut diagnostics) else {
        return Ok(Err(diagnostics.into_sorted()));
    };
    let optional =
        |name: &Option<String>| name.as_ref().map_or(Ok(String::new()), |name| self::text(&specs.join(name)));
    manifest.guide_text = optional(&manifest.guide)?.trim_end().to_owned();
    manifest.changelog_text = optional(&manifest.changelog)?.trim_end().to_owned();
    for (folder, place) in [(&manifest.examples, "examples"), (&manifest.stand_in, "src/stand_in")] {
        let Some(folder) = folder.as_ref().map(|folder| specs.join(folder)) else { continue };
        for path in walk(&folder)? {
            manifest.files.insert(format!("{place}/{}", below(&folder, &path)), self::text(&path)?);
        }
    }
    let files = |names: &[String]| names.iter().map(|name| file(&specs.join(name))).collect::<Result<Vec<_>>>();
    Ok(Ok(Input {
        specs: files(&manifest.specs)?,
        overlays: files(&manifest.overlays)?,
        manifest: Some(manifest),
        templates,
    }))
}

/// The documents of a folder without a `crate.toml`, in the order of their names.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = listing(folder)?;
    if paths.is_empty() {
        bail!("{} holds no .yaml, .yml or .json file", display(folder));
    }
    Ok(paths)
}

/// What a folder says about each of its documents, without those that no `crate.toml` names.
pub(crate) fn around(folder: &Path) -> Result<Result<Input, Vec<Diagnostic>>> {
    if folder.join("crate.toml").is_file() {
        return read(folder);
    }
    Ok(Ok(Input { overlays: overlays(&folder.join("overlays"))?, ..Input::default() }))
}

fn overlays(folder: &Path) -> Result<Vec<File>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    listing(folder)?.iter().map(|path| file(path)).collect()
}

fn listing(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", display(folder)))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot list {}", display(folder)))?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        // What is no file is not left out in silence: reading it says so.
        if ["yaml", "yml", "json"].contains(&extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// One document, under the path that the user would write.
pub(crate) fn file(path: &Path) -> Result<File> {
    Ok(File { name: display(path), text: text(path)? })
}

fn text(path: &Path) -> Result<String> {
    let cannot = || format!("cannot read {}", display(path));
    let metadata = fs::metadata(path).with_context(cannot)?;
    ensure!(metadata.is_file(), "{}: it is not a file", cannot());
    ensure!(metadata.len() <= SIZE_LIMIT, "{}: it is larger than {} MB", cannot(), SIZE_LIMIT >> 20);
    let error = match String::from_utf8(fs::read(path).with_context(cannot)?) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
    let line = valid.matches('\n').count() + 1;
    let column = valid.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    bail!("{}:{line}:{column}: the file is not UTF-8 from here on; save it as UTF-8", display(path))
}

/// Every text under `templates/`.
fn templates() -> Result<Templates> {
    let root = project().join("templates");
    let mut templates = BTreeMap::new();
    for folder in ["crate", "each", "part", "runtime/src/runtime"] {
        for path in walk(&root.join(folder))? {
            templates.insert(below(&root, &path), text(&path)?);
        }
    }
    Ok(templates)
}

/// The path relative to the folder that it was found in.
fn below(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).expect("the walk stays below its root");
    relative.to_string_lossy().replace('\\', "/")
}

/// Every file below a folder, in the order of their paths.
pub(crate) fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", display(&folder)))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot list {}", display(&folder)))?;
            match entry.file_type().with_context(|| format!("cannot look at {}", display(&entry.path())))?.is_dir() {
                true => folders.push(entry.path()),
                false => files.push(entry.path()),
            }
        }
    }
    files.sort();
    Ok(files)
}
