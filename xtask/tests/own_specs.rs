//! Takes Twilio's revisions into a copy of the project's own documents, with the overlays.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use support::{copy, errors, printed, project, text, xtask};
use tempfile::TempDir;

/// A copy of the project's documents, and the crate that is made of them.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        copy(&project().join("specs"), &folder.path("specs"));
        let output = xtask(["generate", "--specs", text(&folder.path("specs")), "--out", text(&folder.path("crate"))]);
        assert!(output.status.success(), "{}", errors(&output));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    fn update(&self, revision: &Path, more: &[&str]) -> Output {
        let (spec, out) = (self.path("specs/twilio_accounts_v1.yaml"), self.path("crate"));
        let arguments = ["update", text(&spec), text(revision), "--out", text(&out)];
        xtask(arguments.into_iter().chain(more.iter().copied()))
    }

    /// Takes a revision, which leads to this verdict.
    fn take(&self, revision: &Path, verdict: &str) {
        for more in [&["--dry-run"][..], &[]] {
            let output = self.update(revision, more);
            let said = printed(&output);
            assert!(
                output.status.success() && said.contains(&format!("verdict: {verdict} (")),
                "{said}{}",
                errors(&output)
            );
        }
        let aws = self.read("crate/src/accounts/v1/credential/aws.rs");
        assert!(aws.contains("create(&self, credentials: impl Into<SecretString>) -> CreateCredentialAws {"), "{aws}");
        let types = self.read("crate/src/accounts/v1/types/credential_aws.rs");
        for line in [
            "    pub sid: CredentialSid,",
            "    pub account_sid: AccountSid,",
            "    /// When the credential was created, in ISO 8601 format, UTC.",
            "    pub date_created: Option<Timestamp>,",
        ] {
            assert!(types.contains(line), "{line}\n{types}");
        }
        let keys = self.read("crate/src/accounts/v1/credential/public_key.rs");
        assert!(keys.contains("public_key: impl Into<SecretString>"), "{keys}");
        let (specs, out) = (self.path("specs"), self.path("crate"));
        let output = xtask(["generate", "--check", "--specs", text(&specs), "--out", text(&out)]);
        assert!(output.status.success(), "{}", errors(&output));
    }
}

/// One of Twilio's revisions, if it is at hand.
fn revision(date: &str) -> Option<PathBuf> {
    let path = project().join(format!("../shared/corpus/revisions/accounts_v1-{date}.yaml"));
    let path = Some(path).filter(|path| path.is_file());
    if path.is_none() {
        println!("skipped: the revision of {date} is not here");
    }
    path
}

#[test]
fn the_newest_revision_is_taken_with_all_corrections() {
    Copy::new().take(&project().join("xtask/tests/readme/accounts_v1-2025-02-20.yaml"), "additive");
}

#[test]
fn newer_revisions_are_taken_in_order() {
    let (Some(middle), Some(newest)) = (revision("2024-06-06"), revision("2025-02-20")) else { return };
    let copy = Copy::new();
    copy.take(&middle, "docs");
    copy.take(&newest, "additive");
}

#[test]
fn an_older_revision_is_refused_for_what_it_lacks() {
    for date in ["2022-10-10", "2023-07-27"] {
        let Some(revision) = revision(date) else { continue };
        let output = Copy::new().update(&revision, &["--dry-run"]);
        assert_eq!(output.status.code(), Some(1));
        let said = errors(&output);
        let mistakes: Vec<&str> = said.lines().filter(|line| line.starts_with("error[")).collect();
        assert_eq!(mistakes.len(), 5, "{said}");
        for mistake in mistakes {
            assert!(mistake.starts_with("error[stale-overlay-action]: "), "{mistake}");
            assert!(mistake.contains("/v1/SafeList/Numbers matches nothing in "), "{mistake}");
        }
        assert!(said.contains("the property `PhoneNumber` of the request of POST /v1/SafeList/Numbers"), "{said}");
        assert!(said.contains("twilio_accounts_v1.overlay.yaml:"), "{said}");
    }
}
