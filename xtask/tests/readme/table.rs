//! Every command of both READMEs, and what the test does with it. A command that is not here fails the test, and so
//! does one that is here and in no README.

/// What is done with a command.
#[derive(Debug, Clone, Copy)]
pub enum Treatment {
    /// Run in the project's folder, with the second word of each pair in place of the first; says this.
    Run(&'static [(&'static str, &'static str)], &'static str),
    /// Run in a folder with a copy of the project's documents, after the others of this kind above it; exits with this,
    /// and prints what the README shows below it.
    Shown(i32),
    /// Not run, for this reason; whatever it names exists, and takes the flags.
    Exists(&'static str),
}

use Treatment::{Exists, Run, Shown};

/// The Accounts document is this very revision already, so nothing is written.
const SAME: &[(&str, &str)] =
    &[("SPEC", "specs/twilio_accounts_v1.yaml"), ("NEW.yaml", "specs/twilio_accounts_v1.yaml")];

/// All of them. What is `Shown` stands in the order of the README.
pub const COMMANDS: &[(&str, Treatment)] = &[
    // First, so that the next has nothing to write.
    ("cargo xtask generate --check", Run(&[], "Generated 47 operations")),
    ("cargo xtask generate", Run(&[], "Unchanged generated")),
    ("cargo xtask explain [CODE]", Run(&[("[CODE]", "unresolved-ref")], "# `unresolved-ref` (error)")),
    ("cargo xtask diff OLD NEW", Run(&[("OLD", "specs"), ("NEW", "specs")], "no change for callers")),
    ("cargo xtask update SPEC NEW.yaml", Run(SAME, "is this revision already")),
    (
        "cargo xtask dump STAGE SPEC [NAME]",
        Run(
            &[("STAGE", "names"), ("SPEC", "specs/twilio_accounts_v1.yaml"), ("[NAME]", "Safelist")],
            "SafelistResource",
        ),
    ),
    ("cargo run -p twilio-accounts --example quickstart", Run(&[], "It stays in lists as closed")),
    (
        "cargo run -p twilio-accounts --example NAME",
        Run(&[("NAME", "blocking")], "active: Main account of the stand-in"),
    ),
    ("cp -r xtask/tests/readme/accounts target/", Shown(0)),
    ("cargo xtask generate --specs target/accounts --out target/accounts/crate", Shown(0)),
    (
        "cargo xtask update target/accounts/accounts_v1.yaml specs/twilio_accounts_v1.yaml --out target/accounts/crate",
        Shown(0),
    ),
    ("mkdir -p generator/fuzz/corpus/generate templates/runtime/fuzz/corpus/page", Shown(0)),
    ("cargo xtask dump files generator/tests/errors/unknown_type.yaml", Shown(1)),
    ("cargo test --workspace", Exists("this test is part of it")),
    ("cargo xtask ci", Exists("it runs this test; .ci/run runs it")),
    ("cargo xtask conformance", Exists("it installs Prism from the network; .ci/run runs it")),
    ("cargo xtask diff", Exists("named in a sentence; above it is written out")),
    ("cargo xtask update", Exists("named in a sentence; above it is written out")),
    ("cargo check", Exists("named in a table, as what compile_times.sh measures")),
    ("cargo semver-checks", Exists("named in a sentence, as what semver_agreement.sh runs")),
    ("xtask/semver_agreement.sh", Exists("it takes a quarter of an hour, and a tool that may not be installed")),
    ("RUNS=3 xtask/benchmarks/compile_times.sh", Exists("it takes ten minutes, and installs ploidy")),
    ("cargo bench --manifest-path xtask/benchmarks/Cargo.toml", Exists("it measures for minutes")),
    ("cargo bench -p generator", Exists("it measures for minutes")),
    (
        "cargo test --release -p generator --test mutations -- --ignored --nocapture",
        Exists("it takes a quarter of an hour; `cargo test` runs a part"),
    ),
    (
        "cargo test --release -p generator --test injection -- --include-ignored",
        Exists("it takes minutes; `cargo test` runs a part"),
    ),
    ("INSTA_UPDATE=always cargo test -p generator", Exists("it writes snapshots; `cargo test` compares with them")),
    (
        "cargo +nightly fuzz run --fuzz-dir generator/fuzz generate generator/fuzz/corpus/generate \
         generator/tests/fixtures",
        Exists("it needs a nightly toolchain, and never ends"),
    ),
    (
        "cargo +nightly fuzz run --fuzz-dir templates/runtime/fuzz page templates/runtime/fuzz/corpus/page \
         templates/runtime/fuzz/seeds/page",
        Exists("it needs a nightly toolchain, and never ends"),
    ),
    ("cargo install cargo-fuzz", Exists("it installs, from the network")),
    ("cargo install cargo-deny", Exists("it installs, from the network")),
    ("cargo deny --all-features --config xtask/deny.toml check", Exists("it fetches advisories from the network")),
];
