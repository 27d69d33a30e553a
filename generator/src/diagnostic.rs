//! Diagnostics: problems of a document with a code, a location and a help.
//!
//! Stages push them into [`Diagnostics`] and go on; no stage stops at the first. Files, lines and columns come in as
//! a [`Location`].

mod code;
mod json;
mod printable;
mod summary;

pub use code::Code;
pub use printable::printable;
pub(crate) use printable::shortened;
pub(crate) use summary::same_of;
pub use summary::summary;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// The maximum length of a sentence, in bytes. Sentences quote the document.
const SENTENCE_LIMIT: usize = 1_000;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The crate would be wrong: nothing is written.
    Error,
    /// Suspicious, or less than the document asks for: the crate is written.
    Warning,
}

/// A place in a document, with the line that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file as the user named it.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
    /// The number of characters that are marked, at least one.
    pub length: usize,
    /// The line itself; of a very long one, what is around the place.
    pub source_line: String,
    /// The number of characters that are cut off at the start of a very long line.
    pub cut: usize,
    /// The JSON pointer of the node; empty for the document.
    pub pointer: String,
}

impl Severity {
    /// Returns `error` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Location {
    /// The place of some bytes of a text, up to the end of the line that they start on.
    pub fn in_text(file: &str, text: &str, bytes: Range<usize>) -> Self {
        let before = text.get(..bytes.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let source_line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let end = bytes.end.min(line_start + source_line.len());
        let meant = text.get(bytes.start..end).unwrap_or_default();
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            length: meant.chars().count().max(1),
            source_line: source_line.to_owned(),
            cut: 0,
            pointer: String::new(),
        }
    }
}

/// One problem, with its place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// A stable code, such as `unresolved-ref`.
    pub code: Code,
    /// One lower-case sentence without a full stop.
    pub message: String,
    /// The location; none if the problem is not in a document.
    pub location: Option<Location>,
    /// A sentence that says what to do.
    pub help: Option<String>,
}

/// Everything that the stages had to say about one run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostic {
    /// Makes a diagnostic with the severity of its code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let message = shortened(message.into(), SENTENCE_LIMIT);
        Self { severity: code.severity(), code, message, location: None, help: None }
    }

    /// Makes it an error, whatever its code says.
    pub fn as_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// Says where.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into(), SENTENCE_LIMIT));
        self
    }

    /// The diagnostic as a terminal shows it, with or without colours.
    pub fn render(&self, colours: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(printable(&self.message)).id(self.code.as_str());
        let mut group = Group::with_title(title);
        if let Some(location) = &self.location {
            let column = location.column - 1 - location.cut;
            let start = byte_offset(&location.source_line, column);
            let end = byte_offset(&location.source_line, column + location.length);
            let snippet = Snippet::source(&*location.source_line)
                .line_start(location.line)
                .annotation(AnnotationKind::Primary.span(start..end));
            let file = printable(&location.file);
            group = match location.cut {
                0 => group.element(snippet.path(file)),
                _ => {
                    let origin = Origin::path(file).line(location.line).char_column(location.column);
                    group.element(origin).element(snippet)
                }
            };
            if !location.pointer.is_empty() {
                group = group.element(Level::NOTE.message(format!("at `{}`", printable(&location.pointer))));
            }
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all that was said elsewhere.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Keeps the diagnostics that hold for the whole document, although unreadable parts were removed.
    pub(crate) fn of_the_rest(mut self) -> Self {
        // What the parts would have said is missing.
        const OF_THE_WHOLE: [Code; 4] =
            [Code::EmptyPath, Code::UnknownConditional, Code::UnresolvedRef, Code::UnusedComponent];
        self.0.retain(|diagnostic| !OF_THE_WHOLE.contains(&diagnostic.code));
        self
    }

    /// Splits off what is said of places in some files.
    pub(crate) fn split(self, is_there: impl Fn(&str) -> bool) -> (Self, Self) {
        let file = |diagnostic: &Diagnostic| diagnostic.location.as_ref().is_some_and(|place| is_there(&place.file));
        let (there, others) = self.0.into_iter().partition(file);
        (Self(there), Self(others))
    }

    /// Returns the number of errors.
    pub fn error_count(&self) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// All of them, sorted by place, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        // What two stages say of one place is the same, and the first knows more.
        self.0.dedup_by(|later, first| later.sort_key() == first.sort_key());
        self.0
    }
}

impl Diagnostic {
    fn sort_key(&self) -> (Option<(&str, usize, usize)>, &str, &str) {
        let place = self.location.as_ref().map(|at| (&*at.file, at.line, at.column));
        (place, self.code.as_str(), &self.message)
    }
}

fn byte_offset(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset)
}
