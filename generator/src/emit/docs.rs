//! Makes doc comments from text.

use super::Fragment;
use super::markdown::{is_harmless, sanitise, verbatim};
use crate::text::paragraphs::starts_block;

/// The column at which paragraphs are wrapped.
const WIDTH: usize = 90;

/// Returns the doc comment above an item, from paragraphs of Markdown in a document.
pub(super) fn outer(paragraphs: &[String]) -> Fragment {
    Fragment::comment("///", &lines(paragraphs))
}

/// Returns a doc comment that opens with a line of our own, which may link to items of the crate.
pub(super) fn under(line: &str, paragraphs: &[String]) -> Fragment {
    Fragment::comment("///", &[vec![format!(" {line}"), String::new()], lines(paragraphs)].concat())
}

/// Returns a doc comment with lines of code below the paragraphs. The code is written as it is, so it may hold text of
/// a document in literals only.
pub(super) fn outer_with_code(paragraphs: &[String], code: &[String]) -> Fragment {
    let mut lines = lines(paragraphs);
    if !code.is_empty() {
        lines.push(String::new());
        lines.extend(code.iter().map(|line| format!(" {line}")));
    }
    Fragment::comment("///", &lines)
}

/// Returns the doc comment at the start of a file.
pub(super) fn inner(paragraphs: &[String]) -> Fragment {
    Fragment::comment("//!", &lines(paragraphs))
}

/// Returns the first sentence of a text, for positions where the whole text would be a repetition.
pub(super) fn summary(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let ends = paragraph.match_indices(['.', '!', '?']).map(|(index, _)| index + 1);
    let is_end = |index: &usize| {
        let (before, after) = paragraph.split_at(*index);
        let last_word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let next = after.trim_start().chars().next();
        after.starts_with(char::is_whitespace) && last_word.len() > 4 && next.is_some_and(char::is_uppercase)
    };
    let end = ends.into_iter().find(is_end).unwrap_or(paragraph.len());
    paragraph[..end].to_owned()
}

fn lines(paragraphs: &[String]) -> Vec<String> {
    let clean: Vec<String> = paragraphs.iter().map(|paragraph| sanitise(paragraph.trim())).collect();
    let mut lines = wrapped(&clean);
    // Paragraphs that are harmless one by one may not be harmless together or after wrapping.
    if !is_harmless(&lines.join("\n")) {
        let text = clean.iter().filter(|text| !text.trim().is_empty()).map(|text| verbatim(text)).collect::<Vec<_>>();
        lines = text.join("\n").lines().map(str::to_owned).collect();
    }
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") }).collect()
}

/// Returns the paragraphs as lines of Markdown, separated by empty lines.
fn wrapped(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for clean in paragraphs {
        if clean.trim().is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for block in clean.trim().split("\n\n") {
            if !lines.last().is_none_or(String::is_empty) {
                lines.push(String::new());
            }
            lines.extend(wrap(block.trim_matches('\n')));
        }
    }
    lines.dedup_by(|line, previous| line.is_empty() && previous.is_empty());
    lines
}

/// Wraps a plain paragraph. A block with a layout of its own is not wrapped, and neither is a paragraph that would get
/// one.
fn wrap(block: &str) -> Vec<String> {
    // The indentation keeps the block inside its list item.
    let dedented: Option<Vec<&str>> = block.lines().map(|line| line.strip_prefix("  ")).collect();
    if let Some(lines) = dedented.filter(|lines| !lines.is_empty() && !block.starts_with("    ")) {
        let inner = wrap(&lines.join("\n")).into_iter();
        return inner.map(|line| format!("  {line}").trim_end().to_owned()).collect();
    }
    let plain = !block.contains("```") && block.lines().all(|line| !starts_block(line));
    if plain {
        let text = block.split_whitespace().collect::<Vec<_>>().join(" ");
        let wrapped = fill(&text, "");
        if wrapped.iter().skip(1).all(|line| !starts_block(line)) {
            return wrapped;
        }
        return vec![text];
    }
    if block.lines().all(|line| line.starts_with("- ")) {
        return block.lines().flat_map(|line| fill(line, "  ")).collect();
    }
    let mut in_item = false;
    let lines = block.lines().map(|line| {
        let line = line.trim_end();
        // A line that continues a list item is indented, or it looks like a mistake.
        let goes_on = in_item && !starts_block(line) && !line.starts_with(' ') && !line.is_empty();
        in_item = (in_item || starts_block(line)) && !line.is_empty() && !block.contains("```");
        if goes_on { format!("  {line}") } else { line.to_owned() }
    });
    lines.collect()
}

fn fill(text: &str, indent: &str) -> Vec<String> {
    let options = textwrap::Options::new(WIDTH)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .subsequent_indent(indent);
    textwrap::wrap(text, options).into_iter().map(Into::into).collect()
}
