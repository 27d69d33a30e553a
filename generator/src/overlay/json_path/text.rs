//! Reads the characters of a JSONPath: blanks, integers, quoted strings and names.

/// Why a text is not a JSONPath, and at which byte.
pub(super) type Failure = (usize, String);

/// The largest integer of a JSONPath (RFC 9535, section 2.1).
const INTEGER_LIMIT: i64 = (1 << 53) - 1;

/// A position in the text of a JSONPath.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.position += character.len_utf8();
        Some(character)
    }

    /// Skips the token if it comes next.
    pub(super) fn take(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        self.position += if is_next { token.len() } else { 0 };
        is_next
    }

    /// Takes characters as long as they fit.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !fits(character)).unwrap_or(rest.len());
        self.position += end;
        &rest[..end]
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(|character| matches!(character, ' ' | '\t' | '\n' | '\r'));
    }

    /// Skips blanks if the token comes behind them.
    pub(super) fn take_behind_blanks(&mut self, token: &str) -> bool {
        let start = self.position;
        self.skip_blanks();
        let is_next = self.take(token);
        if !is_next {
            self.position = start;
        }
        is_next
    }

    pub(super) fn expect(&mut self, token: &str) -> Result<(), Failure> {
        if self.take(token) { Ok(()) } else { self.refuse(format!("`{token}` is missing")) }
    }

    pub(super) fn refuse<T>(&self, why: impl Into<String>) -> Result<T, Failure> {
        Err((self.position, why.into()))
    }

    /// Takes a name that stands behind a dot, if one does.
    pub(super) fn name(&mut self) -> Option<String> {
        let is_first = |character: char| character.is_ascii_alphabetic() || character == '_' || !character.is_ascii();
        self.peek().filter(|first| is_first(*first))?;
        Some(self.take_while(|character| is_first(character) || character.is_ascii_digit()).to_owned())
    }

    /// Takes an integer, if one comes next.
    pub(super) fn integer(&mut self) -> Result<Option<i64>, Failure> {
        let start = self.position;
        self.take("-");
        let digits = self.take_while(|character| character.is_ascii_digit());
        if digits.is_empty() {
            self.position = start;
            return Ok(None);
        }
        let text = &self.text[start..self.position];
        if text == "-0" || (digits.len() > 1 && digits.starts_with('0')) {
            return Err((start, format!("`{text}` is not how an integer is written")));
        }
        match text.parse::<i64>() {
            Ok(integer) if integer.abs() <= INTEGER_LIMIT => Ok(Some(integer)),
            _ => Err((start, format!("`{text}` is too large"))),
        }
    }

    /// Takes the text of a number, if one comes next.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        let (start, text) = (self.position, self.text);
        let digits = |cursor: &mut Self| !cursor.take_while(|character| character.is_ascii_digit()).is_empty();
        self.take("-");
        let whole = self.position;
        let mut is_number = digits(self);
        let has_zero = self.position > whole + 1 && text[whole..].starts_with('0');
        if is_number && self.take(".") {
            is_number = digits(self);
        }
        if is_number && (self.take("e") || self.take("E")) {
            let _ = self.take("-") || self.take("+");
            is_number = digits(self);
        }
        if !is_number || has_zero {
            self.position = start;
            return None;
        }
        Some(&text[start..self.position])
    }

    /// Takes a string in quotes, if one comes next.
    pub(super) fn string(&mut self) -> Result<Option<String>, Failure> {
        let Some(quote @ ('\'' | '"')) = self.peek() else { return Ok(None) };
        self.next();
        let mut string = String::new();
        loop {
            let start = self.position;
            match self.next() {
                None => return self.refuse(format!("the closing `{quote}` is missing")),
                Some(character) if character == quote => return Ok(Some(string)),
                Some('\\') => string.push(self.escaped(quote)?),
                Some('\0'..='\u{1f}') => return Err((start, "a control character in a string".to_owned())),
                Some(character) => string.push(character),
            }
        }
    }

    /// Takes what stands behind a backslash.
    fn escaped(&mut self, quote: char) -> Result<char, Failure> {
        let start = self.position;
        Ok(match self.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(character @ ('/' | '\\')) => character,
            Some(character) if character == quote => quote,
            Some('u') => {
                let unit = self.hexadecimal()?;
                let mut units = vec![unit];
                if (0xd800..0xdc00).contains(&unit) && self.take("\\u") {
                    units.push(self.hexadecimal()?);
                }
                match char::decode_utf16(units).collect::<Result<Vec<_>, _>>().as_deref() {
                    Ok([character]) => *character,
                    _ => return Err((start, "half of a surrogate pair".to_owned())),
                }
            }
            _ => return Err((start, "an unknown escape in a string".to_owned())),
        })
    }

    fn hexadecimal(&mut self) -> Result<u16, Failure> {
        let digits = self.rest().get(..4).filter(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let Some(unit) = unit else { return self.refuse("four hexadecimal digits are missing") };
        self.position += 4;
        Ok(unit)
    }
}
