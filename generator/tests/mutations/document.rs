//! A document as text with one value on each line, in the notation of JSON.
//!
//! It is made from YAML values, and knows the line of each value. It knows nothing of OpenAPI but `$ref`.

use serde_yaml::Value;
use std::fmt::Write as _;

/// One step from a value to one inside it: the position of an entry or item.
pub type Way = Vec<usize>;

/// A document that may say the same key twice.
#[derive(Debug, Clone)]
pub enum Node {
    Scalar(Value),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    pub fn new(value: &Value) -> Self {
        match value {
            Value::Sequence(items) => Self::List(items.iter().map(Self::new).collect()),
            Value::Mapping(entries) => {
                let key = |key: &Value| key.as_str().map_or_else(|| scalar(key), str::to_owned);
                Self::Map(entries.iter().map(|(name, value)| (key(name), Self::new(value))).collect())
            }
            plain => Self::Scalar(plain.clone()),
        }
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Scalar(Value::String(text)) = self { Some(text) } else { None }
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub fn at(&self, way: &[usize]) -> Option<&Self> {
        let Some((step, rest)) = way.split_first() else { return Some(self) };
        match self {
            Self::List(items) => items.get(*step)?.at(rest),
            Self::Map(entries) => entries.get(*step)?.1.at(rest),
            Self::Scalar(_) => None,
        }
    }

    pub fn at_mut(&mut self, way: &[usize]) -> Option<&mut Self> {
        let Some((step, rest)) = way.split_first() else { return Some(self) };
        match self {
            Self::List(items) => items.get_mut(*step)?.at_mut(rest),
            Self::Map(entries) => entries.get_mut(*step)?.1.at_mut(rest),
            Self::Scalar(_) => None,
        }
    }

    /// The ways to every value inside this one, in the order of the text.
    pub fn ways(&self) -> Vec<Way> {
        fn collect(node: &Node, way: &mut Way, ways: &mut Vec<Way>) {
            let children: Vec<&Node> = match node {
                Node::Scalar(_) => return,
                Node::List(items) => items.iter().collect(),
                Node::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            };
            for (step, child) in children.into_iter().enumerate() {
                way.push(step);
                ways.push(way.clone());
                collect(child, way, ways);
                way.pop();
            }
        }
        let mut ways = Vec::new();
        collect(self, &mut Way::new(), &mut ways);
        ways
    }

    /// The key over the value behind a way, if there is one.
    pub fn key(&self, way: &[usize]) -> Option<&str> {
        let (step, parent) = way.split_last()?;
        let Self::Map(entries) = self.at(parent)? else { return None };
        Some(&entries.get(*step)?.0)
    }

    /// The keys on the way, with numbers for items.
    pub fn pointer(&self, way: &[usize]) -> Vec<String> {
        (1..=way.len())
            .map(|end| self.key(&way[..end]).map_or_else(|| way[end - 1].to_string(), str::to_owned))
            .collect()
    }
}

/// A text with the lines, counted from one, of each value of a document.
#[derive(Debug, Default)]
pub struct Printed {
    pub text: String,
    /// The way to each value with its first and its last line, in the order of the text.
    pub lines: Vec<(Way, usize, usize)>,
    line: usize,
}

impl Printed {
    pub fn new(document: &Node) -> Self {
        let mut printed = Self { line: 1, ..Self::default() };
        printed.value(document, &mut Way::new());
        printed.text.push('\n');
        printed
    }

    /// The first and the last line of a value.
    pub fn lines_of(&self, way: &[usize]) -> Option<(usize, usize)> {
        self.lines.iter().find(|(known, ..)| known == way).map(|(_, first, last)| (*first, *last))
    }

    fn value(&mut self, node: &Node, way: &mut Way) {
        let (first, index) = (self.line, self.lines.len());
        self.lines.push((way.clone(), first, first));
        match node {
            Node::Scalar(value) => self.text.push_str(&scalar(value)),
            Node::List(items) => {
                let items = items.iter().map(|item| (None, item));
                self.children(["[", "]"], items, way);
            }
            Node::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (Some(key.as_str()), value));
                self.children(["{", "}"], entries, way);
            }
        }
        self.lines[index].2 = self.line;
    }

    fn children<'a>(
        &mut self,
        brackets: [&str; 2],
        children: impl Iterator<Item = (Option<&'a str>, &'a Node)>,
        way: &mut Way,
    ) {
        self.text.push_str(brackets[0]);
        let mut is_empty = true;
        for (step, (key, child)) in children.enumerate() {
            self.text.push_str(if is_empty { "" } else { "," });
            is_empty = false;
            self.new_line(way.len() + 1);
            if let Some(key) = key {
                let _ = write!(self.text, "{}: ", scalar(&Value::from(key)));
            }
            way.push(step);
            self.value(child, way);
            way.pop();
        }
        if !is_empty {
            self.new_line(way.len());
        }
        self.text.push_str(brackets[1]);
    }

    fn new_line(&mut self, depth: usize) {
        self.line += 1;
        let _ = write!(self.text, "\n{}", "  ".repeat(depth));
    }
}

/// The value on one line, as JSON has it.
fn scalar(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
