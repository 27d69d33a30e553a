//! `cargo xtask update`: takes a new revision of one document, or changes nothing at all.
//!
//! Everything is read, compared and generated before the first file is touched.

use crate::diff::{Format, errors_first, rendered};
use crate::hold::Hold;
use crate::journal::{Journal, remove_file};
use crate::output::{print, say};
use crate::replace::replace;
use crate::report::MessageFormat;
use crate::revision::{self, Shown};
use crate::{Update, check, generate, input, kept_names, release, write};
use anyhow::{Context, Result, bail, ensure};
use generator::diff::{Changes, bump};
use generator::emit::FileTree;
use generator::manifest::Manifest;
use generator::{Input, Outcome};
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What is to be written.
struct Plan {
    /// The texts of single files, by path; none where a file goes.
    files: BTreeMap<PathBuf, Option<String>>,
    /// The crate.
    tree: FileTree,
    /// What the crate is made of now: what an interrupted run goes back to.
    old_tree: FileTree,
}

/// Compares, and unless it is a dry run writes.
pub(crate) fn run(arguments: &Update) -> Result<ExitCode> {
    let Update { spec, new, dry_run, out } = arguments;
    ensure!(!spec.is_dir(), "{} is a folder; name the document in it", input::display(spec));
    input::ensure_document(spec)?;
    let folder = input::folder_of(spec);
    let out = out.clone().unwrap_or_else(|| input::project().join("generated"));
    write::refuse_to_lose(&out, folder)?;
    let _hold = Hold::of(&[folder, out.parent().unwrap_or(&out)]);
    if *dry_run {
        ensure!(!Journal::is_open(folder), "an update was interrupted; `cargo xtask generate` takes it back");
    } else {
        write::recover(&out)?;
        if Journal::recover(folder)? {
            generate::restore(folder, &out)?;
        }
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
    let mut comparison = generator::revise(&old, &new);
    shown.show(&mut comparison);
    let names = std::mem::take(&mut comparison.names);
    let Some(changes) = errors_first(&comparison.diagnostics, comparison.changes)? else {
        return generate::fail(&[], MessageFormat::Human);
    };
    let version = old.manifest.as_ref().map(|manifest| manifest.version.clone());
    print(&rendered(&changes, version.as_deref(), Format::Text))?;
    if let Some(note) = kept_names::note(&names) {
        say!("{note}");
    }
    let mut files = kept_names::files(&mut new, &names, folder)?;
    let label = release::label(spec, &revision.text);
    files.insert(spec.clone(), Some(revision.text));
    let Some(plan) = plan(&old, new, folder, &label, &changes, files)? else { return Ok(ExitCode::FAILURE) };
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
    say!("       Wrote {}: {written} files new or changed", input::display(&out));
    Ok(ExitCode::SUCCESS)
}

/// All texts as they are to be; `None` if the generator has errors, which are said.
fn plan(
    old: &Input,
    mut new: Input,
    folder: &Path,
    label: &str,
    changes: &Changes,
    mut files: BTreeMap<PathBuf, Option<String>>,
) -> Result<Option<Plan>> {
    if let (Some(manifest), true) = (&mut new.manifest, changes.verdict().is_some()) {
        bumped(manifest, folder, label, changes, &mut files)?;
    }
    let (Some(new_tree), Some(old_tree)) = (tree(&new)?, tree(old)?) else { return Ok(None) };
    Ok(Some(Plan { files, tree: new_tree, old_tree }))
}

/// Gives the manifest its next version, and the changelog its next section.
fn bumped(
    manifest: &mut Manifest,
    folder: &Path,
    spec: &str,
    changes: &Changes,
    files: &mut BTreeMap<PathBuf, Option<String>>,
) -> Result<()> {
    let Some((version, _)) = bump(&manifest.version, changes.verdict()) else {
        bail!("the version {} is not raised by machine; set one of three numbers", manifest.version);
    };
    let path = folder.join("crate.toml");
    let text = match files.remove(&path).flatten() {
        Some(text) => text,
        None => input::file(&path)?.text,
    };
    files.insert(path, Some(release::with_version(&text, &version)?));
    manifest.version.clone_from(&version);
    if let Some(changelog) = &manifest.changelog {
        let path = folder.join(changelog);
        let text = release::with_section(&input::file(&path)?.text, &version, spec, changes);
        text.trim_end().clone_into(&mut manifest.changelog_text);
        files.insert(path, Some(text));
    }
    Ok(())
}

fn tree(input: &Input) -> Result<Option<FileTree>> {
    let Outcome { files, diagnostics, .. } = generator::generate(input);
    if files.is_none() {
        generate::fail(&diagnostics, MessageFormat::Human)?;
    }
    Ok(files)
}

/// Writes everything; if anything fails, everything is as it was.
fn apply(plan: &Plan, folder: &Path, out: &Path) -> Result<usize> {
    let ours = input::project().join("generated");
    let is_ours = out == ours || out.canonicalize().is_ok_and(|out| ours.canonicalize().is_ok_and(|ours| out == ours));
    let lock = input::project().join("Cargo.lock");
    let saved = plan.files.keys().cloned().chain(is_ours.then_some(lock));
    // Who wants this run to end has that a moment later, with nothing half done.
    let ended = Arc::new(AtomicBool::new(false));
    for signal in TERM_SIGNALS {
        flag::register(*signal, Arc::clone(&ended)).context("cannot wait with the end of this run")?;
    }
    let journal = Journal::open(folder, saved)?;
    let result = (|| {
        for (path, text) in &plan.files {
            match text {
                Some(text) => {
                    // That of the overlays may not be there yet.
                    let folder = path.parent().unwrap_or(folder);
                    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", input::display(folder)))?;
                    replace(path, text)?;
                }
                None => remove_file(path)?,
            }
        }
        let written = write::write(&plan.tree, out)?;
        if is_ours && written > 0 {
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
