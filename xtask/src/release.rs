//! Raises the version in `crate.toml`, and adds a section to the changelog.

use anyhow::{Context, Result};
use generator::diff::Changes;
use std::path::Path;
use toml_edit::{DocumentMut, Value};

/// The manifest with another version; comments and layout stay.
pub(crate) fn with_version(manifest: &str, version: &str) -> Result<String> {
    let mut document: DocumentMut = manifest.parse().context("crate.toml is no TOML")?;
    let value =
        document.get_mut("version").and_then(|item| item.as_value_mut()).context("crate.toml has no version")?;
    let decor = value.decor().clone();
    *value = Value::from(version);
    *value.decor_mut() = decor;
    Ok(document.to_string())
}

/// Returns the name of a revision for the changelog: the document, and its version if that is a plain word.
pub(crate) fn label(spec: &Path, revision: &str) -> String {
    let name = spec.file_name().unwrap_or_default().to_string_lossy();
    let document: serde_yaml::Value = serde_yaml::from_str(revision).unwrap_or_default();
    let version = document.get("info").and_then(|info| info.get("version")).and_then(|version| version.as_str());
    let is_plain = |version: &&str| {
        version.chars().all(|character| character.is_ascii_alphanumeric() || ".-+".contains(character))
    };
    let version = version.filter(is_plain).map(|version| format!(" {version}")).unwrap_or_default();
    format!("`{name}`{version}")
}

/// The changelog with a section for the version above those of all others.
pub(crate) fn with_section(changelog: &str, version: &str, document: &str, changes: &Changes) -> String {
    let section = format!("## {version}\n\nFollows {document}.\n{}\n", changes.changelog());
    let text = match first_section(changelog) {
        Some(first) => format!("{}{section}{}", &changelog[..first], &changelog[first..]),
        None if changelog.trim().is_empty() => format!("# Changelog\n\n{}\n", section.trim_end()),
        None => format!("{}\n\n{}\n", changelog.trim_end(), section.trim_end()),
    };
    match changelog.contains("\r\n") {
        true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => text,
    }
}

/// Returns the start of the first section of a version, which is not the section of unreleased changes, and not in
/// code.
fn first_section(changelog: &str) -> Option<usize> {
    let (mut start, mut is_code) = (0, false);
    for line in changelog.split_inclusive('\n') {
        let head = line.strip_prefix("## ").filter(|_| !is_code);
        if head.is_some_and(|head| !head.to_lowercase().contains("unreleased")) {
            return Some(start);
        }
        is_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Changes, with_section, with_version};

    #[test]
    fn comments_and_layout_of_the_manifest_stay() {
        let manifest =
            "# Ours.\nname = \"x\"\nversion   =  \"0.1.0\"  # raised by update\nspecs = [\n  \"a.yaml\",\n]\n";
        let expected = manifest.replace("0.1.0", "0.2.0");
        assert_eq!(with_version(manifest, "0.2.0").expect("it has a version"), expected);
        assert!(with_version("name = \"x\"", "0.2.0").is_err());
    }

    #[test]
    fn the_new_section_stands_below_what_is_not_released_and_in_no_code() {
        let changes = Changes::default();
        let log = "# Log\r\n\r\n```\r\n## no head\r\n```\r\n\r\n## [Unreleased]\r\n\r\nMore.\r\n\r\n## 0.1.0\r\n";
        let text = with_section(log, "0.2.0", "`a.yaml`", &changes);
        assert_eq!(text, log.replace("## 0.1.0", "## 0.2.0\r\n\r\nFollows `a.yaml`.\r\n\r\n## 0.1.0"));
    }

    #[test]
    fn the_new_section_stands_above_the_others() {
        let changes = Changes::default();
        let section = "## 0.2.0\n\nFollows `a.yaml` 2.0.0.\n";
        let first = with_section("# Changelog\n\n## 0.1.0\n\nThe first.\n", "0.2.0", "`a.yaml` 2.0.0", &changes);
        assert_eq!(first, format!("# Changelog\n\n{section}\n## 0.1.0\n\nThe first.\n"));
        assert_eq!(with_section("", "0.2.0", "`a.yaml` 2.0.0", &changes), format!("# Changelog\n\n{section}"));
        assert_eq!(
            with_section("# Log\n\nNone.\n", "0.2.0", "`a.yaml` 2.0.0", &changes),
            format!("# Log\n\nNone.\n\n{section}")
        );
    }
}
