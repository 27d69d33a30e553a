//! Parses a JSONPath.

use super::text::{Cursor, Failure};
use super::{Comparison, Condition, JsonPath, Operand, Query, Segment, Selector};
use serde_yaml::{Number, Value};

/// The maximum depth of brackets and parentheses: each level uses stack.
const NESTING_LIMIT: usize = 32;

/// Parses a target, or says why it is not a JSONPath.
pub(in crate::overlay) fn parse(target: &str) -> Result<JsonPath, String> {
    let mut parser = Parser { cursor: Cursor::new(target), nesting: 0 };
    parser.path().map_err(|(position, why)| match target[..position].chars().count() {
        0 => why,
        characters => format!("{why}, at its character {}", characters + 1),
    })
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    /// The number of open brackets and parentheses.
    nesting: usize,
}

/// A part of a filter: a query or a value.
enum Primary {
    Query(Query),
    Value(Operand),
}

impl Parser<'_> {
    fn path(&mut self) -> Result<JsonPath, Failure> {
        if !self.cursor.take("$") {
            return self.cursor.refuse("it must start with `$`");
        }
        let segments = self.segments()?;
        match self.cursor.peek() {
            None => Ok(JsonPath { segments }),
            Some(character) => self.cursor.refuse(format!("`{character}` is not expected here")),
        }
    }

    fn segments(&mut self) -> Result<Vec<Segment>, Failure> {
        let mut segments = Vec::new();
        loop {
            let end = self.cursor.position;
            self.cursor.skip_blanks();
            let start = self.cursor.position;
            let is_descendant = self.cursor.take("..");
            let selectors = match self.cursor.peek() {
                Some('[') => self.bracketed()?,
                _ if is_descendant || self.cursor.take(".") => vec![self.shorthand()?],
                _ => {
                    self.cursor.position = end;
                    return Ok(segments);
                }
            };
            segments.push(Segment { is_descendant, selectors, range: (start, self.cursor.position) });
        }
    }

    fn shorthand(&mut self) -> Result<Selector, Failure> {
        if self.cursor.take("*") {
            return Ok(Selector::Wildcard);
        }
        match self.cursor.name() {
            Some(name) => Ok(Selector::Name(name)),
            None => self.cursor.refuse("a name or `*` must stand behind the dot; other names are written as `['…']`"),
        }
    }

    fn bracketed(&mut self) -> Result<Vec<Selector>, Failure> {
        self.nested("[", "]", |parser| {
            let mut selectors = vec![parser.selector()?];
            while parser.cursor.take_behind_blanks(",") {
                parser.cursor.skip_blanks();
                selectors.push(parser.selector()?);
            }
            Ok(selectors)
        })
    }

    /// Parses what stands between two brackets or parentheses.
    fn nested<T>(
        &mut self,
        open: &str,
        close: &str,
        inside: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.nesting == NESTING_LIMIT {
            return Err((0, format!("its brackets are more than {NESTING_LIMIT} levels deep")));
        }
        self.nesting += 1;
        self.cursor.expect(open)?;
        self.cursor.skip_blanks();
        let parsed = inside(self)?;
        self.cursor.skip_blanks();
        self.cursor.expect(close)?;
        self.nesting -= 1;
        Ok(parsed)
    }

    fn selector(&mut self) -> Result<Selector, Failure> {
        if let Some(name) = self.cursor.string()? {
            return Ok(Selector::Name(name));
        }
        if self.cursor.take("*") {
            return Ok(Selector::Wildcard);
        }
        if self.cursor.take("?") {
            self.cursor.skip_blanks();
            return Ok(Selector::Filter(self.condition()?));
        }
        let start = self.cursor.integer()?;
        if !self.cursor.take_behind_blanks(":") {
            return match start {
                Some(index) => Ok(Selector::Index(index)),
                None => self.cursor.refuse("a name in quotes, `*`, an index or a filter is missing"),
            };
        }
        let end = self.integer_behind_blanks()?;
        let step = if self.cursor.take_behind_blanks(":") { self.integer_behind_blanks()? } else { None };
        Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
    }

    fn integer_behind_blanks(&mut self) -> Result<Option<i64>, Failure> {
        let start = self.cursor.position;
        self.cursor.skip_blanks();
        let integer = self.cursor.integer()?;
        if integer.is_none() {
            self.cursor.position = start;
        }
        Ok(integer)
    }

    fn condition(&mut self) -> Result<Condition, Failure> {
        self.joined("||", Condition::Or, |parser| parser.joined("&&", Condition::And, Self::basic_condition))
    }

    fn joined(
        &mut self,
        operator: &str,
        join: impl Fn(Vec<Condition>) -> Condition,
        mut part: impl FnMut(&mut Self) -> Result<Condition, Failure>,
    ) -> Result<Condition, Failure> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.cursor.take_behind_blanks(operator) {
            self.cursor.skip_blanks();
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
    }

    fn basic_condition(&mut self) -> Result<Condition, Failure> {
        let is_negated = self.cursor.take("!");
        if is_negated {
            self.cursor.skip_blanks();
        }
        let negated = |condition| if is_negated { Condition::Not(Box::new(condition)) } else { condition };
        if self.cursor.peek() == Some('(') {
            return self.nested("(", ")", Self::condition).map(negated);
        }
        let start = self.cursor.position;
        let first = self.primary()?;
        let Some(comparison) = self.comparison() else {
            return match first {
                Primary::Query(query) => Ok(negated(Condition::Exists(query))),
                Primary::Value(_) => Err((start, "a value is not a condition; compare it".to_owned())),
            };
        };
        if is_negated {
            return Err((start, "`!` before a comparison needs parentheses".to_owned()));
        }
        let first = operand(first, start)?;
        self.cursor.skip_blanks();
        let start = self.cursor.position;
        let second = self.primary()?;
        Ok(Condition::Compare(first, comparison, operand(second, start)?))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        use Comparison as C;
        const OPERATORS: [(&str, Comparison); 6] = [
            ("==", C::Equal),
            ("!=", C::NotEqual),
            ("<=", C::LessOrEqual),
            (">=", C::GreaterOrEqual),
            ("<", C::Less),
            (">", C::Greater),
        ];
        let is_next = |(operator, _): &&(&str, Comparison)| self.cursor.take_behind_blanks(operator);
        OPERATORS.iter().find(is_next).map(|(_, comparison)| *comparison)
    }

    fn primary(&mut self) -> Result<Primary, Failure> {
        for (start, is_absolute) in [("@", false), ("$", true)] {
            if self.cursor.take(start) {
                return Ok(Primary::Query(Query { is_absolute, segments: self.segments()? }));
            }
        }
        if let Some(text) = self.cursor.string()? {
            return Ok(Primary::Value(Operand::Literal(Value::String(text))));
        }
        if let Some(text) = self.cursor.number() {
            let whole = text.parse::<i64>().map(Number::from);
            let number = whole.or_else(|_| text.parse::<f64>().map(Number::from));
            return match number {
                Ok(number) => Ok(Primary::Value(Operand::Literal(Value::Number(number)))),
                Err(_) => self.cursor.refuse(format!("`{text}` is not a number")),
            };
        }
        let start = self.cursor.position;
        let word = self.cursor.take_while(|character| character.is_ascii_alphanumeric() || character == '_');
        match (word, self.cursor.peek()) {
            (name, Some('(')) if !name.is_empty() => self.function(name, start).map(Primary::Value),
            ("true", _) => Ok(Primary::Value(Operand::Literal(Value::Bool(true)))),
            ("false", _) => Ok(Primary::Value(Operand::Literal(Value::Bool(false)))),
            ("null", _) => Ok(Primary::Value(Operand::Literal(Value::Null))),
            _ => Err((start, "a query, a value or a function is missing".to_owned())),
        }
    }

    fn function(&mut self, name: &str, start: usize) -> Result<Operand, Failure> {
        if !["length", "count", "value"].contains(&name) {
            let why = format!("the function `{name}` is not supported; `length`, `count` and `value` are");
            return Err((start, why));
        }
        self.nested("(", ")", |parser| {
            let start = parser.cursor.position;
            match (name, parser.primary()?) {
                ("length", argument) => Ok(Operand::Length(Box::new(operand(argument, start)?))),
                ("count", Primary::Query(query)) => Ok(Operand::Count(query)),
                ("value", Primary::Query(query)) => Ok(Operand::Value(query)),
                _ => Err((start, format!("the argument of `{name}` must be a query"))),
            }
        })
    }
}

/// Returns the operand of a comparison.
fn operand(primary: Primary, start: usize) -> Result<Operand, Failure> {
    match primary {
        Primary::Value(operand) => Ok(operand),
        Primary::Query(query) if query.is_singular() => Ok(Operand::Query(query)),
        Primary::Query(_) => {
            Err((start, "a query that may find several nodes cannot be compared; use `count` or `value`".to_owned()))
        }
    }
}
