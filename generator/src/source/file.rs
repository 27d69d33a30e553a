//! The name and the text of a file, and an index of its lines.
//!
//! A document may be one line of megabytes with thousands of mistakes, so finding a location takes the same time
//! everywhere.

use std::sync::OnceLock;

/// The maximum length of a line in a diagnostic, in characters.
const LINE_LIMIT: usize = 400;

/// After how many bytes it is known how many characters there were.
const STEP: usize = 1024;

/// One file.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    index: OnceLock<Index>,
}

/// The index of the lines. It is built when a location is needed, which is never in most documents.
#[derive(Debug, Clone)]
struct Index {
    /// The first byte of each line.
    lines: Vec<usize>,
    /// Bytes, and how many characters come before each.
    steps: Vec<(usize, usize)>,
}

impl File {
    pub(super) fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), index: OnceLock::new() }
    }

    /// Returns the text of a line, counted from one, around a column, counted from zero, and the number of characters
    /// before the text.
    pub(super) fn around(&self, line: usize, column: usize) -> (&str, usize) {
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let start = |line: usize| index.lines.get(line).copied().unwrap_or(self.text.len());
        let (start, end) = (start(line.saturating_sub(1)), start(line));
        if end - start <= LINE_LIMIT {
            return (self.text[start..end].trim_end_matches(['\n', '\r']), 0);
        }
        let (first, last) = (self.character(index, start), self.character(index, end));
        let is_long = last - first > LINE_LIMIT;
        let cut = if is_long { column.min(last - first).saturating_sub(LINE_LIMIT / 4) } else { 0 };
        let shown = self.byte(index, first + cut)..self.byte(index, last.min(first + cut + LINE_LIMIT));
        (self.text[shown].trim_end_matches(['\n', '\r']), cut)
    }

    /// Returns the number of characters before a byte.
    fn character(&self, index: &Index, byte: usize) -> usize {
        let known = index.steps.partition_point(|(known, _)| *known <= byte).saturating_sub(1);
        let (start, characters) = index.steps[known];
        characters + self.text[start..byte].chars().count()
    }

    /// The first byte of a character.
    fn byte(&self, index: &Index, character: usize) -> usize {
        let known = index.steps.partition_point(|(_, characters)| *characters <= character).saturating_sub(1);
        let (start, characters) = index.steps[known];
        let offset = self.text[start..].char_indices().nth(character - characters);
        offset.map_or(self.text.len(), |(offset, _)| start + offset)
    }
}

impl Index {
    fn new(text: &str) -> Self {
        // YAML ends a line by `\n`, `\r\n` or `\r`.
        let is_end = |(byte, end): &(usize, &str)| *end == "\n" || !text[byte + 1..].starts_with('\n');
        let ends: Box<dyn Iterator<Item = (usize, &str)>> = match text.contains('\r') {
            true => Box::new(text.match_indices(['\n', '\r']).filter(is_end)),
            false => Box::new(text.match_indices('\n')),
        };
        let lines = std::iter::once(0).chain(ends.map(|(byte, _)| byte + 1)).collect();
        let mut steps = vec![(0, 0)];
        let (mut start, mut characters) = (0, 0);
        while start + STEP < text.len() {
            let after = start + STEP;
            let end = (after..).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len());
            characters += text[start..end].chars().count();
            steps.push((end, characters));
            start = end;
        }
        Self { lines, steps }
    }
}
