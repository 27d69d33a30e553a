//! Lists every command of the pages with its treatment. A command that is missing here, or in no page, fails the test.

/// The way in which a command is tested.
#[derive(Debug, Clone, Copy)]
pub enum Treatment {
    /// Run in the project's folder, with the second word of each pair in place of the first; says this.
    Run(&'static [(&'static str, &'static str)], &'static str),
    /// Run in a folder with a copy of the project's documents, or with `--dry-run` in the project's folder, after the
    /// others of this kind above it; exits with this, and prints what the page shows below it.
    Shown(i32),
    /// Like `Run`, but only on request, because the command takes minutes and installs programs. Another test checks
    /// that the files and flags that the command names exist.
    Long(&'static [(&'static str, &'static str)], &'static str),
    /// Run by this script, which is run by CI or is another command of this table.
    In(&'static str),
    /// This test.
    Own,
}

use Treatment::{In, Long, Own, Run, Shown};

/// The Accounts document is this very revision already, so nothing is written.
const SAME: &[(&str, &str)] =
    &[("SPEC", "specs/twilio_accounts_v1.yaml"), ("NEW.yaml", "specs/twilio_accounts_v1.yaml")];

/// All of them. What is `Shown` stands in the order of the pages.
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
        Run(&[("NAME", "blocking")], "active: Main account of the mock server"),
    ),
    (
        "cargo xtask update --dry-run specs/twilio_accounts_v1.yaml xtask/tests/readme/accounts_v1-2025-02-20.yaml",
        Shown(0),
    ),
    ("mkdir -p generator/fuzz/corpus/generate templates/runtime/fuzz/corpus/page", Shown(0)),
    ("cargo xtask dump files generator/tests/diagnostics/error/unknown_type.yaml", Shown(1)),
    ("cargo test --workspace", In(".ci/run")),
    ("cargo xtask ci", In(".ci/run")),
    ("cargo xtask conformance", In(".ci/run")),
    ("cargo check", In("xtask/benchmarks/compile_times.sh")),
    ("cargo semver-checks", In("xtask/semver_agreement.sh")),
    ("RUNS=3 xtask/benchmarks/compile_times.sh", Long(&[("RUNS=3", "RUNS=1")], "| lines of the output | ")),
    (
        "xtask/semver_agreement.sh",
        Long(
            &[(
                "xtask/semver_agreement.sh",
                "cargo install cargo-semver-checks --locked --root $TOOLS && xtask/semver_agreement.sh enum_inlined",
            )],
            "1 agree; 0 are breaking to diff alone, 0 to the compiler alone",
        ),
    ),
    // `--test` goes through everything once and measures nothing.
    (
        "cargo bench --manifest-path xtask/benchmarks/Cargo.toml",
        Long(&[("Cargo.toml", "Cargo.toml -- --test")], "allocations"),
    ),
    ("cargo bench -p generator", Long(&[("generator", "generator -- --test")], "Testing generate/linear/1 of 1")),
    (
        "cargo test --release -p generator --test mutations -- --ignored --nocapture",
        Long(&[("cargo", "MUTATIONS=1000 cargo")], "test result: ok. 1 passed"),
    ),
    ("cargo test --release -p generator --test injection -- --include-ignored", Long(&[], "test result: ok. 6 passed")),
    ("cargo test -p xtask --test readme -- --include-ignored", Own),
    ("INSTA_UPDATE=always cargo test -p generator", Long(&[], "test result: ok")),
    ("cargo install cargo-fuzz", Long(&[("cargo-fuzz", "cargo-fuzz --locked --root $TOOLS")], "cargo-fuzz")),
    (
        "cargo +nightly fuzz run --fuzz-dir generator/fuzz generate generator/fuzz/corpus/generate \
         generator/tests/fixtures",
        Long(
            &[
                ("cargo", "mkdir -p generator/fuzz/corpus/generate && cargo"),
                ("fixtures", "fixtures -- -max_total_time=20"),
            ],
            "Done ",
        ),
    ),
    (
        "cargo +nightly fuzz run --fuzz-dir templates/runtime/fuzz page templates/runtime/fuzz/corpus/page \
         templates/runtime/fuzz/seeds/page",
        Long(
            &[
                ("cargo", "mkdir -p templates/runtime/fuzz/corpus/page && cargo"),
                ("seeds/page", "seeds/page -- -max_total_time=20"),
            ],
            "Done ",
        ),
    ),
    ("cargo install cargo-deny", Long(&[("cargo-deny", "cargo-deny --locked --root $TOOLS")], "cargo-deny")),
    // Without the advisories, whose database is not always in reach.
    (
        "cargo deny --all-features check",
        Long(&[("features check", "features check bans licenses sources")], "bans ok, licenses ok, sources ok"),
    ),
];
