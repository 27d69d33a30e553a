//! Interruptions of `cargo xtask generate`: kills, full disks, folders that cannot be written.
//!
//! An error leaves the old crate. A kill leaves whole files, each old or new, and the next run writes the rest. Files of the
//! user's own are there in any case.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{errors, text, xtask};

/// Two folders of documents whose crates differ, and the folder that is to hold one of them.
struct Crates {
    folder: tempfile::TempDir,
    specs: [PathBuf; 2],
    trees: [BTreeMap<PathBuf, Vec<u8>>; 2],
    out: PathBuf,
}

impl Crates {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let specs = ["one", "two"].map(|name| folder.path().join(name));
        for (specs, paths) in specs.iter().zip([1, 60]) {
            fs::create_dir(specs).expect("a temporary folder can be written");
            fs::write(specs.join("small.yaml"), document(paths)).expect("a temporary folder can be written");
        }
        let out = folder.path().join("place/crate");
        fs::create_dir(folder.path().join("place")).expect("a temporary folder can be written");
        let trees = [0, 1].map(|which| {
            generate(&specs[which], &out);
            tree(&out)
        });
        assert_ne!(trees[0], trees[1]);
        Self { folder, specs, trees, out }
    }

    /// Returns what a killed run has left in the crate's folder, and beside it.
    fn left_over(&self) -> Vec<PathBuf> {
        let parent = self.out.parent().expect("it is in a folder");
        let entries = fs::read_dir(parent).expect("the folder can be listed");
        let beside = entries.map(|entry| entry.expect("the folder can be listed").path());
        beside
            .filter(|path| *path != self.out)
            .chain(Some(self.out.join(STAGING)).filter(|path| path.exists()))
            .collect()
    }
}

/// The folder in which new files are written before they take their places.
const STAGING: &str = ".generate.new";

/// A file of the user's own.
const MINE: &str = "src/mine.rs";

fn document(paths: usize) -> String {
    let operation = |number| {
        format!(
            "  /v1/Things{number}:\n    get: {{operationId: FetchThing{number}, responses: {{'204': {{description: OK}}}}}}\n"
        )
    };
    format!(
        "openapi: 3.0.1\ninfo: {{title: Small, version: 1.0.0}}\nservers: [{{url: https://small.example.com}}]\npaths:\n{}",
        (0..paths).map(operation).collect::<String>()
    )
}

fn generate(specs: &Path, out: &Path) {
    let output = xtask(["generate", "--specs", text(specs), "--out", text(out)]);
    assert!(output.status.success(), "{}", errors(&output));
}

/// Every file below a folder, with what is in it.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let relative = path.strip_prefix(folder).expect("it is below").to_owned();
                    files.insert(relative, fs::read(&path).expect("a file of the crate can be read"));
                }
            }
        }
    }
    files
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_the_next_run_writes_the_rest() {
    let mut crates = Crates::new();
    fs::write(crates.out.join(MINE), "mine").expect("a temporary folder can be written");
    for tree in &mut crates.trees {
        tree.insert(MINE.into(), b"mine".to_vec());
    }
    let staging = crates.out.join(STAGING);
    let (mut kept, mut replaced, mut mixed, mut left_over) = (0, 0, 0, 0);
    for attempt in 0..120_u32 {
        let which = usize::from(tree(&crates.out) == crates.trees[0]);
        let arguments = ["generate", "--specs", text(&crates.specs[which]), "--out", text(&crates.out)];
        let mut run = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let mut run = run.args(arguments).stderr(Stdio::null()).spawn().expect("the command starts");
        // From when the new crate is begun, a little later each time, until it is there.
        let started = Instant::now();
        while !staging.exists() && started.elapsed() < Duration::from_secs(30) {
            if run.try_wait().expect("it is our child").is_some() {
                break;
            }
        }
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_micros(8) * attempt * attempt {
            std::hint::spin_loop();
        }
        run.kill().expect("it is our child");
        run.wait().expect("it is our child");
        left_over += usize::from(!crates.left_over().is_empty());
        let now: BTreeMap<_, _> =
            tree(&crates.out).into_iter().filter(|(path, _)| !path.starts_with(STAGING)).collect();
        assert_eq!(now[Path::new(MINE)], b"mine", "attempt {attempt}");
        let is_whole = |(path, text): (&PathBuf, &Vec<u8>)| {
            // The record knows old and new files as long as both are there.
            path == Path::new(".generated") || crates.trees.iter().any(|tree| tree.get(path) == Some(text))
        };
        assert!(now.iter().all(is_whole), "attempt {attempt}: a file is neither old nor new");
        *(if now == crates.trees[which] {
            &mut replaced
        } else if crates.trees.contains(&now) {
            &mut kept
        } else {
            &mut mixed
        }) += 1;
        if !crates.trees.contains(&now) || !crates.left_over().is_empty() {
            generate(&crates.specs[which], &crates.out);
            assert_eq!(tree(&crates.out), crates.trees[which], "attempt {attempt}: the next run writes the rest");
        }
    }
    println!(
        "{kept} kills left the old crate, {replaced} the new one, {mixed} files of both, {left_over} something in it"
    );
    assert!(kept > 0 && replaced > 0 && left_over > 0, "{kept} old, {replaced} new, {left_over} with leftovers");
    generate(&crates.specs[0], &crates.out);
    assert_eq!(tree(&crates.out), crates.trees[0]);
    assert_eq!(crates.left_over(), [] as [PathBuf; 0], "the next run cleans up");
}

#[test]
fn what_a_killed_run_has_half_done_is_completed() {
    let crates = Crates::new();
    let out = &crates.out;
    // The first files are new, one is nowhere but in the folder for new files, and one is still there that goes.
    fs::create_dir(out.join(STAGING)).expect("a temporary folder can be written");
    fs::rename(out.join("src/lib.rs"), out.join(STAGING).join("staged-3")).expect("a temporary folder can be written");
    fs::write(out.join(STAGING).join("staged-4"), "half").expect("a temporary folder can be written");
    fs::write(out.join(STAGING).join("staged-5.old"), "old").expect("a temporary folder can be written");
    fs::write(out.join("README.md"), &crates.trees[0][Path::new("README.md")]).expect("it can be written");
    generate(&crates.specs[0], out);
    assert_eq!(tree(out), crates.trees[0]);
    assert_eq!(crates.left_over(), [] as [PathBuf; 0]);
}

/// Runs a generation that must fail, and sees that the crate is what it was.
fn fails(crates: &Crates, mut command: Command, expected: &str) {
    let before = tree(&crates.out);
    let output = command.output().expect("the command starts");
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert!(errors(&output).contains(expected), "{}", errors(&output));
    assert_eq!(tree(&crates.out), before);
    assert_eq!(crates.left_over(), [] as [PathBuf; 0]);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_leaves_the_old_crate() {
    let crates = Crates::new();
    // No file may have more than a kilobyte; the signal that says so is turned into an error.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_xtask"), "generate"]);
    command.args(["--specs", text(&crates.specs[0]), "--out", text(&crates.out)]);
    fails(&crates, command, "cannot write");
}

#[test]
fn a_file_where_a_folder_should_be_is_an_error() {
    let crates = Crates::new();
    let file = crates.folder.path().join("file");
    fs::write(&file, "dear").expect("a temporary folder can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["generate", "--specs", text(&crates.specs[0]), "--out", text(&file.join("crate"))]);
    fails(&crates, command, "cannot create");
    assert_eq!(fs::read_to_string(&file).expect("it is still there"), "dear");
}

/// A small file system of its own, if this machine lets us have one.
struct Mount(PathBuf);

impl Mount {
    fn new(folder: &Path, options: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder).stderr(Stdio::null());
        mount.status().ok()?.success().then(|| Self(folder.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Nothing can be done where it fails, and the test has said what it has to say.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_and_a_disk_that_cannot_be_written_leave_the_old_crate() {
    let mut crates = Crates::new();
    let place = crates.folder.path().join("disk");
    fs::create_dir(&place).expect("a temporary folder can be written");
    let Some(mount) = Mount::new(&place, "size=2m") else {
        println!("skipped: this test needs the right to mount a file system");
        return;
    };
    crates.out = place.join("crate");
    generate(&crates.specs[0], &crates.out);
    let rest = place.join("rest");
    let mut size = 1 << 20;
    let mut filling = Vec::new();
    while size >= 4096 {
        filling.resize(filling.len() + size, 0_u8);
        if fs::write(&rest, &filling).is_err() {
            filling.truncate(filling.len() - size);
            size /= 2;
        }
    }
    let generate_other = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["generate", "--specs", text(&crates.specs[1]), "--out", text(&crates.out)]);
        command
    };
    for options in [None, Some("remount,ro")] {
        if let Some(options) = options {
            let status = Command::new("mount").args(["-o", options]).arg(&mount.0).status();
            assert!(status.is_ok_and(|status| status.success()), "what we mounted we can mount again");
        }
        let output = generate_other().output().expect("the command starts");
        assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
        let said = errors(&output);
        assert!(said.contains("No space left") || said.contains("Read-only file system"), "{said}");
        assert_eq!(tree(&crates.out), crates.trees[0]);
        assert_eq!(crates.left_over(), std::slice::from_ref(&rest));
    }
}

#[test]
fn runs_at_once_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("crate");
    for _ in 0..3 {
        let start = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
            command.args(["generate", "--out", text(&out)]).stderr(Stdio::null()).spawn().expect("it starts")
        };
        let mut runs: Vec<Child> = (0..4).map(|_| start()).collect();
        assert!(runs.iter_mut().all(|run| run.wait().expect("it ends").success()));
        let output = xtask(["generate", "--check", "--out", text(&out)]);
        assert!(output.status.success(), "{}", errors(&output));
        fs::remove_dir_all(&out).expect("a temporary folder can be written");
    }
}
