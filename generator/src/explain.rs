//! The code of a diagnostic in, the page about it out: `generator/diagnostics/{code}.md`.
//!
//! Each page shows a document that yields the diagnostic, on the line that ends in `# <-- here`; a test generates from
//! it. After the three backticks, `yaml` is a whole document, `yaml get` and `yaml post` are one operation, `yaml schema`
//! is the schema `Thing` of a response, `yaml overlay` an overlay, `yaml lock` a names lock, `toml` a `crate.toml` and `jinja` a template.

/// The pages, by code.
macro_rules! pages {
    ($($code:literal,)*) => {
        &[$(($code, include_str!(concat!("../diagnostics/", $code, ".md"))),)*]
    };
}

/// Every code, in alphabetical order.
const PAGES: &[(&str, &str)] = pages![
    "beside-ref",
    "contradicting-all-of",
    "contradicting-default",
    "contradicting-enum",
    "contradicting-example",
    "cyclic-all-of",
    "cyclic-one-of",
    "cyclic-ref",
    "document-too-large",
    "duplicate-key",
    "duplicate-operation",
    "duplicate-operation-id",
    "duplicate-parameter",
    "empty-document",
    "empty-path",
    "endless-schema",
    "ignored-encoding",
    "ignored-header",
    "ignored-key",
    "ignored-media-type",
    "ignored-server",
    "invalid-alias",
    "invalid-document",
    "invalid-key",
    "invalid-lock",
    "invalid-manifest",
    "invalid-merge",
    "invalid-overlay",
    "invalid-parameter-name",
    "invalid-path",
    "invalid-pattern",
    "invalid-yaml",
    "lost-member",
    "missing-key",
    "nesting-too-deep",
    "newer-key",
    "not-openapi",
    "optional-path-parameter",
    "repeated-operation",
    "run-failed",
    "several-documents",
    "shared-answer",
    "stale-lock-line",
    "stale-overlay",
    "stale-overlay-action",
    "template",
    "undeclared-path-parameter",
    "undefined-security-scheme",
    "unknown-conditional",
    "unknown-format",
    "unknown-key",
    "unknown-required",
    "unknown-status",
    "unknown-type",
    "unknown-value",
    "unmatched-overlay-action",
    "unreadable-file",
    "unresolved-ref",
    "unsupported-body",
    "unsupported-parameter",
    "unsupported-path",
    "unsupported-security",
    "unsupported-server",
    "unsupported-version",
    "untyped-all-of",
    "untyped-array",
    "untyped-form",
    "untyped-response",
    "unused-component",
    "unused-path-parameter",
    "wrong-kind",
];

/// What the code means, with an example and what to do: a page of Markdown. `None` where there is no such code.
pub fn explain(code: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

/// The first sentence of the page, with the severity in front: `warning: Two parts of …`. `None` where there is no such
/// code.
pub fn summary(code: &str) -> Option<String> {
    let (heading, text) = explain(code)?.split_once("\n\n")?;
    let severity = heading.rsplit_once('(')?.1.trim_end_matches(')');
    let paragraph = text.split("\n\n").next()?.replace('\n', " ");
    let sentence = paragraph.split_once(". ").map_or(paragraph.as_str(), |(first, _)| first);
    Some(format!("{severity}: {}", sentence.trim_end().trim_end_matches('.')))
}

/// Every code there is, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// The code that may have been meant.
pub fn similar(code: &str) -> Option<&'static str> {
    crate::check::similar(codes(), code)
}
