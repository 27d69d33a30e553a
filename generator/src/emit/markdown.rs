//! Edits the Markdown of a document so that rustdoc accepts it without a warning.
//!
//! It escapes HTML and stray brackets, links bare addresses, marks code blocks as text so that none becomes a test,
//! and makes links absolute. An edit may uncover another problem, so the edits repeat until the text stays the same.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The site of relative links in Twilio's documentation.
const SITE: &str = "https://www.twilio.com";

/// The maximum number of rounds of edits. A text that needs more is not meant to be Markdown.
const ROUNDS: usize = 8;

/// A range of bytes and the text that replaces it.
type Edit = (Range<usize>, String);

/// Cleans the text for use in a doc comment.
pub(super) fn sanitise(text: &str) -> String {
    let mut text: String = text.chars().filter(|character| *character == '\n' || !is_invisible(*character)).collect();
    for _ in 0..ROUNDS {
        let edits = edits(&text);
        if edits.is_empty() {
            return text;
        }
        text = apply(&text, edits);
    }
    verbatim(&text)
}

/// Returns true if rustdoc accepts the text without a warning, and makes no test, script or unexpected link of it.
pub(super) fn is_harmless(text: &str) -> bool {
    edits(text).is_empty()
}

/// Returns the text as a code block, in which no character has a special meaning.
pub(super) fn verbatim(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{}\n{fence}", text.trim_matches('\n'))
}

/// Returns true for an invisible character, which can change how the visible text is read.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}')
}

/// Returns the edits that the text needs.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // Most texts are plain, and parsing Markdown takes time.
    let signs = ["[", "<", "```", "~~~", "http", "    ", "\t"];
    if !signs.iter().any(|sign| text.contains(sign)) {
        return edits;
    }
    let (mut link_depth, mut used) = (0, Vec::new());
    let broken = |link: BrokenLink<'_>| Some((CowStr::from(format!("broken:{}", link.reference)), CowStr::from("")));
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Parser::new_with_broken_link_callback(text, options, Some(broken)).into_offset_iter();
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) => {
                link_depth += 1;
                edits.extend(link_edits(text, &range, link_type, &dest_url));
                used.push(id);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => link_depth -= 1,
            Event::Html(_) | Event::InlineHtml(_) => {
                // Comes first, so that an address ends before the escaped character behind it.
                edits.extend(bare_addresses(text, &range));
                let special = text[range.clone()].match_indices(['<', '[']);
                edits.extend(special.map(|(at, _)| escape(range.start + at)));
            }
            Event::Text(_) if link_depth == 0 => edits.extend(bare_addresses(text, &range)),
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => edits.push(escape(range.start)),
            Event::Start(Tag::CodeBlock(kind)) => edits.extend(code_block_edits(text, &range, &kind)),
            _ => {}
        }
    }
    // A link definition is invisible. It stays if a link uses it and its address is absolute; otherwise it becomes
    // text.
    let definitions = events.reference_definitions().iter();
    let stray = definitions.filter(|(id, definition)| {
        !is_absolute(&definition.dest) || !used.iter().any(|used| used.to_lowercase() == id.to_lowercase())
    });
    edits.extend(stray.map(|(_, definition)| escape(definition.span.start)));
    edits
}

fn escape(at: usize) -> Edit {
    (at..at, "\\".to_owned())
}

fn is_absolute(destination: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| destination.starts_with(scheme))
}

/// Returns the edits for a link. A link that leads nowhere becomes text. Every bracket in it is escaped, because a part
/// of it may look like a link again.
fn link_edits(text: &str, range: &Range<usize>, link_type: LinkType, destination: &str) -> Vec<Edit> {
    if is_absolute(destination) || link_type == LinkType::Email {
        return Vec::new();
    }
    let into_target = text[range.clone()].rfind("](").map(|at| range.start + at + 2);
    match into_target.filter(|_| link_type == LinkType::Inline && destination.starts_with('/')) {
        Some(start) if text[start..].starts_with('/') => vec![(start..start, SITE.to_owned())],
        _ => text[range.clone()].match_indices(['[', '<']).map(|(at, _)| escape(range.start + at)).collect(),
    }
}

/// Returns the edits that put a code block into fences, mark it as text and end it before what follows.
fn code_block_edits(text: &str, range: &Range<usize>, kind: &CodeBlockKind<'_>) -> Vec<Edit> {
    let CodeBlockKind::Fenced(info) = kind else {
        return vec![
            (range.start..range.start, "\n```text\n".to_owned()),
            (range.end..range.end, "\n```\n".to_owned()),
        ];
    };
    let block = &text[range.clone()];
    let fence: String = block.chars().take_while(|character| matches!(character, '`' | '~')).collect();
    let opening_end = block.find('\n').unwrap_or(block.len());
    let mut edits = Vec::new();
    if &**info != "text" {
        edits.push((range.start + fence.len()..range.start + opening_end, "text".to_owned()));
    }
    let last = block[opening_end..].trim_end().rsplit('\n').next().unwrap_or_default();
    let closing = last.trim_start_matches([' ', '>', '\t']);
    let is_closed = closing.starts_with(&fence) && closing.chars().all(|character| fence.starts_with(character));
    if !is_closed && text[range.end..].trim().is_empty() {
        edits.push((text.len()..text.len(), format!("\n{fence}")));
    }
    edits
}

/// Returns the edits that turn `https://…` in running text into `<https://…>`.
fn bare_addresses(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let part = &text[range.clone()];
    let mut from = 0;
    while let Some(found) = part[from..].find("http") {
        let start = from + found;
        let rest = &part[start..];
        let end = rest
            .find(|character: char| character.is_whitespace() || "<>\"'`()[]{}|\\".contains(character))
            .unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        from = start + address.len().max(4);
        let host = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
        if host.is_some_and(|host| !host.is_empty()) {
            let start = range.start + start;
            edits.push((start..start, "<".to_owned()));
            edits.push((start + address.len()..start + address.len(), ">".to_owned()));
        }
    }
    edits
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup();
    let mut result = String::with_capacity(text.len() + 16 * edits.len());
    let mut from = 0;
    for (range, replacement) in edits {
        if range.start < from {
            continue;
        }
        result.push_str(&text[from..range.start]);
        result.push_str(&replacement);
        from = range.end;
    }
    result.push_str(&text[from..]);
    result
}
