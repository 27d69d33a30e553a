//! `cargo xtask update`: takes a new revision of one document, or changes nothing at all.
//!
//! Everything is read, compared and generated before the first file is touched.

use crate::atomic_write::replace;
use crate::diff::{Format, errors_first, rendered};
use crate::document_folder::DocumentFolder;
use crate::folder_lock::Hold;
use crate::journal::Journal;
use crate::output::{print, say};
use crate::report::MessageFormat;
use crate::revision::{self, Shown};
use crate::staging::end_later;
use crate::write::Written;
use crate::{Update, check, generate, input, names_lock, release, write};
use anyhow::{Context, Result, bail, ensure};
use generator::diff::{Changes, bump};
use generator::emit::FileTree;
use generator::manifest::Manifest;
use generator::{File, Input, Outcome};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files to write.
struct Plan {
    /// The texts of single files, by path.
    files: BTreeMap<PathBuf, String>,
    /// The crate.
    tree: FileTree,
    /// The crate as it is now, which an interrupted run restores.
    old_tree: FileTree,
    /// The names lock that it has now.
    old_names: String,
}

/// Compares, and unless it is a dry run writes.
pub(crate) fn run(arguments: &Update) -> Result<ExitCode> {
    let Update { spec, new, dry_run, out } = arguments;
    ensure!(!spec.is_dir(), "{} is a folder; name the document in it", input::display(spec));
    input::ensure_document(spec)?;
    let folder = input::folder_of(spec);
    let out = out.clone().unwrap_or_else(|| input::project().join("generated"));
    write::ensure_apart(&out, folder)?;
    let _hold = Hold::of(&[folder, out.parent().unwrap_or(&out)]);
    if *dry_run {
        ensure!(!Journal::is_open(folder), "an update was interrupted; `cargo xtask generate` takes it back");
    } else if Journal::recover(folder)? {
        generate::restore(folder, &out)?;
    }
    let Some(old) = revision::folder(folder)? else { return Ok(ExitCode::FAILURE) };
    let name = input::display(spec);
    let Some(index) = old.specs.iter().position(|file| file.name == name) else {
        let known: Vec<&str> = old.specs.iter().map(|file| file.name.as_str()).collect();
        bail!("{name} is none of the documents of its folder: {}", known.join(", "));
    };
    let revision = input::file(new)?;
    ensure!(
        revision.name == name || old.specs.iter().all(|file| file.name != revision.name),
        "{} is itself a document of the folder, which the crate is made of; name a revision that is not",
        revision.name
    );
    if revision.text == old.specs[index].text {
        say!("   Unchanged {name} is this revision already");
        return Ok(ExitCode::SUCCESS);
    }
    let shown = Shown { name: name.clone(), old: name.clone(), new: revision.name.clone() };
    let mut new = old.clone();
    new.specs[index].text.clone_from(&revision.text);
    let mut comparison = generator::diff(&old, &new);
    shown.show(&mut comparison);
    let Some(changes) = errors_first(&comparison.diagnostics, comparison.changes)? else {
        return generate::fail(&[], MessageFormat::Human);
    };
    let version = old.manifest.as_ref().map(|manifest| manifest.version.clone());
    print(&rendered(&changes, version.as_deref(), Format::Text))?;
    let label = release::label(spec, &revision.text);
    let files = BTreeMap::from([(spec.clone(), revision.text)]);
    let Some(plan) = plan(&old, new, folder, &label, &changes, files)? else { return Ok(ExitCode::FAILURE) };
    ensure!(
        old.lock.as_ref().is_none_or(|lock| lock.text == plan.old_names),
        "{} is not up to date; run `cargo xtask generate` first",
        input::display(&folder.join(names_lock::NAME))
    );
    ensure!(
        check::differences(&plan.old_tree, &out)?.is_empty(),
        "{} is not what {} makes of it; run `cargo xtask generate` first",
        input::display(&out),
        input::display(folder)
    );
    let names: Vec<String> = plan.files.keys().map(|path| input::display(path)).collect();
    if *dry_run {
        let list = names.join(", ");
        say!("nothing was written; without --dry-run: {list} and {}", input::display(&out));
        return Ok(ExitCode::SUCCESS);
    }
    let written = apply(&plan, folder, &out)?;
    say!("     Updated {}", names.join(", "));
    if changes.verdict().is_none() {
        say!("             which is no change for callers, and no release");
    }
    say!("       Wrote {}: {} files, {written}", input::display(&out), plan.tree.len());
    Ok(ExitCode::SUCCESS)
}

/// All texts as they are to be; `None` if the generator has errors, which are said.
fn plan(
    old: &Input,
    mut new: Input,
    folder: &Path,
    label: &str,
    changes: &Changes,
    mut files: BTreeMap<PathBuf, String>,
) -> Result<Option<Plan>> {
    if let (Some(manifest), true) = (&mut new.manifest, changes.verdict().is_some()) {
        bumped(manifest, folder, label, changes, &mut files)?;
    }
    let Some((old_tree, old_names)) = tree(old)? else { return Ok(None) };
    let path = folder.join(names_lock::NAME);
    let lock = new.lock.get_or_insert_with(|| File { name: input::display(&path), text: old_names.clone() });
    let known = lock.text.clone();
    let Some((tree, names)) = tree(&new)? else { return Ok(None) };
    if old.lock.is_none() || names != known {
        files.insert(path, names);
    }
    Ok(Some(Plan { files, tree, old_tree, old_names }))
}

/// Gives the manifest its next version, and the changelog its next section.
fn bumped(
    manifest: &mut Manifest,
    folder: &Path,
    spec: &str,
    changes: &Changes,
    files: &mut BTreeMap<PathBuf, String>,
) -> Result<()> {
    let Some((version, _)) = bump(&manifest.version, changes.verdict()) else {
        bail!("the version {} is not raised by machine; set one of three numbers", manifest.version);
    };
    let path = folder.join("crate.toml");
    let text = input::file(&path)?.text;
    files.insert(path, release::with_version(&text, &version)?);
    manifest.version.clone_from(&version);
    if let Some(changelog) = &manifest.changelog {
        let path = folder.join(changelog);
        let text = release::with_section(&input::file(&path)?.text, &version, spec, changes);
        text.trim_end().clone_into(&mut manifest.changelog_text);
        files.insert(path, text);
    }
    Ok(())
}

/// Returns the crate and its names lock.
fn tree(input: &Input) -> Result<Option<(FileTree, String)>> {
    let Outcome { files, lock, diagnostics, .. } = generate::generate(input);
    if files.is_none() {
        generate::fail(&diagnostics, MessageFormat::Human)?;
    }
    Ok(files.zip(lock))
}

/// Writes everything; if anything fails, everything is as it was.
fn apply(plan: &Plan, folder: &Path, out: &Path) -> Result<Written> {
    let ours = input::project().join("generated");
    let is_ours = out == ours || out.canonicalize().is_ok_and(|out| ours.canonicalize().is_ok_and(|ours| out == ours));
    let documents = DocumentFolder::open(folder)?;
    let mut files = Vec::new();
    for (path, text) in &plan.files {
        let relative = documents.relative(path)?;
        files.push((documents.writable(&relative)?, text));
    }
    end_later()?;
    let names = plan.files.keys().map(|path| documents.relative(path)).collect::<Result<Vec<_>>>()?;
    let journal = Journal::open(documents, &names, is_ours)?;
    let result = (|| {
        for (path, text) in files {
            replace(&path, text)?;
        }
        let written = write::write(&plan.tree, out)?;
        if is_ours && !written.is_nothing() {
            generate::lock()?;
        }
        Ok(written)
    })();
    match result.and_then(|written| journal.close().map(|()| written)) {
        Ok(written) => Ok(written),
        Err(error) => {
            journal.restore().context("the files could not be put back; the next run tries again")?;
            write::write(&plan.old_tree, out).context("run `cargo xtask generate` to get the crate back")?;
            Err(error)
        }
    }
}
