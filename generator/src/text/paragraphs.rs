//! Joins the lines of a text, where this does not change its meaning.

/// The paragraphs as sentences behind one another; `None` where the text has a shape of its own: lists, code, tables.
pub(crate) fn flowing(text: &str) -> Option<String> {
    if text.contains("```") || text.lines().any(starts_block) {
        return None;
    }
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let sentences: Vec<String> = paragraphs.filter(|text| !text.is_empty()).map(|text| ended(&text)).collect();
    Some(sentences.join(" "))
}

/// The text as a part of a list item.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The text as a sentence that others can follow.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ':', ')']) { text.to_owned() } else { format!("{text}.") }
}

/// Returns true if Markdown reads the line as a list item, heading, quotation, table, rule, code or link definition.
pub(crate) fn starts_block(line: &str) -> bool {
    let digits = line.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    let after_digits = &line.trim_start()[digits..];
    line.starts_with("    ")
        || line.starts_with('\t')
        || line.trim_start().starts_with(['-', '*', '+', '#', '>', '|', '=', '~'])
        || (line.trim_start().starts_with('[') && line.contains("]:"))
        || (digits > 0 && (after_digits.starts_with(". ") || after_digits.starts_with(") ")))
}
