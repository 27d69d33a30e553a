//! Reads folders of documents into the generator's [`Input`].

use crate::document_folder::{DocumentFolder, is_below};
use crate::names_lock;
use crate::read_text::{text, unreadable};
use crate::regular_file;
use anyhow::{Context, Result, bail, ensure};
use generator::diagnostic::{Code, Diagnostic, Diagnostics, Location, printable};
use generator::emit::Templates;
use generator::manifest::Manifest;
use generator::{File, Input};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the project: the one that `cargo run` names, because clones that build into one target folder share a
/// program, or else the one that this was built in.
pub(crate) fn project() -> &'static Path {
    static PROJECT: LazyLock<PathBuf> = LazyLock::new(|| {
        let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let ours = running.filter(|package| package.join("src/conformance.rs").is_file());
        let package = ours.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        package.parent().expect("xtask is a folder of the project").to_owned()
    });
    &PROJECT
}

/// The path as the user would write it: relative to the current folder where it is below it, and without `./`.
pub(crate) fn display(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let parts = path.strip_prefix(current).unwrap_or(path).components();
    let path: PathBuf = parts.filter(|part| *part != Component::CurDir).collect();
    let text = path.display().to_string().replace('\\', "/");
    if text.is_empty() { ".".to_owned() } else { printable(&text).into_owned() }
}

/// The folder whose crate the document is a part of: the one whose `crate.toml` names it, or else where it stands.
pub(crate) fn folder_of(spec: &Path) -> &Path {
    let beside = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_named = |folder: &&Path| {
        let bytes = regular_file::read(&folder.join("crate.toml")).unwrap_or_default();
        let manifest: toml_edit::DocumentMut = String::from_utf8_lossy(&bytes).parse().unwrap_or_default();
        let specs = manifest.get("specs").and_then(|specs| specs.as_array());
        let names = specs.into_iter().flatten().filter_map(|name| name.as_str());
        // A folder has the documents that are in it, whatever it says.
        names.filter(|name| is_below(Path::new(name))).any(|name| folder.join(name) == *spec)
    };
    beside.ancestors().filter(|folder| !folder.as_os_str().is_empty()).find(is_named).unwrap_or(beside)
}

/// Refuses what is no document, before its folder is read.
pub(crate) fn ensure_document(path: &Path) -> Result<()> {
    let is_document =
        path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known));
    ensure!(is_document, "{} is no .yaml, .yml or .json file", display(path));
    ensure!(path.exists(), "{} is not there", display(path));
    Ok(())
}

/// Reads a folder of documents, with or without a `crate.toml`, and the project's templates; or says of every file that
/// cannot be read why.
pub(crate) fn read(specs: &Path) -> Result<Result<Input, Vec<Diagnostic>>> {
    read_listed(specs, documents)
}

/// Reads a folder, but no documents unless a `crate.toml` names them.
pub(crate) fn around(folder: &Path) -> Result<Result<Input, Vec<Diagnostic>>> {
    read_listed(folder, |_| Ok(Vec::new()))
}

fn read_listed(
    specs: &Path,
    documents: impl Fn(&DocumentFolder) -> Result<Vec<String>>,
) -> Result<Result<Input, Vec<Diagnostic>>> {
    let folder = DocumentFolder::open(specs)?;
    let templates = templates()?;
    let mut reader = Reader { folder: &folder, size: 0, manifest: None, diagnostics: Diagnostics::default() };
    // Even one that cannot be read is there, and says so.
    let is_there = folder.has(MANIFEST);
    let manifest = if is_there { reader.manifest() } else { None };
    let (documents, overlays) = match (&manifest, &reader.manifest) {
        (Some(manifest), _) => (manifest.specs.clone(), manifest.overlays.clone()),
        (None, Some(text)) => Manifest::listed(&text.text),
        (None, None) if is_there => (Vec::new(), Vec::new()),
        (None, None) => (documents(&folder)?, overlays(&folder)?),
    };
    let lock = if folder.has(names_lock::NAME) { reader.file(names_lock::NAME) } else { None };
    let mut files = |names: &[String]| names.iter().filter_map(|name| reader.file(name)).collect();
    let (folder, specs, overlays_read) = (display(specs), files(&documents), files(&overlays));
    let mut input = Input { folder, specs, overlays: overlays_read, lock, manifest, templates };
    if reader.diagnostics.error_count() == 0 {
        return Ok(Ok(input));
    }
    // What is wrong with the documents that can be read is said in the same run.
    if input.overlays.len() == overlays.len() {
        // It names what is in the others too.
        input.lock = None;
        let specs = &input.specs;
        input.overlays.retain(|overlay| specs.iter().any(|spec| generator::extends(overlay, &spec.name, specs)));
        generator::generate(&input).diagnostics.into_iter().for_each(|said| reader.diagnostics.push(said));
    }
    Ok(Err(reader.diagnostics.into_sorted()))
}

/// The file that names all others.
const MANIFEST: &str = "crate.toml";

/// The maximum number of bytes that are read of one folder.
const TOTAL_LIMIT: usize = 256 << 20;

/// Reads the files of a folder, and collects what is wrong with them.
struct Reader<'a> {
    folder: &'a DocumentFolder,
    /// The bytes that were read.
    size: usize,
    /// `crate.toml`, which names the files.
    manifest: Option<File>,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    /// Reads `crate.toml` and the files that it names beside the documents.
    fn manifest(&mut self) -> Option<Manifest> {
        let text = self.text(MANIFEST, "")?;
        let file = File { name: display(&self.folder.shown(MANIFEST)), text };
        let manifest = Manifest::read(&file.name, &file.text, &mut self.diagnostics);
        self.manifest = Some(file);
        let mut manifest = manifest?;
        let mut optional = |name: &Option<String>| {
            let text = name.as_ref().and_then(|name| self.text(name, name));
            text.unwrap_or_default().trim_end().to_owned()
        };
        manifest.guide_text = optional(&manifest.guide);
        manifest.changelog_text = optional(&manifest.changelog);
        for (name, place) in [(&manifest.examples, "examples"), (&manifest.mock_server, "src/mock_server")] {
            let Some(name) = name else { continue };
            let paths = self.folder.files_below(name).unwrap_or_else(|error| {
                let diagnostic = Diagnostic::new(Code::UnreadableFile, format!("{error:#}"));
                self.diagnostics.push(diagnostic.at(self.place(name, name)));
                Vec::new()
            });
            for path in paths {
                let text = self.text(&format!("{name}/{path}"), name).unwrap_or_default();
                manifest.files.insert(format!("{place}/{path}"), text);
            }
        }
        Some(manifest)
    }

    /// Reads a document, relative to the folder.
    fn file(&mut self, name: &str) -> Option<File> {
        Some(File { name: display(&self.folder.shown(name)), text: self.text(name, name)? })
    }

    /// Reads a file. What is to blame is a place in it, or else where `crate.toml` names what it belongs to.
    fn text(&mut self, path: &str, name: &str) -> Option<String> {
        let diagnostic = match self.folder.text(path) {
            Ok(text) => {
                self.size = self.size.saturating_add(text.len());
                if self.size <= TOTAL_LIMIT {
                    return Some(text);
                }
                let limit = TOTAL_LIMIT >> 20;
                *unreadable(&self.folder.shown(path), &format!("with it, the folder has more than {limit} MB"))
            }
            Err(diagnostic) => *diagnostic,
        };
        let place = diagnostic.location.clone().unwrap_or_else(|| self.place(path, name));
        self.diagnostics.push(diagnostic.at(place));
        None
    }

    /// Returns where `crate.toml` names a file, or else the file.
    fn place(&self, path: &str, name: &str) -> Location {
        let Some(File { name: file, text }) = &self.manifest else {
            return Location::in_text(&display(&self.folder.shown(path)), "", 0..0);
        };
        let quoted = ['"', '\''].iter().find_map(|quote| text.find(&format!("{quote}{name}{quote}")));
        let start = quoted.map(|quote| quote + 1).or_else(|| text.find(name)).unwrap_or_default();
        let end = (start + name.len()).min(text.len());
        Location::in_text(file, text, start..end)
    }
}

/// Returns the documents of a folder without a `crate.toml`, in the order of their names.
fn documents(folder: &DocumentFolder) -> Result<Vec<String>> {
    let names = listing(&folder.shown(""))?;
    if names.is_empty() {
        bail!("{} holds no .yaml, .yml or .json file", display(&folder.shown("")));
    }
    Ok(names)
}

fn overlays(folder: &DocumentFolder) -> Result<Vec<String>> {
    if !folder.shown("overlays").is_dir() {
        return Ok(Vec::new());
    }
    let overlays =
        folder.find("overlays").with_context(|| format!("cannot list {}", display(&folder.shown("overlays"))))?;
    Ok(listing(&overlays)?.into_iter().map(|name| format!("overlays/{name}")).collect())
}

/// Returns the names of the documents in a folder, in order.
fn listing(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", display(folder)))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot list {}", display(folder)))?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        // What is no file is not left out in silence: reading it says so.
        if ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
            let name = path.file_name().and_then(|name| name.to_str());
            names.push(name.with_context(|| format!("{} is not UTF-8", display(&path)))?.to_owned());
            ensure!(names.len() <= DOCUMENT_LIMIT, "{} holds more than {DOCUMENT_LIMIT} documents", display(folder));
        }
    }
    names.sort();
    Ok(names)
}

/// The maximum number of documents in a folder.
const DOCUMENT_LIMIT: usize = 10_000;

/// One document, under the path that the user would write.
pub(crate) fn file(path: &Path) -> Result<File> {
    Ok(File { name: display(path), text: text(path)? })
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
