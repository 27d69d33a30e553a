//! The codes of diagnostics, each with its severity and its page.
//!
//! A page is `generator/diagnostics/{code}.md`. It shows a document that yields the diagnostic, on the line that ends in
//! `# <-- here`; a test generates from it. After the three backticks, `yaml` is a whole document, `yaml get` and
//! `yaml post` are one operation, `yaml schema` is the schema `Thing` of a response, `yaml overlay` an overlay,
//! `yaml lock` a names lock, `toml` a `crate.toml` and `jinja` a template.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($name:ident = $text:literal: $severity:ident,)*) => {
        /// The stable code of a diagnostic, such as `unresolved-ref`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each has a page")]
        pub enum Code {
            $($name,)*
        }

        impl Code {
            /// Every code, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the code as users see it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// Returns the severity of its diagnostics, unless they say otherwise.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// Returns its page, in Markdown.
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../diagnostics/", $text, ".md")),)*
                }
            }
        }
    };
}

codes! {
    BesideRef = "beside-ref": Warning,
    ContradictingAllOf = "contradicting-all-of": Warning,
    ContradictingDefault = "contradicting-default": Warning,
    ContradictingEnum = "contradicting-enum": Warning,
    ContradictingExample = "contradicting-example": Warning,
    CyclicAllOf = "cyclic-all-of": Error,
    CyclicOneOf = "cyclic-one-of": Error,
    CyclicRef = "cyclic-ref": Error,
    DocumentTooLarge = "document-too-large": Error,
    DuplicateKey = "duplicate-key": Error,
    DuplicateOperationId = "duplicate-operation-id": Error,
    DuplicateOperation = "duplicate-operation": Error,
    DuplicateParameter = "duplicate-parameter": Error,
    EmptyDocument = "empty-document": Error,
    EmptyPath = "empty-path": Warning,
    EndlessSchema = "endless-schema": Warning,
    IgnoredEncoding = "ignored-encoding": Warning,
    IgnoredHeader = "ignored-header": Warning,
    IgnoredKey = "ignored-key": Warning,
    IgnoredMediaType = "ignored-media-type": Warning,
    IgnoredServer = "ignored-server": Warning,
    InvalidAlias = "invalid-alias": Error,
    InvalidDocument = "invalid-document": Error,
    InvalidKey = "invalid-key": Error,
    InvalidLock = "invalid-lock": Error,
    InvalidManifest = "invalid-manifest": Error,
    InvalidMerge = "invalid-merge": Error,
    InvalidOverlay = "invalid-overlay": Error,
    InvalidParameterName = "invalid-parameter-name": Error,
    InvalidPath = "invalid-path": Error,
    InvalidPattern = "invalid-pattern": Warning,
    InvalidYaml = "invalid-yaml": Error,
    LostProperty = "lost-property": Warning,
    MissingKey = "missing-key": Error,
    NestingTooDeep = "nesting-too-deep": Error,
    NewerKey = "newer-key": Warning,
    NotOpenapi = "not-openapi": Error,
    OptionalPathParameter = "optional-path-parameter": Warning,
    RepeatedOperation = "repeated-operation": Warning,
    RunFailed = "run-failed": Error,
    SeveralDocuments = "several-documents": Error,
    SharedResponse = "shared-response": Warning,
    StaleLockLine = "stale-lock-line": Warning,
    StaleOverlayAction = "stale-overlay-action": Error,
    StaleOverlay = "stale-overlay": Error,
    Template = "template": Error,
    UndeclaredPathParameter = "undeclared-path-parameter": Error,
    UndefinedSecurityScheme = "undefined-security-scheme": Warning,
    UnknownConditional = "unknown-conditional": Warning,
    UnknownFormat = "unknown-format": Warning,
    UnknownKey = "unknown-key": Warning,
    UnknownRequired = "unknown-required": Warning,
    UnknownStatus = "unknown-status": Error,
    UnknownType = "unknown-type": Error,
    UnknownValue = "unknown-value": Error,
    UnmatchedOverlayAction = "unmatched-overlay-action": Warning,
    UnreadableFile = "unreadable-file": Error,
    UnresolvedRef = "unresolved-ref": Error,
    UnsupportedBody = "unsupported-body": Error,
    UnsupportedParameter = "unsupported-parameter": Error,
    UnsupportedPath = "unsupported-path": Error,
    UnsupportedSecurity = "unsupported-security": Warning,
    UnsupportedServer = "unsupported-server": Error,
    UnsupportedVersion = "unsupported-version": Error,
    UntypedAllOf = "untyped-all-of": Warning,
    UntypedArray = "untyped-array": Warning,
    UntypedForm = "untyped-form": Warning,
    UntypedResponse = "untyped-response": Warning,
    UnusedComponent = "unused-component": Warning,
    UnusedPathParameter = "unused-path-parameter": Error,
    WrongKind = "wrong-kind": Error,
}

impl Code {
    /// Returns the code with this text.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }

    /// Returns the first sentence of its page, behind the severity: `warning: Two parts of …`.
    pub fn summary(self) -> String {
        let text = self.page().split_once("\n\n").map_or("", |(_, text)| text);
        let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let sentence = paragraph.split_once(". ").map_or(paragraph.as_str(), |(first, _)| first);
        format!("{}: {}", self.severity().as_str(), sentence.trim_end().trim_end_matches('.'))
    }

    /// Returns the code that is spelled most like a text, if one is.
    pub fn similar(text: &str) -> Option<&'static str> {
        crate::text::similar::similar(Self::ALL.iter().map(|code| code.as_str()), text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
