//! Builds a [`Source`] from the events of the YAML parser.

use super::json::Joined;
use super::{DEPTH_LIMIT, EXPANSION_LIMIT, Entry, File, INDEX_FROM, Kind, Node, NodeId, Source, Span};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use saphyr::Scalar;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_yaml::{Number, Value};
use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// A collection whose end has not been read yet.
struct Open {
    node: NodeId,
    /// The key that waits for its value, in a mapping.
    key: Option<Key>,
    /// The value of `<<`.
    merged: Option<NodeId>,
}

struct Key {
    text: String,
    span: Span,
    /// True if the key is `<<`, without quotes.
    is_merge: bool,
    /// True if the key is no text, so that its value is skipped.
    is_invalid: bool,
}

/// Reads one document; `None` when there is none to read.
pub(super) fn load(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Source> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let files = vec![File::new(name, text)];
    let source = Source { files, nodes: Vec::new(), root: NodeId(0), indices: HashMap::new(), whole: None };
    let mut loader = Loader {
        source,
        open: Vec::new(),
        inside_key: 0,
        anchors: HashMap::new(),
        documents: 0,
        merged: 0,
        diagnostics,
    };
    let joined = Joined::new(text);
    let position = |marker| joined.position(marker);
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(BATCHES);
        let scanner = scope.spawn(|| scan(&joined.text, sender));
        let read = batches.into_iter().flatten().try_for_each(|event| match event {
            Ok((event, span)) => loader.take(event, Span { start: position(span.start), end: position(span.end) }),
            Err(error) => loader.syntax_error(error.info(), position(*error.marker())),
        });
        // Joined, it is gone with all that it had; at the end of a scope it may be about to go.
        scanner.join().unwrap_or_else(|panic| resume_unwind(panic));
        read
    })?;
    if loader.source.nodes.is_empty() {
        let place = loader.place(Span { start: (1, 0), end: (1, 0) });
        diagnostics.push(
            Diagnostic::new(Code::EmptyDocument, "the document is empty")
                .at(place)
                .help("an OpenAPI document starts with `openapi: 3.0.1`"),
        );
        return None;
    }
    Some(loader.source)
}

/// Some events of the parser.
type Batch<'text> = Vec<Result<(Event<'text>, saphyr_parser::Span), ScanError>>;

/// The number of events in a batch, and of batches that may wait.
const BATCH: usize = 256;
const BATCHES: usize = 16;

/// Sends what the parser says, until it is at the end or nobody listens.
fn scan<'text>(text: &'text str, batches: SyncSender<Batch<'text>>) {
    let mut events = Parser::new_from_str(text);
    loop {
        let batch: Batch<'_> = events.by_ref().take(BATCH).collect();
        if batch.is_empty() || batches.send(batch).is_err() {
            return;
        }
    }
}

struct Loader<'a> {
    source: Source,
    open: Vec<Open>,
    /// The number of open collections in a key.
    inside_key: usize,
    anchors: HashMap<usize, NodeId>,
    documents: usize,
    /// The number of entries that `<<` has copied.
    merged: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Loader<'_> {
    /// Takes one event; `None` when reading on makes no sense.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        if self.inside_key > 0 {
            return self.pass_over(&event, span);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let waits_for_key = self.waits_for_key();
                if waits_for_key {
                    let top = self.open.last_mut().expect("a mapping waits for a key");
                    let is_merge = text == "<<" && style == ScalarStyle::Plain;
                    top.key = Some(Key { text: text.into_owned(), span, is_merge, is_invalid: false });
                } else {
                    let value = Scalar::parse_from_cow_and_metadata(text.clone(), style, tag.as_ref())
                        .map_or_else(|| Value::String(text.into_owned()), to_value);
                    let node = self.add(Kind::Scalar(value), span)?;
                    self.anchors.insert(anchor, node);
                }
            }
            Event::SequenceStart(anchor, _) => self.start(Kind::Sequence(Vec::new()), anchor, span)?,
            Event::MappingStart(anchor, _) => self.start(Kind::Mapping(Vec::new()), anchor, span)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                self.source.nodes[open.node.0 as usize].span.end = span.end;
                if let Some(merged) = open.merged {
                    self.merge(open.node, merged)?;
                }
            }
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).copied();
                let node = known.filter(|node| self.open.iter().all(|open| open.node != *node));
                match node {
                    Some(node) => self.attach(node, span)?,
                    None => return self.fail(Code::InvalidAlias, "the alias refers to a node that contains it", span),
                }
            }
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.fail(Code::SeveralDocuments, "the file holds more than one YAML document", span);
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Some(())
    }

    /// Passes over what a key is made of that is no scalar; then its value is awaited, and passed over too.
    fn pass_over(&mut self, event: &Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.inside_key += 1,
            Event::SequenceEnd | Event::MappingEnd => self.inside_key -= 1,
            _ => {}
        }
        if self.inside_key == 0 {
            let key = Key { text: String::new(), span, is_merge: false, is_invalid: true };
            self.open.last_mut()?.key = Some(key);
        }
        Some(())
    }

    fn start(&mut self, kind: Kind, anchor: usize, span: Span) -> Option<()> {
        if self.waits_for_key() {
            let _: Option<()> = self.fail(Code::InvalidKey, "a mapping key must be a scalar", span);
            self.inside_key = 1;
            return Some(());
        }
        if self.open.len() >= DEPTH_LIMIT {
            let message = format!("nested more than {DEPTH_LIMIT} levels deep");
            return self.fail(Code::NestingTooDeep, &message, span);
        }
        let node = self.add(kind, span)?;
        self.anchors.insert(anchor, node);
        self.open.push(Open { node, key: None, merged: None });
        Some(())
    }

    fn add(&mut self, kind: Kind, span: Span) -> Option<NodeId> {
        if self.source.nodes.len() >= EXPANSION_LIMIT {
            let message = format!("the document has more than {EXPANSION_LIMIT} values");
            return self.fail(Code::DocumentTooLarge, &message, span);
        }
        let node = self.source.push(Node { kind, file: 0, span, parent: None });
        self.attach(node, span)?;
        Some(node)
    }

    /// Puts a node under the collection that is open.
    fn attach(&mut self, node: NodeId, span: Span) -> Option<()> {
        let Some(top) = self.open.last_mut() else { return Some(()) };
        let parent = top.node;
        match &mut self.source.nodes[parent.0 as usize].kind {
            Kind::Sequence(items) => items.push(node),
            Kind::Mapping(entries) => {
                let Some(Key { text: key, span: key_span, is_merge, is_invalid }) = top.key.take() else {
                    return self.fail(Code::InvalidKey, "a mapping key must be a scalar", span);
                };
                if is_invalid {
                    return Some(());
                }
                if entries.len() == INDEX_FROM {
                    let positions = entries.iter().enumerate().map(|(position, entry)| (entry.key.clone(), position));
                    self.source.indices.insert(parent, positions.collect());
                }
                let index = self.source.indices.get_mut(&parent);
                let is_duplicate = match (is_merge, &index) {
                    (true, _) => top.merged.replace(node).is_some(),
                    (false, Some(index)) => index.contains_key(&key),
                    (false, None) => entries.iter().any(|entry| entry.key == key),
                };
                if is_duplicate {
                    let message = format!("the key `{key}` appears twice in one mapping");
                    let place = self.place(key_span);
                    self.diagnostics
                        .push(Diagnostic::new(Code::DuplicateKey, message).at(place).help("remove one of the two"));
                    return Some(());
                }
                if !is_merge {
                    if let Some(index) = index {
                        index.insert(key.clone(), entries.len());
                    }
                    entries.push(Entry { key, span: key_span, file: 0, value: node });
                }
            }
            Kind::Scalar(_) => return None,
        }
        let slot = &mut self.source.nodes[node.0 as usize].parent;
        if slot.is_none() {
            *slot = Some(parent);
        }
        Some(())
    }

    /// Takes over the entries of what stands under `<<`: a mapping, or several of which the first counts.
    fn merge(&mut self, target: NodeId, merged: NodeId) -> Option<()> {
        let parts = match self.source.kind(merged) {
            Kind::Sequence(parts) => parts.clone(),
            _ => vec![merged],
        };
        for part in parts {
            let Kind::Mapping(inherited) = self.source.kind(part) else {
                let span = self.source.node(part).span;
                return self.fail(Code::InvalidMerge, "`<<` takes over a mapping, or a list of them", span);
            };
            let inherited = inherited.clone();
            self.merged += inherited.len();
            if self.merged > EXPANSION_LIMIT {
                let message = format!("`<<` takes over more than {EXPANSION_LIMIT} entries");
                return self.fail(Code::DocumentTooLarge, &message, self.source.node(target).span);
            }
            self.source.indices.remove(&target);
            if let Kind::Mapping(entries) = &mut self.source.nodes[target.0 as usize].kind {
                // What is written out counts.
                let known: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
                entries.extend(inherited.into_iter().filter(|entry| !known.contains(&entry.key)));
            }
        }
        Some(())
    }

    fn waits_for_key(&self) -> bool {
        self.open.last().is_some_and(|top| {
            top.key.is_none() && matches!(self.source.nodes[top.node.0 as usize].kind, Kind::Mapping(_))
        })
    }

    fn fail<T>(&mut self, code: Code, message: &str, span: Span) -> Option<T> {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::new(code, message).at(place));
        None
    }

    /// Says what the parser says, `at` a line and a column.
    fn syntax_error<T>(&mut self, error: &str, mut at: (usize, usize)) -> Option<T> {
        let file = &self.source.files[0];
        let mut help = None;
        // Both look like spaces, and the parser stumbles over what comes before the one and after the other.
        let is_indented_by_tab = |line: &usize| {
            let mut indentation = file.around(*line, 0).0.chars().take_while(|character| character.is_whitespace());
            indentation.any(|character| character == '\t')
        };
        if let Some(line) = [at.0, at.0 + 1].into_iter().find(is_indented_by_tab) {
            at = (line, 0);
            help = Some("here is a tab: indent by spaces".to_owned());
        }
        let mut lines = (at.0.saturating_sub(2)..=at.0).rev();
        if let Some(line) = lines.find(|line| file.around(*line, at.1).0.contains('\u{a0}')) {
            help = Some(format!("line {line} has a no-break space (U+00A0): write a plain one"));
        }
        let place = self.place(Span { start: at, end: at });
        if error.contains("recursion limit") {
            let message = format!("nested more than {DEPTH_LIMIT} levels deep");
            self.diagnostics.push(Diagnostic::new(Code::NestingTooDeep, message).at(place));
            return None;
        }
        let message = format!("this is not YAML: {error}");
        let mut diagnostic = Diagnostic::new(Code::InvalidYaml, message).at(place);
        if let Some(help) = help {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
        None
    }

    fn place(&self, span: Span) -> Location {
        self.source.location(0, span, String::new())
    }
}

fn to_value(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(value) => Value::Bool(value),
        Scalar::Integer(value) => Value::Number(value.into()),
        Scalar::FloatingPoint(value) => Value::Number(Number::from(*value)),
        Scalar::String(value) => Value::String(value.into_owned()),
    }
}
