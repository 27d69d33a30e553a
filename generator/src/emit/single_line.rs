//! Prints tokens on one line, with the spaces of rustfmt.
//!
//! It is for calls, paths and literals. The only statements that it supports are `let` and `use`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Returns the tokens as text on one line.
pub(super) fn line(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(&mut text, tokens);
    text
}

fn write(text: &mut String, tokens: TokenStream) {
    let mut previous = Previous::Nothing;
    for token in tokens {
        if needs_space(previous, &token) {
            text.push(' ');
        }
        previous = Previous::of(&token);
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(text, group.stream());
                text.push_str(close);
            }
            other => text.push_str(&other.to_string()),
        }
    }
}

/// The token before the current one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Previous {
    /// The start, or a token without a space behind it.
    Nothing,
    /// An identifier, a literal or a group.
    Word,
    /// A comma, a semicolon or an equals sign.
    Separator,
}

impl Previous {
    fn of(token: &TokenTree) -> Self {
        match token {
            TokenTree::Punct(punct) if is_separator(punct.as_char()) && punct.spacing() == Spacing::Alone => {
                Self::Separator
            }
            TokenTree::Punct(_) => Self::Nothing,
            TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_) => Self::Word,
        }
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '=')
}

fn needs_space(previous: Previous, token: &TokenTree) -> bool {
    match (previous, token) {
        (Previous::Separator, _) => true,
        (Previous::Word, TokenTree::Punct(punct)) => punct.as_char() == '=',
        (Previous::Word, TokenTree::Ident(_) | TokenTree::Literal(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use quote::quote;

    #[test]
    fn calls_are_spaced_as_rustfmt_does() {
        let tokens =
            quote! { let calls = client.account(&"AC".parse()?).create(crate::A::B, [1, -2], vec![Vec::<i64>::new()]) };
        let expected =
            r#"let calls = client.account(&"AC".parse()?).create(crate::A::B, [1, -2], vec![Vec::<i64>::new()])"#;
        assert_eq!(line(tokens), expected);
    }
}
