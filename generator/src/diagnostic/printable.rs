//! Makes text of a document safe to print on a terminal.
//!
//! A document cannot clear the screen, change colours, or reverse the direction of text.

use std::borrow::Cow;

/// The text with control characters, and those that turn around what people read, written as `\u{1b}`.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = |character: char| match is_hidden(character) {
        true => character.escape_default().collect::<String>(),
        false => character.to_string(),
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The text, or its start and a `…` where it has more bytes.
pub(crate) fn shortened(mut text: String, limit: usize) -> String {
    if text.len() > limit {
        let end = (0..=limit).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
    text
}

fn is_hidden(character: char) -> bool {
    const TURNS: [char; 5] = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
    character.is_control()
        || TURNS.contains(&character)
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{printable, shortened};

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        assert_eq!(printable("a\u{1b}[31m\u{7}\u{9b}m\r\nb\u{202e}c"), r"a\u{1b}[31m\u{7}\u{9b}m\r\nb\u{202e}c");
        assert_eq!(printable("漢字 é `x`"), "漢字 é `x`");
    }

    #[test]
    fn long_text_ends_between_two_characters() {
        assert_eq!(shortened("aé".to_owned(), 3), "aé");
        assert_eq!(shortened("aéb".to_owned(), 2), "a…");
    }
}
