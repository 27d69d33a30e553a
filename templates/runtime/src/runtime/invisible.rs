//! The characters that are invisible, or that change how the text around them is shown.

/// Returns true for control characters, and for characters that reorder text or have no width.
///
/// A message of a server must not hide or reorder the text beside it in a terminal or a log. The joiners U+200C and
/// U+200D belong to the spelling of words, so this returns false for them.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
}
