//! A [`Source`] as serde sees it: whoever reads data out of a document reads the nodes themselves.
//!
//! Nothing is copied on the way. Aliases are expanded, so [`Source::check_size`] comes first.

use super::{ALIAS_LIMIT, DEPTH_LIMIT, EXPANSION_LIMIT, Entry, Kind, NodeId, Source};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_yaml::{Error, Value};

/// This many bytes of text count as much as a value.
const TEXT_BLOCK: usize = 64;

/// The part of a document that a node belongs to.
pub(crate) trait Part: Copy {
    /// Returns the part of the value of a key; `None` if nothing reads the value.
    fn under(self, key: &str) -> Option<Self>;
}

/// Everything is read.
impl Part for () {
    fn under(self, _: &str) -> Option<()> {
        Some(())
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a, P> {
    source: &'a Source,
    node: NodeId,
    part: P,
}

impl Source {
    /// The document as plain data, within bounds: aliases are expanded.
    pub fn to_value(&self, diagnostics: &mut Diagnostics) -> Option<Value> {
        self.check_size(diagnostics)?;
        Value::deserialize(self.reader(self.root, ())).ok()
    }

    /// Returns a deserializer for a node of a source whose size was checked.
    pub(crate) fn reader<P: Part>(&self, node: NodeId, part: P) -> Reader<'_, P> {
        Reader { source: self, node, part }
    }

    /// Bounds what the aliases of the document expand to, and how deep.
    pub(crate) fn check_size(&self, diagnostics: &mut Diagnostics) -> Option<()> {
        let text: usize = self.files.iter().map(|file| file.text.len()).sum();
        // Two aliases of everything are plenty; a bomb has thousands.
        let limit = (ALIAS_LIMIT + 2 * self.nodes.len() + text / 32).min(EXPANSION_LIMIT);
        let mut sizes = vec![None; self.nodes.len()];
        if self.size(self.root, 0, &mut sizes).is_some_and(|size| size.count <= limit) {
            return Some(());
        }
        diagnostics.push(
            Diagnostic::new(
                Code::DocumentTooLarge,
                format!("this document is too large, or its aliases expand it to too much or {DEPTH_LIMIT} levels"),
            )
            .at(self.locate(self.too_large(limit)))
            .help("write the aliased parts out, or refer to them with `$ref`"),
        );
        None
    }

    /// Returns what each node expands to, in values and blocks of text, by its index.
    pub(crate) fn expanded_sizes(&self) -> Vec<usize> {
        let mut sizes = vec![None; self.nodes.len()];
        self.size(self.root, 0, &mut sizes);
        sizes.into_iter().map(|size| size.map_or(0, |size| size.count)).collect()
    }

    /// Returns false if as many copies of a value of this size would make the document larger than any may be.
    pub(crate) fn has_room(&self, size: usize, copies: usize) -> bool {
        size.saturating_mul(copies).saturating_add(self.nodes.len()) <= EXPANSION_LIMIT
    }

    /// The innermost node that expands to too much, or too deep.
    fn too_large(&self, limit: usize) -> NodeId {
        let mut sizes = vec![None; self.nodes.len()];
        let mut is_too_large = |node| self.size(node, 0, &mut sizes).is_none_or(|size| size.count > limit);
        let mut innermost = self.root;
        loop {
            let inside = match self.kind(innermost) {
                Kind::Scalar(_) => None,
                Kind::Sequence(items) => items.iter().copied().find(|item| is_too_large(*item)),
                Kind::Mapping(entries) => entries.iter().map(|entry| entry.value).find(|value| is_too_large(*value)),
            };
            match inside {
                Some(inside) => innermost = inside,
                None => return innermost,
            }
        }
    }

    /// The size of what a node expands to; `None` where it is too deep. Each node is looked at once.
    fn size(&self, node: NodeId, depth: usize, sizes: &mut [Option<Size>]) -> Option<Size> {
        let size = match sizes[node.index()] {
            Some(size) => size,
            None if depth > DEPTH_LIMIT => return None,
            None => {
                let mut size = Size { count: 1, height: 0 };
                match self.kind(node) {
                    Kind::Scalar(Value::String(text)) => size.count += text.len() / TEXT_BLOCK,
                    Kind::Scalar(_) => {}
                    Kind::Sequence(items) => {
                        for item in items {
                            size.add(self.size(*item, depth + 1, sizes)?);
                        }
                    }
                    Kind::Mapping(entries) => {
                        for entry in entries {
                            size.add(self.size(entry.value, depth + 1, sizes)?);
                            size.count = size.count.saturating_add(entry.key.len() / TEXT_BLOCK);
                        }
                    }
                }
                sizes[node.index()] = Some(size);
                size
            }
        };
        (depth + size.height <= DEPTH_LIMIT).then_some(size)
    }
}

/// The size of an expanded node: its values and blocks of text, and its depth.
#[derive(Clone, Copy)]
struct Size {
    count: usize,
    height: usize,
}

impl Size {
    fn add(&mut self, child: Size) {
        self.count = self.count.saturating_add(child.count);
        self.height = self.height.max(child.height + 1);
    }
}

impl<'a, P: Part> Reader<'a, P> {
    fn entry(self, entry: &'a Entry) -> Option<(BorrowedStrDeserializer<'a, Error>, Self)> {
        let part = self.part.under(&entry.key)?;
        Some((BorrowedStrDeserializer::new(&entry.key), Self { node: entry.value, part, ..self }))
    }
}

impl<'a, P: Part> IntoDeserializer<'a, Error> for Reader<'a, P> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'a, P: Part> Deserializer<'a> for Reader<'a, P> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.source.kind(self.node) {
            Kind::Scalar(Value::String(text)) => visitor.visit_borrowed_str(text),
            Kind::Scalar(value) => value.deserialize_any(visitor),
            Kind::Sequence(items) => {
                let items = items.iter().map(|item| Self { node: *item, ..self });
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Kind::Mapping(entries) => {
                visitor.visit_map(MapDeserializer::new(entries.iter().filter_map(|entry| self.entry(entry))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.source.kind(self.node) {
            Kind::Scalar(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.source.kind(self.node) {
            Kind::Scalar(value) => value.deserialize_enum(name, variants, visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
