//! Formats rendered Rust source with prettyplease.
//!
//! Doc comments are half of the text and need no layout: each block goes through prettyplease as one line.

/// Formats a file. Returns an error if the text is not Rust, which is a mistake in a template.
pub fn format(path: &str, text: &str, header: &str) -> Result<String, String> {
    let (text, blocks) = without_docs(text);
    let file = syn::parse_file(&text).map_err(|error| {
        let start = error.span().start();
        let line = text.lines().nth(start.line.saturating_sub(1)).unwrap_or_default();
        let around: String = line.chars().skip(start.column.saturating_sub(60)).take(120).collect();
        format!("the template renders {path} to something that is not Rust: {error}, near `{around}`")
    })?;
    Ok(format!("{header}\n\n{}", space(&prettyplease::unparse(&file), &blocks)))
}

/// The consecutive lines of a doc comment.
type Block<'a> = Vec<&'a str>;

/// Replaces each doc comment by the number of its block, and returns the text and the blocks.
fn without_docs(text: &str) -> (String, Vec<Block<'_>>) {
    let (mut rest, mut blocks) = (String::with_capacity(text.len()), Vec::<Block<'_>>::new());
    let mut open = None;
    for line in text.lines() {
        let comment = line.trim();
        let mark = doc_mark(comment);
        match (mark, blocks.last_mut()) {
            (Some(mark), Some(block)) if open == Some(mark) => block.push(comment),
            (Some(mark), _) => {
                rest.push_str(&format!("{mark}{}\n", blocks.len()));
                blocks.push(vec![comment]);
            }
            (None, _) => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        open = mark;
    }
    (rest, blocks)
}

fn doc_mark(line: &str) -> Option<&str> {
    line.get(..3).filter(|mark| ["///", "//!"].contains(mark) && !line.starts_with("////"))
}

/// Puts the doc comments back, and adds blank lines between items and methods, which prettyplease does not add.
fn space(text: &str, blocks: &[Block<'_>]) -> String {
    let length: usize = blocks.iter().flatten().map(|line| line.len() + 8).sum();
    let mut spaced = String::with_capacity(text.len() + text.len() / 20 + length);
    let (mut previous, mut item) = ("", "");
    for line in text.lines() {
        if separates(item, previous, line) {
            spaced.push('\n');
        }
        let code = line.trim_start();
        let number = doc_mark(code).and_then(|mark| code[mark.len()..].parse::<usize>().ok());
        match number.and_then(|number| blocks.get(number)) {
            Some(block) => {
                for comment in block {
                    spaced.push_str(&line[..line.len() - code.len()]);
                    spaced.push_str(comment);
                    spaced.push('\n');
                }
            }
            None => {
                spaced.push_str(line);
                spaced.push('\n');
            }
        }
        previous = line;
        if !line.starts_with([' ', '}', ')', ']', '/', '#']) {
            item = line;
        }
    }
    spaced
}

/// Returns true if a blank line separates two lines; `item` is the line that opened the item above.
fn separates(item: &str, previous: &str, line: &str) -> bool {
    let grouped = |words: &[&str]| {
        let belongs = |line: &str| words.iter().any(|word| line.starts_with(word));
        belongs(item) && belongs(line)
    };
    let indentation = |line: &str| line.len() - line.trim_start().len();
    // The lines of a multi-line attribute belong together.
    let is_inner = previous.starts_with("//!") || previous.starts_with("#![") && previous.ends_with(']');
    if is_inner {
        return !line.starts_with("//!") && !line.starts_with("#![");
    }
    if previous == ")]" && line.starts_with("#[") {
        return true;
    }
    match indentation(line) {
        0 if line.starts_with(['}', ')', ']']) => false,
        0 if previous.starts_with("//") => false,
        0 => {
            indentation(previous) == 0
                && previous.ends_with(['}', ';'])
                && !grouped(&["use ", "pub use "])
                && !grouped(&["mod ", "pub mod "])
        }
        4 => previous == "    }" && line != "}",
        _ => false,
    }
}
