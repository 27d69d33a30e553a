//! A text of a format, a pattern and a length.
//!
//! Knows what a document says about texts; must not know Rust.

use super::limits::is_text_within;
use super::pattern::Pattern;
use crate::ir::Constraints;
use heck::ToSnakeCase;

/// The maximum length of a text, in characters.
const LONGEST: usize = 4_000;

/// Returns a text of the format that matches the pattern and has an allowed length. Texts with different indices differ
/// if the limits allow it.
pub(super) fn text(constraints: &Constraints, name: &str, index: usize) -> String {
    let plain = plain(constraints.format.as_deref(), name, index);
    let (least, most) =
        (constraints.length.0.unwrap_or(0).min(LONGEST), constraints.length.1.unwrap_or(LONGEST).max(1));
    let fitted = fitted(&plain, least, most);
    if [&plain, &fitted].into_iter().any(|text| is_text_within(constraints, text)) {
        return if is_text_within(constraints, &plain) { plain } else { fitted };
    }
    let pattern = constraints.pattern.as_deref().and_then(Pattern::read);
    pattern.and_then(|pattern| pattern.text((least, most), index)).unwrap_or(fitted)
}

/// Returns a text of the format, or the name of its property if the format is unknown.
fn plain(format: Option<&str>, name: &str, index: usize) -> String {
    let snake = name.to_snake_case();
    let number = if index == 0 { String::new() } else { (index + 1).to_string() };
    let of = |texts: [&str; 2]| texts[index % texts.len()].to_owned();
    match format {
        Some("uri" | "uri-reference" | "url") => format!("https://example.com/{snake}{number}"),
        Some("phone-number" | "endpoint") => format!("+141555523{:02}", (44 + index) % 100),
        Some("currency") => of(["USD", "EUR"]),
        Some("iso-country-code") => of(["US", "GB"]),
        Some("email") => format!("user{number}@example.com"),
        Some("hostname" | "idn-hostname") => format!("host{number}.example.com"),
        Some("uuid") => format!("3fa85f64-5717-4562-b3fc-{:012x}", 0x2c96_3f66_afa6_u64 + index as u64),
        Some("ipv4") => format!("192.0.2.{}", index % 254 + 1),
        Some("ipv6") => format!("2001:db8::{:x}", index % 0xffff + 1),
        Some("byte") => of(["dGV4dA==", "bW9yZQ=="]),
        Some("time") => format!("08:30:{:02}Z", index % 60),
        Some("duration") => format!("P{}D", index + 1),
        Some("json-pointer") => format!("/{snake}{number}"),
        Some("bcp-47-language-tag") => of(["en-US", "de-DE"]),
        _ if snake.is_empty() => format!("text{number}"),
        _ => format!("{snake}{number}"),
    }
}

/// Cuts or extends a text to an allowed length. A digit at the end stays, because it makes texts differ.
fn fitted(plain: &str, least: usize, most: usize) -> String {
    let count = plain.chars().count();
    let cut: String = match plain.chars().last().filter(char::is_ascii_digit) {
        Some(last) if count > most => plain.chars().take(most - 1).chain([last]).collect(),
        _ => plain.chars().take(most).collect(),
    };
    let missing = least.saturating_sub(cut.chars().count());
    cut + &"x".repeat(missing)
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::ir::Constraints;

    fn of(set: impl FnOnce(&mut Constraints)) -> [String; 2] {
        let mut constraints = Constraints::default();
        set(&mut constraints);
        [0, 1].map(|index| text(&constraints, "FriendlyName", index))
    }

    #[test]
    fn a_text_is_its_name_within_its_length() {
        assert_eq!(of(|_| {}), ["friendly_name", "friendly_name2"]);
        assert_eq!(of(|limits| limits.length = (None, Some(5))), ["frien", "frie2"]);
        assert_eq!(of(|limits| limits.length = (Some(15), None)), ["friendly_namexx", "friendly_name2x"]);
        assert_eq!(of(|limits| limits.length = (Some(1), Some(1))), ["f", "2"]);
    }

    #[test]
    fn a_text_has_its_format() {
        let format = |format: &str| of(|limits| limits.format = Some(format.to_owned()));
        assert_eq!(format("email"), ["user@example.com", "user2@example.com"]);
        assert_eq!(format("uuid")[0], "3fa85f64-5717-4562-b3fc-2c963f66afa6");
        assert_eq!(format("ipv4"), ["192.0.2.1", "192.0.2.2"]);
        assert_eq!(format("uri"), ["https://example.com/friendly_name", "https://example.com/friendly_name2"]);
    }

    #[test]
    fn a_text_matches_its_pattern() {
        let pattern = |pattern: &str| of(|limits| limits.pattern = Some(pattern.to_owned()));
        assert_eq!(pattern("^[a-z_]+$")[0], "friendly_name", "what is usual matches");
        assert_eq!(pattern("^[A-Z]{3}$"), ["ABC", "BCD"]);
        assert_eq!(pattern("^(a)\\1$")[0], "friendly_name", "nothing better is known");
        let both = of(|limits| {
            limits.pattern = Some("^[0-9]+$".to_owned());
            limits.length = (Some(6), Some(8));
        });
        assert!(both.iter().all(|text| text.len() == 6), "{both:?}");
    }
}
