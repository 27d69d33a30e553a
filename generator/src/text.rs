//! English text: paragraphs of Markdown, and nouns.

pub(crate) mod paragraphs;
pub(crate) mod similar;
pub(crate) mod singular;
