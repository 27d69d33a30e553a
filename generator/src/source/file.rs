//! A file's name and text, and what stands on its lines.
//!
//! A document may be a single line of megabytes and have thousands of mistakes: looking at a place must cost the
//! same wherever it is. Must not know what the text means.

use std::sync::OnceLock;

/// How much of a line is shown, in characters.
const LINE_LIMIT: usize = 400;

/// Of every so many characters, the place of the first is known.
const STEP: usize = 1024;

/// One file.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    index: OnceLock<Index>,
}

/// Where things are; made when a place is asked for, which most documents never are.
#[derive(Debug, Clone)]
struct Index {
    /// The first character of each line.
    lines: Vec<usize>,
    /// The byte of every `STEP`th character.
    steps: Vec<usize>,
    characters: usize,
}

impl File {
    pub(super) fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), index: OnceLock::new() }
    }

    /// What stands on a line, counted from one, around a column, counted from zero; and how many characters of
    /// the line come before that.
    pub(super) fn around(&self, line: usize, column: usize) -> (&str, usize) {
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let first = index.lines.get(line.saturating_sub(1)).copied().unwrap_or(index.characters);
        let end = index.lines.get(line).copied().unwrap_or(index.characters);
        let is_long = end - first > LINE_LIMIT;
        let cut = if is_long { column.min(end - first).saturating_sub(LINE_LIMIT / 4) } else { 0 };
        let shown = self.byte(index, first + cut)..self.byte(index, end.min(first + cut + LINE_LIMIT));
        (self.text[shown].trim_end_matches(['\n', '\r']), cut)
    }

    fn byte(&self, index: &Index, character: usize) -> usize {
        let Some(step) = index.steps.get(character / STEP) else { return self.text.len() };
        let offset = self.text[*step..].char_indices().nth(character % STEP);
        offset.map_or(self.text.len(), |(offset, _)| step + offset)
    }
}

impl Index {
    fn new(text: &str) -> Self {
        let mut index = Self { lines: vec![0], steps: Vec::new(), characters: 0 };
        let mut after_return = false;
        for (byte, character) in text.char_indices() {
            if index.characters % STEP == 0 {
                index.steps.push(byte);
            }
            // YAML ends a line by `\n`, `\r\n` or `\r`.
            if after_return && character != '\n' {
                index.lines.push(index.characters);
            }
            index.characters += 1;
            if character == '\n' {
                index.lines.push(index.characters);
            }
            after_return = character == '\r';
        }
        index
    }
}
