//! Markdown as documents have it in, Markdown that rustdoc takes without a warning out.
//!
//! The text stays as it is but for a few edits: HTML and stray brackets are escaped, bare addresses
//! become links, code blocks are marked as text so that none becomes a test, and links are absolute.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Where a relative link in Twilio's documentation leads.
const SITE: &str = "https://www.twilio.com";

/// Cleans the text for use in a doc comment.
pub(super) fn sanitise(text: &str) -> String {
    let text: String = text.chars().filter(|character| *character == '\n' || !is_invisible(*character)).collect();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut link_depth = 0;
    let broken = |link: BrokenLink<'_>| Some((CowStr::from(format!("broken:{}", link.reference)), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(&text, Options::ENABLE_TABLES, Some(broken));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                link_depth += 1;
                edits.extend(link_edits(&text, &range, link_type, &dest_url));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => link_depth -= 1,
            Event::Html(_) | Event::InlineHtml(_) => {
                // First, so that an address ends before what is escaped behind it.
                edits.extend(bare_addresses(&text, &range));
                let special = text[range.clone()].match_indices(['<', '[']);
                edits.extend(special.map(|(at, _)| (range.start + at..range.start + at, "\\".to_owned())));
            }
            Event::Text(_) if link_depth == 0 => edits.extend(bare_addresses(&text, &range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let fence = text[range.start..].bytes().take_while(|byte| matches!(byte, b'`' | b'~')).count();
                let at = range.start + fence;
                let info_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                let _ = info;
                edits.push((at..info_end, "text".to_owned()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                edits.push((range.start..range.start, "\n```text\n".to_owned()));
                edits.push((range.end..range.end, "\n```\n".to_owned()));
            }
            _ => {}
        }
    }
    apply(&text, edits)
}

/// Characters that cannot be seen and can change how what is seen is read.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Links that lead nowhere are no links: every bracket of them is escaped, since a part may look like one again.
fn link_edits(text: &str, range: &Range<usize>, link_type: LinkType, destination: &str) -> Vec<(Range<usize>, String)> {
    if ["http://", "https://", "mailto:"].iter().any(|scheme| destination.starts_with(scheme)) {
        return Vec::new();
    }
    let into_target = text[range.clone()].rfind("](").map(|at| range.start + at + 2);
    match into_target.filter(|_| link_type == LinkType::Inline && destination.starts_with('/')) {
        Some(start) => vec![(start..start, SITE.to_owned())],
        None => {
            let brackets = text[range.clone()].match_indices('[').map(|(at, _)| range.start + at);
            brackets.map(|at| (at..at, "\\".to_owned())).collect()
        }
    }
}

/// `https://…` in running text becomes `<https://…>`.
fn bare_addresses(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, String)> {
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
        if address.starts_with("http://") || address.starts_with("https://") {
            let start = range.start + start;
            edits.push((start..start, "<".to_owned()));
            edits.push((start + address.len()..start + address.len(), ">".to_owned()));
        }
    }
    edits
}

fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
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
