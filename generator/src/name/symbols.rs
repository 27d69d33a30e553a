//! Spells the symbols in a text as words, for names of texts that differ in their symbols alone.

use super::casing::transliterated;

/// The names of symbols. Longer symbols come before those that they start with.
const SYMBOLS: &[(&str, &str)] = &[
    ("!=", "not equal"),
    ("<>", "less or greater than"),
    ("<=", "less than or equal"),
    (">=", "greater than or equal"),
    ("≠", "not equal to"),
    ("≤", "less than or equal to"),
    ("≥", "greater than or equal to"),
    ("=", "equal"),
    ("<", "less than"),
    (">", "greater than"),
    ("~", "tilde"),
    ("!", "exclamation mark"),
    ("+", "plus"),
    ("-", "minus"),
    ("±", "plus or minus"),
    ("*", "asterisk"),
    ("×", "times"),
    ("÷", "divided by"),
    ("/", "slash"),
    ("\\", "backslash"),
    ("%", "percent"),
    ("^", "caret"),
    ("&", "ampersand"),
    ("|", "pipe"),
    ("@", "at"),
    ("#", "hash"),
    ("$", "dollar"),
    ("€", "euro"),
    ("£", "pound"),
    ("¥", "yen"),
    ("§", "section"),
    ("°", "degree"),
    ("?", "question mark"),
    (".", "dot"),
    (",", "comma"),
    (":", "colon"),
    (";", "semicolon"),
    ("_", "underscore"),
    ("'", "apostrophe"),
    ("\"", "quote"),
    ("`", "backtick"),
    ("(", "left parenthesis"),
    (")", "right parenthesis"),
    ("[", "left bracket"),
    ("]", "right bracket"),
    ("{", "left brace"),
    ("}", "right brace"),
    (" ", "space"),
    ("\t", "tab"),
    ("\n", "newline"),
    ("\r", "carriage return"),
];

/// Returns the words of a text and of all symbols in it, but for what only stands between words.
pub(super) fn spelled(text: &str) -> String {
    let has_words = has_words(text);
    let mut words = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let symbol = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol));
        let (length, word) = match symbol {
            Some((symbol, _)) if has_words && is_separator(symbol, text.len() - rest.len(), text) => {
                (symbol.len(), " ")
            }
            Some((symbol, word)) => (symbol.len(), *word),
            None => (first.len_utf8(), ""),
        };
        match symbol {
            Some(_) => words.extend([" ", word, " "]),
            None if !has_words
                && !transliterated(&rest[..length]).contains(|latin: char| latin.is_ascii_alphanumeric()) =>
            {
                words.push_str(&format!(" unicode {:x} ", u32::from(first)));
            }
            None => words.push(first),
        }
        rest = &rest[length..];
    }
    words
}

/// Returns the text with the symbols spelled without which its words would say something else: comparisons before
/// them, signs of numbers, and what stands behind a grade or a limit (`A-`, `18+`); all of them where there is no word.
pub(super) fn telling(text: &str) -> String {
    if !has_words(text) {
        return spelled(text);
    }
    let is_word = |character: char| character.is_alphanumeric();
    let start = text.find(is_word).unwrap_or_default();
    let end =
        text.rfind(is_word).map_or(text.len(), |index| index + text[index..].chars().next().map_or(1, char::len_utf8));
    let (before, inside, behind) = (&text[..start], &text[start..end], &text[end..]);
    let is_number = inside.starts_with(|first: char| first.is_ascii_digit());
    let compares = !before.is_empty() && before.trim().chars().all(|character| "<>=!≤≥≠".contains(character));
    let is_sign = is_number && matches!(before.trim(), "+" | "-" | "±");
    let is_grade = matches!(behind.trim(), "+" | "-" | "++" | "%") && !behind.starts_with(char::is_whitespace);
    let before = if compares || is_sign { spelled(before.trim()) } else { String::new() };
    let behind = if is_grade { spelled(behind.trim()) } else { String::new() };
    format!("{before} {inside} {behind}")
}

/// Returns true if a name of the text alone would have a letter or a digit.
fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && transliterated(text).contains(|latin: char| latin.is_ascii_alphanumeric())
}

/// Returns true for what joins the words on its two sides and says nothing.
fn is_separator(symbol: &str, index: usize, text: &str) -> bool {
    let (before, behind) = (&text[..index], &text[index + symbol.len()..]);
    let is_inside = !before.is_empty() && !behind.is_empty();
    // `1.5` is not 15.
    let is_of_number = before.ends_with(|last: char| last.is_ascii_digit())
        && behind.starts_with(|first: char| first.is_ascii_digit())
        && matches!(symbol, "." | ",");
    matches!(symbol, " " | "_" | "\t" | "\n" | "\r")
        || is_inside && !is_of_number && matches!(symbol, "-" | "." | "," | "'")
}

#[cfg(test)]
mod tests {
    use super::{spelled, telling};
    use crate::name::casing::camel;

    fn plain(text: &str) -> String {
        camel(&telling(text), "Empty")
    }

    #[test]
    fn symbols_alone_are_spelled() {
        let pairs = [
            ("=", "Equal"),
            ("!=", "NotEqual"),
            (">=", "GreaterThanOrEqual"),
            ("≥", "GreaterThanOrEqualTo"),
            ("*", "Asterisk"),
            (" ", "Space"),
            ("||", "PipePipe"),
            ("_", "Underscore"),
            ("", "Empty"),
            ("\u{e000}", "UnicodeE000"),
            ("→", "Unicode2192"),
        ];
        for (text, name) in pairs {
            assert_eq!(plain(text), name, "{text}");
        }
    }

    #[test]
    fn symbols_beside_words_are_spelled_where_the_words_alone_would_say_something_else() {
        let pairs = [
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            (">=5", "GreaterThanOrEqual5"),
            ("A+", "APlus"),
            ("18+", "V18Plus"),
            ("in-progress", "InProgress"),
            ("@all", "All"),
            ("größe", "Grosse"),
            ("日本", "RiBen"),
        ];
        for (text, name) in pairs {
            assert_eq!(plain(text), name, "{text}");
        }
    }

    #[test]
    fn all_symbols_but_separators_are_spelled_where_words_are_not_enough() {
        let pairs = [
            ("-created_at", "MinusCreatedAt"),
            ("@id", "AtId"),
            ("$type", "DollarType"),
            ("1.5", "V1Dot5"),
            ("a-b", "AB"),
        ];
        for (text, name) in pairs {
            assert_eq!(camel(&spelled(text), "Empty"), name, "{text}");
        }
    }
}
