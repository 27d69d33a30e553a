//! A checkout whose `generated/` was deleted gets back, byte for byte, what was committed.

mod support;

use std::path::Path;
use std::process::Command;
use std::{env, fs};
use support::{copy, errors, project};

#[test]
fn generating_without_a_generated_folder_restores_the_checkout() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in [".cargo", "generator", "specs", "templates", "xtask"] {
        copy(&project().join(name), &folder.path().join(name));
    }
    for name in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(project().join(name), folder.path().join(name)).expect("part of the project");
    }
    let output = Command::new(env!("CARGO"))
        .args(["xtask", "generate"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/clean_checkout"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", errors(&output));
    assert_eq!(tree(&folder.path().join("generated")), tree(&project().join("generated")));
    // Cargo takes the newest version of what only the crate needs, if a newer one has come out.
    let packages = |folder: &Path| -> Vec<String> {
        let lock = fs::read_to_string(folder.join("Cargo.lock")).expect("part of the project");
        lock.lines().filter(|line| line.starts_with("name = ")).map(str::to_owned).collect()
    };
    assert_eq!(packages(folder.path()), packages(&project()), "Cargo.lock has the same packages");
}

/// The files of a folder, with their texts.
fn tree(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            files.extend(tree(&path).into_iter().map(|(name, text)| (format!("{}/{name}", name_of(&path)), text)));
        } else {
            files.push((name_of(&path), fs::read_to_string(&path).expect("the crate is text")));
        }
    }
    files.sort();
    files
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
