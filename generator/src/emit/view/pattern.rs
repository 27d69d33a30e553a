//! Texts that match a regular expression of a document.
//!
//! Matching takes time that is linear in the text, because patterns are untrusted input. Knows regular expressions;
//! must not know schemas.

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// The maximum size of a compiled pattern, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

/// The maximum length of a text, in bytes.
const TEXT_LIMIT: usize = 2_000;

/// The maximum number of lengths that are tried for a text.
const LENGTH_LIMIT: usize = 300;

/// A pattern that can be matched, with the lookaheads at its start as conditions.
pub(super) struct Pattern {
    regex: Regex,
    shape: Hir,
    /// The conditions. The flag is true if the condition must match, and false if it must not.
    conditions: Vec<(Regex, bool)>,
}

impl Pattern {
    /// Parses a pattern. Returns `None` if the pattern is invalid or too large, refers back, or looks around elsewhere
    /// than at its start.
    pub(super) fn read(pattern: &str) -> Option<Self> {
        let pattern = with_ascii_classes(pattern);
        let (lookaheads, rest) = leading_lookaheads(&pattern);
        let anchored = |condition: &str| compiled(&format!("^(?:{condition})"));
        let conditions = lookaheads.into_iter().map(|(condition, is_wanted)| Some((anchored(condition)?, is_wanted)));
        let conditions: Option<Vec<_>> = conditions.collect();
        let conditions = conditions?;
        let rest = if conditions.is_empty() { pattern.clone() } else { format!("^{rest}") };
        let shape = ParserBuilder::new().nest_limit(50).build().parse(&rest).ok()?;
        Some(Self { regex: compiled(&rest)?, shape, conditions })
    }

    /// Returns true if the text matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
            && self.conditions.iter().all(|(condition, is_wanted)| condition.is_match(text) == *is_wanted)
    }

    /// Returns a text that matches and has an allowed length. Texts with different indices differ if the pattern allows
    /// it.
    pub(super) fn text(&self, (least, most): (usize, usize), index: usize) -> Option<String> {
        // A text that is slightly longer than the minimum reads better.
        let stretches = [2, 1, 0].into_iter().chain(3..least.min(LENGTH_LIMIT) + 3);
        let is_suitable = |text: &String| {
            let count = text.chars().count();
            !text.trim().is_empty() && (least..=most).contains(&count) && self.is_match(text)
        };
        stretches.flat_map(|stretch| [(stretch, Kinds::One), (stretch, Kinds::All)]).find_map(|(stretch, kinds)| {
            let mut writer = Writer { text: String::new(), stretch, index, kinds };
            writer.write(&self.shape)?;
            let missing = least.saturating_sub(writer.text.chars().count());
            // For a pattern that does not anchor the end of the text.
            let longer = format!("{}{}", writer.text, "x".repeat(missing.min(TEXT_LIMIT)));
            [writer.text, longer].into_iter().find(is_suitable)
        })
    }
}

/// Returns the pattern with `\d` and `\w` as ASCII classes, because ECMAScript means only ASCII digits and letters.
fn with_ascii_classes(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next() } else { None };
        match escaped {
            Some('d') => written.push_str("[0-9]"),
            Some('D') => written.push_str("[^0-9]"),
            Some('w') => written.push_str("[0-9A-Za-z_]"),
            Some('W') => written.push_str("[^0-9A-Za-z_]"),
            escaped => written.extend([Some(character), escaped].into_iter().flatten()),
        }
    }
    written
}

fn compiled(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).nest_limit(50).build().ok()
}

/// Returns the lookaheads behind the first `^`, each with true if it is positive, and the pattern behind them.
fn leading_lookaheads(pattern: &str) -> (Vec<(&str, bool)>, &str) {
    let mut lookaheads = Vec::new();
    let Some(mut rest) = pattern.strip_prefix('^') else { return (lookaheads, pattern) };
    while let Some(is_wanted) = [("(?=", true), ("(?!", false)].iter().find(|(start, _)| rest.starts_with(start)) {
        let Some(end) = closing(rest) else { break };
        lookaheads.push((&rest[3..end], is_wanted.1));
        rest = &rest[end + 1..];
    }
    (lookaheads, rest)
}

/// Returns the end of the group at the start of the pattern.
fn closing(pattern: &str) -> Option<usize> {
    let (mut depth, mut is_class, mut is_escaped) = (0, false, false);
    for (position, character) in pattern.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_class = true,
            ']' => is_class = false,
            '(' if !is_class => depth += 1,
            ')' if !is_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(position);
        }
    }
    None
}

/// The kinds of characters that a text takes from a class.
#[derive(Clone, Copy, PartialEq)]
enum Kinds {
    /// One kind: lower-case letters if the class has any.
    One,
    /// Every kind in turn, because many password patterns ask for every kind.
    All,
}

/// A text that is being written.
struct Writer {
    text: String,
    /// The number of repetitions above the minimum.
    stretch: usize,
    index: usize,
    kinds: Kinds,
}

impl Writer {
    /// Writes a text that the expression matches; `None` if there is none, or if the text is too long.
    fn write(&mut self, shape: &Hir) -> Option<()> {
        match shape.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => {
                let character = self.character(class)?;
                self.text.push(character);
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.map_or(usize::MAX, |most| most as usize);
                for _ in 0..(repetition.min as usize).saturating_add(self.stretch).min(most) {
                    let before = self.text.len();
                    self.write(&repetition.sub)?;
                    // Repeating an expression that writes nothing changes nothing.
                    if self.text.len() == before {
                        break;
                    }
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(parts) => self.write(parts.get(self.index % parts.len().max(1))?)?,
        }
        (self.text.len() <= TEXT_LIMIT).then_some(())
    }

    /// Returns a character of the class. Letters come before digits, and digits before other characters.
    fn character(&self, class: &Class) -> Option<char> {
        const PREFERRED: [(char, char); 4] = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~')];
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
            Class::Bytes(class) => {
                class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
            }
        };
        let both = |one: (char, char), other: (char, char)| one.0.max(other.0)..=one.1.min(other.1);
        let of_kind =
            |kind: (char, char)| -> Vec<char> { ranges.iter().flat_map(|range| both(*range, kind)).collect() };
        let kinds: Vec<Vec<char>> = PREFERRED.into_iter().map(of_kind).filter(|kind| !kind.is_empty()).collect();
        let position = self.text.chars().count() + self.index;
        match self.kinds {
            Kinds::All if !kinds.is_empty() => {
                let kind = &kinds[position % kinds.len()];
                Some(kind[position / kinds.len() % kind.len()])
            }
            _ => match kinds.first() {
                Some(kind) => Some(kind[(position + usize::from(kind.contains(&'0'))) % kind.len()]),
                None => ranges.first().map(|range| range.0),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    /// Returns the first two texts of a pattern. Each text must match the pattern by the rules of ECMAScript.
    fn texts(pattern: &str, limits: (usize, usize)) -> Option<[String; 2]> {
        let read = Pattern::read(pattern)?;
        let ecma = regress::Regex::new(pattern).expect("the pattern is one");
        let text = |index| {
            let text = read.text(limits, index)?;
            assert!(ecma.find(&text).is_some(), "`{text}` does not match `{pattern}`");
            assert!((limits.0..=limits.1).contains(&text.chars().count()), "`{text}` has another length");
            Some(text)
        };
        Some([text(0)?, text(1)?])
    }

    #[test]
    fn texts_match_their_patterns() {
        for pattern in [
            "^[a-z]+$",
            "^[A-Z]{2}$",
            "^\\+[1-9]\\d{1,14}$",
            "^(ISO|EN)-[0-9]{3,5}$",
            "^#?([a-fA-F0-9]{6}|[a-fA-F0-9]{3})$",
            "^\\d{4}-(0[1-9]|1[0-2])$",
            "^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$",
            "^https?:\\/\\/",
            "[0-9]",
            "^(?:a|b)*c?$",
            "^\\S(.*\\S)?$",
            "(?i)^yes|no$",
            "^[\\w-]{8,64}$",
            "\\bword\\b",
            "^(?=.*[A-Z])(?=.*\\d)(?=.*[!-/]).{8,}$",
            "^(?!abc)[a-z]{3,}$",
        ] {
            // ECMAScript has no inline flags.
            let pattern = pattern.trim_start_matches("(?i)");
            assert!(texts(pattern, (0, 100)).is_some(), "{pattern}");
        }
    }

    #[test]
    fn lengths_are_kept() {
        assert_eq!(texts("^[a-z]+$", (12, 12)).map(|[text, _]| text.len()), Some(12));
        assert_eq!(texts("^ab", (5, 10)).map(|[text, _]| text), Some("abxxx".to_owned()));
        assert_eq!(texts("^[0-9]{1,3}$", (0, 1)).map(|[text, _]| text), Some("1".to_owned()));
        assert_eq!(texts("^[a-z]{5}$", (6, 10)), None);
    }

    #[test]
    fn texts_of_two_indices_differ() {
        let [first, second] = texts("^[A-Z]{3}-\\d{2}$", (0, 100)).expect("there is one");
        assert_eq!((first.as_str(), second.as_str()), ("ABC-56", "BCD-67"));
        assert_eq!(texts("^(red|blue)$", (0, 100)), Some(["red".to_owned(), "blue".to_owned()]));
    }

    #[test]
    fn what_cannot_be_matched_is_left_alone() {
        for pattern in ["(a)\\1", "a(?=b)b", "(?<=a)b", "^(?=a", "("] {
            assert!(Pattern::read(pattern).is_none(), "{pattern}");
        }
        assert!(Pattern::read("^$").expect("it is one").text((1, 5), 0).is_none());
        // Such a pattern must use neither endless time nor endless memory.
        for pattern in ["(((a{1000}){1000}){1000}){1000}", "^(((a*)*)*)*$", "(x+x+)+y", "\\w{0,1000}\\w{0,1000}"] {
            let text = Pattern::read(pattern).and_then(|pattern| pattern.text((0, 10_000), 0));
            assert!(text.is_none_or(|text| text.len() <= super::TEXT_LIMIT), "{pattern}");
        }
    }
}
